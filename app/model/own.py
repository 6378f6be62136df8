"""What people set for themselves on their page `/me` (row K6). It goes before what the file says of
them. GitHub cannot tell it again, so it is kept sealed (`app.vault`), and shown to nobody else.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, field_validator

from app.model.days import Week, Zone, parse_country

NO_HOLIDAYS = "none"

Hours = tuple[int, int]
"""Local hours of a working day: from, until."""


class Absence(BaseModel):
    """That somebody is away until a day, which belongs to it; None: that they are back.

    `since`: when they said so (Unix seconds).
    """

    model_config = ConfigDict(frozen=True)

    since: float
    until: date | None = None


class Own(BaseModel):
    """One person's settings; None where the programme's file is to count. ValidationError says in
    an organiser's words what cannot be so."""

    model_config = ConfigDict(frozen=True)

    zone: Zone | None = None
    hours: Hours | None = None
    week: Week | None = None
    holidays: str | None = None
    """A country, or a part of one; `NO_HOLIDAYS`: none, whatever the file says."""

    away: Absence | None = None
    mentions: bool = True
    """Whether Cairn may mention them at all."""

    labels: bool = True
    """Whether their pull requests may have Cairn's labels (R1)."""

    numbers: bool = True
    """Whether they stand by name in what counts: the mentors' weekly table."""

    @field_validator("hours")
    @classmethod
    def _in_order(cls, hours: Hours | None) -> Hours | None:
        if hours is not None and not 0 <= hours[0] < hours[1] <= 23:
            raise ValueError("a working day should end after it begins, on the same day")
        return hours

    @field_validator("holidays")
    @classmethod
    def _known(cls, country: str | None) -> str | None:
        return country if country in (None, NO_HOLIDAYS) else parse_country(country)
