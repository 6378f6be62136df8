"""Unknown keys and missing ones. Who misspells a key makes one mistake, and hears of it once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from app.model.spelling import near
from app.programme.entries import CohortEntry, FileEntry, GroupEntry, MenteeEntry, PersonEntry
from app.programme.errors import FileError
from app.programme.source import Entry, Node
from app.programme.spots import Spot, Way, model_at, spot

_UNKNOWN, _MISSING = KEY_ERRORS = ("extra_forbidden", "missing")
"""What pydantic calls them."""

_MOST_NAMED = 12
"""Known keys that are named where none is near: what can be read aloud."""

_OWNERS: Mapping[type[BaseModel], str] = {
    FileEntry: "the top of the file",
    CohortEntry: "a cohort",
    GroupEntry: "a group",
    MenteeEntry: "a mentee",
    PersonEntry: "a person",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that holds keys: those that are there, and the model that says which may be."""

    file: type[BaseModel]
    way: Way
    found: Spot
    entries: Mapping[str, Entry]
    owner: type[BaseModel] | None

    @property
    def unused(self) -> list[str]:
        """The keys that could still be added."""
        known = self.owner.model_fields if self.owner else ()
        return [key for key in known if key not in self.entries]


def key_errors(
    root: Node, model: type[BaseModel], errors: Sequence[ErrorDetails]
) -> Iterator[FileError]:
    """The errors of these kinds, place by place."""
    by_place: dict[Way, dict[str, list[str]]] = {}
    for details in errors:
        here = by_place.setdefault(details["loc"][:-1], {_UNKNOWN: [], _MISSING: []})
        here[details["type"]].append(str(details["loc"][-1]))
    for way, here in by_place.items():
        found = spot(root, way)
        entries = found.node.value if isinstance(found.node.value, dict) else {}
        place = _Place(model, way, found, entries, model_at(model, way))
        yield from _at(place, here[_UNKNOWN], here[_MISSING])


def _at(place: _Place, unknown: Sequence[str], missing: Sequence[str]) -> Iterator[FileError]:
    still_missing = list(missing)
    for name in unknown:
        key = place.entries[name].key
        if above := _section_above(place, name):
            if _follows(place, name, above):
                line = place.entries[above].key.line
                belongs = f"`{name}` belongs to `{above}` in line {line}"
                yield key.error(f"{belongs}; begin it further to the right than that")
            continue
        meant = near(name.partition(":")[0], place.unused)
        if meant is None and not _elsewhere(place, name):
            meant = next(iter(still_missing), None)
        yield key.error(_unknown(place, name, meant))
        still_missing = [each for each in still_missing if each != meant]
    yield from (_missing(place, name) for name in still_missing)


def _section_above(place: _Place, name: str) -> str | None:
    """The known key right above, where `name` would be one of its own, were it indented."""
    names = list(place.entries)
    known = place.owner.model_fields if place.owner else {}
    above = next((each for each in reversed(names[: names.index(name)]) if each in known), None)
    inner = model_at(place.owner, (above,)) if place.owner and above else None
    return above if inner and name in inner.model_fields else None


def _follows(place: _Place, name: str, above: str) -> bool:
    """Whether it stands right below that key: what follows it in turn has the same reason."""
    names = list(place.entries)
    return names[names.index(name) - 1] == above


def _unknown(place: _Place, name: str, meant: str | None) -> str:
    start, colon, end = name.partition(":")
    if colon and meant == start:
        return f"a space is missing after the colon; write `{start}: {end}`"
    if meant:
        hint = f"did you mean `{meant}`?"
    elif elsewhere := _elsewhere(place, name):
        hint = f"it belongs {elsewhere}"
    else:
        more = ", …" if len(place.unused) > _MOST_NAMED else ""
        hint = f"known here are: {', '.join(place.unused[:_MOST_NAMED])}{more}"
    return f"the key `{name}` is not known here; {hint}"


def _elsewhere(place: _Place, name: str) -> str | None:
    """Where a misplaced key belongs; the outermost of several places."""
    cohort = model_at(place.file, ("cohorts",))
    places = [
        (place.file, f"at {_OWNERS[FileEntry]}"),
        *([(cohort, f"in {_OWNERS[CohortEntry]}")] if cohort else []),
        *[(model, f"in {_OWNERS[model]}") for model in (GroupEntry, MenteeEntry, PersonEntry)],
    ]
    return next((words for model, words in places if name in model.model_fields), None)


def _missing(place: _Place, name: str) -> FileError:
    way, found = place.way, place.found
    in_list = bool(way) and isinstance(way[-1], int)
    where = found.node if in_list or found.key is None else found.key
    return where.error(f"`{name}` is missing from {_owner(place)}; add it there")


def _owner(place: _Place) -> str:
    for known, words in _OWNERS.items():
        if place.owner and issubclass(place.owner, known):
            return words.replace("a ", "this ", 1) if words.startswith("a ") else words
    return f"`{next((part for part in reversed(place.way) if isinstance(part, str)), '')}`"
