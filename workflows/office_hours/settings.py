"""Settings of office hours (row H12)."""

from pydantic import Field

from app.model.days import LocalDateTime, Span, Zone
from app.model.names import Login, Url
from app.model.settings import Count, Line, Section, Settings


class OfficeHours(Settings):
    """A meeting that comes again and again, open to former mentees as well."""

    title: Line = Field(description="What it is called.")
    hosts: tuple[Login, ...] = Field(min_length=1, description="Who hosts it.")
    first: LocalDateTime = Field(description="When it is held for the first time.")
    every: Span = Field(description="How long until the next one, like `2 weeks`.")
    minutes: Count = Field(60, description="How long it takes.")
    timezone: Zone | None = Field(None, description="The zone of `first`; else the programme's.")
    url: Url | None = Field(None, description="Where to join.")


SECTIONS = (Section("office_hours", "programme", OfficeHours, many=True),)
