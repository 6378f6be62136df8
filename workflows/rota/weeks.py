"""The days of a rota's weeks, on the clock of its own zone. Pure."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from app.model.rotas import DAY, today
from app.model.sections.help_sessions import Rota
from app.model.time import at

WEEK = timedelta(days=7)

SOON = 86400.0
"""Seconds before a session within which a change comes as a surprise."""

_PUBLISHED = time(12)
_FRIDAY = timedelta(days=4)


def monday(day: date) -> date:
    """The Monday with which a day's week begins."""
    return day - day.weekday() * DAY


def sessions(rota: Rota, week: date) -> tuple[date, ...]:
    """The days with a session in the week that begins with this Monday."""
    return tuple(day for day in (week + n * DAY for n in range(7)) if day.weekday() in rota.days)


def turns(rota: Rota, week: date) -> float:
    """When in this week the page goes on to the next two: on Friday at noon."""
    return at(week + _FRIDAY, _PUBLISHED, rota.timezone)


def shown(rota: Rota, now: float) -> Iterator[date]:
    """The Mondays of the weeks on the page: this and next, and from Friday noon one more."""
    first = monday(today(rota, now))
    yield from (first, first + WEEK)
    if now >= turns(rota, first):
        yield first + 2 * WEEK


def next_look(rota: Rota, now: float) -> float:
    """When the page reads otherwise by the clock alone: at midnight, or when it goes on."""
    day = today(rota, now)
    midnight, turn = at(day + DAY, time(), rota.timezone), turns(rota, monday(day))
    return turn if now < turn < midnight else midnight
