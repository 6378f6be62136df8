"""How a value is spelled in a programme file, and what is said when it is misspelled.

A parser takes what YAML gave (text, a number, true, nothing) and returns the value, or raises
ValueError with a sentence for an organiser: what is wrong, and what to write instead.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
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


MOST_GUESSES = 50
"""As many as people are shown errors at once. To guess costs some milliseconds for each."""

_guesses: ContextVar[Iterator[int] | None] = ContextVar("guesses", default=None)


@contextmanager
def few_guesses() -> Iterator[None]:
    """Within it `near` guesses MOST_GUESSES times, and knows nothing after that."""
    token = _guesses.set(iter(range(MOST_GUESSES)))
    try:
        yield
    finally:
        _guesses.reset(token)


def near(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that was probably meant; `cutoff` says how alike it has to be (0 to 1)."""
    left = _guesses.get()
    if left is not None and next(left, None) is None:
        return None
    folded = {name.casefold(): name for name in known}
    match = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[match[0]] if match else None


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence, `; did you mean x?`, or nothing where no known word is near."""
    found = near(word, known)
    return f"; did you mean `{found}`?" if found else ""


def text_of(value: object, example: str) -> str:
    """The value, where it is text with something in it. ValueError says what to write instead."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError(f"is empty; write it like {example}")
    if isinstance(value, bool | int | float):
        raise ValueError(f"should be text; write it like {example}")
    if not isinstance(value, str):
        raise ValueError(one_value(value, example))
    if value[0] in _CURLY or value[-1] in _CURLY:
        plain = value.strip(_CURLY + "\"'")
        raise ValueError(f'has curly quotes, which are not for files; write "{plain}"')
    if value.endswith('"'):
        raise ValueError(f'ends with a quote that begins nowhere; write "{value.strip(chr(34))}"')
    return value


_CURLY = "“”„‟‘’‚‛«»"


def one_value(value: object, example: str) -> str:
    """What to say where one value belongs, and there is a list or something with keys."""
    if isinstance(value, Mapping):
        inner: object = next(iter(value.values()), None) if len(value) == 1 else None
        write = inner if isinstance(inner, str) else example
        return f"should be one value, without a key; write {write}"
    inner = value[0] if isinstance(value, list) and len(value) == 1 else None
    write = inner if isinstance(inner, str) else f"one, like {example}"
    return f"should be one value and not a list; write {write}"
