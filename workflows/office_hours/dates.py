"""When office hours are held: a rhythm of days on a wall clock, and the days left out. Pure.

The local hour stays the same over both changes of the clock.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from app.model.time import at, local
from workflows.office_hours.settings import OfficeHours


class Meeting(NamedTuple):
    """One meeting, from `starts` to `ends` (Unix seconds)."""

    starts: float
    ends: float


def upcoming(entry: OfficeHours, zone: str, now: float, after: float = 0.0) -> Meeting:
    """The first meeting that is not over, and that begins after an instant."""
    since = (local(max(now, after), zone).date() - entry.first.date()).days
    # The one before may still be going on.
    for number in count(max(0, since // entry.every.days - 1)):
        day = entry.first.date() + timedelta(number * entry.every.days)
        starts = at(day, entry.first.time(), zone)
        meeting = Meeting(starts, starts + entry.minutes * 60)
        if day not in entry.skip and meeting.ends > now and meeting.starts > after:
            return meeting
    raise AssertionError("days never end")


def left_out(entry: OfficeHours, day: date) -> list[date]:
    """The days that are left out since the meeting before this one, and until the next."""
    before, then = list(_run(entry, day, -1)), _run(entry, day, 1)
    return [*reversed(before), *then]


def _run(entry: OfficeHours, day: date, way: int) -> Iterator[date]:
    step = timedelta(way * entry.every.days)
    while (day := day + step) in entry.skip:
        yield day
