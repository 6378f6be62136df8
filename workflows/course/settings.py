"""Settings of a course: its weeks (rows C1, C2)."""

from datetime import time

from pydantic import Field

from app.model.days import DayOfWeek, LocalTime, Weekday
from app.model.settings import Count, Line, Markdown, Section, Settings, Switchable


class CourseWeek(Settings):
    """One week of a course."""

    title: Line = Field(description="What the week is about.")
    agenda: tuple[Line, ...] = Field((), description="What happens, step by step.")
    take_home: Markdown | None = Field(None, description="What to try until the next week.")


class CourseSettings(Switchable):
    """Weekly lessons. Without weeks there is no course."""

    day: DayOfWeek = Field(Weekday.TUESDAY, description="The day of the week.")
    at: LocalTime = Field(time(15), description="The hour, in the cohort's zone.")
    minutes: Count = Field(60, description="How long a lesson takes.")
    weeks: tuple[CourseWeek, ...] = Field((), description="The weeks; they replace the template's.")


SECTIONS = (Section("course", "cohort", CourseSettings),)
