"""Instants, local time and working days. Pure: the clock is always a parameter.

An instant is Unix seconds in UTC (`float`); a local day is `datetime.date`. Zones are names of the
IANA database, read by `zoneinfo`; public holidays come from the library `holidays`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

import holidays

from app.model.days import Duration

MONDAY_TO_FRIDAY = frozenset(range(5))
WORKING = (9, 17)
"""Local hours of a working day, from and until, of those who said nothing else."""

_DAY = timedelta(days=1)

# A plan asks for the same few days again and again, and so does the next one.


@lru_cache(maxsize=4096)
def local(at: float, zone: str) -> datetime:
    """The wall clock in a zone at an instant."""
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone))


@lru_cache(maxsize=4096)
def at(day: date, hour: time, zone: str) -> float:
    """The instant at which a zone's wall clock shows this.

    As RFC 5545 (3.3.5) has it for calendars: an hour that comes twice is the first of the two; an
    hour that a clock change skips is read with the offset before it (02:30 becomes 03:30).
    """
    return datetime.combine(day, hour, ZoneInfo(zone)).timestamp()


def last_minute(day: date, zone: str) -> float:
    """The last minute of a day on a zone's wall clock (Unix seconds): the day on which something
    ends belongs to it."""
    return at(day, time(23, 59), zone)


class Keeper(Protocol):
    """Whoever has a zone, a working week and holidays."""

    @property
    def timezone(self) -> str:
        """A zone's name."""

    @property
    def week(self) -> frozenset[int]:
        """Working days; Monday is 0."""

    @property
    def holidays(self) -> str | None:
        """A country, `DE`, or a part of one, `DE-BY`."""

    @property
    def hours(self) -> tuple[int, int]:
        """Local hours of their working day: from, until."""


@cache
def _public_holidays(country: str) -> holidays.HolidayBase:
    code, _, part = country.partition("-")
    return holidays.country_holidays(code, subdiv=part or None)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works: `hours` are local ones, 0 to 23, from and until. Raises ValueError where
    the week has no working day."""

    zone: str
    week: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: str | None = None
    hours: tuple[int, int] = WORKING

    def __post_init__(self) -> None:
        if not self.week & frozenset(range(7)):
            raise ValueError("a week needs a working day")

    def is_working_day(self, day: date) -> bool:
        """Neither off by the week nor a public holiday."""
        if day.weekday() not in self.week:
            return False
        return self.holidays is None or day not in _public_holidays(self.holidays)

    def holiday(self, day: date) -> str | None:
        """The public holiday on a day, by its name; None where there is none, or none is known."""
        return _public_holidays(self.holidays).get(day) if self.holidays is not None else None

    def _working_days(self, day: date, step: timedelta) -> Iterator[date]:
        """The working days from this one on (this one too), forwards or backwards."""
        while True:
            if self.is_working_day(day):
                yield day
            day += step

    def add_working_days(self, start: float, count: int) -> float:
        """The same local hour, `count` working days on.

        A day off passes for nothing: from a Saturday, one working day is over at the end of
        Monday. So a later start never ends earlier (but for the hour that a clock change skips).
        """
        if count == 0:
            return start
        moment = local(start, self.zone)
        working = self._working_days(moment.date(), _DAY)
        first = next(working)
        hour = moment.time() if first == moment.date() else time()
        for _ in range(count):
            first = next(working)
        return at(first, hour, self.zone)

    def working_days_before(self, day: date, count: int) -> date:
        """The day from which `count` working days are left until this day; itself for none."""
        working = self._working_days(day - _DAY, -_DAY)
        for _ in range(count):
            day = next(working)
        return day

    def after(self, start: float, span: Duration) -> float:
        """The same local hour, a span later."""
        if span.working:
            return self.add_working_days(start, span.count)
        moment = local(start, self.zone)
        return at(moment.date() + span.days * _DAY, moment.time(), self.zone)

    def before(self, day: date, span: Duration) -> date:
        """The day that lies a span before this one."""
        if span.working:
            return self.working_days_before(day, span.count)
        return day - span.days * _DAY

    @property
    def first_day(self) -> int:
        """The day on which this week begins (Monday is 0): the working day after the longest rest,
        so Sunday for those who work from Sunday to Thursday. Monday where no day is off."""
        return max(sorted(self.week), key=self._days_off_before)

    def _days_off_before(self, day: int) -> int:
        return next((back for back in range(6) if (day - back - 1) % 7 in self.week), 6)

    def week_start(self, moment: float, later: int = 0) -> float:
        """The midnight at which the week of an instant began; with `later`, so many weeks on."""
        day = local(moment, self.zone).date()
        first = day - (day.weekday() - self.first_day) % 7 * _DAY
        return at(first + 7 * later * _DAY, time(), self.zone)

    def working_seconds(self, start: float, end: float) -> float:
        """How much of the time from `start` to `end` lies within working hours, in seconds; 0 where
        it ends before it starts."""
        found, (opens, closes) = 0.0, self.hours
        if end <= start:
            return found
        for day in self._working_days(local(start, self.zone).date(), _DAY):
            first = max(start, at(day, time(opens), self.zone))
            if first >= end:
                return found
            found += max(0.0, min(end, at(day, time(closes), self.zone)) - first)
        raise AssertionError("working days never end")

    def next_open(self, start: float, opens: int | None = None, closes: int | None = None) -> float:
        """The earliest instant from `start` on within these local hours (0 to 23) of a working day;
        else within their own."""
        opens = self.hours[0] if opens is None else opens
        closes = self.hours[1] if closes is None else closes
        for day in self._working_days(local(start, self.zone).date(), _DAY):
            if start < at(day, time(closes), self.zone):
                return max(start, at(day, time(opens), self.zone))
        raise AssertionError("working days never end")


def calendar_of(person: Keeper) -> Calendar:
    """When a person works."""
    return Calendar(person.timezone, person.week, person.holidays, person.hours)
