"""The JSON Schema of programme files, for editors that complete and check them."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from app.model.days import Duration, Weekday, spell_week
from app.model.settings import Section
from app.programme.entries import file_model

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _AsSpelled(GenerateJsonSchema):
    """Defaults as an organiser would write them, and no titles made out of keys."""

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, frozenset):
            return spell_week(dft)
        if isinstance(dft, time):
            return dft.isoformat("minutes")
        return str(dft) if isinstance(dft, Duration | Weekday) else super().encode_default(dft)

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema(sections: Sequence[Section]) -> dict[str, Any]:
    """JSON Schema, draft 2020-12. It knows less than `load`: what it refuses, `load` refuses.

    It is for the main file; another file may leave out `version` and `timezone`.
    """
    described = file_model(tuple(sections)).model_json_schema(schema_generator=_AsSpelled)
    return {"$schema": DIALECT, **described, "title": "Cairn: a mentorship programme"}
