"""`/mentor keep` and `/mentor drop` in a later cohort's tracking issue (row T6). Pure."""

from collections.abc import Iterator

from app.commands import CommandSpec
from app.model import scopes
from app.model.artefacts import Plan, Verdict
from app.model.facts import Data, Fact, Known
from app.model.learnings import DECIDED, DROP, KEEP, LEARNED, FromLastTime, from_last_time
from app.model.text import Text
from app.model.workflow import Context, Given, View
from app.programme.model import Cohort

SPECS = (
    CommandSpec(
        name=KEEP,
        usage="keep NUMBER",
        does="keeps something that an earlier cohort learned, and takes it off the list",
        who="organisers",
        example="keep 2",
        arguments="words",
    ),
    CommandSpec(
        name=DROP,
        usage="drop NUMBER",
        does="drops something that an earlier cohort learned, and takes it off the list",
        who="organisers",
        example="drop 2",
        arguments="words",
    ),
)


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """The number, as the list has it; 0 where there is none, or more than one."""
    words = [word.lstrip("#") for word in given.command.words]
    is_number = len(words) == 1 and words[0].isdecimal() and len(words[0]) < 6
    return {"which": int(words[0]) if is_number else 0}


def did(view: View) -> dict[str, Known]:
    """The decisions that were given here: `undo` may mean one of them."""
    if view.scope.kind != "cohort":
        return {}
    decided = from_last_time(view).decisions
    return {k: each for k, each in view.facts.get("command", {}).items() if k in decided}


def plan(view: View) -> Plan:
    """Answers; and what was decided here, and is still open, for the other cohorts."""
    found = from_last_time(view)
    verdicts = dict.fromkeys(did(view), Verdict())
    verdicts |= {key: _no(reason) for key, reason in found.refused.items()}
    return Plan(verdicts=verdicts, facts=[*_decided(view, found), *_handed_on(view, found)])


def _no(reason: str) -> Verdict:
    text = Text("retrospective/undecided", {"reason": reason})
    return Verdict(text, refused=reason == "organisers", idle=reason == "number")


def _decided(view: View, found: FromLastTime) -> Iterator[Fact]:
    last = {each.learning: each for each in found.decisions.values()}
    for cohort in _others(view):
        scope = scopes.cohort(view.scope.home, cohort.id)
        for learning, each in last.items():
            order, data = each.back or each.order, {"on": not each.back}
            yield Fact(scope, DECIDED, learning, order, data)


def _handed_on(view: View, found: FromLastTime) -> Iterator[Fact]:
    """The cohort that learned it may be deleted from the file by the time the next one is in it."""
    own = view.programme.cohort(view.scope.cohort)
    listed = {number for number, _ in found.open}
    open_ = {key for key, number in found.numbers.items() if number in listed}
    for cohort in _others(view):
        if own is not None and cohort.starts > own.starts:
            scope = scopes.cohort(view.scope.home, cohort.id)
            for key, known in view.facts.get(LEARNED, {}).items():
                if key in open_:
                    yield Fact(scope, LEARNED, key, known.order, known.data)


def _others(view: View) -> list[Cohort]:
    """The other cohorts whose issues are in the same place."""
    own = view.programme.cohort(view.scope.cohort)
    if own is None:
        return []
    return [each for each in view.programme.cohorts if each.id != own.id and each.home == own.home]
