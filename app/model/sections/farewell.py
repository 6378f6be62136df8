"""Settings of the end of a mentorship (rows F1, F2)."""

from pydantic import Field

from app.model.days import LocalDate
from app.model.names import Identifier, Url
from app.model.settings import Line, Settings, Switchable


class Opportunity(Settings):
    """A conference, an interest group, a blog: something to go on with."""

    title: Line = Field(description="What it is.")
    url: Url = Field(description="Where to read more.")
    until: LocalDate | None = Field(None, description="The last day on which it is shown.")
    projects: tuple[Identifier, ...] = Field(
        (), description="Only for mentees of one of these projects."
    )


class FarewellSettings(Switchable):
    """A summary of what the mentee did, and where to go from here."""

    opportunities: tuple[Opportunity, ...] = Field((), description="What to go on with.")
