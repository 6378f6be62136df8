"""What comes next in a cohort, for its tracking issue (row P4). Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from app.model.time import at
from app.programme.model import Cohort


def coming(cohort: Cohort, today: date) -> Mapping[str, Any] | None:
    """The next day to know of, today included; None after the last one. What is on the same day
    comes in the order of the file."""
    days = ((on, title) for on, title in _days(cohort) if on >= today)
    first = min(days, key=lambda day: day[0], default=None)
    return None if first is None else {"on": first[0].isoformat(), "title": first[1]}


def later(cohort: Cohort, today: date) -> list[Mapping[str, Any]]:
    """Mentees who go on behind the cohort's last day, in the order of the file."""
    return [
        {"login": mentee.login, "ends": mentee.ends.isoformat()}
        for group in cohort.groups
        for mentee in group.mentees
        if mentee.ends > cohort.ends and mentee.ends >= today and mentee.left is None
    ]


def following(cohort: Cohort) -> Iterator[float]:
    """When another day becomes the next one (Unix seconds): as each is over."""
    ends = {date.fromisoformat(each["ends"]) for each in later(cohort, cohort.ends)}
    for on in sorted({*(on for on, _ in _days(cohort)), *ends}):
        yield at(on + timedelta(days=1), time.min, cohort.timezone)


def _days(cohort: Cohort) -> Iterator[tuple[date, str]]:
    yield cohort.starts, "the first day"
    yield from cohort.dates
    yield cohort.ends, "the last day"
