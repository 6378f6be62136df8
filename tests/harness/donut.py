"""A year of the donut: `python -m tests.harness.donut [--weeks N]`.

21 people in six zones, ten pairs of whom would rather not meet, and each week some who are away.
Every round is held against the rules: nobody with somebody they avoid or share no hour with, nobody
again while a round without that was possible, nobody left out twice running. Then how much longer
500 people take than 50. Exits with 1 where a rule is broken.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from random import Random
from time import perf_counter

import networkx

from app.model.time import Calendar
from workflows.pairing.hours import has_an_hour, hours_of
from workflows.pairing.matching import Group, Member, Pair, Past, draw, together

MONDAY = 1_795_413_600.0
"""2026-11-23, 10:00 in UTC."""

ZONES = (
    *("Europe/London", "Europe/Berlin", "Asia/Kolkata"),
    *("America/New_York", "America/Sao_Paulo", "America/Los_Angeles"),
)


@cache
def _hours(zone: str, awake: bool) -> int:
    return hours_of(Calendar(zone), MONDAY, awake=awake)


def crowd(
    count: int, avoided: int = 0, seed: int = 0, zones: Sequence[str] = ZONES
) -> list[Member]:
    """People in zones by turns, and as many pairs of them that one of the two avoids."""
    names = [f"p{n:03d}" for n in range(count)]
    avoid: dict[str, set[str]] = {name: set() for name in names}
    for one, other in Random(seed).sample(list(combinations(names, 2)), avoided):
        avoid[one].add(other)
    return [
        Member(
            name,
            _hours(zones[n % len(zones)], awake=True),
            _hours(zones[n % len(zones)], awake=False),
            frozenset(avoid[name]),
        )
        for n, name in enumerate(names)
    ]


@dataclass
class Year:
    """What came of some rounds. `again`: pairs that met again though that round could have had
    fewer of them; `twice`: who was left out twice running."""

    rounds: list[tuple[Group, ...]] = field(default_factory=list)
    repeats: int = 0
    again: int = 0
    left_out: int = 0
    twice: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    sat_out: frozenset[str] = frozenset()

    def past(self) -> Past:
        """What the next round is drawn by."""
        ago: dict[Pair, int] = {}
        for number, groups in enumerate(reversed(self.rounds), 1):
            for pair in _pairs(groups):
                ago.setdefault(pair, number)
        return Past(ago, self.sat_out)

    def add(self, members: Sequence[Member], groups: tuple[Group, ...]) -> None:
        """Hold one round against the rules."""
        past, people = self.past(), {member.login: member for member in members}
        self.broken += _broken(people, groups)
        repeated = [pair for pair in groups if len(pair) == 2 and pair in past.ago]
        self.repeats += len(repeated)
        self.again += len(repeated) - _fewest(people, groups, past)
        out = frozenset(people) - {login for group in groups for login in group}
        self.left_out += len(out)
        self.twice += sorted(out & self.sat_out)
        self.sat_out = out
        self.rounds.append(groups)


def _pairs(groups: Iterable[Group]) -> Iterator[Pair]:
    return (pair for group in groups for pair in together(group))


def _may(one: Member, other: Member) -> bool:
    avoided = other.login in one.avoid or one.login in other.avoid
    return not avoided and has_an_hour(one.awake & other.awake)


def _broken(people: dict[str, Member], groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        if not 2 <= len(group) <= 3:
            yield f"{group}: not two or three"
        for a, b in together(group):
            if not _may(people[a], people[b]):
                yield f"{a} and {b} are not to meet"
    named = [login for group in groups for login in group]
    if len(named) != len(set(named)):
        yield "somebody is in two groups"


def _fewest(people: dict[str, Member], groups: Iterable[Group], past: Past) -> int:
    """The fewest pairs that have to meet again, of the same people in pairs."""
    graph: networkx.Graph[str] = networkx.Graph()
    here = sorted(login for group in groups if len(group) == 2 for login in group)
    for a, b in combinations(here, 2):
        if _may(people[a], people[b]):
            graph.add_edge(a, b, weight=int((a, b) not in past.ago))
    found = networkx.max_weight_matching(graph, maxcardinality=True)
    return sum(tuple(sorted(pair)) in past.ago for pair in found)


def play(weeks: int, members: Sequence[Member], absent: float = 0.1, seed: int = 0) -> Year:
    """Some rounds, one a week; each person is away in some of them."""
    year, random = Year(), Random(seed)
    for week in range(weeks):
        here = [member for member in members if random.random() >= absent]
        year.add(here, draw(here, year.past(), f"{seed}/{week}"))
    return year


def seconds(count: int) -> float:
    """How long it takes to draw a round of so many people, who met once before."""
    members, year = crowd(count, avoided=count // 2), Year()
    year.add(members, draw(members, year.past(), "first"))
    began = perf_counter()
    draw(members, year.past(), "second")
    return perf_counter() - began


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.donut", description=__doc__)
    parser.add_argument("--weeks", type=int, default=52)
    weeks, wrong = parser.parse_args().weeks, 0
    for absent in (0.0, 0.1):
        year = play(weeks, crowd(21, avoided=10), absent)
        threes = sum(len(group) == 3 for groups in year.rounds for group in groups)
        print(
            f"{weeks} rounds, 21 people, ten pairs who avoid each other, {absent:.0%} away: "
            f"{sum(map(len, year.rounds))} groups, {threes} of three; {year.repeats} pairs again, "
            f"{year.again} while others were left; {year.left_out} left out, {len(year.twice)} "
            f"twice running; rules broken: {len(year.broken)}"
        )
        wrong += year.again + len(year.twice) + len(year.broken)
    few, many = seconds(50), seconds(500)
    print(f"50 people {few:.2f} s, 500 people {many:.2f} s: {many / few:.0f} times as long")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
