"""When a group can meet, and when Cairn may ask (row H9). Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from typing import Any

from app.model.days import Weekday
from app.model.time import at, calendar_of, local
from app.model.why import clock_of
from app.model.workflow import View
from workflows.pairing.hours import QUARTER, Span, has_an_hour, hours_of, spans
from workflows.pairing.matching import Group
from workflows.pairing.rounds import following
from workflows.pairing.settings import DonutSettings

MOST_SPANS = 3
"""Times that are shown: enough to choose from."""

ASKED_BEFORE = 2
"""Working days before the next round, on which a pair is asked."""


def begins(view: View, donut: DonutSettings, day: date, group: Group) -> float:
    """When that day's round begins for a group: its hour has come on everybody's clock."""
    zones = (view.programme.person(login).timezone for login in group)
    return max(at(day, donut.at, zone) for zone in zones)


def asked_at(view: View, donut: DonutSettings, day: date, group: Group) -> float:
    """When a group may be asked whether they met: by day for everybody, two working days or more
    before the next round."""
    calendars = [calendar_of(view.programme.person(login)) for login in group]
    then = min(each.working_days_before(following(day), ASKED_BEFORE) for each in calendars)
    first = max(at(then, donut.at, each.zone) for each in calendars) // QUARTER * QUARTER
    found = _shared(view, group, first, awake=True)
    lowest = (found & -found).bit_length() - 1
    return first + max(0, lowest) * QUARTER


def shared_hours(
    view: View, donut: DonutSettings | None, day: date, group: Group, repository: str
) -> list[Mapping[str, Any]]:
    """Times at which all work, else at which all are awake, on each one's own clock; none where
    those who read may not know somebody's zone (R5), or that would tell hours from `/me`."""
    id = view.sight.names.get(repository.lower())
    private = id is not None and view.sight.private[id]
    clocks = {login: clock_of(view.programme, login, private=private) for login in group}
    zones = {login: clock.zone for login, clock in clocks.items() if clock is not None}
    own = (view.programme.own.get(login) for login in group)
    is_own = any(each and (each.hours or each.week or each.holidays) for each in own)
    if donut is None or is_own or len(zones) < len(group):
        return []
    start = begins(view, donut, day, group) // QUARTER * QUARTER
    works = _shared(view, group, start, awake=False)
    hours = works if has_an_hour(works) else _shared(view, group, start, awake=True)
    found = list(spans(hours, start))[:MOST_SPANS]
    return [{"each": list(_on_clocks(span, zones, view))} for span in found]


def _shared(view: View, group: Group, start: float, *, awake: bool) -> int:
    calendars = (calendar_of(view.programme.person(login)) for login in group)
    return reduce(int.__and__, (hours_of(each, start, awake=awake) for each in calendars))


def _on_clocks(span: Span, zones: Mapping[str, str], view: View) -> Iterator[Mapping[str, Any]]:
    for login, zone in zones.items():
        first, last = local(span.starts, zone), local(span.ends, zone)
        yield {
            "who": view.programme.person(login).login,
            "weekday": str(Weekday(first.weekday())).capitalize(),
            "from": f"{first:%H:%M}",
            "until": f"{last:%H:%M}",
            "place": zone.rpartition("/")[2].replace("_", " "),
        }
