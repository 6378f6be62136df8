"""Keys and types: what pydantic finds, at its place in the file and in an organiser's words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.model.settings import Section
from app.model.spelling import nearest
from app.programme.entries import (
    CohortEntry,
    FileEntry,
    GroupEntry,
    MenteeEntry,
    PersonEntry,
    file_model,
)
from app.programme.errors import FileError
from app.programme.source import Node

Way = Sequence[str | int]

_OWNERS: Mapping[type[BaseModel], str] = {
    FileEntry: "the top of the file",
    CohortEntry: "a cohort",
    GroupEntry: "a group",
    MenteeEntry: "a mentee",
    PersonEntry: "a person",
}


class Shaped(NamedTuple):
    """The entries, where they could be read, and what was wrong."""

    entry: FileEntry | None
    errors: list[FileError]


def shape(root: Node, sections: tuple[Section, ...]) -> Shaped:
    """Check keys and types of the joined file."""
    model = file_model(sections)
    try:
        return Shaped(model.model_validate(root.plain()), [])
    except ValidationError as error:
        found = error.errors()
        meant = {way for details in found if (way := _meant(model, details))}
        telling = [details for details in found if not _is_consequence(root, details, meant)]
        return Shaped(None, [_at_place(root, model, details) for details in telling])


def _is_consequence(root: Node, details: ErrorDetails, meant: Collection[Way]) -> bool:
    """A list counts as too short where none of its entries is right: those are told already. And
    a key is missing where it is misspelt."""
    way = details["loc"]
    too_short = details["type"] == "too_short" and bool(spot(root, way).node.value)
    return too_short or (details["type"] == "missing" and way in meant)


def _meant(model: type[BaseModel], details: ErrorDetails) -> Way:
    """Where a misspelt key was meant to be."""
    way = details["loc"]
    owner = model_at(model, way[:-1]) if details["type"] == "extra_forbidden" else None
    hint = nearest(str(way[-1]), owner.model_fields) if owner else ""
    return (*way[:-1], hint.split("`")[1]) if hint else ()


class Spot(NamedTuple):
    """The deepest node on the way to a value, the key that it belongs to, and the way's end."""

    node: Node
    key: Node | None
    rest: Way


def spot(root: Node, way: Way) -> Spot:
    """Walk from a node along keys and places in lists, as far as there is something."""
    node, key = root, None
    for depth, part in enumerate(way):
        if isinstance(node.value, dict) and part in node.value:
            key, node = node.value[str(part)]
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return Spot(node, key, way[depth:])
    return Spot(node, key, ())


def _at_place(root: Node, model: type[BaseModel], details: ErrorDetails) -> FileError:
    way = details["loc"]
    kind = details["type"]
    found = spot(root, way)
    if kind == "extra_forbidden":
        key = found.key or found.node
        return key.error(_unknown(str(way[-1]), model_at(model, way[:-1]), model))
    if kind == "missing":
        return _missing(root, way, model_at(model, way[:-1]))
    if way and way[-1] == "[key]":
        key = found.key or found.node
        return key.error(_in_words(details))
    if kind == "model_type" and model_at(model, way) is MenteeEntry:
        return found.node.error(f"write a mentee like this: `login: {details['input']}`")
    words = _in_words(details)
    colon = "" if words.startswith(("is ", "should ", "needs ")) else ":"
    subject = f"`{_name(way)}`{colon} " if way else ""
    return found.node.error(subject + words)


def _name(way: Way) -> str:
    return next((part for part in reversed(way) if isinstance(part, str)), "")


def _missing(root: Node, way: Way, owner: type[BaseModel] | None) -> FileError:
    found = spot(root, way[:-1])
    in_list = bool(way[:-1]) and isinstance(way[-2], int)
    place = found.node if in_list or found.key is None else found.key
    return place.error(f"`{way[-1]}` is missing from {_owner(owner, way[:-1])}")


def _owner(model: type[BaseModel] | None, way: Way) -> str:
    for known, words in _OWNERS.items():
        if model and issubclass(model, known):
            return words.replace("a ", "this ", 1) if words.startswith("a ") else words
    return f"`{_name(way)}`"


def _unknown(key: str, owner: type[BaseModel] | None, file: type[BaseModel]) -> str:
    known = list(owner.model_fields) if owner else []
    hint = nearest(key, known)
    elsewhere = [words for model, words in _places(file) if key in model.model_fields]
    if not hint and elsewhere:
        hint = f"; it belongs {elsewhere[0]}"
    hint = hint or f"; known are: {', '.join(known)}"
    return f"the key `{key}` is not known here{hint}"


def _places(file: type[BaseModel]) -> list[tuple[type[BaseModel], str]]:
    """The models in which a misplaced key could belong, outermost first."""
    cohort = model_at(file, ("cohorts",))
    return [
        (file, f"at {_OWNERS[FileEntry]}"),
        *([(cohort, f"in {_OWNERS[CohortEntry]}")] if cohort else []),
        *[(model, f"in {_OWNERS[model]}") for model in (GroupEntry, MenteeEntry, PersonEntry)],
    ]


def model_at(model: type[BaseModel], way: Way) -> type[BaseModel] | None:
    """The model of the value at a way."""
    current: type[BaseModel] | None = model
    parts = iter(way)
    for part in parts:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = _model_in(field.annotation) if field else None
        if field and _is_map(field.annotation):
            next(parts, None)
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next(filter(None, found), None)


def _is_map(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is dict


def _in_words(details: ErrorDetails) -> str:
    if details["input"] is None and details["type"] != "value_error":
        return "is empty; write a value, or take the key out"
    words = _WORDS.get(details["type"])
    return words(details.get("ctx", {})) if words else "cannot be used like this"


def _always(words: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda _context: words


_GROUP = _always("should be a group of keys, like {key: value}")
_LIST = _always("should be a list, like [one, another]")
_NUMBER = _always("should be a whole number")
_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "value_error": lambda context: str(context["error"]),
    "string_type": _always("should be one text; put it in quotes if it is a number"),
    "bool_type": _always("should be true or false"),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "tuple_type": _LIST,
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "literal_error": lambda context: f"should be {str(context['expected']).replace(chr(39), '')}",
    "too_short": _always("needs at least one entry"),
    "string_too_short": _always("is empty; write a text, or take the key out"),
    "string_too_long": lambda context: f"should have at most {context['max_length']} characters",
    "greater_than_equal": lambda context: f"should be {context['ge']} or more",
    "less_than_equal": lambda context: f"should be {context['le']} or less",
}
