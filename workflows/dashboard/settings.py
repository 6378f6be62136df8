"""Settings of the cohort's tracking issue (row P4)."""

from pydantic import Field

from app.model.settings import Flag, Section, Settings


class DashboardSettings(Settings):
    """The cohort's tracking issue, and what belongs to it."""

    milestone: Flag = Field(True, description="Whether there is a milestone due at the end.")
    timeline: Flag = Field(True, description="Whether the tracking issue draws a timeline.")


SECTIONS = (Section("dashboard", "cohort", DashboardSettings),)
