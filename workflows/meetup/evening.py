"""Which evening (row M3): by the clocks of those who take part, and for whom it is bad. Pure.

Instants are Unix seconds.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Literal

from app.model.time import Calendar, at, local

EVENING = (time(17), time(20))
"""Between these it should begin, on as many clocks as possible."""

_DAYS = (0, 1, 2, 3)
"""Monday to Thursday: on Friday evening people have their weekend."""

_WITHIN, _NOTICE = timedelta(days=14), timedelta(days=3)
_HALF_HOURS = [time(half // 2, half % 2 * 30) for half in range(48)]
_USUAL = 18 * 60

_NIGHT_ENDS, _EARLY_ENDS, _NIGHT_BEGINS = time(5), time(8), time(23)

Strain = Literal["early", "night"]


def propose(
    ends: date, zone: str, people: Sequence[Calendar], minutes: int, now: float
) -> float | None:
    """When it had best begin: on an evening in the last two weeks until `ends`, so that people have
    some days to prepare. None where no such day is left. `zone`: whose wall clock shows full and
    half hours.

    Best is what is an evening for most; then awake for most, on a working day for most; then an
    evening in the zone, and late in the two weeks.
    """
    clocks, own = Counter(people), Calendar(zone)

    def worth(start: float) -> tuple[int, int, int, bool, date, int]:
        days = [(each, local(start, each.zone)) for each in clocks]
        moment = local(start, zone)
        return (
            sum(clocks[each] for each, then in days if _is_evening(then.time())),
            sum(clocks[each] for each in clocks if strain(start, minutes, each.zone) is None),
            sum(clocks[each] for each, then in days if each.is_working_day(then.date())),
            _is_evening(moment.time()),
            moment.date(),
            -abs(moment.hour * 60 + moment.minute - _USUAL),
        )

    return max(_candidates(ends, own, now), key=worth, default=None)


def first_day(ends: date) -> date:
    """The first day that is proposed for a cohort that ends on this one."""
    return ends - _WITHIN + timedelta(days=1)


def _candidates(ends: date, own: Calendar, now: float) -> Iterator[float]:
    first = max(first_day(ends), local(now, own.zone).date() + _NOTICE)
    for number in range((ends - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() in _DAYS:
            yield from (at(day, hour, own.zone) for hour in _HALF_HOURS)


def _is_evening(hour: time) -> bool:
    return EVENING[0] <= hour <= EVENING[1]


def strain(start: float, minutes: int, zone: str) -> Strain | None:
    """What is bad about the hour on a zone's clock: a part of it lies in the night, or it begins
    early in the morning; None for a good one."""
    first, last = local(start, zone), local(start + minutes * 60, zone)
    is_late = last.date() > first.date() or last.time() > _NIGHT_BEGINS
    if is_late or first.time() < _NIGHT_ENDS:
        return "night"
    return "early" if first.time() < _EARLY_ENDS else None
