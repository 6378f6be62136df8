"""Which idea is on which page: a body on GitHub has an end. Pure.

Whatever is on a page stays there, and what is new goes to the last one. Sizes are upper bounds: a
page never has to be cut, and its marker forgets nothing.
"""

import json
from collections import Counter
from collections.abc import Mapping

from workflows.ideas.heard import Idea

ROOM = 50_000
"""Characters on a page, of the 65,536 that GitHub takes: the rest is for people's own words."""

_ESCAPED = 3
"""Characters that one of a person's words may take as inert Markdown."""

_AROUND = 200
"""Characters around each: the day and the list's signs, and what an `undo` adds to the marker."""


def paged(ideas: Mapping[str, Idea], before: Mapping[str, int]) -> dict[str, int]:
    """The page of each idea, from 1, by its key; `before` says which were on one already."""
    found = {key: before[key] for key in ideas if key in before}
    used = Counter[int]()
    for key, page in found.items():
        used[page] += _size(key, ideas[key])
    new = [key for key in ideas if key not in found]
    for key in sorted(new, key=lambda each: (ideas[each].order, each)):
        page, size = max(used, default=1), _size(key, ideas[key])
        if used[page] and used[page] + size > ROOM:
            page += 1
        found[key] = page
        used[page] += size
    return found


def _size(key: str, idea: Idea) -> int:
    """The most characters that an idea takes: shown in the text, and kept in the marker, which is
    JSON in Base64."""
    shown = len(idea.by) + len(idea.text)
    return _ESCAPED * shown + len(json.dumps([key, *idea])) * 4 // 3 + _AROUND
