"""What a good request says (row H2), and what of it is missing. Pure.

Words cannot be judged by a program. So this errs towards finding what it looks for: whoever said a
little of everything is asked for nothing.
"""

import re
from collections.abc import Iterable
from typing import Literal, get_args

from workflows.help_sessions.form import Form

Part = Literal["problem", "tried", "links", "minutes"]
PARTS: tuple[Part, ...] = get_args(Part)
"""The problem in clear words, what was tried, links, and that they tried for a while."""

CLEAR = 6
"""Words in which a problem can be told."""

_COMMAND = re.compile(r"^[ \t]*/mentor\b", re.IGNORECASE | re.MULTILINE)
_TRIED = re.compile(
    r"\b(?:tried|tries|trying|attempt\w*|check(?:ed|ing)|search(?:ed|ing)|look(?:ed|ing) (?:at|for"
    r"|into|through)|read|debug\w*|ran|reran|reproduc\w*|compar\w+|already|so far|without success)"
    r"\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://|(?:^|[\s(])(?:[\w.-]+/[\w.-]+)?#\d+\b|```|`[^`]+`|\b[\w/-]+\.\w+:\d+"
)
_MINUTES = re.compile(
    r"\b(?:\d+|an?|half an|one|two|three|several|few|some|the last)[ -]?(?:minutes?|mins?|hours?"
    r"|hrs?|h|days?|afternoon|morning)\b|\bsince (?:yesterday|this morning|monday|tuesday|wednesday"
    r"|thursday|friday)\b|\ball (?:day|morning|afternoon)\b",
    re.IGNORECASE,
)
_URGENT = re.compile(r"\burgent(?:ly)?\b", re.IGNORECASE)
_NOT_URGENT = re.compile(r"\b(?:not|isn't|isn’t|nothing|never|no|non)[ -](?:\w+ )?urgent", re.I)


def said_in(text: str) -> frozenset[Part]:
    """The parts that a text has."""
    plain = _COMMAND.sub("", text)
    found: dict[Part, bool] = {
        "problem": len(re.findall(r"\w+", plain)) >= CLEAR,
        "tried": _TRIED.search(plain) is not None,
        "links": _LINK.search(plain) is not None,
        "minutes": _MINUTES.search(plain) is not None,
    }
    return frozenset(part for part, there in found.items() if there)


def said_in_form(form: Form) -> frozenset[Part]:
    """The parts that a form has: fields that were filled in, and the box."""
    words = said_in(f"{form.problem}\n{form.tried}\n{form.links}")
    found: dict[Part, bool] = {
        "problem": bool(form.problem),
        "tried": bool(form.tried),
        "links": bool(form.links),
        "minutes": form.prepared,
    }
    return words & {"links"} | {part for part, there in found.items() if there}


def missing(said: Iterable[Part]) -> tuple[Part, ...]:
    """The parts that are not there yet, in the order in which they are asked for."""
    there = frozenset(said)
    return tuple(part for part in PARTS if part not in there)


def is_urgent(text: str) -> bool:
    """Whether somebody says that it is urgent."""
    return _URGENT.search(text) is not None and _NOT_URGENT.search(text) is None
