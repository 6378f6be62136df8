"""Keys and types: what pydantic finds, at its place in the file and in an organiser's words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.model.settings import Section
from app.programme.entries import FileEntry, file_model
from app.programme.errors import FileError
from app.programme.keys import KEY_ERRORS, key_errors
from app.programme.source import Node
from app.programme.spots import Way, model_at, spot
from app.programme.words import Wanted, sentence


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
    of_keys = [details for details in found if details["type"] in KEY_ERRORS]
    of_values = [details for details in found if details["type"] not in KEY_ERRORS]
    told = [_value_error(root, model, each) for each in _without_followers(root, of_values)]
    return Shaped(None, [*key_errors(root, model, of_keys), *told])


def _without_followers(root: Node, errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """One error for one mistake: a list counts as too short where none of its entries is right,
    and who writes one entry of a list in another form writes all of them so."""
    told: set[Way] = set()
    for details in errors:
        way, kind = details["loc"], details["type"]
        if kind == "too_short" and spot(root, way).node.value:
            continue
        other_form = kind == "model_type" and details["input"] is not None
        if other_form and isinstance(way[-1], int):
            if way[:-1] in told:
                continue
            told.add(way[:-1])
        yield details


def _value_error(root: Node, model: type[BaseModel], details: ErrorDetails) -> FileError:
    """What is wrong with a value, or with a name that somebody chose as a key."""
    way = details["loc"]
    found = spot(root, way)
    if way and way[-1] == "[key]":
        key = found.key or found.node
        return key.error(sentence(details, Wanted("", False, False, None)))
    name = next((part for part in reversed(way) if isinstance(part, str)), "")
    in_list = bool(way) and isinstance(way[-1], int)
    wanted = Wanted(name, _is_needed(model, way), in_list, model_at(model, way))
    return found.node.error(sentence(details, wanted))


def _is_needed(model: type[BaseModel], way: Way) -> bool:
    owner = model_at(model, way[:-1])
    field = owner.model_fields.get(str(way[-1])) if owner and way else None
    return field is not None and field.is_required()
