"""What was asked for a mentee by command: a goal, more weeks (rows C2, C3). Pure.

The course hears these commands; what they come to, other workflows read here. The marker of the
mentee's issue remembers it, whoever's comment is gone since (rule 4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.model import scopes
from app.model.facts import EXTENDED, Data, Fact, Known, was_refused
from app.model.leaving import had_left
from app.model.lessons import week_of
from app.model.order import instant
from app.model.workflow import View

GOAL, EXTEND = "goal", "extend"

REMEMBERED = "asked"
"""The kind of facts that say what a marker remembers, by the key of the command."""

LONGEST = 12
"""Weeks that one command may add."""

MOST_EXTENSIONS = 10
"""Commands that may add weeks for one mentee, with those that were taken back."""

MOST_GOALS = 5
"""Goals that are remembered: an `undo` leads back to the one before."""

_KEY = "a"

RIGHTS: Mapping[str, frozenset[str]] = {
    GOAL: frozenset({"mentee", "mentor", "organiser"}),
    EXTEND: frozenset({"mentor", "organiser"}),
}
"""Who may, by the file. Of others GitHub is asked whether they administer."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command that came to something: `value` is the goal's words, or a number of weeks; `week`
    the key of the week's issue in which it was given, or ""."""

    key: str
    name: str
    order: str
    by: str
    value: str | int
    week: str = ""


def may(view: View, key: str, known: Known) -> bool | None:
    """Whether the author of `goal` or `extend` may; None where GitHub has to be asked who
    administers. Of a line in an edited comment a sweep cannot tell who wrote it."""
    if known.ambiguous or was_refused(view.said, key):
        return False
    if not RIGHTS[known.data["name"]].isdisjoint(known.data["roles"]):
        return True
    asked = view.facts.get("permission", {}).get(key)
    return None if asked is None else bool(asked.data["role"] == "admin")


def problem(view: View, key: str, known: Known) -> str | None:
    """What keeps a `goal` or an `extend` that its author may give from being one, as the text asks
    for it."""
    data = known.data
    if had_left(view.said, instant(known.order)):
        return "left"
    if data["value"] is None:
        return "empty"
    if data["name"] == EXTEND:
        return "many" if _is_too_many(view, key, known) else None
    cohort = view.programme.cohort(view.scope.cohort)
    hides = cohort is not None and not view.sight.shows_named(data["repository"], cohort.home)
    return "place" if hides else None


def _is_too_many(view: View, key: str, known: Known) -> bool:
    """Counted in order, so that which ones are too many does not depend on when they arrive."""
    before = {r.key for r in _remembered(view) if r.name == EXTEND and r.order < known.order}
    for other, each in view.facts.get("command", {}).items():
        data = each.data
        if data["name"] == EXTEND and each.order < known.order and data["value"] is not None:
            before |= {other} if may(view, other, each) else set()
    return len(before - {key}) >= MOST_EXTENSIONS


def requests(view: View) -> list[Request]:
    """All that came to something, also what was taken back; the oldest first. What the marker
    remembers did, whatever the file says by now."""
    found = {each.key: each for each in _remembered(view)}
    for key, known in view.facts.get("command", {}).items():
        is_one = known.data["name"] in RIGHTS and key not in found
        if is_one and may(view, key, known) and problem(view, key, known) is None:
            found[key] = _request(view, key, known)
    return sorted(found.values(), key=lambda each: (each.order, each.key))


def _request(view: View, key: str, known: Known) -> Request:
    data = known.data
    week = week_of(view, data)
    return Request(key, data["name"], known.order, data["by"], data["value"], week)


def _remembered(view: View) -> Iterator[Request]:
    for key, known in view.facts.get(REMEMBERED, {}).items():
        data = known.data
        value = data["value"]
        yield Request(key, data["name"], known.order, data["by"], value, data["week"])


def standing(view: View, name: str) -> list[Request]:
    """Those of a name that were not taken back, the oldest first."""
    return [each for each in requests(view) if each.name == name and each.key not in view.undone]


def goal_of(view: View) -> str | None:
    """The goal of the mentee whose scope this is: as it was said last, else as the file has it. It
    is in people's words."""
    said = standing(view, GOAL)
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    return str(said[-1].value) if said else enrolment.mentee.goal if enrolment else None


# ---- more weeks ----------------------------------------------------------------------------------


def extended_key(cohort: str, login: str) -> str:
    """Whom an extension is about."""
    return f"{cohort}/{login.lower()}"


def extension(view: View) -> Iterator[Fact]:
    """How many weeks longer the mentee stays, as a fact of the programme. What was made of more
    commands knows better, also where the late one is an old one."""
    asked = [each for each in requests(view) if each.name == EXTEND]
    if asked:
        weeks = sum(int(each.value) for each in standing(view, EXTEND))
        orders = [each.order for each in asked]
        orders += [view.undone[each.key] for each in asked if each.key in view.undone]
        yield _extended(view.key, orders, weeks)


def _extended(scope: str, orders: list[str], weeks: int) -> Fact:
    where = scopes.parse(scope)
    order = f"{max(orders)}+{len(orders):04d}"
    key = extended_key(where.cohort, where.login)
    return Fact(scopes.programme(where.home), EXTENDED, key, order, {"weeks": weeks})


# ---- what the marker of the mentee's issue remembers ---------------------------------------------


def memory(view: View) -> Data:
    """What stands, as the marker keeps it; `recall` reads it."""
    kept = [*standing(view, GOAL)[-MOST_GOALS:], *standing(view, EXTEND)]
    packed = {each.key: [each.name, each.order, each.by, each.value, each.week] for each in kept}
    return {_KEY: packed} if packed else {}


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What `memory` wrote, after the database was lost. More weeks count at once, so that nothing
    is planned by the file's dates meanwhile."""
    if scopes.parse(scope).kind != "mentee":
        return
    weeks = dict[str, int]()
    for key, (name, order, by, value, week) in memory.get(_KEY, {}).items():
        data: dict[str, Any] = {"name": name, "by": by, "value": value, "week": week}
        yield Fact(scope, REMEMBERED, key, order, data)
        weeks |= {order: value} if name == EXTEND else {}
    if weeks:
        yield _extended(scope, list(weeks), sum(weeks.values()))
