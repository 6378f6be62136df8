"""What a group's retrospective tells the others of its cohort: its mentees, for their farewells
(row F1), and the meetup (row M3). Pure.

The group hands it on as facts. Its issue's marker has all of it, so it comes out the same after a
lost database; and where each learning may be told is decided by those who tell it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.model.facts import Fact
from app.model.order import order
from app.model.workflow import View

LEARNING = "learning"
"""The kind of facts that are one learning each, by group and command."""

_BEGUN = "looking_back"
"""The kind of facts that say that a group has begun to look back, and whether that is over."""


class Learning(NamedTuple):
    """What a group keeps or changes: `verb` is "keep", "change" or "". `said`: when (Unix seconds).
    `repository`: the numeric id of the one in which it can be read. `gone`: it was taken back."""

    text: str
    verb: str
    group: str
    said: float
    repository: int
    gone: bool = False


def begun(scope: str, group: str, at: float, *, over: bool) -> Fact:
    """That a group (by its id) began to look back, or was done with it, `at` (Unix seconds)."""
    return Fact(scope, _BEGUN, group, order(at), {"over": over})


def is_awaited(view: View) -> bool:
    """Whether a group is looking back just now: what it learns is still to come."""
    return any(not known.data["over"] for known in view.facts.get(_BEGUN, {}).values())


def facts_of(scopes: Iterable[str], key: str, at: str, learning: Learning) -> Iterator[Fact]:
    """A learning by its key, for each of some scopes; `at` is the order of what was last said of
    it."""
    for scope in scopes:
        yield Fact(scope, LEARNING, key, at, learning._asdict())


def learned(view: View, where: str) -> dict[str, Learning]:
    """What stands, by key and in the order in which it was said, as far as it may be told of in
    the repository `where`."""
    known = view.facts.get(LEARNING, {}).items()
    every = {key: Learning(**each.data) for key, each in known}
    return {
        key: each
        for key, each in sorted(every.items(), key=lambda pair: (pair[1].said, pair[0]))
        if not each.gone and view.sight.shows(each.repository, where)
    }
