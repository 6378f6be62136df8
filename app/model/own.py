"""What people set for themselves on their page `/me` (row K6). It goes before what the file says of
them. GitHub cannot tell it again, so it is kept sealed (`app.vault`), and shown to nobody else.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from app.model.days import Week, Zone, parse_country

NO_HOLIDAYS = "none"

UNTIL_THEY_SAY = date.max
"""The last day of a pause that ends when its person says so."""

Hours = tuple[int, int]
"""Local hours of a working day: from, until."""


class Absence(BaseModel):
    """That somebody is away until a day, which belongs to it; None: that they are back.

    `since`: when they said so (Unix seconds).
    """

    model_config = ConfigDict(frozen=True)

    since: float
    until: date | None = None


class Notes(BaseModel):
    """What somebody wrote for the retrospective of a group (its scope's key), a line each. Until it
    is opened nobody else is to read it, so no text, fact, card or log may have it."""

    model_config = ConfigDict(frozen=True)

    group: str
    well: tuple[str, ...] = Field(default=(), repr=False)
    better: tuple[str, ...] = Field(default=(), repr=False)


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

    donut: bool = False
    """Whether they take part in the weekly pairs (H9). Nobody does who has not said so."""

    donut_paused_until: date | None = None
    """The last day on which they sit out; `UNTIL_THEY_SAY`: until they end it."""

    avoid: frozenset[str] = Field(default=frozenset(), repr=False)
    """Logins in lower case: with whom they are never paired. Nobody is to learn of it, so no text,
    fact, card or log may have it, nor any `repr`."""

    notes: tuple[Notes, ...] = Field(default=(), repr=False)
    """For retrospectives, one of each group."""

    def notes_for(self, group: str) -> Notes:
        """What they wrote for a group, by its scope's key."""
        return next((each for each in self.notes if each.group == group), Notes(group=group))

    def in_donut(self, day: date) -> bool:
        """Whether they want to be paired on a day."""
        paused = self.donut_paused_until is not None and day <= self.donut_paused_until
        return self.donut and not paused

    @field_validator("hours")
    @classmethod
    def _in_order(cls, hours: Hours | None) -> Hours | None:
        if hours is not None and not 0 <= hours[0] < hours[1] <= 23:
            raise ValueError("a working day should end after it begins, on the same day")
        return hours

    @field_validator("avoid")
    @classmethod
    def _in_lower_case(cls, logins: frozenset[str]) -> frozenset[str]:
        return frozenset(login.lower() for login in logins)

    @field_serializer("avoid")
    def _in_order_of_the_alphabet(self, logins: frozenset[str]) -> list[str]:
        return sorted(logins)

    @field_validator("holidays")
    @classmethod
    def _known(cls, country: str | None) -> str | None:
        return country if country in (None, NO_HOLIDAYS) else parse_country(country)
