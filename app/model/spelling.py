"""How a value is spelled in a programme file, and what is said when it is misspelled.

A parser takes what YAML gave (text, a number, true, nothing) and returns the value, or raises
ValueError with a sentence for an organiser: what is wrong, and what to write instead.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import core_schema

JsonSchema = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Spelled:
    """Tells pydantic how a type is written in the file: its parser, its JSON Schema, its text."""

    parse: Callable[[Any], Any]
    schema: JsonSchema
    spell: Callable[[Any], Any] = str

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(self.spell),
        )

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", **self.schema}


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence, `; did you mean x?`, or nothing where no known word is near."""
    folded = {name.casefold(): name for name in known}
    match = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean `{folded[match[0]]}`?" if match else ""


def text_of(value: object, example: str) -> str:
    """The value, where it is text with something in it."""
    if isinstance(value, str) and value.strip():
        return value
    if value is None or isinstance(value, str):
        raise ValueError(f"is empty; write it like {example}")
    if isinstance(value, bool | int | float):
        raise ValueError(f"should be text; write it like {example}, in quotes if need be")
    raise ValueError(f"should be one text like {example}, not a list or a group of keys")
