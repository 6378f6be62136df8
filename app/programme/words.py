"""What pydantic says of a value, in an organiser's words: what it should be, and what to write."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from app.model.spelling import one_value


class Wanted(NamedTuple):
    """What belongs at a place of the file: a key's name, whether it may be left out, whether this
    is an entry of its list, and the model of what it holds, where that has keys of its own."""

    name: str
    needed: bool
    in_list: bool
    model: type[BaseModel] | None


def sentence(details: ErrorDetails, wanted: Wanted) -> str:
    """The whole message."""
    said = _said(details, wanted)
    if not wanted.name:
        return said
    colon = "" if said.startswith(("is ", "should ", "needs ", "has ", "ends ")) else ":"
    entry = "an entry of " if wanted.in_list and not colon else ""
    return f"{entry}`{wanted.name}`{colon} {said}"


def _said(details: ErrorDetails, wanted: Wanted) -> str:
    value, kind = details["input"], details["type"]
    if value is None and (kind != "value_error" or wanted.in_list):
        return _empty(wanted)
    if kind == "tuple_type":
        return _list(value, wanted)
    if kind == "model_type":
        return _own_keys(value, wanted)
    words = _WORDS.get(kind)
    return words(details.get("ctx", {}), value) if words else "cannot be used like this"


def _empty(wanted: Wanted) -> str:
    return "is empty; fill it in" + ("" if wanted.needed else ", or take it out")


def _list(value: object, wanted: Wanted) -> str:
    """A list is wanted, and there is something else."""
    if isinstance(value, Mapping):
        key, first = next(iter(value.items()), ("id", "autumn"))
        if wanted.model is not None:
            return f"should be a list; write a dash before each entry: `- {_pair(key, first)}`"
        return f"should be a list of plain entries; write `- {key}` without the colon"
    text = str(value)
    if re.match(r"[-*•‣·–—]\s*\S", text):
        return "should be a list; begin each entry with a plain dash and a space"
    if wanted.model is not None:
        return f"should be a list; write `- {_first_key(wanted.model)}: {text}`"
    return f"should be a list; write [{', '.join(re.split(r'[,;]? +|[,;]', text.strip('[]')))}]"


def _own_keys(value: object, wanted: Wanted) -> str:
    """Keys are wanted, and there is something else."""
    model = wanted.model
    assert model is not None
    if wanted.in_list:
        example = value if isinstance(value, str | int) else "…"
        return f"should have keys of its own; write `- {_first_key(model)}: {example}`"
    if "enabled" in model.model_fields and not isinstance(value, list | Mapping):
        off = str(value).lower() in _NO
        return f"should have keys of its own; write {{enabled: {'false' if off else 'true'}}}"
    keys = " and ".join(f"`{key}`" for key in list(model.model_fields)[:2])
    return f"should have keys of its own, such as {keys}, each on a line below it"


def _first_key(model: type[BaseModel]) -> str:
    fields = model.model_fields
    return next((key for key, field in fields.items() if field.is_required()), next(iter(fields)))


def _pair(key: str, value: object) -> str:
    return f"{key}: {value}" if isinstance(value, str | int | float) else f"{key}:"


_YES, _NO = ("yes", "y", "on", "true", "1"), ("no", "n", "off", "false", "0")


def _flag(_context: object, value: object) -> str:
    word = str(value).lower()
    meant = "true" if word in _YES else "false" if word in _NO else ""
    return f"should be true or false; write {meant}" if meant else "should be true or false"


def _number(_context: object, value: object) -> str:
    digits = isinstance(value, str) and value.isascii() and value.isdigit()
    return f"should be a whole number; write {value if digits else 'one like 60'}"


def _text(_context: object, value: object) -> str:
    if isinstance(value, bool | int | float):
        return f'should be text; write "{str(value).lower()}" in quotes'
    return one_value(value, "some words")


def _always(words: str) -> Callable[[Any, Any], str]:
    return lambda _context, _value: words


_WORDS: Mapping[str, Callable[[Mapping[str, Any], Any], str]] = {
    "value_error": lambda context, _: str(context["error"]),
    "string_type": _text,
    "bool_type": _flag,
    "int_type": _number,
    "int_parsing": _number,
    "dict_type": _always("should hold a name, a colon and its value on each line below it"),
    "literal_error": lambda context, _: f"should be {context['expected'].replace(chr(39), '')}",
    "too_short": _always("needs at least one entry"),
    "string_too_short": _always("is empty; write a text, or take it out"),
    "string_too_long": lambda context, _: f"should have at most {context['max_length']} characters",
    "greater_than_equal": lambda context, _: f"should be {context['ge']} or more",
    "less_than_equal": lambda context, _: f"should be {context['le']} or less",
}
