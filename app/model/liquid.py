"""What has to hold of a text before python-liquid may read it."""

import re
from typing import NamedTuple

_OPENS = re.compile(r"\{\{|\{%")
_ENDS = {"{{": "}}", "{%": "%}"}


class Unclosed(NamedTuple):
    """Where a tag begins (from 0), and what would end it."""

    at: int
    end: str


def unclosed(source: str) -> Unclosed | None:
    """A tag that never ends, or None. python-liquid needs quadratic time to find out:
    a minute for 60,000 characters that somebody sent on purpose."""
    at = 0
    while opens := _OPENS.search(source, at):
        ends = source.find(_ENDS[opens[0]], opens.end())
        if ends < 0:
            return Unclosed(opens.start(), _ENDS[opens[0]])
        at = ends + 2
    return None
