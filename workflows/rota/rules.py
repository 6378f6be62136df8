"""Who may lead a session, and why somebody may not (rows H4, R5). Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.model import scopes
from app.model.rests import ends
from app.model.rotas import begins
from app.model.sections.help_sessions import Rota
from app.model.time import Calendar, local
from app.model.workflow import View
from app.programme.model import Person

EARLIEST, LATEST = 8, 20
"""Local hours of a senior between which a session begins and ends. Wider than working hours: they
are in the rota because they agreed to lead at its hour; this is only against nights."""

Reason = Literal["away", "week", "holiday", "night", "passed", "busy", "hidden"]
"""Why somebody does not lead: they are away, do not work on that day of the week, have a holiday,
it is no hour for them, they handed the day on, they lead another session of the week; or what may
not be shown."""


@dataclass(frozen=True, slots=True)
class Senior:
    """One who leads, with the calendar that counts: where nobody said where they live, the rota's
    zone, as they lead for that region. `open_`: whether those who read may know of it (R5)."""

    login: str
    calendar: Calendar
    away_until: float
    open_: bool

    def why_not(self, rota: Rota, day: date) -> Reason | None:
        """Why they may not lead that day's session by the rules; None if they may."""
        start = begins(rota, day)
        first = local(start, self.calendar.zone)
        last = local(start + rota.minutes * 60, self.calendar.zone)
        if self.away_until > start:
            return "away"
        if first.weekday() not in self.calendar.week:
            return "week"
        if not self.calendar.is_working_day(first.date()):
            return "holiday"
        closes = first.replace(hour=LATEST, minute=0, second=0, microsecond=0)
        return "night" if first.hour < EARLIEST or last > closes else None

    def told(self, reason: Reason) -> Reason:
        """The reason, as far as those who read may know it."""
        return "hidden" if reason in ("week", "holiday", "night") and not self.open_ else reason


def senior(view: View, rota: Rota, login: str, *, private: bool) -> Senior:
    """One of the rota's; `private`: only few can read the page."""
    person = view.programme.person(login)
    zone = rota.timezone if person.zone_assumed else person.timezone
    rest = view.rests.get(scopes.person(view.scope.home, login))
    calendar = Calendar(zone, person.week, person.holidays)
    return Senior(login, calendar, ends(rest, zone), _is_open(person, private=private))


def _is_open(person: Person, *, private: bool) -> bool:
    """What somebody set on their own page is shown to nobody, wherever the page is."""
    is_own = person.zone_own or person.days_own
    return (person.public or person.zone_assumed or private) and not is_own
