"""Settings of each group's retrospective (rows T1 to T5)."""

from pydantic import Field

from app.model.days import Duration, Span
from app.model.settings import Count, Flag, Line, Section, Settings, Switchable


class Headings(Settings):
    """The titles of a retrospective's sections."""

    well: Line = Field("What we did well", description="What worked and is to be kept.")
    better: Line = Field("What we could do better", description="What did not work.")
    learnings: Line = Field("Learnings", description="What is kept or changed from now on.")


class RetrospectiveSettings(Switchable):
    """The retrospective of each group, on the day of its `last_meeting`."""

    announce_before: Span = Field(
        Duration(1, "week"),
        description="How long before the last meeting mentors get the text that explains it.",
    )
    post_after: Span = Field(
        Duration(1, "working day"),
        description="How long they have to post it themselves.",
    )
    writing_minutes: Count = Field(5, description="How long each writes alone.")
    before_project: Flag = Field(
        True, description="Whether it comes before the project's status; else after it."
    )
    headings: Headings = Field(Headings(), description="The titles of its sections.")


SECTIONS = (Section("retrospective", "cohort", RetrospectiveSettings),)
