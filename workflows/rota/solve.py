"""Who leads which session of one week (row H4). Pure, exact, and the same every time.

Of all ways to share a week out, the one is taken that comes first by these, each only where those
above leave a choice:

1. as many sessions as possible have somebody;
2. the sessions are shared as evenly as can be;
3. as few as possible change hands of those that stood already;
4. those lead who led least in the last weeks;
5. whose turn it is: by the order of the file, which moves on by one each week.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workflows.rota.matching import cheapest

ENOUGH = 5
"""Seniors from whom on nobody leads two sessions of a week: five seniors, five days (H4)."""

NOBODY = ""
"""Stands for the leader of a session that has none."""


@dataclass(frozen=True, slots=True)
class Week:
    """What is to be shared out.

    `days` are those with a session, in order; `seniors` are in the order of the file. `fixed` says
    who leads, or led, where nothing is left to decide; `may` who may lead on each day by the
    rules, and `stood` whom the page named there so far. `led` counts sessions of the last weeks.
    """

    days: tuple[date, ...]
    seniors: tuple[str, ...]
    may: Mapping[date, frozenset[str]]
    fixed: Mapping[date, str] = field(default_factory=dict)
    stood: Mapping[date, str] = field(default_factory=dict)
    led: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> tuple[date, ...]:
        """The days that are still to be decided."""
        return tuple(day for day in self.days if day not in self.fixed)

    @property
    def had(self) -> Counter[str]:
        """How many sessions of this week each has for certain."""
        return Counter(self.fixed[day] for day in self.days if self.fixed.get(day, NOBODY))

    @property
    def able(self) -> frozenset[str]:
        """Who can take part in this week; of days that are over as well, so that nothing moves only
        because a session has begun."""
        return frozenset().union(self.had, *self.may.values())

    @property
    def most(self) -> int:
        """Sessions that one person leads at most, unless they asked for more."""
        enough = len(self.able) >= max(ENOUGH, len(self.days))
        return 1 if enough else len(self.days)


def solve(week: Week) -> dict[date, str]:
    """Who leads on each day of the week; `NOBODY` where nobody may."""
    places = _places(week)
    costs = [[_cost(week, day, *place) for place in places] for day in week.open]
    found = dict(week.fixed)
    for day, column in zip(week.open, cheapest(costs), strict=True):
        who = places[column][0]
        found[day] = who if who in week.may[day] else NOBODY
    return {day: found[day] for day in week.days}


def _places(week: Week) -> list[tuple[str, int]]:
    """What a day can be matched with: each senior as often as they may lead, with the number of
    that session in their week; and nobody, as often as there are days."""
    had, days = week.had, len(week.open)
    own = (
        (senior, number)
        for senior in week.seniors
        for number in range(had[senior] + 1, min(week.most, had[senior] + days) + 1)
    )
    return [*own, *((NOBODY, 0) for _ in range(days))]


def _cost(week: Week, day: date, senior: str, number: int) -> int:
    """One whole number, in which the smallest step of each rule outweighs all below it."""
    days, people = len(week.days), len(week.seniors)
    led: int = people**days
    moved = led * (days * max(week.led.values(), default=0) + 1)
    share = moved * (days + 1)
    gap = share * (2 * days * days + 1)
    if senior not in week.may[day]:
        return gap
    later: int = people ** (
        days - 1 - week.days.index(day)
    )  # an earlier day's turn counts for more
    # The odd numbers add up to squares, whose sum is the smallest where all have about as much.
    return (
        share * (2 * number - 1)
        + moved * (week.stood.get(day, senior) not in (senior, NOBODY))
        + led * week.led.get(senior, 0)
        + _turn(week, day, senior) * later
    )


def _turn(week: Week, day: date, senior: str) -> int:
    """How far somebody is from their turn on this day."""
    passed = (day.toordinal() - 1) // 7 + week.days.index(day)
    return (week.seniors.index(senior) - passed) % len(week.seniors)
