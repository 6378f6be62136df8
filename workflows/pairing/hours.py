"""The hours that people share in a week (row H9). Pure.

A week of hours is a whole number whose bits are quarters of an hour from an instant on, which is a
full quarter of an hour in UTC, and so in every zone: two people's hours in common are then `a & b`.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from app.model.time import Calendar, at, local

QUARTER = 900.0
WEEK = 7 * 86400.0
"""Seconds."""

_IN_A_WEEK = round(WEEK / QUARTER)
_DAY = timedelta(days=1)
_MARGIN = (1, 3)
"""Hours before and after their work in which somebody is taken to be awake: from 8 to 20 for most,
as in docs/decisions/005."""


class Span(NamedTuple):
    """From one instant until another (Unix seconds)."""

    starts: float
    ends: float


def hours_of(calendar: Calendar, start: float, *, awake: bool = False) -> int:
    """The quarters of an hour in the week from `start` on in which somebody works; or, on their
    working days, is awake."""
    found = 0
    for day in _days(calendar, start):
        span = _on(calendar, day, awake)
        first, last = (max(0, round((each - start) / QUARTER)) for each in span)
        found |= (1 << last) - (1 << first)
    return found & ((1 << _IN_A_WEEK) - 1)


def _days(calendar: Calendar, start: float) -> Iterator[date]:
    first = local(start, calendar.zone).date()
    days = (first + n * _DAY for n in range(8))
    return (day for day in days if calendar.is_working_day(day))


def _on(calendar: Calendar, day: date, awake: bool) -> Span:
    opens, closes = calendar.hours
    if awake:
        opens, closes = max(0, opens - _MARGIN[0]), min(23, closes + _MARGIN[1])
    return Span(*(at(day, time(hour), calendar.zone) for hour in (opens, closes)))


def quarters(hours: int) -> int:
    """How many quarters of an hour these are."""
    return hours.bit_count()


def has_an_hour(hours: int) -> bool:
    """Whether a whole hour is among them."""
    half = hours & (hours >> 1)
    return bool(half & (half >> 2))


def spans(hours: int, start: float) -> Iterator[Span]:
    """What lies together, of an hour or more, in the week from `start` on."""
    first: int | None = None
    for each in range(_IN_A_WEEK + 1):
        is_in = bool(hours >> each & 1)
        if is_in and first is None:
            first = each
        elif not is_in and first is not None:
            if each - first >= 4:
                yield Span(start + first * QUARTER, start + each * QUARTER)
            first = None
