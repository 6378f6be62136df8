"""When lessons are held, and when their issues open and close. Pure.

A lesson keeps its hour on the wall clock of the cohort's zone, over both changes of the clock.
"""

from datetime import date, time, timedelta
from typing import NamedTuple

from app.model.days import Duration
from app.model.time import Calendar, at, local
from workflows.course.settings import CourseSettings

OPENS = time(9)
"""A week's issue opens in the mentee's morning."""

BEFORE = Duration(2, "working day")
"""How long before its lesson: enough to look at the agenda, and to ask for another hour."""

_WEEK = timedelta(weeks=1)


class Lesson(NamedTuple):
    """One lesson, from `starts` to `ends` (Unix seconds)."""

    starts: float
    ends: float


def lesson_day(first: date, settings: CourseSettings, number: int) -> date:
    """The day of a lesson in the cohort's zone: that weekday's `number`-th (from 1), counted from a
    mentee's first day on."""
    to_the_first = timedelta(days=(settings.day - first.weekday()) % 7)
    return first + to_the_first + (number - 1) * _WEEK


def lesson(first: date, settings: CourseSettings, zone: str, number: int) -> Lesson:
    """A lesson of a mentee whose first day is `first`; `zone` is the cohort's."""
    starts = at(lesson_day(first, settings, number), settings.at, zone)
    return Lesson(starts, starts + settings.minutes * 60)


def opens(starts: float, calendar: Calendar) -> float:
    """When the issue of a lesson opens, by when that starts (Unix seconds): in a morning of the
    mentee's, some of their working days before."""
    day = calendar.before(local(starts, calendar.zone).date(), BEFORE)
    return at(day, OPENS, calendar.zone)


def weeks_later(starts: float, zone: str, count: int) -> float:
    """The same hour in the cohort's zone, some weeks later (Unix seconds)."""
    moment = local(starts, zone)
    return at(moment.date() + count * _WEEK, moment.time(), zone)
