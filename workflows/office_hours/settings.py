"""Settings of office hours (row H12)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pydantic import Field

from app.model import scopes
from app.model.days import LocalDate, LocalDateTime, Span, Zone
from app.model.names import Identifier, Login, Url
from app.model.settings import Count, Line, Problem, Section, Settings

_LONGEST_ID = 40
_MINUTES_A_DAY = 24 * 60


class OfficeHours(Settings):
    """A meeting that comes again and again, open to former mentees as well."""

    id: Identifier | None = Field(
        None, description="A short name that never changes; else one made of the title."
    )
    title: Line = Field(description="What it is called.")
    hosts: tuple[Login, ...] = Field(min_length=1, description="Who hosts it.")
    first: LocalDateTime = Field(description="When it is held for the first time.")
    every: Span = Field(description="How long until the next one: days or weeks, like `2 weeks`.")
    skip: tuple[LocalDate, ...] = Field(
        (), description="Days on which it is left out; each would be one of its days."
    )
    minutes: Count = Field(60, description="How long it takes.")
    timezone: Zone | None = Field(None, description="The zone of `first`; else the programme's.")
    url: Url | None = Field(None, description="Where to join.")

    def identity(self) -> str:
        """The id, else what the title comes to in small letters, digits and hyphens."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode()
        made = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_LONGEST_ID].strip("-")
        return self.id or made or "office-hours"

    def open_to_former(self) -> str:
        """Whoever was a mentee is welcome."""
        return self.title

    def scopes(self, home: int) -> Iterable[str]:
        """Its meetings are planned together."""
        return (scopes.office_hours(home, self.identity()),)

    def problems(self) -> Iterator[Problem]:
        """A span without a rhythm, a meeting that would not end, days that are none of its own."""
        if self.every.working or self.every.count == 0:
            text = f"`every`: {self.every} is no rhythm; write days or weeks, like 2 weeks"
            yield Problem(text, ("every",))
            return
        if self.minutes >= self.every.days * _MINUTES_A_DAY:
            text = "`minutes`: it would not be over when the next one begins; write fewer"
            yield Problem(text, ("minutes",))
        for place, day in enumerate(self.skip):
            if not self.is_meeting_day(day):
                near = f"write {self._near(day)}, or delete it"
                yield Problem(f"`skip`: {day} is not one of its days; {near}", ("skip", place))

    def is_meeting_day(self, day: date) -> bool:
        """Whether the rhythm comes to this day, whatever is left out."""
        since = (day - self.first.date()).days
        return since >= 0 and since % self.every.days == 0

    def _near(self, day: date) -> date:
        """The nearest day of the rhythm."""
        since = max(0, (day - self.first.date()).days)
        return self.first.date() + timedelta(round(since / self.every.days) * self.every.days)


SECTIONS = (Section("office_hours", "programme", OfficeHours, many=True),)
