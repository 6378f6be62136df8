"""Settings of the weekly summary for mentors (rows R4, R5)."""

from datetime import time

from pydantic import Field

from app.model.days import DayOfWeek, LocalTime, Weekday
from app.model.settings import Section, Switchable


class SummarySettings(Switchable):
    """The mentors' weekly summary."""

    day: DayOfWeek = Field(Weekday.MONDAY, description="The day of the week.")
    at: LocalTime = Field(time(10), description="The hour, in the cohort's zone.")


SECTIONS = (Section("summary", "cohort", SummarySettings),)
