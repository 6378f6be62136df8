"""When rounds of the donut are, and what is remembered of them (row H9). Pure.

Who was together stands in the ledger: an issue for each group, whose key has day and people. A
round is drawn once, and kept as a fact until its issues are open; each opens at that hour on the
clocks of all who are in it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from app.model.facts import Fact, Known, Ledger, Said
from app.model.order import order
from app.model.time import at, local
from workflows.pairing.hours import QUARTER
from workflows.pairing.matching import Group, Pair, Past, together
from workflows.pairing.settings import DonutSettings

PAIR = "pair:"
"""How the keys of issues begin."""

ROUND = "round"
"""The kind of facts that say who is in which group, by day."""

DRAWN_WITHIN = 2 * 86400.0
"""Seconds in which a round is drawn, if Cairn was down at its hour; then the next one is waited
for."""

FEWEST_DAYS = 4
"""Days between two rounds, also where the file has moved the day."""

_WEEK = timedelta(weeks=1)
_FIRST_ZONE = "Pacific/Kiritimati"
"""Where each hour comes first on Earth: UTC+14."""


class Round(NamedTuple):
    """A round that was drawn: its groups, and who of those who were there is in none."""

    groups: tuple[Group, ...]
    left: tuple[str, ...]


def drawn_at(donut: DonutSettings, day: date) -> float:
    """When that day's round is drawn: when its hour comes for whoever lives furthest east."""
    return at(day, donut.at, _FIRST_ZONE)


def first_quarter(donut: DonutSettings, day: date) -> float:
    """The full quarter of an hour in which that day's round is drawn."""
    return drawn_at(donut, day) // QUARTER * QUARTER


def current(donut: DonutSettings, now: float) -> date:
    """The day of the last round whose hour has come somewhere."""
    today = local(now, _FIRST_ZONE).date()
    day = today - timedelta((today.weekday() - donut.day) % 7)
    return day if drawn_at(donut, day) <= now else day - _WEEK


def following(day: date) -> date:
    """The day of the round after this one."""
    return day + _WEEK


# ---- groups --------------------------------------------------------------------------------------


def key_of(day: date, group: Group) -> str:
    """The key of a group's issue."""
    return f"{PAIR}{day.isoformat()}:{'+'.join(group)}"


def read_key(key: str) -> tuple[date, Group]:
    """The day and the group of an issue's key."""
    day, _, people = key.removeprefix(PAIR).partition(":")
    return date.fromisoformat(day), tuple(people.split("+"))


def issues(said: Ledger) -> Iterator[tuple[str, Said]]:
    """The rows of all groups that got an issue."""
    return ((key, row) for key, row in said.items() if key.startswith(PAIR))


def fact_of(scope: str, donut: DonutSettings, day: date, drawn: Round) -> Fact:
    """The round as it is kept: drawn once."""
    data = {"groups": [list(group) for group in drawn.groups], "left": list(drawn.left)}
    return Fact(scope, ROUND, day.isoformat(), order(drawn_at(donut, day)), data, rule="first")


def from_fact(known: Known) -> Round:
    """A round as it was kept."""
    groups = tuple(tuple(group) for group in known.data["groups"])
    return Round(groups, tuple(known.data["left"]))


def held(said: Ledger) -> dict[date, list[Group]]:
    """The groups that got their issue, by the round's day."""
    found: dict[date, list[Group]] = {}
    for key, _ in issues(said):
        day, group = read_key(key)
        found.setdefault(day, []).append(group)
    return found


def past(
    rounds: Mapping[date, Iterable[Group]],
    facts: Mapping[str, Known],
    day: date,
    members: Collection[str],
) -> Past:
    """What counts for the round of a day. Who sat out the last one: of those who were there then,
    as far as that is known, those who got no issue."""
    ago: dict[Pair, int] = {}
    before = sorted((each for each in rounds if each < day), reverse=True)
    for each in before:
        for pair in (pair for group in rounds[each] for pair in together(group)):
            ago.setdefault(pair, round((day - each) / _WEEK))
    drawn = (date.fromisoformat(each) for each in facts)
    last = max((each for each in (*before, *drawn) if each < day), default=None)
    if last is None or last < day - 2 * _WEEK:
        return Past(ago)
    known = facts.get(last.isoformat())
    there = _people(from_fact(known)) if known is not None else set(members)
    in_groups = {login for group in rounds.get(last, ()) for login in group}
    return Past(ago, frozenset(there - in_groups))


def _people(drawn: Round) -> set[str]:
    return {login for group in drawn.groups for login in group} | set(drawn.left)
