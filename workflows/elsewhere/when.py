"""When a mentee's contributions are searched (row R7): once a day, never in step. Pure."""

from datetime import time, timedelta
from hashlib import sha256

from app.model.time import at
from app.programme.model import Enrolment, Programme

DAY = 86400.0


def time_of(programme: Programme, enrolment: Enrolment) -> tuple[float, float]:
    """From when until when somebody is a mentee, on their own clock (Unix seconds)."""
    mentee, zone = enrolment.mentee, programme.person(enrolment.mentee.login).timezone
    ends = mentee.ends + timedelta(days=1)
    if mentee.left is not None:
        ends = min(ends, mentee.left)
    return at(mentee.starts, time(), zone), at(ends, time(), zone)


def due(login: str, now: float) -> float:
    """The newest instant at which this person's day of searching began (Unix seconds). A person's
    is the same second of each UTC day; those of many are spread evenly."""
    day = int(DAY)
    offset = int.from_bytes(sha256(login.lower().encode()).digest()[:8]) % day
    # In whole seconds: a rounding would make two days of one, and two searches.
    return float(offset + (int(now) - offset) // day * day)


def is_turn_of(programme: Programme, enrolment: Enrolment, day: float) -> bool:
    """Whether a day's search, which began at `day`, is for this cohort: somebody who is in several
    is searched for one a day, by turns."""
    cohorts = sorted(
        {
            each.cohort.id
            for each in programme.enrolments(enrolment.mentee.login)
            if is_searched(each) and _is_in(programme, each, day)
        }
    )
    number = int(day // DAY) % max(1, len(cohorts))
    return cohorts[number : number + 1] == [enrolment.cohort.id]


def is_searched(enrolment: Enrolment) -> bool:
    """Whether the file asks for it. A draft is only checked and simulated."""
    return bool(enrolment.cohort.ecosystem) and not enrolment.cohort.draft


def _is_in(programme: Programme, enrolment: Enrolment, moment: float) -> bool:
    starts, ends = time_of(programme, enrolment)
    return starts <= moment < ends
