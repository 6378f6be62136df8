"""What a mentee's pull request wants on GitHub (rows R1, R2). Read `README.md` beside this."""

from datetime import time, timedelta

from app.model.artefacts import History, Plan, Shown, Thread
from app.model.labels import label
from app.model.sections.pull_requests import PullRequestSettings
from app.model.time import at
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.pull_requests.card import card
from workflows.pull_requests.commands import blocked_since, verdicts
from workflows.pull_requests.facts import LABEL, LOOKS, WAITING
from workflows.pull_requests.missed import is_missed
from workflows.pull_requests.summary import summary
from workflows.pull_requests.turn import Summary
from workflows.pull_requests.waiting import nudge, rests_until, told_of, wait_of
from workflows.pull_requests.welcome import welcome


def plan(view: View) -> Plan:
    """Labels and comments of one pull request, and the card that tells of it."""
    result = Plan(verdicts=dict(verdicts(view)))
    shown = view.facts.get("pull", {}).get("now")
    if shown is None:
        return result
    on = Thread(shown.data["repository"], shown.data["number"])
    if shown.ambiguous:
        result.needs.append(Shown(on))
    if is_missed(view):
        result.needs.append(History(on))
    it = summary(view.facts, view.programme, blocked_since(view))
    result.card = card(view, it)
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    if enrolment is not None and _is_followed(view, enrolment, result):
        _follow(view, it, enrolment, on, result)
    else:
        result.add(*label(view, on, WAITING, LOOKS[WAITING], wanted=False))
    return result


def _is_followed(view: View, enrolment: Enrolment, result: Plan) -> bool:
    """Whether the mentee's time has come and is not over, and the file does not say otherwise."""
    mentee, zone = enrolment.mentee, view.programme.person(enrolment.mentee.login).timezone
    starts, ends = at(mentee.starts, time(), zone), at(mentee.ends + timedelta(1), time(), zone)
    if mentee.left is not None:
        ends = min(ends, at(mentee.left, time(), zone))
    for moment in (starts, ends):
        result.wake_at(moment, view.now)
    return starts <= view.now < ends and enrolment.cohort.section(PullRequestSettings).enabled


def _follow(view: View, it: Summary, enrolment: Enrolment, on: Thread, result: Plan) -> None:
    settings, private = enrolment.cohort.section(PullRequestSettings), enrolment.cohort.private
    is_open = not (it.closed or it.merged)
    wait = wait_of(view, it, enrolment)
    is_late = wait is not None and wait.is_late(view.now)
    labels = settings.labels and view.programme.person(enrolment.mentee.login).labelled
    result.card = {**(result.card or {}), **told_of(view)}
    if is_open:
        result.add(*label(view, on, LABEL, LOOKS[LABEL], wanted=labels, private=private))
    result.add(
        *label(
            view,
            on,
            WAITING,
            LOOKS[WAITING],
            wanted=labels and is_late,
            since=wait.since if wait else 0.0,
            private=private,
        )
    )
    welcome(view, it, enrolment, on, result)
    if wait is not None:
        nudge(view, it, enrolment, on, wait, result)
    elif is_open and (until := rests_until(view, it, enrolment.mentee.login)) is not None:
        result.wake_at(until, view.now)
