"""Settings of pairing (rows H7 to H9)."""

from collections.abc import Iterable
from datetime import time

from pydantic import Field

from app.model import scopes
from app.model.days import DayOfWeek, LocalTime, Weekday
from app.model.names import Repository
from app.model.settings import Count, Crew, Section, Settings


class DonutSettings(Settings):
    """Pairs drawn each week among those who opted in."""

    day: DayOfWeek = Field(Weekday.MONDAY, description="The day on which pairs are drawn.")
    at: LocalTime = Field(time(10), description="The hour, in each person's own zone.")
    repository: Repository | None = Field(
        None,
        description="Where pairs get their issues, readable to all who take part; else the private "
        "repository where both may read it, and the home repository.",
    )


class PairingSettings(Settings):
    """Working in pairs."""

    intention_per_week: Count = Field(
        5, description="How many pairings seniors intend to have; no limit, and no floor."
    )
    donut: DonutSettings | None = Field(
        None, description="Weekly pairs for those who opt in; without it there are none."
    )

    def has_donut(self) -> bool:
        """Whether people are asked on `/me` if they like to take part."""
        return self.donut is not None

    def uses(self) -> Iterable[str]:
        """Where pairs have their issues, if the file says so."""
        return (self._repository,) if self._repository is not None else ()

    def scopes(self, home: int) -> Iterable[str]:
        """All rounds are planned together."""
        return (scopes.donut(home),) if self.donut is not None else ()

    def crews(self) -> Iterable[Crew]:
        """Nobody by name; but where the issues are, if that is neither home nor private."""
        if self._repository is not None:
            yield Crew(scopes.DONUT, "", "", (), self._repository)

    @property
    def _repository(self) -> str | None:
        return self.donut.repository if self.donut is not None else None


SECTIONS = (Section("pairing", "programme", PairingSettings),)
