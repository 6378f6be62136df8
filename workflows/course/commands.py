"""The course's commands: what their words mean, who may, what is answered (rows C2, C3). Pure."""

import re

from app.commands import CommandSpec
from app.model.artefacts import Need, Permission, Plan, Verdict
from app.model.asked import EXTEND, GOAL, LONGEST, RIGHTS, may, problem, requests
from app.model.facts import Data, Known
from app.model.lessons import about_take_home
from app.model.text import Text, shortened
from app.model.workflow import Context, Given, View
from workflows.course import take_home

SPECS = (
    CommandSpec(
        name=GOAL,
        usage="goal TEXT",
        does="writes down what is to be reached by the end",
        who="mentee, mentors",
        example="goal A runbook for slow storage calls",
        arguments="text",
    ),
    CommandSpec(
        name=EXTEND,
        usage="extend N weeks",
        does=f"lets the mentee stay longer, by up to {LONGEST} weeks at a time",
        who="mentors",
        example="extend 3 weeks",
        arguments="text",
        rare=True,
    ),
)

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WEEKS = re.compile(r"(?:by |for )?(\d{1,4}|[a-z]+)(?: more)?(?: weeks?)?[ .!]*", re.IGNORECASE)
_GOAL_ITEM = "goal"
"""The to-do that a goal does, where the list has it."""


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """The goal, on one line and cut to the length of an idea; or a number of weeks. None where
    there is none."""
    text = given.command.text
    if given.command.name == EXTEND:
        return {"value": _weeks(text), "items": []}
    goal = shortened(text)
    return {"value": goal or None, "items": [_GOAL_ITEM] if goal else []}


def _weeks(text: str) -> int | None:
    found = _WEEKS.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    word = found[1].lower()
    words = {"a": 1, **{name: number for number, name in enumerate(_NUMBERS, 1)}}
    number = int(word) if word.isdecimal() else words.get(word, 0)
    return number if 0 < number <= LONGEST else None


def did(view: View) -> dict[str, Known]:
    """Goals, weeks that were added, and ticks of take-homes: `undo` may mean one of them."""
    if view.scope.kind != "mentee":
        return {}
    commands = view.facts.get("command", {})
    found = dict[str, Known]()
    for each in requests(view):
        items = [_GOAL_ITEM] if each.name == GOAL else []
        data = {"name": each.name, "by": each.by, "items": items, "week": each.week}
        known = commands.get(each.key)
        found[each.key] = Known(each.order, {**(known.data if known else {}), **data})
    return found | take_home.did(view)


def answer(view: View, result: Plan) -> None:
    """Verdicts on the course's commands in a mentee's issues, and what has to be asked of GitHub
    first."""
    for key, known in view.facts.get("command", {}).items():
        judged: Verdict | Need | None = None
        if known.data["name"] in RIGHTS:
            judged = _judge(view, key, known)
        elif about_take_home(view, known):
            judged = _judge_tick(view, key, known)
        if isinstance(judged, Verdict):
            result.verdicts[key] = judged
        elif judged is not None:
            result.needs.append(judged)


def _judge(view: View, key: str, known: Known) -> Verdict | Permission:
    allowed = may(view, key, known)
    if allowed is None:
        return Permission(view.programme.home, known.data["by"], key)
    reason = problem(view, key, known) if allowed else "who"
    return _answer(view, known, reason)


def _judge_tick(view: View, key: str, known: Known) -> Verdict | Permission:
    allowed = take_home.may(view, key, known)
    if allowed is None:
        return Permission(_home_of(view), known.data["by"], key)
    reason = take_home.problem(view, known) if allowed else "who"
    return _answer(view, known, reason)


def _home_of(view: View) -> str:
    cohort = view.programme.cohort(view.scope.cohort)
    return cohort.home if cohort is not None else view.programme.home


def _answer(view: View, known: Known, reason: str | None) -> Verdict:
    if reason is None:
        return Verdict()
    name = known.data["name"]
    values = {"reason": reason, "name": name, "mentee": _login(view), "longest": LONGEST}
    text = Text("course/refused", values)
    is_refused = reason in ("who", "place", "many")
    return Verdict(text, refused=is_refused, idle=not is_refused)


def _login(view: View) -> str:
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    return enrolment.mentee.login if enrolment is not None else view.scope.login
