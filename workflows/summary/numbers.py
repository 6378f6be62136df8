"""What mentees did in a week, in numbers (rows R3, R4). Pure.

They come from cards, so nothing is read for them; and what those who read may not see is left out
before anything is counted (R5).
"""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from app.model.time import calendar_of
from app.programme.model import Programme
from workflows.summary.rhythm import Week
from workflows.summary.work import Pull, Work

ENOUGH = 3
"""Reviewers from whom on a median is shown: of fewer, people could tell whose it is (R3)."""


class Numbers(NamedTuple):
    """Counts within one week. What was closed without a merge counts as closed."""

    opened: int
    merged: int
    closed: int
    given: int
    received: int


def count(work: Work, week: Week) -> Numbers:
    """What a mentee did in a week."""
    return Numbers(
        opened=_within([pull.opened for pull in work.pulls], week),
        merged=_within([pull.merged for pull in work.pulls], week),
        closed=_within([pull.closed for pull in work.pulls if pull.merged is None], week),
        given=_within(work.given, week),
        received=_within([at for pull in work.pulls for at in pull.reviews], week),
    )


def _within(instants: Iterable[float | None], week: Week) -> int:
    return sum(at is not None and week.start <= at < week.due for at in instants)


def first_answer(programme: Programme, works: Sequence[Work], until: float) -> float | None:
    """Half of the pull requests got their first review within so many hours: working hours of
    whoever gave it, on their own clock. None where too few people did to say so."""
    found = [pull for work in works for pull in work.pulls if _is_answered(pull, until)]
    if len({pull.first[0].lower() for pull in found if pull.first}) < ENOUGH:
        return None
    return median(_hours(programme, pull) for pull in found)


def _is_answered(pull: Pull, until: float) -> bool:
    return pull.first is not None and pull.ready <= pull.first[1] < until


def _hours(programme: Programme, pull: Pull) -> float:
    who, at = pull.first or ("", pull.ready)
    return calendar_of(programme.person(who)).working_seconds(pull.ready, at) / 3600
