"""The boxes in the meetup's issue, a checklist and what the groups learned (by number): whoever
may edit the issue ticks them by hand. Pure.

A box is a fact (`HAND`) by its name, the newest counts; the issue's memory has them all, so a lost
database finds them again.
"""

import re
from collections.abc import Iterator, Mapping

from app.model import scopes
from app.model.facts import Data, Fact, Facts
from app.model.order import Rank, order
from app.model.scopes import MEETUP
from app.model.workflow import Region, View

NAMES = ("webinar", "announcement", "slides", "recording")

HAND = "hand"

BOXES = "b"
"""What the memory calls them: by name, the order of the last change, and whether it is ticked."""

_BOX = re.compile(r"^- \[([ xX])\] \*\*([a-z]+|\d+)\*\*", re.MULTILINE)


def _boxes(content: str) -> dict[str, bool]:
    found = {name: mark in "xX" for mark, name in _BOX.findall(content)}
    return {name: done for name, done in found.items() if name in NAMES or name.isdecimal()}


def all_ticked(facts: Facts) -> set[str]:
    """The names of those that are."""
    return {name for name, known in facts.get(HAND, {}).items() if known.data["done"]}


def ticked(facts: Facts) -> dict[str, bool]:
    """The checklist, in order, and whether each is ticked."""
    done = all_ticked(facts)
    return {name: name in done for name in NAMES}


def memory(facts: Facts) -> Data:
    """What the issue remembers of them; `recall` reads it."""
    hands = sorted(facts.get(HAND, {}).items())
    kept = {name: [known.order, known.data["done"]] for name, known in hands}
    return {BOXES: kept} if kept else {}


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What `memory` wrote, after the database was lost (rule 4)."""
    for name, (order_, done) in memory.get(BOXES, {}).items():
        yield Fact(scope, HAND, name, order_, {"done": done})


def changed(scope: str, region: Region, before: str | None, by: str) -> Iterator[Fact]:  # noqa: ARG001
    """Boxes that a person's edit changed (rule 3)."""
    if scopes.parse(scope).kind == MEETUP:
        was = _boxes(before) if before is not None else _marked(region.memory)
        yield from _differing(scope, region, was, Rank.HAND)


def observe(view: View, region: Region) -> Iterator[Fact]:
    """Boxes of a body that was just read, where they are neither as its own marker says nor as it
    is known by now (rule 7)."""
    if view.scope.kind == MEETUP and not region.kept:
        marked, done = _marked(region.memory), all_ticked(view.facts)
        for fact in _differing(view.key, region, marked, Rank.EVENT):
            if fact.data["done"] != (fact.key in done):
                yield fact


def _marked(memory: Data) -> dict[str, bool]:
    return {name: bool(done) for name, (_, done) in memory.get(BOXES, {}).items()}


def _differing(scope: str, region: Region, was: Mapping[str, bool], rank: Rank) -> Iterator[Fact]:
    for name, done in _boxes(region.content).items():
        if done != was.get(name, False):
            yield Fact(scope, HAND, name, order(region.at, rank), {"done": done})
