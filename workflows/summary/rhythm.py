"""When a cohort's summary is due, and which week it tells of (row R4). Pure."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import count, takewhile
from typing import NamedTuple

from app.model.time import at
from app.programme.model import Cohort
from workflows.summary.settings import SummarySettings

_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """A week of the cohort, as its summary tells it: the seven local days before the one on which
    that is due. `start`, `until` (from midnight to midnight) and `due` are Unix seconds; `number`
    counts from 1."""

    number: int
    start: float
    until: float
    due: float
    day: date

    @property
    def key(self) -> str:
        """The day on which it is due: it stays the same where the hour moves."""
        return self.day.isoformat()


def weeks(cohort: Cohort) -> Iterator[Week]:
    """All summaries of a cohort: from the first such day after its start to the first after the
    last one's end, so that the last days are told as well."""
    settings = cohort.section(SummarySettings)

    def instant(day: date, hour: time = time()) -> float:
        return at(day, hour, cohort.timezone)

    ends = max([cohort.ends, *(m.ends for group in cohort.groups for m in group.mentees)])
    day = _after(cohort.starts, settings.day)
    for number in count(1):
        yield Week(number, instant(day - _WEEK), instant(day), instant(day, settings.at), day)
        if day > ends:
            return
        day += _WEEK


def _after(day: date, weekday: int) -> date:
    """The first such day of the week behind this one."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def latest(cohort: Cohort, now: float) -> Week | None:
    """The newest that is due by now. After a long silence it is one summary, not three."""
    due = takewhile(lambda week: week.due <= now, weeks(cohort))
    return max(due, default=None)


def next_due(cohort: Cohort, now: float) -> float | None:
    """When the next one is due (Unix seconds); None after the last."""
    return next((week.due for week in weeks(cohort) if week.due > now), None)
