"""Who is needed where (row R4): the lines "who, what, how big". Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from app.model.text import Link, Value
from app.model.time import calendar_of, local
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.onboarding.mentors import told_mentors
from workflows.pull_requests.settings import PullRequestSettings
from workflows.pull_requests.waiting import A_DAY
from workflows.summary.work import Pull, Work

STAGES = ("review", "approved", "held")
"""What waits for somebody who is not the author."""


TITLE = 60
"""Characters of a title that are shown: a line stays a line."""

LISTED = 5
"""A mentee's open pull requests that a page lists, the oldest first."""

LINES = 150
"""Open pull requests that a page lists at most: so many fit into a body beside its other parts."""

ROWS = 200
"""Mentees that a page lists at most, for the same reason; larger cohorts are rare, and one that is
split has a page for each part."""

FIRST = 3
"""Pull requests that somebody is asked to look at in one week: more would be put off as a whole."""


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody is waited for in a pull request."""

    who: tuple[str, ...]
    pull: Pull

    def shown(self, zone: str) -> dict[str, Value]:
        """As a text gets it, but for the people; days are those of the zone."""
        return {
            "mentee": self.pull.by,
            "pull": Link(self.pull.link, _short(self.pull.title)),
            "stage": self.pull.stage,
            "since": local(self.pull.since, zone).date().isoformat(),
            "changed": self.pull.changed,
            "files": self.pull.files,
        }


def _short(title: str) -> str:
    if len(title) <= TITLE:  # nearly all of them, and `shorten` is slow
        return " ".join(title.split())
    return shorten(title, TITLE, placeholder=" …")


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


def within(groups: Sequence[Mapping[str, Any]], rows: int = ROWS) -> list[Mapping[str, Any]]:
    """A page's groups with as many mentees as fit, in the order of the file; under `more`, how many
    each group has beside them."""
    found: list[Mapping[str, Any]] = []
    room = rows
    for group in groups:
        shown = group["mentees"][:room]
        room -= len(shown)
        found.append({**group, "mentees": shown, "more": len(group["mentees"]) - len(shown)})
    return found


def fitting(
    groups: Sequence[Mapping[str, Any]], key: str, lines: int = LINES
) -> list[Mapping[str, Any]]:
    """A page's groups, with as many pull requests of each mentee (under `key`) as fit into so
    many lines."""
    lengths = [len(mentee[key]) for group in groups for mentee in group["mentees"]]
    sizes = range(LISTED, 0, -1)
    most = next((n for n in sizes if sum(min(n, length) for length in lengths) <= lines), 0)
    return [
        {**group, "mentees": [{**each, key: each[key][:most]} for each in group["mentees"]]}
        for group in groups
    ]
