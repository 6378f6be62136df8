"""Settings of the cohort's tracking issue (row P4)."""

from pydantic import Field

from app.model.settings import Flag, Section, Settings


class DashboardSettings(Settings):
    """The cohort's tracking issue, and what belongs to it."""

    milestone: Flag = Field(True, description="Whether there is a milestone due at the end.")
    timeline: Flag = Field(True, description="Whether the tracking issue draws a timeline.")
    suggest_reviews: Flag = Field(
        True,
        description="Whether it suggests one review a week to each mentee, to learn from.",
    )


SECTIONS = (Section("dashboard", "cohort", DashboardSettings),)
