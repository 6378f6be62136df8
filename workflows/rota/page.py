"""What the page shows (row H4), as its text gets it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.model.rotas import hour_in, place, today, weekday
from app.model.sections.help_sessions import Rota
from app.model.text import Value
from workflows.rota.heard import Heard
from workflows.rota.rules import Reason, Senior
from workflows.rota.share import Shared, why_not
from workflows.rota.solve import NOBODY, Week

NAMED = 5
"""People who are named for one reason: a line stays a line."""

_REASONS: tuple[Reason, ...] = ("away", "holiday", "week", "night", "passed", "busy", "hidden")


@dataclass(frozen=True, slots=True)
class Page:
    """All that is shown. It changes by the clock at midnight only, and with the weeks."""

    rota: Rota
    seniors: tuple[Senior, ...]
    heard: Heard
    shared: Shared
    now: float

    def values(self) -> dict[str, Value]:
        """As the text gets it."""
        day = today(self.rota, self.now)
        is_shown = any(day in week.days for week in self.shared.weeks.values())
        return {
            "region": self.rota.id,
            "at": f"{self.rota.at:%H:%M}",
            "place": place(self.rota.timezone),
            "minutes": self.rota.minutes,
            "today": self._day(day, self.shared.led[day]) if is_shown else None,
            "weeks": [self._week(*each) for each in self.shared.weeks.items() if each[1].days],
        }

    def _week(self, monday: date, week: Week) -> Mapping[str, Any]:
        led = [self.shared.led[day] for day in week.days]
        held = len(led) - led.count(NOBODY)
        return {
            "from": monday.isoformat(),
            "days": [self._day(day, self.shared.led[day]) for day in week.days],
            "seniors": len(week.able),
            "sessions": held,
            "shared": 0 < len(week.able) < held,
        }

    def _day(self, day: date, who: str) -> Mapping[str, Any]:
        agreed = self.heard.of(day)
        is_open = day >= today(self.rota, self.now)
        offered = self.heard.words[agreed.offer].to if agreed.offer and is_open else ""
        gap = who == NOBODY and is_open
        return {
            "weekday": weekday(day),
            "on": day.isoformat(),
            "who": who,
            "own": self._own(day, who),
            "offered": offered,
            "reasons": list(self._reasons(day)) if gap else [],
            "over": not is_open,
        }

    def _own(self, day: date, who: str) -> Mapping[str, str] | None:
        """The leader's own clock, where it shows another hour and may be shown (R5)."""
        found = next((each for each in self.seniors if each.login == who), None)
        return own_hour(self.rota, found, day) if found is not None else None

    def _reasons(self, day: date) -> Iterator[Mapping[str, Any]]:
        """Why nobody leads: everybody's reason, those together who have the same."""
        found: dict[Reason, list[str]] = {}
        for each in self.seniors:
            reason = why_not(self.rota, each, self.heard, day) or "busy"
            found.setdefault(each.told(reason), []).append(each.login)
        for kind in _REASONS:
            if kind in found:
                yield _reason(kind, found[kind], everybody=len(found) == 1)


def _reason(kind: Reason, people: Sequence[str], *, everybody: bool) -> Mapping[str, Any]:
    more = max(0, len(people) - NAMED)
    named = list(people[:NAMED])
    return {"kind": kind, "people": named, "more": more, "everybody": everybody}


def own_hour(rota: Rota, senior: Senior, day: date) -> Mapping[str, str] | None:
    """What a senior's clock shows when a session begins; None where that is the rota's own hour, or
    where those who read may not know it."""
    return hour_in(rota, day, senior.calendar.zone) if senior.open_ else None
