"""Pairings: who worked with whom, when and for how long (rows H7, H8). Pure.

Each is a fact of the scope `scopes.pairings`, which only holds rows. Several workflows write there
(by `Plan.facts`), each under keys that begin with its own name; a pairing that was taken back stays
as a fact that says so. What counts is shown to the person alone (R6).
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from app.model import scopes
from app.model.facts import Fact, Facts
from app.model.time import Calendar

PAIRING = "pairing"
"""The kind of these facts."""

MINUTES = 30
"""How long a pairing takes, where nobody said."""

WEEKS = 4
"""Weeks before this one over which the average goes."""


class Pairing(NamedTuple):
    """Some people who work on something together: their logins, what it is about ("" where nobody
    said), when it begins (Unix seconds), and the issue or pull request, by its repository's id."""

    people: tuple[str, ...]
    topic: str
    at: float
    minutes: int
    repository: int
    number: int
    kind: Literal["pair", "donut", "session"]


def fact_of(home: int, key: str, order: str, pairing: Pairing, *, on: bool = True) -> Fact:
    """The fact that there was this pairing; or, not `on`, that it was taken back. Of several with
    one key the newest order counts."""
    data = {**pairing._asdict(), "people": list(pairing.people), "on": on}
    return Fact(scopes.pairings(home), PAIRING, key, order, data)


def pairings(facts: Facts) -> Iterator[Pairing]:
    """The pairings of a programme, of those facts."""
    for known in facts.get(PAIRING, {}).values():
        data = {name: known.data[name] for name in Pairing._fields}
        if known.data["on"]:
            yield Pairing(**{**data, "people": tuple(data["people"])})


class Numbers(NamedTuple):
    """Somebody's own pairings: of this week so far, and a week over the four before it."""

    this_week: int
    average: float


def numbers(facts: Facts, login: str, calendar: Calendar, now: float) -> Numbers:
    """What somebody sees of themselves on `/me` (H8). Weeks are those of their own calendar; what
    is still to come does not count yet."""
    starts = [calendar.week_start(now, later=-n) for n in range(WEEKS + 1)]
    own = [
        pairing.at
        for pairing in pairings(facts)
        if pairing.at <= now and login.lower() in {name.lower() for name in pairing.people}
    ]
    before = sum(starts[WEEKS] <= moment < starts[0] for moment in own)
    return Numbers(sum(moment >= starts[0] for moment in own), before / WEEKS)
