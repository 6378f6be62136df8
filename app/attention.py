"""When somebody may be pinged (row K3, rule 10). One place decides; it depends on `now` alone."""

from collections.abc import Mapping, Sequence

from app.model.time import calendar_of
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
    moved = True
    while moved:  # one person's morning may be another's evening
        moved = False
        for login in people:
            opens = calendar_of(programme.person(login)).next_open(at)
            if opens > at:
                at, moved = opens, True
    return at if at > now else None
