"""Who is asked (row M1): mentees in their own issues, the mentors together in the cohort's. Pure.

Silence is an answer: nobody is asked twice.
"""

from collections.abc import Iterator

from app.model.artefacts import Comment, Plan, Verdict
from app.model.home import home_key, home_row
from app.model.keys import TRACKING
from app.model.mentors import confirmed
from app.model.text import Mention, Text, Value
from app.model.time import last_minute, local
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup.coming import said_so
from workflows.meetup.commands import HOST, TALK, did
from workflows.meetup.dates import FEWEST, asks, earliest, expected, last_chance
from workflows.meetup.settings import MeetupSettings

ASKED, MENTORS = "meetup:asked", "meetup:mentors"
"""The keys of the comments: one for each mentee of a cohort, and one for its mentors."""


def plan_where_said(view: View) -> Plan:
    """The questions; and what was said here is answered there: the core hands on what an `undo`
    takes back."""
    result = Plan(verdicts=dict.fromkeys(did(view), Verdict()))
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or view.scope.kind not in ("cohort", "mentee"):
        return result
    settings = cohort.section(MeetupSettings)
    if not settings.enabled:
        return result
    due = asked_at(view, cohort, settings)
    if due <= view.now < last_chance(cohort, settings) and _are_enough(view, cohort, settings):
        is_one = view.scope.kind == "mentee"
        result.add(*(_mentee(view, cohort, settings) if is_one else _mentors(view, cohort)))
    result.wake_at(due, view.now)
    return result


def _are_enough(view: View, cohort: Cohort, settings: MeetupSettings) -> bool:
    """Whether there may be two talks: nobody is asked to present beside people who are gone."""
    return len(expected(view, cohort, earliest(cohort, settings), said_so(view))) >= FEWEST


def asked_at(view: View, cohort: Cohort, settings: MeetupSettings) -> float:
    """When the mentee of this scope is asked, or in the cohort's own the mentors (Unix seconds)."""
    enrolment = view.programme.enrolment(cohort.id, view.scope.login)
    return asks(cohort, settings, enrolment.mentee if enrolment is not None else None)


def _mentee(view: View, cohort: Cohort, settings: MeetupSettings) -> Iterator[Comment]:
    """Whether they would like to present; not where they said so already, or had their last
    day."""
    enrolment = view.programme.enrolment(cohort.id, view.scope.login)
    home = home_row(view)
    if enrolment is None or home is None or home.status != "there" or _said(view, TALK):
        return
    mentee = enrolment.mentee
    has_left = mentee.left is not None and mentee.left <= local(view.now, cohort.timezone).date()
    if not has_left and view.now <= last_minute(mentee.ends, cohort.timezone):
        text = Text(
            "meetup/asked",
            {
                "mentee": Mention(mentee.login),
                "cohort": cohort.name,
                "talk_minutes": settings.talk_minutes,
                "question_minutes": settings.question_minutes,
            },
        )
        yield Comment(
            key=ASKED, on=home_key(view), text=text, notify=(mentee.login,), can_wait=True
        )


def _mentors(view: View, cohort: Cohort) -> Iterator[Comment]:
    """Whether one of them has time to lead; where mentors confirm, those who did (P9)."""
    sure = confirmed(view) if cohort.confirm_mentors else None
    every = [mentor for group in cohort.groups for mentor in group.mentors]
    mentors = tuple({m.lower(): m for m in every if sure is None or m.lower() in sure}.values())
    if mentors and TRACKING in view.said and not _said(view, HOST):
        values: dict[str, Value] = {
            "people": [Mention(mentor) for mentor in mentors],
            "cohort": cohort.name,
            "minutes": cohort.section(MeetupSettings).minutes,
        }
        text = Text("meetup/mentors", values)
        yield Comment(key=MENTORS, on=TRACKING, text=text, notify=mentors, can_wait=True)


def _said(view: View, name: str) -> bool:
    """Whether somebody gave this command here, and did not take it back."""
    given = did(view).items()
    return any(known.data["name"] == name and key not in view.undone for key, known in given)
