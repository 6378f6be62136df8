"""What the words behind `/mentor pair` say: with whom, about what, when, for how long (row H7).
Pure.

When and how long stand at an end of the line, as people write them; in its middle they are part of
the topic ("the test that failed on monday" at its end is a day all the same: what was understood is
told, and `undo` takes it back).
"""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from textwrap import shorten
from typing import NamedTuple

from app.commands import parse_date
from app.model.names import LOGIN
from app.model.pairings import MINUTES
from app.model.time import at, local

LONGEST = 200
"""Characters of a topic."""

MOST_MINUTES = 480
"""A working day."""

FAR = timedelta(days=92)
"""How far ahead a day may be named: a quarter."""

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri"
_SPANS = (
    (re.compile(r"(?:for )?(?P<n>\d{1,3}) ?(?:minutes|minute|mins|min)"), 1),
    (re.compile(r"(?:for )?(?P<n>[1-8]) ?(?:hours|hour|h)"), 60),
    (re.compile(r"(?:for )?half an hour"), 30),
    (re.compile(r"(?:for )?(?:an|one) hour"), 60),
)
_HOURS = (
    re.compile(r"(?:at )?(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))? ?(?P<half>am|pm)"),
    re.compile(r"(?:at )?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"),
)
_DAY = re.compile(
    rf"(?:on |next |this )?(?P<day>today|tomorrow|{_DAYS}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2})"
)
_EDGES = " ,;:.-–—!"


class Words(NamedTuple):
    """What was said. `to`: a login as it was written, "" where nobody was named."""

    to: str
    topic: str
    minutes: int
    day: date | None
    hour: time | None

    def starts(self, said: float, zone: str) -> float | None:
        """When it begins (Unix seconds), on the clock of a zone; None where no hour was named. An
        hour without a day is the next one."""
        if self.hour is None:
            return None
        today = local(said, zone).date()
        if self.day is not None:
            return at(self.day, self.hour, zone)
        first = at(today, self.hour, zone)
        return first if first > said else at(today + timedelta(days=1), self.hour, zone)


def read(text: str, today: date, known: Mapping[str, str]) -> Words:
    """The words, as they were said on a day. `known`: logins by themselves in lower case, which
    count as names without an `@` where they come first."""
    to, rest = _name(" ".join(text.split()), known)
    minutes, day, hour = None, None, None
    while (found := _at_an_end(rest, today, minutes, day, hour)) is not None:
        rest, minutes, day, hour = found
    for word in ("about ", "on "):
        rest = rest.strip(_EDGES).removeprefix(word)
    topic = shorten(rest.removesuffix(" with"), LONGEST, placeholder="…")
    return Words(to, topic, minutes or MINUTES, day, hour)


def _name(text: str, known: Mapping[str, str]) -> tuple[str, str]:
    text = re.sub(r"^with ", "", text, flags=re.IGNORECASE)
    if match := re.search(rf"(?<![\w/])@({LOGIN})\b", text, re.ASCII):
        return match[1], f"{text[: match.start()]} {text[match.end() :]}".strip()
    first, _, rest = text.partition(" ")
    name = first.strip(_EDGES)
    return (name, rest) if name.lower() in known else ("", text)


_State = tuple[str, int | None, date | None, time | None]


def _at_an_end(
    text: str, today: date, minutes: int | None, day: date | None, hour: time | None
) -> _State | None:
    """The words without one that says when or how long, and that; None where there is no more."""
    if minutes is None:
        for pattern, each in _SPANS:
            if (cut := _cut(pattern, text)) is not None:
                count = int(cut[1].groupdict().get("n") or 1) * each
                return cut[0], max(1, min(count, MOST_MINUTES)), day, hour
    if hour is None:
        for pattern in _HOURS:
            if (cut := _cut(pattern, text)) is not None:
                return cut[0], minutes, day, _time(cut[1])
    if day is None and (cut := _cut(_DAY, text)) is not None:
        found = parse_date(cut[1]["day"], today)
        if found is not None:
            return cut[0], minutes, found, hour
    return None


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str]] | None:
    """The text without what fits at its end, else at its beginning, as whole words."""
    folded, whole = text.lower().strip(_EDGES), text.strip(_EDGES)
    for form in (rf"(?:^|(?<=[\s,;])){pattern.pattern}$", rf"^{pattern.pattern}(?=$|[\s,;:])"):
        if match := re.search(form, folded):
            return f"{whole[: match.start()]} {whole[match.end() :]}".strip(_EDGES), match
    return None


def _time(match: re.Match[str]) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = match.groupdict().get("half")
    if half is not None:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)
