"""What a mentee did in a week, in numbers (row R4). Pure.

They come from cards, so nothing is read for them; and what is in a repository that those who read
may not see is left out before anything is counted (R5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from app.model.time import Calendar
from workflows.summary.rhythm import Week
from workflows.summary.work import Given, Pull, Work

ENOUGH = 3
"""Reviewers from whom on a median may be shown: of fewer, people could tell whose it is (R3)."""


class Numbers(NamedTuple):
    """Counts of one mentee, or of all, within one week."""

    opened: int = 0
    merged: int = 0
    closed: int = 0
    given: int = 0
    received: int = 0

    def __add__(self, other: object) -> "Numbers":
        if not isinstance(other, Numbers):
            return NotImplemented
        return Numbers(*(one + another for one, another in zip(self, other, strict=True)))


def count(work: Work, week: Week) -> Numbers:
    """What a mentee did in a week. Closed without a merge counts as closed."""
    return Numbers(
        opened=_within([pull.opened for pull in work.pulls], week),
        merged=_within([pull.merged for pull in work.pulls], week),
        closed=_within([pull.closed for pull in work.pulls if pull.merged is None], week),
        given=_within([review.at for review in work.given], week),
        received=_within([at for pull in work.pulls for at in pull.reviews], week),
    )


def _within(instants: Iterable[float | None], week: Week) -> int:
    return sum(at is not None and week.start <= at < week.due for at in instants)
