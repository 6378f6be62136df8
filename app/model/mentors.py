"""Which mentors a mentee is told of (row P9). Pure.

Where a cohort says `confirm_mentors: true`, those who have not confirmed are not named yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.model import scopes
from app.model.facts import Data, Fact, Known, was_refused
from app.model.undo import ABOUT_RESTS, UNDO, undoes
from app.model.workflow import View
from app.programme.model import Enrolment

CONFIRM = "confirm"
"""The command, in the cohort's tracking issue."""

CONFIRMED = "confirmed"
"""Under which its marker remembers who confirmed, and who took it back."""

REMEMBERED = "confirmation"
"""The kind of facts that this becomes after the database was lost."""


def told_mentors(view: View, enrolment: Enrolment) -> tuple[str, ...]:
    """The mentors whom this mentee may be told of, in the order of the file."""
    cohort, group, _ = enrolment
    if not cohort.confirm_mentors:
        return group.mentors
    sure = confirmed(view.parent) if view.parent is not None else frozenset()
    return tuple(mentor for mentor in group.mentors if mentor.lower() in sure)


def confirmed(cohort: View) -> frozenset[str]:
    """Who confirmed and did not take it back, in lower case, as a cohort's scope knows it."""
    return frozenset(by for by, each in confirmations(cohort).last.items() if each.sure)


class Confirmation(NamedTuple):
    """What a mentor said last, and its order."""

    order: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Confirmations:
    """What mentors said last, by login in lower case; and the keys of the `undo` commands that took
    a confirmation back."""

    last: dict[str, Confirmation] = field(default_factory=dict)
    undos: set[str] = field(default_factory=set)


class _Step(NamedTuple):
    """Something that says whether a mentor is sure. What a marker remembers stands behind the
    command (`key`) that it came from."""

    order: str
    by: str
    is_memory: bool
    sure: bool
    key: str = ""


def confirmations(cohort: View) -> Confirmations:
    """The fold, in order, of what mentors said and what the tracking issue's marker remembers (also
    if somebody tidied the comments, and the database was lost)."""
    result = Confirmations()
    for step in sorted(_steps(cohort)):
        before = result.last.get(step.by)
        if step.is_memory or step.sure != (before is not None and before.sure):
            result.last[step.by] = Confirmation(step.order, step.sure)
            if not (step.sure or step.is_memory):
                result.undos.add(step.key)
    return result


def _steps(cohort: View) -> Iterator[_Step]:
    commands = cohort.facts.get("command", {})
    given = {key for key, known in commands.items() if counts(cohort, key, known)}
    others = {key for key, (_, meant) in _undone(cohort).items() if meant.data["name"] != CONFIRM}
    for key, known in commands.items():
        by, is_undo = str(known.data["by"]).lower(), known.data["name"] == UNDO
        if key in given or (is_undo and key not in others and _is_certain(cohort, key, known)):
            yield _Step(known.order, by, is_memory=False, sure=not is_undo, key=key)
    for by, known in cohort.facts.get(REMEMBERED, {}).items():
        yield _Step(known.order, by, is_memory=True, sure=bool(known.data["sure"]))


def taken_back(cohort: View) -> dict[str, str]:
    """The commands in the cohort's own issues that were taken back, with the order of the `undo`.
    Those that GitHub does not tell who wrote take back nothing."""
    commands = cohort.facts.get("command", {})
    certain = {k: each for k, each in _undone(cohort).items() if not commands[k].ambiguous}
    return {
        key: commands[undo].order
        for undo, (key, meant) in certain.items()
        if meant.data["name"] not in ABOUT_RESTS
    }


def _undone(cohort: View) -> dict[str, tuple[str, Known]]:
    """What each `undo` in the cohort's own issues means, as key and fact."""
    commands = cohort.facts.get("command", {})
    given = {key for key, known in commands.items() if counts(cohort, key, known)}
    return undoes(cohort, given | cohort.did.keys())


def memory(cohort: View) -> Data:
    """What the tracking issue's marker remembers of confirmations; `recall` reads it."""
    last = sorted(confirmations(cohort).last.items())
    return {CONFIRMED: {by: [each.order, each.sure] for by, each in last}} if last else {}


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What `memory` wrote, after the database was lost (rule 4)."""
    if scopes.parse(scope).kind == "cohort":
        for by, (order, sure) in memory.get(CONFIRMED, {}).items():
            yield Fact(scope, REMEMBERED, by, order, {"sure": sure})


def counts(cohort: View, key: str, known: Known) -> bool:
    """Whether a command confirms. It speaks for its author alone, so it has to be certain who that
    is (a sweep cannot tell it of an edited comment); and a refusal that was given stands."""
    return (
        known.data["name"] == CONFIRM
        and "mentor" in known.data["roles"]
        and _is_certain(cohort, key, known)
    )


def _is_certain(cohort: View, key: str, known: Known) -> bool:
    return not (known.ambiguous or was_refused(cohort.said, key))
