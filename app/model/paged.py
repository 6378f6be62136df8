"""What is on which page of a list that grows: a body on GitHub has an end. Pure.

Whatever is on a page stays there, so that something new changes one issue and not all. Sizes are
upper bounds: a page never has to be cut, and its marker forgets nothing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from app.model.facts import Ledger

ROOM = 50_000
"""Characters on a page, of the 65,536 that GitHub takes: the rest is for people's own words."""

_ESCAPED = 3
"""Characters that one of a person's words may take as inert Markdown."""


class Entry(NamedTuple):
    """Something on a page: its size in characters; under which heading it stands, and the size of
    that, which counts once on a page."""

    size: int
    under: str = ""
    heading: int = 0


def size(shown: str, kept: Sequence[object], around: int) -> int:
    """The most characters that something takes: shown in the text, kept in the marker, which is
    JSON in Base64, and `around` it."""
    return _ESCAPED * len(shown) + len(json.dumps(kept)) * 4 // 3 + around


@dataclass(slots=True)
class _Page:
    """What is on a page so far: characters, and the headings."""

    used: int = 0
    headings: set[str] = field(default_factory=set)

    def has_room(self, entry: Entry) -> bool:
        return not self.used or self.used + self._more(entry) <= ROOM

    def add(self, entry: Entry) -> None:
        self.used += self._more(entry)
        self.headings.add(entry.under)

    def _more(self, entry: Entry) -> int:
        return entry.size + (0 if entry.under in self.headings else entry.heading)


def paged(
    entries: Mapping[str, Entry], before: Mapping[str, int], *, grow: bool = False
) -> dict[str, int]:
    """The page of each entry, from 1; `entries` are in the order in which they came or changed,
    `before` says which page they were on.

    What is new goes to the last page. Where entries may `grow`, one that does not fit any more
    moves, the last to change first, and leaves room: so there the first page with room is taken.
    """
    pages: defaultdict[int, _Page] = defaultdict(_Page)
    found: dict[str, int] = {}

    def put(key: str, page: int) -> None:
        pages[page].add(entries[key])
        found[key] = page

    for key, entry in entries.items():
        if key in before and (not grow or pages[before[key]].has_room(entry)):
            put(key, before[key])
    for key, entry in entries.items():
        if key not in found:
            first = 1 if grow else max(pages, default=1)
            put(key, next(page for page in count(first) if pages[page].has_room(entry)))
    return found


# ---- what the pages remember ---------------------------------------------------------------------


def numbers(said: Ledger, prefix: str) -> list[int]:
    """The numbers of the pages whose keys begin like this."""
    return sorted(int(key.removeprefix(prefix)) for key in said if key.startswith(prefix))


def others(said: Ledger, prefix: str, number: int) -> list[int]:
    """The numbers of the issues that are the other pages."""
    rows = [said[f"{prefix}{each}"] for each in numbers(said, prefix) if each != number]
    return [row.ref for row in rows if row.status == "there"]


def placed(said: Ledger, prefix: str, what: str) -> dict[str, int]:
    """What is on which page, as their parameters called `what` have it; the first of two, where
    something is moving just now."""
    found: dict[str, int] = {}
    for number in numbers(said, prefix):
        for key in said[f"{prefix}{number}"].parameters.get(what, {}):
            found.setdefault(key, number)
    return found
