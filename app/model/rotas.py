"""Rotas of help sessions: where they stand in the file, their days and hours. Pure.

Two workflows need it: who leads (`rota`), and what is done in the sessions (`help_sessions`).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from app.model.days import Weekday
from app.model.sections.help_sessions import HelpSessionSettings, Rota
from app.model.time import at, local
from app.programme.model import Programme

TAKE, PASS = "take", "pass"
"""The rota's commands, which are also given in the issue of a session."""

DAY = timedelta(days=1)


def rotas_of(programme: Programme) -> tuple[Rota, ...]:
    """All rotas of a programme."""
    return programme.section(HelpSessionSettings).rotas


def rota_of(programme: Programme, id: str) -> Rota | None:
    """The rota with this id; None where the file has it no longer."""
    return next((rota for rota in rotas_of(programme) if rota.id == id), None)


def repository_of(programme: Programme) -> str:
    """Where pages and sessions are: the first of the help sessions' repositories, else where they
    are declared, so that nothing of a private file is public (R5)."""
    named = programme.section(HelpSessionSettings).repositories
    return next(iter(named), programme.home_of(HelpSessionSettings))


def today(rota: Rota, now: float) -> date:
    """The day that it is in the rota's zone."""
    return local(now, rota.timezone).date()


def begins(rota: Rota, day: date) -> float:
    """When a day's session begins, in Unix seconds."""
    return at(day, rota.at, rota.timezone)


def hour_in(rota: Rota, day: date, zone: str) -> Mapping[str, str] | None:
    """What a clock in another zone shows when a session begins; None where that is the rota's own
    hour."""
    start = begins(rota, day)
    theirs, ours = local(start, zone), local(start, rota.timezone)
    if theirs.replace(tzinfo=None) == ours.replace(tzinfo=None):
        return None
    other_day = f"{weekday(theirs.date())} " if theirs.date() != ours.date() else ""
    return {"hour": f"{other_day}{theirs:%H:%M}", "place": place(zone)}


def weekday(day: date) -> str:
    """A day's name."""
    return str(Weekday(day.weekday())).capitalize()


def place(zone: str) -> str:
    """The city of a zone."""
    return zone.rpartition("/")[2].replace("_", " ")
