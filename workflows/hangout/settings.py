"""Settings of the mentees' hangout (row O9)."""

from pydantic import Field

from app.model.settings import Flag, Section, Switchable


class HangoutSettings(Switchable):
    """An issue of the mentees' own, without mentors. Off unless it is enabled."""

    enabled: Flag = Field(False, description="`true` opens it on the morning of the first day.")


SECTIONS = (Section("hangout", "cohort", HangoutSettings),)
