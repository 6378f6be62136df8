"""Meetings in a simulated course: when they are held, and who has a public holiday then."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from typing import NamedTuple

from app.model.calendar import Day, Entry
from app.model.rotas import DAY, rotas_of, today
from app.model.sections.help_sessions import Rota
from app.model.time import Calendar, at, calendar_of, local
from app.programme.model import Programme

_MIDDAY = time(12)


class Clash(NamedTuple):
    """A meeting, the day on which it is held (in its own zone), and who has a holiday then, with
    the holiday's name."""

    title: str
    day: date
    people: tuple[tuple[str, str], ...]


def clashes(
    dates: Mapping[str, Iterable[Entry]],
    calendars: Mapping[str, Calendar],
    starts: float,
    ends: float,
) -> list[Clash]:
    """The meetings within that time (Unix seconds) that are on a holiday of somebody who takes
    part. `dates` is by login, `calendars` by login in lower case."""
    found: dict[tuple[date, str], list[tuple[str, str]]] = {}
    for login, entries in dates.items():
        calendar = calendars[login.lower()]
        held = {each for entry in entries for each in _held(entry, calendar, starts, ends)}
        for title, day, own_day in sorted(held):
            holiday = calendar.holiday(own_day)
            if holiday is not None:
                found.setdefault((day, title), []).append((login, holiday))
    return [Clash(title, day, tuple(found[day, title])) for day, title in sorted(found)]


def _held(
    entry: Entry, calendar: Calendar, starts: float, ends: float
) -> Iterator[tuple[str, date, date]]:
    """The days on which it is held, in its own zone and in that of somebody's calendar."""
    if isinstance(entry, Day):
        if starts <= at(entry.on, _MIDDAY, calendar.zone) < ends:
            yield entry.title, entry.on, entry.on
        return
    day, rhythm = entry.starts.date(), entry.rhythm
    while (moment := at(day, entry.starts.time(), entry.zone)) < ends:
        if moment >= starts and not (rhythm and day in rhythm.skip):
            yield entry.title, day, local(moment, calendar.zone).date()
        if rhythm is None:
            return
        day += timedelta(rhythm.days)


def unled(programme: Programme, starts: float, ends: float) -> dict[str, list[date]]:
    """By rota, the days of a session on which none of its seniors works."""
    found = {rota.id: list(_unled(programme, rota, starts, ends)) for rota in rotas_of(programme)}
    return {id: days for id, days in found.items() if days}


def _unled(programme: Programme, rota: Rota, starts: float, ends: float) -> Iterator[date]:
    calendars = [calendar_of(programme.person(login)) for login in rota.seniors]
    day, last = today(rota, starts), today(rota, ends)
    while day < last:
        if day.weekday() in rota.days and not any(each.is_working_day(day) for each in calendars):
            yield day
        day += DAY
