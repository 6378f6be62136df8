"""When a pull request waits for a while (row R2): a label, and one kind comment a step. Pure.

Waiting for a review goes from the public channel to fellow mentees to the mentors; what only a
mentor can do goes to them at once; checks that stay red, to the author.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from app.model.artefacts import Comment, Plan, Thread
from app.model.facts import Said
from app.model.rests import paused_until, rested_until
from app.model.text import Link, Mention, Text, Value
from app.model.time import Calendar, calendar_of, local
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.onboarding.mentors import told_mentors
from workflows.pull_requests.following import followers
from workflows.pull_requests.settings import PullRequestSettings
from workflows.pull_requests.turn import State, Summary, since, state_of

STEPS: dict[State, tuple[str, ...]] = {
    State.REVIEW: ("author", "mentees", "mentors"),
    State.APPROVED: ("merge",),
    State.HELD: ("run",),
    State.RED: ("red",),
}
"""Who is told in each state that can wait for too long, one step after the other."""

AFTER_REQUEST = 86400.0
"""Seconds after a review request in which nobody is nudged: somebody was just told (R2)."""

MOST_FELLOWS = 3
"""Fellow mentees who are mentioned: more would be a crowd, in which everybody waits for another."""

NUDGE = "waiting:"


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait: since when it counts, when its next step is due (Unix seconds), and which that is."""

    since: float
    due: float
    step: int
    steps: tuple[str, ...]


def wait_of(view: View, it: Summary, enrolment: Enrolment, requested: float) -> Wait | None:
    """The wait that a pull request is in; None where nothing waits, or all is to rest. `requested`:
    when a review was requested last."""
    state = state_of(it)
    if state not in STEPS:
        return None
    login = enrolment.mentee.login
    rested = rested_until(view, login) if state is State.RED else paused_until(view)
    begins = max(since(it), rested)
    if begins > view.now:
        return None
    after = _pause(view, state, enrolment)
    told = [r for key, r in view.said.items() if _is_step(key, state) and r.at >= begins]
    last = max((row.at for row in told), default=begins)
    due, steps = max(after(last), requested + AFTER_REQUEST), STEPS[state]
    return Wait(begins, due, len(steps) if _reached(told, enrolment) else len(told), steps)


def _reached(told: Sequence[Said], enrolment: Enrolment) -> bool:
    """Whether mentors were told: they come last, also where there was no fellow mentee to ask."""
    return any(
        who in enrolment.group.mentors for row in told for who in row.parameters.get("to", ())
    )


def _is_step(key: str, state: State) -> bool:
    return key.startswith(f"{NUDGE}{state}:")


def _pause(view: View, state: State, enrolment: Enrolment) -> Callable[[float], float]:
    """Working days of whoever has to act: the author, or the main mentor."""
    acts = enrolment.mentee.login if state is State.RED else enrolment.group.mentors[0]
    calendar: Calendar = calendar_of(view.programme.person(acts))
    span = enrolment.cohort.section(PullRequestSettings).waiting_after
    return lambda start: calendar.after(start, span)


def rests_until(view: View, it: Summary, login: str) -> float | None:
    """When to look again because a rest is over then; None where there is none, or no end."""
    rested = rested_until(view, login) if state_of(it) is State.RED else paused_until(view)
    return rested if view.now < rested < inf else None


def nudge(
    view: View, it: Summary, enrolment: Enrolment, on: Thread, wait: Wait, result: Plan
) -> None:
    """The next step, once it is due."""
    if wait.step >= len(wait.steps):
        return
    result.wake_at(wait.due, view.now)
    if view.now < wait.due:
        return
    kind, people = _whom(view, enrolment, wait)
    if not people:
        return
    result.add(
        Comment(
            key=f"{NUDGE}{state_of(it)}:{int(wait.since)}:{wait.step}",
            on=on,
            text=Text(f"pull_requests/waiting-{kind}", _values(view, enrolment, people, kind)),
            notify=tuple(people),
            also=followers(view, it),
            private=enrolment.cohort.private,
        )
    )


def _whom(view: View, enrolment: Enrolment, wait: Wait) -> tuple[str, Sequence[str]]:
    """The kind of step, and whom it mentions. Where there are no fellow mentees, the mentors."""
    kind, mentee = wait.steps[wait.step], enrolment.mentee.login
    if kind in ("author", "red"):
        return kind, [mentee]
    fellows = _fellows(view, enrolment)
    if kind == "mentees" and fellows:
        return kind, fellows
    return "mentors" if kind == "mentees" else kind, told_mentors(view, enrolment)


def _fellows(view: View, enrolment: Enrolment) -> list[str]:
    cohort, group, own = enrolment
    today = local(view.now, cohort.timezone).date()
    return [
        mentee.login
        for mentee in group.mentees
        if mentee.login != own.login
        and mentee.starts <= today <= mentee.ends
        and (mentee.left is None or mentee.left > today)
    ][:MOST_FELLOWS]


def _values(view: View, enrolment: Enrolment, people: Sequence[str], kind: str) -> dict[str, Value]:
    if kind == "red":
        return {"mentee": Mention(enrolment.mentee.login)}
    if kind == "author":
        chat = enrolment.cohort.links.over(view.programme.links).chat
        return {"mentee": Mention(people[0]), "chat": Link(chat, "the chat") if chat else None}
    return {"people": [Mention(who) for who in people], "mentee": enrolment.mentee.login}
