"""Settings of pairing (rows H7 to H9)."""

from datetime import time

from pydantic import Field

from app.model.days import DayOfWeek, LocalTime, Weekday
from app.model.settings import Count, Section, Settings


class DonutSettings(Settings):
    """Pairs drawn each week among those who opted in."""

    day: DayOfWeek = Field(Weekday.MONDAY, description="The day on which pairs are drawn.")
    at: LocalTime = Field(time(10), description="The hour, in each person's own zone.")


class PairingSettings(Settings):
    """Working in pairs."""

    intention_per_week: Count = Field(
        5, description="How many pairings seniors intend to have; no limit, and no floor."
    )
    donut: DonutSettings | None = Field(
        None, description="Weekly pairs for those who opt in; without it there are none."
    )

    def has_donut(self) -> bool:
        """Only where the file sets one."""
        return self.donut is not None


SECTIONS = (Section("pairing", "programme", PairingSettings),)
