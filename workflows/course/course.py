"""A mentee's course as the file has it today: which weeks there are, and when. Pure."""

from dataclasses import dataclass
from math import inf

from app.model.facts import Said
from app.model.time import Calendar, at, calendar_of
from app.model.workflow import View
from app.programme.model import Enrolment, Person
from workflows.course.dates import OPENS, Lesson, lesson, lesson_day, opens
from workflows.course.settings import CourseSettings

NEVER = inf


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one mentee."""

    view: View
    enrolment: Enrolment

    @property
    def settings(self) -> CourseSettings:
        """The cohort's."""
        return self.enrolment.cohort.section(CourseSettings)

    @property
    def login(self) -> str:
        """As the file spells it."""
        return self.enrolment.mentee.login

    @property
    def person(self) -> Person:
        """The mentee, with their zone."""
        return self.view.programme.person(self.login)

    @property
    def calendar(self) -> Calendar:
        """The mentee's working days."""
        return calendar_of(self.person)

    @property
    def leaves(self) -> float:
        """When the mentee has left, as the file says (Unix seconds)."""
        left = self.enrolment.mentee.left
        return at(left, OPENS, self.person.timezone) if left is not None else NEVER

    @property
    def count(self) -> int:
        """How many weeks take place: those whose lesson is held while the mentee is there."""
        settings, mentee = self.settings, self.enrolment.mentee
        if not settings.enabled:
            return 0
        days = (lesson_day(mentee.starts, settings, n + 1) for n in range(len(settings.weeks)))
        return sum(day <= mentee.ends for day in days)

    def is_here(self, row: Said) -> bool:
        """Whether an issue of the mentee's is where weeks open now: a cohort can move to the
        private repository, and there its number would be another issue's."""
        here = self.view.sight.names.get(self.enrolment.cohort.home.lower(), row.repository)
        return row.repository == here

    def lesson(self, number: int) -> Lesson:
        """The lesson of a week; weeks count from 1."""
        cohort, _, mentee = self.enrolment
        return lesson(mentee.starts, self.settings, cohort.timezone, number)

    def opens(self, number: int) -> float:
        """When a week's issue opens (Unix seconds)."""
        return opens(self.lesson(number).starts, self.calendar)

    def current(self) -> int:
        """The last week whose issue may be open by now; 0 before the first."""
        numbers = range(self.count, 0, -1)
        return next((each for each in numbers if self.opens(each) <= self.view.now), 0)
