"""When a pull request waits for a while (row R2): a label, and one kind comment a step. Pure.

Waiting for a review goes from the public channel to fellow mentees to the mentors. Authors read
once that waiting is normal, in their first pull request; fellow mentees are asked only where nobody
has read it or is asked to. What only a mentor can do goes to them at once; checks that stay red, to
the author.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from math import inf
from typing import Any

from app.model.artefacts import Comment, Plan, Thread
from app.model.days import Duration
from app.model.mentors import told_mentors
from app.model.order import instant
from app.model.rests import paused_until, rested_until
from app.model.sections.pull_requests import PullRequestSettings
from app.model.text import Link, Mention, Text, Value
from app.model.time import Calendar, at, calendar_of, local
from app.model.work import A_DAY, State
from app.model.workflow import View
from app.programme.model import Enrolment, Mentee
from workflows.pull_requests.following import followers
from workflows.pull_requests.turn import Summary, since, state_of

STEPS: Mapping[State, tuple[str, ...]] = {
    State.REVIEW: ("author", "mentees", "mentors"),
    State.APPROVED: ("merge",),
    State.HELD: ("run",),
    State.RED: ("red",),
}
"""Who is told in each state that can wait for too long, one step after the other."""

SETTLED = Duration(5, "working day")
"""So long a new mentee is not asked to read what others do: there is enough to read already."""

MOST_FELLOWS = 3
"""Fellow mentees who are mentioned: more would be a crowd, in which everybody waits for another."""

NUDGE = "waiting:"


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait: since when it counts, when it is a long one, the step that is next (None: all are
    told), and when that is due. Instants are Unix seconds. `told`: the steps of this wait that were
    told."""

    since: float
    late: float
    step: str | None
    due: float
    told: frozenset[str]

    def is_late(self, now: float) -> bool:
        """Whether it shows by a label."""
        return bool(self.told) or now >= self.late


def wait_of(view: View, it: Summary, enrolment: Enrolment) -> Wait | None:
    """The wait that a pull request is in; None where nothing waits, or all is to rest."""
    state = state_of(it)
    if state not in STEPS:
        return None
    login = enrolment.mentee.login
    rested = rested_until(view, login) if state is State.RED else paused_until(view)
    begins = max(since(it), rested)
    if begins > view.now:
        return None
    rows = {key: row.at for key, row in view.said.items() if key.startswith(f"{NUDGE}{state}:")}
    told = {_kind(key): at for key, at in rows.items() if at >= begins}
    steps = _steps(view, it, enrolment, begins, {*map(_kind, rows)})
    step = _next(state, frozenset(told), steps)
    acts, after = _pause(view, it, state, enrolment)
    requested = view.facts.get("moment", {}).get("review_requested")
    rest = acts.after(instant(requested.order), A_DAY) if requested is not None else 0.0
    # Where the author is not told, fellows and mentors are not asked sooner for it.
    first = after(after(begins)) if step in ("mentees", "mentors") else after(begins)
    due = after(max(told.values())) if told else first
    return Wait(begins, max(after(begins), rest), step, max(due, rest), frozenset(told))


def _kind(key: str) -> str:
    return key.rpartition(":")[2]


def _next(state: State, told: frozenset[str], steps: Iterable[str]) -> str | None:
    """The first step behind all that were told: nobody goes back to fellows after mentors."""
    order = STEPS[state]
    last = max((order.index(step) for step in told), default=-1)
    return next((step for step in steps if order.index(step) > last), None)


def _steps(
    view: View, it: Summary, enrolment: Enrolment, begins: float, ever: set[str]
) -> Iterator[str]:
    """The steps that make sense here. `ever`: what was told in this state in any wait."""
    if state_of(it) is not State.REVIEW:
        yield from STEPS[state_of(it)]
        return
    if "first" in view.facts and "author" not in ever and not it.said:
        yield "author"
    if not it.said and not it.asked and not _readers(view) and _fellows(view, enrolment, begins):
        yield "mentees"
    yield "mentors"


def _pause(
    view: View, it: Summary, state: State, enrolment: Enrolment
) -> tuple[Calendar, Callable[[float], float]]:
    """Working days of whoever has to act: the author, who is asked, or the main mentor."""
    asked = [mentor for mentor in enrolment.group.mentors if mentor.lower() in it.asked]
    main = (asked or enrolment.group.mentors)[0]
    acts = enrolment.mentee.login if state is State.RED else main
    calendar = calendar_of(view.programme.person(acts))
    span = enrolment.cohort.section(PullRequestSettings).waiting_after
    return calendar, lambda start: calendar.after(start, span)


