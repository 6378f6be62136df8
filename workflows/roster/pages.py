"""Who is on which page: a body on GitHub has an end, and people come back for years. Pure.

Whoever is on a page stays there, so that a newcomer changes one issue and not all. Sizes are upper
bounds: a page never has to be cut, and its marker forgets nobody.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflows.roster.wishes import Wish

ROOM = 50_000
"""Characters on a page, of the 65,536 that GitHub takes: the rest is for people's own words."""

_ESCAPED = 3
"""Characters that one of a person's words may take as inert Markdown."""

_AROUND = 40
"""Characters around each: the list's signs, commas in the marker."""


@dataclass(slots=True)
class _Page:
    """What is on a page so far: characters, and the cohorts that have a heading."""

    used: int = 0
    cohorts: set[str] = field(default_factory=set)

    def takes(self, cohort: str, heading: int, size: int) -> bool:
        """Put somebody on this page if there is room."""
        more = size if cohort in self.cohorts else size + heading
        if self.used + more > ROOM:
            return False
        self.used += more
        self.cohorts.add(cohort)
        return True


def paged(
    people: Mapping[str, Wish], cohorts: Mapping[str, str], before: Mapping[str, int]
) -> dict[str, int]:
    """The page of everybody, from 1, by their keys (`cohort/login`). `cohorts` are the names by id,
    `before` says who was on which page. Of those who stay, the last to change something moves where
    a longer tip leaves no room."""
    full: dict[int, _Page] = {}
    found: dict[str, int] = {}

    def put(key: str, pages: Iterable[int]) -> bool:
        cohort, each = key.partition("/")[0], people[key]
        size = _size(each.login + (each.tip or ""), [key, *each])
        heading = _size(cohorts[cohort], [cohort, cohorts[cohort]])
        for page in pages:
            if full.setdefault(page, _Page()).takes(cohort, heading, size):
                found[key] = page
                return True
        return False

    order = sorted(people, key=lambda key: (people[key].changed, key))
    homeless = [key for key in order if key not in before or not put(key, [before[key]])]
    for key in homeless:
        put(key, range(1, len(people) + 2))
    return found


def _size(shown: str, kept: list[object]) -> int:
    """The most characters that something takes: shown in the text, and kept in the marker, which
    is JSON in Base64."""
    return _ESCAPED * len(shown) + len(json.dumps(kept)) * 4 // 3 + _AROUND
