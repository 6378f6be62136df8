"""Settings of a course: its weeks (rows C1, C2)."""

import re
from collections.abc import Iterator
from datetime import time

from pydantic import Field

from app.commands import begins_command
from app.model.days import DayOfWeek, LocalTime, Weekday
from app.model.settings import Count, Line, Markdown, Problem, Section, Settings, Switchable

_MENTION = re.compile(r"(?<![\w.`/])@\w[\w/-]*")


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

    def problems(self) -> Iterator[Problem]:
        """Take-homes that would call somebody, or be run by a reply by mail."""
        for place, week in enumerate(self.weeks):
            text, at = week.take_home or "", ("weeks", place, "take_home")
            if (found := _MENTION.search(text)) is not None:
                hint = f"would notify {found[0]}; write the name without @"
                yield Problem(f"`take_home` {hint}", at)
            if any(begins_command(line) for line in text.splitlines()):
                hint = "has a line that begins with a command; put a word in front"
                yield Problem(f"`take_home` {hint}", at)


SECTIONS = (Section("course", "cohort", CourseSettings),)
