"""Who is needed where (row R4): the lines "who, what, how big". Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.model.listing import Need
from app.model.mentors import told_mentors
from app.model.sections.pull_requests import PullRequestSettings
from app.model.time import calendar_of
from app.model.work import A_DAY, Pull, Work
from app.model.workflow import View
from app.programme.model import Enrolment

STAGES = ("review", "approved", "held")
"""What waits for somebody who is not the author."""

FIRST = 3
"""Pull requests that somebody is asked to look at in one week: more would be put off as a whole."""


def needed(view: View, enrolment: Enrolment, work: Work) -> Iterator[Need]:
    """Where a mentee's pull request has waited for longer than the cohort lets it, and for whom."""
    mentors = told_mentors(view, enrolment)
    settings = enrolment.cohort.section(PullRequestSettings)
    if not mentors or not settings.enabled:
        return
    for pull in work.under_way:
        if pull.stage in STAGES:
            who = _whose(pull, mentors)
            calendar = calendar_of(view.programme.person(who[0]))
            if calendar.after(pull.since, settings.waiting_after) <= view.now:
                yield Need(who, pull)


def _whose(pull: Pull, mentors: tuple[str, ...]) -> tuple[str, ...]:
    """The mentors who are asked for a review, else the main one."""
    asked = tuple(mentor for mentor in mentors if mentor.lower() in pull.asked)
    return asked if asked and pull.stage == "review" else mentors[:1]


def untold(view: View, needs: Sequence[Need], due: float) -> list[Need]:
    """Those of which nobody was told in the pull request itself since the working day before the
    summary was `due` (Unix seconds): one mail for one thing."""
    return [need for need in needs if not _was_told(view, need, due)]


def _was_told(view: View, need: Need, due: float) -> bool:
    if not {who.lower() for who in need.who} & {*need.pull.reached}:
        return False
    calendar = calendar_of(view.programme.person(need.who[0]))
    return calendar.after(need.pull.nudged, A_DAY) > due


def first(needs: Sequence[Need]) -> list[Need]:
    """The oldest few for each person; the others can wait until these are done."""
    asked: Counter[str] = Counter()
    found = []
    for need in sorted(needs, key=lambda need: need.pull.since):
        if asked[need.who[0]] < FIRST:
            found.append(need)
        asked.update(need.who)
    return found
