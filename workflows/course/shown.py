"""What a week's issue shows, but for its ticks. It is kept in the marker, so it is plain data."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.model.asked import goal_of
from app.model.facts import Data
from app.model.home import home_row
from app.model.mentors import told_mentors
from app.model.time import Calendar, local
from app.programme.model import Person
from workflows.course.course import Course

ASKED_UNTIL = 4
"""The week from which on nobody is asked for a goal any more (row C2)."""

_EVERY_DAY = frozenset(range(7))


def shown(course: Course, number: int) -> Data:
    """What the issue of a week shows today; weeks count from 1."""
    week, home = course.settings.weeks[number - 1], home_row(course.view)
    goal = goal_of(course.view)
    return {
        "number": number,
        "weeks": course.count,
        "title": week.title,
        "agenda": list(week.agenda),
        "take_home": week.take_home,
        "due": _due(course, number),
        "zone": course.enrolment.cohort.timezone,
        "minutes": course.settings.minutes,
        "elsewhere": list(_elsewhere(course)),
        "day_off": _is_holiday(course, number),
        "goal": goal,
        "asks": goal is None and number < ASKED_UNTIL,
        "ends": course.enrolment.mentee.ends.isoformat(),
        "issue": home.ref if home is not None and course.is_here(home) else None,
    }


def _due(course: Course, number: int) -> str | None:
    """The day of the next lesson, as an ISO date on the mentee's calendar; none after the last."""
    if number >= course.count:
        return None
    zone = course.person.timezone if _may_be_told(course, course.person) else _zone(course)
    return local(course.lesson(number + 1).starts, zone).date().isoformat()


def _zone(course: Course) -> str:
    return course.enrolment.cohort.timezone


def _may_be_told(course: Course, person: Person) -> bool:
    """Whether those who read the issue may know somebody's zone (R5)."""
    seen = person.public or course.enrolment.cohort.private
    return seen and not (person.zone_assumed or person.zone_own)


def _elsewhere(course: Course) -> Iterator[Mapping[str, Any]]:
    """The mentee and the mentors in other zones, by zone."""
    found: dict[str, list[str]] = {}
    people = (course.login, *told_mentors(course.view, course.enrolment))
    for login in people:
        person = course.view.programme.person(login)
        if _may_be_told(course, person) and person.timezone != _zone(course):
            found.setdefault(person.timezone, []).append(person.name or person.login)
    for zone, names in found.items():
        yield {"zone": zone, "names": names}


def _is_holiday(course: Course, number: int) -> bool:
    """Whether the lesson falls on a public holiday of the mentee's, as far as the file tells: what
    they set on `/me` is shown to nobody (K6)."""
    programme, login = course.view.programme, course.login.lower()
    known, own = programme.people.get(login), programme.own.get(login)
    if known is None or known.holidays is None or (own is not None and own.holidays is not None):
        return False
    if not _may_be_told(course, course.person):
        return False
    day: date = local(course.lesson(number).starts, known.timezone).date()
    return not Calendar(known.timezone, _EVERY_DAY, known.holidays).is_working_day(day)
