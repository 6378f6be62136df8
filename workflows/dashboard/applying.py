"""Where somebody can apply, for a cohort's tracking issue (row S1). Pure."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from app.model.sections.selection import SelectionSettings
from app.model.text import Link, Value
from app.model.time import at
from app.programme.model import Cohort


def applying(cohort: Cohort, today: date) -> Value:
    """Until when, and where places are announced; None while nobody can apply."""
    settings = cohort.section(SelectionSettings)
    if not settings.is_open(today, cohort.starts):
        return None
    return {
        "until": settings.last_day(cohort.starts).isoformat(),
        "announced": [Link(url) for url in settings.announced_at],
    }


def turns(cohort: Cohort) -> Iterator[float]:
    """When that begins and ends (Unix seconds)."""
    settings = cohort.section(SelectionSettings)
    if settings.enabled:
        last = settings.last_day(cohort.starts)
        days = (settings.opens, last + timedelta(days=1))
        yield from (at(day, time(), cohort.timezone) for day in days if day is not None)
