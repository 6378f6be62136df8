"""When a help session is held, and how long its issue is open (row H1). Pure.

The hours are those of the rota's zone. The issue opens in the morning of the day, and closes on the
next working morning: until then outcomes can be written down.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from app.model.rotas import DAY, begins, rota_of, rotas_of, today
from app.model.sections.help_sessions import Rota
from app.model.time import MONDAY_TO_FRIDAY, Calendar, at
from app.programme.model import Programme

SESSION = "session:"
"""How the key of a session's issue begins; rota and day follow."""

PEOPLE = "people"
"""What the marker of a session's issue has once it is over: who took part."""

MORNING = time(9)
LEAD = timedelta(hours=2).total_seconds()
"""Seconds before a session at which its issue is open, if that is earlier than the morning."""

NAMED = timedelta(minutes=30).total_seconds()
"""Seconds before a session up to which its issue waits for an hour in which the leader may be
mentioned: one whose day begins an hour before it is. Then it opens without."""


class Session(NamedTuple):
    """One session. `opens` to `closes` its issue is open; instants are Unix seconds."""

    rota: Rota
    day: date

    @property
    def key(self) -> str:
        """The key of its issue."""
        return f"{SESSION}{self.rota.id}:{self.day.isoformat()}"

    @property
    def starts(self) -> float:
        """When it begins."""
        return begins(self.rota, self.day)

    @property
    def ends(self) -> float:
        """When it is over."""
        return self.starts + self.rota.minutes * 60

    @property
    def opens(self) -> float:
        """When its issue opens."""
        return min(at(self.day, MORNING, self.rota.timezone), self.starts - LEAD)

    @property
    def closes(self) -> float:
        """When its issue closes: on the next working morning, so that its last words reach nobody
        on a weekend."""
        return _closes(self.rota.timezone, self.rota.days, self.day)


@lru_cache(4096)  # a desk asks it of all its sessions, each time it is planned
def _closes(zone: str, days: frozenset[int], day: date) -> float:
    calendar = Calendar(zone, days | MONDAY_TO_FRIDAY)
    return calendar.next_open(at(day + DAY, time(), zone), MORNING.hour, 17)


def upcoming(rota: Rota, now: float) -> Iterator[Session]:
    """The sessions that are not over, the next one first."""
    day = today(rota, now) - DAY  # one may still go on after midnight
    while True:
        session = Session(rota, day)
        if day.weekday() in rota.days and session.ends > now:
            yield session
        day += DAY


def next_of_all(programme: Programme, now: float) -> Session | None:
    """The session of any rota that begins next; None where there are no rotas."""
    coming = (
        next(s for s in upcoming(rota, now) if s.starts > now) for rota in rotas_of(programme)
    )
    return min(coming, key=lambda session: session.starts, default=None)


def session_by(programme: Programme, key: str) -> Session | None:
    """The session whose issue has this key; None for "", and where its rota is in no file."""
    _, id, day = key.split(":") if key else ("", "", "")
    rota = rota_of(programme, id)
    return Session(rota, date.fromisoformat(day)) if rota is not None else None
