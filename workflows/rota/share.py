"""From rules, words and memory to who leads on each day of the page's weeks. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.model.rotas import begins
from app.model.sections.help_sessions import Rota
from app.model.workflow import View
from workflows.rota.heard import Heard
from workflows.rota.memory import WEEKS
from workflows.rota.rules import Reason, Senior
from workflows.rota.solve import NOBODY, Week, solve
from workflows.rota.weeks import SOON, WEEK, sessions, shown


@dataclass(frozen=True, slots=True)
class Shared:
    """The weeks of the page, by their Mondays: what was to be shared out, and who leads when."""

    weeks: Mapping[date, Week]
    led: Mapping[date, str]


def share(
    view: View,
    rota: Rota,
    seniors: tuple[Senior, ...],
    heard: Heard,
    published: Mapping[date, str],
) -> Shared:
    """Who leads from today on, and who did. What has begun, or was agreed by word, stays; what
    begins soon moves only if whoever leads it cannot."""
    weeks: dict[date, Week] = {}
    led = dict(published)
    for monday in shown(rota, view.now):
        days = [
            day
            for day in sessions(rota, monday)
            if day in published or begins(rota, day) > view.now
        ]
        weeks[monday] = _week(view, rota, seniors, heard, published, days, _led(led, monday))
        led |= solve(weeks[monday])
    shown_days = {day for week in weeks.values() for day in week.days}
    kept = {day for day in published if begins(rota, day) <= view.now}
    return Shared(weeks, {day: led[day] for day in sorted(shown_days | kept)})


def _led(led: Mapping[date, str], monday: date) -> Counter[str]:
    """How often each led in the weeks before this one."""
    first = monday - WEEKS * WEEK
    return Counter(who for day, who in led.items() if first <= day < monday)


def _week(
    view: View,
    rota: Rota,
    seniors: tuple[Senior, ...],
    heard: Heard,
    published: Mapping[date, str],
    days: Iterable[date],
    led: Mapping[str, int],
) -> Week:
    whole = tuple(days)
    may = {
        day: frozenset(each.login for each in seniors if why_not(rota, each, heard, day) is None)
        for day in whole
    }
    stood = {day: published.get(day, NOBODY) for day in whole}
    stood |= {day: who for day, who in heard.again.items() if who in may.get(day, ())}
    fixed: dict[date, str] = {}
    for day in whole:
        owner, left = _owner(rota, seniors, heard, day), begins(rota, day) - view.now
        if left <= 0:
            fixed[day] = published[day]
        elif owner != NOBODY:
            fixed[day] = owner
        elif left <= SOON and stood[day] in may[day]:
            fixed[day] = stood[day]
    names = tuple(each.login for each in seniors)
    return Week(whole, names, may, fixed, stood, led)


def _owner(rota: Rota, seniors: tuple[Senior, ...], heard: Heard, day: date) -> str:
    """Whose the day is by their own word. That counts for more than their holidays and working
    week, but not while they are away."""
    owner = heard.of(day).owner
    here = (each for each in seniors if each.why_not(rota, day) != "away")
    return owner if owner in {each.login for each in here} else NOBODY


def why_not(rota: Rota, senior: Senior, heard: Heard, day: date) -> Reason | None:
    """Why somebody may not lead a day, by the rules or by their own word."""
    return "passed" if senior.login in heard.of(day).passed else senior.why_not(rota, day)
