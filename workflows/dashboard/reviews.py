"""A review to learn from (row R3): one a week for each mentee, of a fellow mentee's work. Pure.

Nothing is remembered, and still a suggestion stays the same while it holds: what has waited since
before the week began comes first, in an order that is the week's alone, and what comes later stands
behind it. So a lost database suggests the same, and so does one that hears of everything at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from typing import NamedTuple

from app.model import scopes
from app.model.listing import Need
from app.model.sections.pull_requests import PullRequestSettings
from app.model.text import Value
from app.model.time import at, local
from app.model.work import Pull, Review, State, reviews, under_way
from app.model.workflow import View
from app.programme.model import Cohort, Mentee
from workflows.dashboard.settings import DashboardSettings

MOST = 50
"""Mentees to whom a page suggests a review in one week: so many fit into a body beside the rest.
In a larger cohort it is the next ones' turn a week later."""

_DAY = timedelta(days=1)


class Monday(NamedTuple):
    """A week, which begins when `start` is (Unix seconds). `number` counts them, without an end."""

    number: int
    start: float


class Fellow(NamedTuple):
    """A mentee: their pull requests that wait for a review, and those of others that they reviewed
    (see `of`). `reads`: whether a review is suggested to them."""

    login: str
    group: str
    waiting: tuple[Pull, ...] = ()
    reviewed: frozenset[tuple[str, int]] = frozenset()
    reads: bool = True


# ---- the choice ----------------------------------------------------------------------------------


def suggest(fellows: Sequence[Fellow], week: Monday) -> Iterator[tuple[str, Pull]]:
    """Each mentee's login, and what they might review in this week; `fellows` in the order of the
    file."""
    count = len(fellows)
    turn = {(week.number * MOST + n) % count for n in range(min(MOST, count))}
    for place in sorted(turn):
        pull = _choice(fellows, place, week) if fellows[place].reads else None
        if pull is not None:
            yield fellows[place].login, pull


def _choice(fellows: Sequence[Fellow], place: int, week: Monday) -> Pull | None:
    reader = fellows[place]
    found = (
        (_rank(pull, distance, week), pull)
        for distance, other in enumerate(_in_turn(fellows, place, week.number))
        for pull in fellows[other].waiting
        if of(pull) not in reader.reviewed and pull.by.lower() != reader.login.lower()
    )
    return min(found, key=lambda ranked: ranked[0], default=(None, None))[1]


def _rank(pull: Pull, distance: int, week: Monday) -> tuple[float, int, float, str, int]:
    """The least is chosen. Of an author's that wait, neighbours begin at opposite ends: so they get
    different ones, and none has to know of the other's."""
    own = pull.since if distance % 2 else -pull.since
    return max(pull.since, week.start), distance, own, *of(pull)


def of(pull: Pull | Review) -> tuple[str, int]:
    """Which pull request that is, however its repository is spelled."""
    return pull.repository.lower(), pull.number


def _in_turn(fellows: Sequence[Fellow], place: int, week: int) -> list[int]:
    """The places of all others. Who works in the same group comes first, because they know the
    code; and each week somebody else does, so that of a group in which everybody waits, each is
    read by one."""
    group = [n for n, fellow in enumerate(fellows) if fellow.group == fellows[place].group]
    everybody = range(len(fellows))
    return [*dict.fromkeys((*_behind(group, place, week), *_behind(everybody, place, week)))]


def _behind(places: Sequence[int], own: int, week: int) -> list[int]:
    here = places.index(own)
    others = [*places[here + 1 :], *places[:here]]
    first = week % len(others) if others else 0
    return others[first:] + others[:first]


# ---- from the cards ------------------------------------------------------------------------------


def suggested(view: View, cohort: Cohort) -> list[Mapping[str, Value]]:
    """What the tracking issue suggests, in the order of the file."""
    zone = cohort.timezone
    week = week_of(view.now, zone)
    found = suggest(_fellows(view, cohort, week), week)
    lines = ((who, Need((), pull).shown(zone)) for who, pull in found)
    return [{"reader": who, "mentee": it["mentee"], "pull": it["pull"]} for who, it in lines]


def week_of(now: float, zone: str) -> Monday:
    """The week of an instant (Unix seconds), by the wall clock of the zone."""
    today = local(now, zone).date()
    monday = today - today.weekday() * _DAY
    return Monday(monday.toordinal() // 7, at(monday, time(), zone))


def looks_again(view: View, cohort: Cohort) -> Iterator[float]:
    """When the suggestions may change with time alone, while anything waits for a review: as the
    next day begins (Unix seconds)."""
    today = local(view.now, cohort.timezone).date()
    ends = max((mentee.ends for group in cohort.groups for mentee in group.mentees), default=today)
    pulls = (pull for card in view.cards.values() for pull in card.get("pulls", {}).values())
    if _is_on(cohort) and today <= ends and any(pull["stage"] == State.REVIEW for pull in pulls):
        yield at(today + _DAY, time(), cohort.timezone)


def _is_on(cohort: Cohort) -> bool:
    follows = cohort.section(PullRequestSettings).enabled
    return follows and cohort.section(DashboardSettings).suggest_reviews


def _fellows(view: View, cohort: Cohort, week: Monday) -> list[Fellow]:
    """Nobody who left."""
    if not _is_on(cohort):
        return []
    today = local(view.now, cohort.timezone).date()
    return [
        _fellow(view, cohort, group.id, mentee, week)
        for group in cohort.groups
        for mentee in group.mentees
        if mentee.left is None or mentee.left > today
    ]


def _fellow(view: View, cohort: Cohort, group: str, mentee: Mentee, week: Monday) -> Fellow:
    """What was reviewed today counts from tomorrow on: so reviews alone change the page once a
    day."""
    today = local(view.now, cohort.timezone).date()
    midnight = at(today, time(), cohort.timezone)
    card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, mentee.login), {})
    given = [it for it in reviews(card, view.sight, cohort.home) if it.at < midnight]
    has_time = mentee.starts <= today <= mentee.ends and not card.get("rests")
    return Fellow(
        mentee.login,
        group,
        tuple(p for p in under_way(card, view.sight, cohort.home) if p.stage == State.REVIEW),
        frozenset(map(of, given)),
        reads=has_time and not any(it.at >= week.start for it in given),
    )
