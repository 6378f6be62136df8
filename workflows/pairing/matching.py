"""Who is paired with whom in one round of the donut (row H9). Pure.

A matching of maximum weight (networkx; Edmonds' blossom method). All wishes are in one whole
number, each worth more than all below it together, so the answer is exact and the same every time.
Why so, and what it costs: docs/decisions/009-donut.md.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from heapq import nlargest
from itertools import combinations
from typing import NamedTuple

from workflows.pairing.hours import has_an_hour, quarters

Group = tuple[str, ...]
"""The logins of two people, or of three, in lower case and in the order of the alphabet."""

Pair = tuple[str, str]

_FEW = 100
"""People of whom all possible pairs are looked at: 0.2 seconds. Of more, each one's best first."""

_BEST = 12
"""Pairs of each person that are looked at first."""

_LONGEST = 520
"""Rounds after which it counts no longer how long ago two met: ten years."""

_MOST_HOURS = 160
"""Quarters of an hour that two share: 40 hours a week."""

_MOST_CHANCE = 0xFFFF

_ATTEMPTS = 4
"""Draws of one round, where somebody would sit out."""

_Step = tuple[int, int]
"""How much of something, and how much of it there can be."""


@dataclass(frozen=True, slots=True)
class Member:
    """One who takes part: `awake` and `works` are quarters of hours of the week (see `hours`).
    `avoid`: with whom they are never together; nobody is to learn of it. `places`: the repositories
    in which they can have an issue."""

    login: str
    awake: int
    works: int
    avoid: frozenset[str] = field(default=frozenset(), repr=False)
    places: frozenset[str] = frozenset({""})


class Past(NamedTuple):
    """What counts of earlier rounds: how many ago two were together, and who sat out the last one
    though they would have been there."""

    ago: Mapping[Pair, int]
    sat_out: Collection[str] = ()


class _Worth(NamedTuple):
    """How much it matters that it is this pair; `apart`: the same without the hours they share."""

    pair: int
    apart: int


_Firsts = Sequence[Collection[str]]
"""Who is to be in a pair before others, the first kind before the second."""


def may_be(*members: Member) -> bool:
    """Whether these can be a group: nobody would rather not, which counts in both directions; and
    they share an hour, and a place for their issue."""
    logins = {member.login for member in members}
    awake = reduce(int.__and__, (member.awake for member in members))
    places = frozenset.intersection(*(member.places for member in members))
    avoided = any(not logins.isdisjoint(member.avoid) for member in members)
    return bool(places) and not avoided and has_an_hour(awake)


def draw(members: Sequence[Member], past: Past, seed: str) -> tuple[Group, ...]:
    """Everybody in a pair, or where that does not come out even in a three; as few as possible sit
    out. The same members, past and seed come to the same groups."""
    people = {member.login: member for member in members}
    worths = _worths(people, past, seed)
    tried: list[tuple[int, int, list[Group]]] = []
    hard: frozenset[str] = frozenset()
    for _ in range(_ATTEMPTS):
        groups = list(_groups(people, worths, (past.sat_out, hard)))
        out = {login for pair in worths for login in pair}.difference(*groups)
        tried.append((len(out.intersection(past.sat_out)), len(out), groups))
        if out <= hard:
            break
        # Whoever cannot be a third is to be in a pair, and somebody else the third.
        hard |= out
    return tuple(sorted(min(tried, key=lambda each: each[:2])[2]))


def _groups(
    people: Mapping[str, Member], worths: Mapping[Pair, _Worth], firsts: _Firsts
) -> Iterable[Group]:
    pairs = _matched(people, worths, firsts)
    groups: dict[Pair, Group] = {pair: pair for pair in pairs}
    for login in sorted(people.keys() - {login for pair in pairs for login in pair}):
        best = max(_threes(login, people, groups.values(), worths), default=None)
        if best is not None:
            groups[best.of] = tuple(sorted((login, *best.of)))
    return groups.values()


