"""Settings of choosing mentees (row S1)."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from app.model.days import LocalDate
from app.model.names import Url
from app.model.settings import Flag, Problem, Switchable


class SelectionSettings(Switchable):
    """Applications by an issue form. Off unless it is enabled."""

    enabled: Flag = Field(False, description="`true` turns this on.")
    opens: LocalDate | None = Field(None, description="The first day for applications.")
    closes: LocalDate | None = Field(None, description="The last day for applications.")
    announced_at: tuple[Url, ...] = Field((), description="Where places are announced.")

    def problems(self) -> Iterator[Problem]:
        """Applications that close before they open."""
        if self.opens and self.closes and self.closes < self.opens:
            yield Problem(f"{self.closes} is before it opens ({self.opens})", ("closes",))

    def last_day(self, starts: date) -> date:
        """The last day for applications; where none is said, that of the cohort's start."""
        return self.closes or starts

    def is_open(self, day: date, starts: date) -> bool:
        """Whether somebody can apply on this day for a cohort that `starts` then."""
        began = self.opens is None or self.opens <= day
        return self.enabled and began and day <= self.last_day(starts)
