"""When somebody may be pinged (row K3, rule 10). One place decides; it depends on `now` alone."""

from collections.abc import Mapping, Sequence

from app.model.time import Calendar, calendar_of
from app.programme.model import Programme

WEEK = 7 * 86400.0
CAP = 3
"""Pings for each person in any seven days. What is above waits."""


def gate(
    people: Sequence[str], pings: Mapping[str, Sequence[float]], programme: Programme, now: float
) -> float | None:
    """The earliest instant at which all of them may be pinged, or None for "now".

    `pings` are the instants at which each (lower-case login) was pinged in the last week.
    """
    at = now
    for login in people:
        recent = [p for p in pings.get(login.lower(), ()) if p > now - WEEK]
        if len(recent) >= CAP:
            at = max(at, sorted(recent)[-CAP] + WEEK + 1)
    at = _day_for_all([calendar_of(programme.person(login)) for login in people], at)
    return at if at > now else None


def _day_for_all(calendars: Sequence[Calendar], start: float) -> float:
    """The first instant at which it is day for all of them. One person's morning may be another's
    evening: where no hour in a fortnight suits everybody, the first one's counts."""
    at = start
    while calendars and at < start + 2 * WEEK:
        opens = max(calendar.next_open(at) for calendar in calendars)
        if opens == at:
            return at
        at = opens
    return calendars[0].next_open(start) if calendars else start