def together(group: Iterable[str]) -> Iterator[Pair]:
    """All pairs of a group."""
    yield from combinations(sorted(group), 2)


# ---- what a pair is worth ------------------------------------------------------------------------


def _worths(people: Mapping[str, Member], past: Past, seed: str) -> dict[Pair, _Worth]:
    """What each pair that may be is worth. Two who never met, before all others; then those who met
    long ago; then hours that they share; then chance."""
    found: dict[Pair, _Worth] = {}
    for a, b in combinations(sorted(people), 2):
        if may_be(people[a], people[b]):
            shared = min(quarters(people[a].works & people[b].works), _MOST_HOURS)
            apart, chance = _apart(past.ago.get((a, b))), (_chance(seed, (a, b)), _MOST_CHANCE)
            found[a, b] = _Worth(
                _number(len(people), *apart, (shared, _MOST_HOURS), chance),
                _number(1, *apart, chance),
            )
    return found


def _apart(ago: int | None) -> tuple[_Step, _Step]:
    """Two who never met, before all others; then those who met long ago."""
    return (ago is None, 1), (min(ago or 0, _LONGEST), _LONGEST)


def _number(count: int, *steps: _Step) -> int:
    """Steps, the weightiest first, each with the most that it can be, as one number: the sum of
    `count` of them is the greater for the first step in which they differ."""
    number = 0
    for step, most in steps:
        number = number * (count * most + 1) + step
    return number


def _chance(seed: str, pair: Pair) -> int:
    """A number that looks like chance and is the same every time."""
    text = f"{seed} {' '.join(pair)}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=2).digest(), "big")


# ---- the matching --------------------------------------------------------------------------------


def _matched(
    people: Mapping[str, Member], worths: Mapping[Pair, _Worth], firsts: _Firsts
) -> set[Pair]:
    """As many pairs as possible, worth as much as can be. Of many people each one's best pairs are
    looked at first: if they come out even, that will do."""
    if len(people) > _FEW:
        found = _matching({pair: worths[pair] for pair in _best(people, worths)}, firsts)
        if len(found) == len(people) // 2:
            return found
    return _matching(worths, firsts)


def _best(people: Iterable[str], worths: Mapping[Pair, _Worth]) -> set[Pair]:
    """By when they met, then by chance: by their hours, each zone would keep to itself, and one of
    an odd number of people would find nobody."""
    own: dict[str, list[Pair]] = {login: [] for login in people}
    for pair in worths:
        for login in pair:
            own[login].append(pair)
    return {
        pair
        for pairs in own.values()
        for pair in nlargest(_BEST, pairs, key=lambda each: worths[each].apart)
    }


def _matching(worths: Mapping[Pair, _Worth], firsts: _Firsts) -> set[Pair]:
    if not worths:
        return set()
    # It takes 28 MB, and a process that draws no pairs is to stay small.
    from networkx import Graph, max_weight_matching  # noqa: PLC0415

    count = len({login for pair in worths for login in pair})
    most = max((worth.pair for worth in worths.values()), default=0)
    graph: Graph[str] = Graph()
    for (a, b), worth in worths.items():
        steps = ((sum(login in each for login in (a, b)), 2) for each in firsts)
        graph.add_edge(a, b, weight=_number(count, *steps, (worth.pair, most)))
    found = max_weight_matching(graph, maxcardinality=True)
    return {_pair(a, b) for a, b in found}


# ---- a third -------------------------------------------------------------------------------------


class _Three(NamedTuple):
    """That somebody joins a pair, and what it is worth."""

    worth: int
    of: Pair


def _threes(
    login: str,
    people: Mapping[str, Member],
    groups: Iterable[Group],
    worths: Mapping[Pair, _Worth],
) -> Iterator[_Three]:
    """The pairs that somebody may join."""
    for group in groups:
        if len(group) == 2 and may_be(people[login], *(people[each] for each in group)):
            a, b = group
            worth = worths[_pair(login, a)].pair + worths[_pair(login, b)].pair
            yield _Three(worth, (a, b))


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
