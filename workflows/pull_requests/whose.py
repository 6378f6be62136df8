"""Whose pull request it is: which enrolment it is followed for. Pure."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import NamedTuple

from app.model import scopes
from app.model.time import at
from app.model.workflow import Context
from app.programme.model import Enrolment, Programme

BEFORE = timedelta(days=30)
"""Work that led to somebody's enrolment belongs to it."""


class _Followed(NamedTuple):
    """An enrolment whose time covers an instant; the one that began last counts."""

    starts: float
    mentee: str


def mentees_at(login: str, repository: str, moment: float, context: Context) -> Iterator[str]:
    """The scopes of somebody who is a mentee at an instant, as far as their programme tracks this
    repository ("owner/name")."""
    return (found.mentee for found in _covering(login, repository, moment, context))


def mentee_of(login: str, repository: str, opened: float, context: Context) -> str | None:
    """The one scope for which a pull request is followed that was opened at this instant: labels
    and comments come once, also for somebody in two cohorts."""
    found = max(_covering(login, repository, opened, context), default=None)
    return found.mentee if found is not None else None


def _covering(login: str, repository: str, moment: float, context: Context) -> Iterator[_Followed]:
    for home, programme in context.programmes.items():
        if repository.lower() not in programme.tracked:
            continue
        for enrolment in programme.enrolments(login):
            starts, ends = _time_of(programme, enrolment)
            if starts <= moment < ends:
                cohort, _, mentee = enrolment
                yield _Followed(starts, scopes.mentee(home, cohort.id, mentee.login))


def _time_of(programme: Programme, enrolment: Enrolment) -> tuple[float, float]:
    """From, until. In the programme's zone: a person's own may change, and this must not."""
    mentee, zone = enrolment.mentee, programme.timezone
    ends = mentee.ends + timedelta(days=1)
    return at(mentee.starts - BEFORE, time(), zone), at(ends, time(), zone)
