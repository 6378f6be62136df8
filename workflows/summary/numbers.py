"""What mentees did in a week, in numbers (rows R3, R4). Pure.

They come from cards, so nothing is read for them; and what those who read may not see is left out
before anything is counted (R5).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from app.model.time import calendar_of
from app.model.work import Pull, Work
from app.programme.model import Programme
from workflows.summary.rhythm import Week

ENOUGH = 3
"""Reviewers from whom on a median is shown: of fewer, people could tell whose it is (R3)."""


class Numbers(NamedTuple):
    """Counts within one week. What was closed without a merge counts as closed."""

    opened: int
    merged: int
    closed: int
    given: int
    received: int


def count(work: Work, weeks: Sequence[Week]) -> list[Numbers]:
    """What a mentee did in each of these weeks, which follow one another: all in one pass, because
    a cohort has thousands of pull requests."""
    pulls = work.pulls
    columns = (
        _in_each(weeks, (pull.opened for pull in pulls)),
        _in_each(weeks, (pull.merged for pull in pulls)),
        _in_each(weeks, (pull.closed for pull in pulls if pull.merged is None)),
        _in_each(weeks, work.given),
        _in_each(weeks, (at for pull in pulls for at in pull.reviews)),
    )
    return [Numbers(*row) for row in zip(*columns, strict=True)]


def opened_elsewhere(work: Work, weeks: Sequence[Week]) -> list[int]:
    """How many pull requests a mentee opened elsewhere in each of these weeks."""
    return _in_each(weeks, (each.opened for each in work.elsewhere))


def _in_each(weeks: Sequence[Week], instants: Iterable[float | None]) -> list[int]:
    """How many instants are in each week; None for what has not happened."""
    edges, found = [week.until for week in weeks], [0] * len(weeks)
    for at in instants:
        if at is not None and weeks and weeks[0].start <= at < edges[-1]:
            found[bisect_right(edges, at)] += 1
    return found


def first_answer(programme: Programme, works: Sequence[Work], until: float) -> float | None:
    """Half of the pull requests got their first review within so many hours: working hours of
    whoever gave it, on their own clock. None where too few people did to say so."""
    found = [pull for work in works for pull in work.pulls if _is_answered(pull, until)]
    if len({pull.first[0].lower() for pull in found if pull.first}) < ENOUGH:
        return None
    return median(_hours(programme, pull) for pull in found)


def own_answers(programme: Programme, works: Sequence[Work], login: str) -> list[float]:
    """After how many working hours of theirs somebody was the first to review, each time."""
    pulls = [pull for work in works for pull in work.pulls]
    own = [it for it in pulls if it.first is not None and it.first[0].lower() == login.lower()]
    return [_hours(programme, pull) for pull in own]


def _is_answered(pull: Pull, until: float) -> bool:
    return pull.first is not None and pull.ready <= pull.first[1] < until


def _hours(programme: Programme, pull: Pull) -> float:
    who, at = pull.first or ("", pull.ready)
    return calendar_of(programme.person(who)).working_seconds(pull.ready, at) / 3600
