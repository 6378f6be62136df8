"""Mentees and their pull requests as a page lists them: a body on GitHub has an end. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from app.model.text import Link, Value
from app.model.time import local
from app.model.work import Pull

TITLE = 60
"""Characters of a title that are shown: a line stays a line."""

LISTED = 5
"""A mentee's open pull requests that a page lists, the oldest first."""

LINES = 150
"""Open pull requests that a page lists at most: so many fit into a body beside its other parts."""

ROWS = 200
"""Mentees that a page lists at most, for the same reason; larger cohorts are rare, and one that is
split has a page for each part."""


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody is waited for in a pull request."""

    who: tuple[str, ...]
    pull: Pull

    def shown(self, zone: str) -> dict[str, Value]:
        """As a text gets it, but for the people; days are those of the zone."""
        return {
            "mentee": self.pull.by,
            "pull": Link(self.pull.link, _short(self.pull.title)),
            "stage": self.pull.stage,
            "since": local(self.pull.since, zone).date().isoformat(),
            "changed": self.pull.changed,
            "files": self.pull.files,
        }


def _short(title: str) -> str:
    if len(title) <= TITLE:  # nearly all of them, and `shorten` is slow
        return " ".join(title.split())
    return shorten(title, TITLE, placeholder=" …")


def within(groups: Sequence[Mapping[str, Any]], rows: int = ROWS) -> list[Mapping[str, Any]]:
    """A page's groups with as many mentees as fit, in the order of the file; under `more`, how many
    each group has beside them."""
    found: list[Mapping[str, Any]] = []
    room = rows
    for group in groups:
        shown = group["mentees"][:room]
        room -= len(shown)
        found.append({**group, "mentees": shown, "more": len(group["mentees"]) - len(shown)})
    return found


def fitting(
    groups: Sequence[Mapping[str, Any]], key: str, lines: int = LINES
) -> list[Mapping[str, Any]]:
    """A page's groups, with as many pull requests of each mentee (under `key`) as fit into so
    many lines."""
    lengths = [len(mentee[key]) for group in groups for mentee in group["mentees"]]
    sizes = range(LISTED, 0, -1)
    most = next((n for n in sizes if sum(min(n, length) for length in lengths) <= lines), 0)
    return [
        {**group, "mentees": [{**each, key: each[key][:most]} for each in group["mentees"]]}
        for group in groups
    ]
