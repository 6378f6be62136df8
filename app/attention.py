"""When somebody may be pinged (row K3, rule 10). One place decides, for everybody alike.

Somebody is pinged in their working hours (9 to 17 on their own clock, if they did not say otherwise
on `/me`), on a working day of their own week that is no holiday; three times in a week of theirs;
and not while they are away, or want none at all. A reminder comes on a day on which they were not
pinged already. What cannot be sent now waits for the next good hour. What is told to several waits
for an hour that suits them all; whoever else follows the conversation gets a mail as well, so it is
not sent while they sleep, if that can be had within the same hours.

Pure: what counts about a person goes in, the clock is a parameter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import inf
from typing import NamedTuple

from app.model.time import WORKING, Calendar, at, local

_DAY = timedelta(days=1)

CAP = 3
"""Pings for each person in a week of theirs. What is above waits for the next."""

LOOK_BACK = 8 * 86400.0
"""Seconds after which a ping counts no longer: a week, and what clock changes add to it."""

HORIZON = 14 * 86400.0
"""Seconds within which an hour is looked for that suits everybody."""

SOON = 4 * 86400.0
"""Seconds that a ping may wait longer for the sake of those who only follow: a long weekend."""

Hours = tuple[int, int]
AWAKE: Hours = (8, 20)
"""Local hours, from and until, of those who work from 9 to 17; of others as much before and after
their own. Nobody gets anything of Cairn's outside of them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts about one person. Instants are Unix seconds.

    `pings`: when they were pinged, as far back as `LOOK_BACK`. `quiet_until`: until when they want
    no pings, because they are away; `inf` where they want none at all. `once_a_day`: what is to be
    said can wait for a day on which they were not pinged.
    """

    calendar: Calendar
    pings: Sequence[float] = ()
    quiet_until: float = 0.0
    once_a_day: bool = False

    def opens(self, start: float, hours: Hours = WORKING) -> float:
        """The first instant from `start` on at which they may be pinged; `inf` for never."""
        start = max(start, self.quiet_until)
        if start == inf:
            return inf
        hours = _of(self.calendar, hours)
        first = self.calendar.next_open(start, *hours)
        if self.once_a_day and (today := self._day(first)) in map(self._day, self.pings):
            first = self.calendar.next_open(at(today + _DAY, time(), self.calendar.zone), *hours)
        if not self._is_full(first):
            return first
        return self.calendar.next_open(self.calendar.week_start(first, later=1), *hours)

    def _day(self, moment: float) -> date:
        return local(moment, self.calendar.zone).date()

    def _is_full(self, moment: float) -> bool:
        week = self.calendar.week_start(moment)
        return sum(ping >= week for ping in self.pings) >= CAP


class Decision(NamedTuple):
    """From when on (Unix seconds; `inf`: never), and whom of those who were asked for."""

    at: float
    people: tuple[str, ...]


def decide(people: Mapping[str, Standing], now: float, others: Iterable[Calendar] = ()) -> Decision:
    """When these may be pinged: at once where the answer's instant is `now`.

    Who is away is not waited for where somebody else is there: they are named, and not pinged.
    `others` follow the conversation. Where no hour suits everybody who is pinged, that of the first
    one counts, and only those are pinged for whom it is day.
    """
    present = {login: each for login, each in people.items() if each.quiet_until <= now}
    if not present:
        return Decision(min((each.opens(now) for each in people.values()), default=now), ())
    asked, listening = list(present.values()), list(others)
    for hours in (WORKING, AWAKE):
        first = _together(asked, [], now, hours)
        if first is not None:
            # For the sake of those who only follow nobody is pinged at a worse hour.
            quiet = _together(asked, listening, now, hours)
            at = first if quiet is None or quiet > first + SOON else quiet
            return Decision(at, tuple(present))
    alone = asked[0].opens(now)
    awake = (login for login, each in present.items() if each.opens(alone, AWAKE) == alone)
    return Decision(alone, tuple(awake))


def _together(
    people: Sequence[Standing], others: Sequence[Calendar], start: float, hours: Hours
) -> float | None:
    """The first instant within these hours of all of these people, if there is one within the
    horizon; the others have to be awake."""
    at = start
    while at < start + HORIZON:
        opens = [each.opens(at, hours) for each in people]
        latest = max([*opens, *(each.next_open(at, *_of(each, AWAKE)) for each in others)])
        if latest == at:
            return at
        at = latest
    return None


def _of(calendar: Calendar, hours: Hours) -> Hours:
    """These hours for somebody who works at others than most do."""
    before, after = WORKING[0] - hours[0], hours[1] - WORKING[1]
    return max(0, calendar.hours[0] - before), min(23, calendar.hours[1] + after)