def rests_until(view: View, it: Summary, login: str) -> float | None:
    """When to look again because a rest is over then; None where there is none, or no end."""
    rested = rested_until(view, login) if state_of(it) is State.RED else paused_until(view)
    return rested if view.now < rested < inf else None


def nudge(
    view: View, it: Summary, enrolment: Enrolment, on: Thread, wait: Wait, result: Plan
) -> None:
    """The next step, once it is due."""
    result.wake_at(wait.late, view.now)
    if wait.step is None:
        return
    result.wake_at(wait.due, view.now)
    people = _whom(view, it, enrolment, wait)
    if view.now < wait.due or not people:
        return
    result.add(
        Comment(
            key=f"{NUDGE}{state_of(it)}:{int(wait.since)}:{wait.step}",
            on=on,
            text=Text(
                f"pull_requests/waiting-{wait.step}", _values(view, it, enrolment, people, wait)
            ),
            notify=tuple(people),
            also=followers(view, it),
            can_wait=True,
            private=enrolment.cohort.private,
        )
    )


def _whom(view: View, it: Summary, enrolment: Enrolment, wait: Wait) -> Sequence[str]:
    """Whom a step mentions. Of the mentors, who is asked for a review, if one is."""
    if wait.step in ("author", "red"):
        return [enrolment.mentee.login]
    if wait.step == "mentees":
        return _fellows(view, enrolment, wait.since)
    mentors = told_mentors(view, enrolment)
    return [mentor for mentor in mentors if mentor.lower() in it.asked] or mentors


def _fellows(view: View, enrolment: Enrolment, begins: float) -> list[str]:
    """Fellow mentees who are there, and had been for a while when the wait began: then that is no
    reason to look again in between."""
    found = [
        mentee.login
        for mentee in enrolment.group.mentees
        if mentee.login != enrolment.mentee.login and _is_settled(view, enrolment, mentee, begins)
    ]
    return found[:MOST_FELLOWS]


def _is_settled(view: View, enrolment: Enrolment, mentee: Mentee, begins: float) -> bool:
    today = local(view.now, enrolment.cohort.timezone).date()
    if today > mentee.ends or (mentee.left is not None and mentee.left <= today):
        return False
    calendar = calendar_of(view.programme.person(mentee.login))
    return calendar.after(at(mentee.starts, time(), calendar.zone), SETTLED) <= begins


def _readers(view: View) -> list[str]:
    """Fellow mentees who read it: their review counts as given, and a mentor's is waited for."""
    author = str(view.facts["pull"]["now"].data["by"]).lower()
    found = {
        str(known.data["by"])
        for known in view.facts.get("review", {}).values()
        if view.programme.enrolments(known.data["by"].lower())
    }
    return sorted(login for login in found if login.lower() != author)


def _values(
    view: View, it: Summary, enrolment: Enrolment, people: Sequence[str], wait: Wait
) -> dict[str, Value]:
    if wait.step == "red":
        return {"mentee": Mention(enrolment.mentee.login)}
    if wait.step == "author":
        chat = enrolment.cohort.links.over(view.programme.links).chat
        link = Link(chat, "the chat") if chat else None
        return {"mentee": Mention(people[0]), "chat": link, "readers": _readers(view)}
    asked = all(who.lower() in it.asked for who in people)
    shown: dict[str, Value] = {
        "people": [Mention(who) for who in people],
        "mentee": enrolment.mentee.login,
    }
    first = {"asked": asked, "fellows": "mentees" in wait.told}
    return {**shown, **first} if wait.step == "mentors" else shown


def told_of(view: View) -> dict[str, Any]:
    """For the card: when somebody was told last that it waits (Unix seconds; 0 for never), and who
    was."""
    rows = [row for key, row in view.said.items() if key.startswith(NUDGE)]
    newest = max(rows, key=lambda row: row.at, default=None)
    to = {str(login).lower() for login in newest.parameters.get("to", ())} if newest else set()
    return {
        "nudged": newest.at if newest else 0.0,
        "reached": sorted(to),
    }
