"""Settings of help sessions: rotas, and who knows what (rows H1 to H6)."""

from collections.abc import Iterable, Iterator
from datetime import time

from pydantic import Field

from app.model import scopes
from app.model.days import LocalTime, Week, Zone
from app.model.experts import PathPattern
from app.model.names import Identifier, Login, Repository
from app.model.settings import Count, Crew, Line, Problem, Settings
from app.model.time import MONDAY_TO_FRIDAY

SENIOR = "senior"
"""What those are in the scope of a rota who lead its sessions."""


class Rota(Settings):
    """A region's sessions: one on each working day, led by its seniors in turn."""

    id: Identifier = Field(description="The region's short name, which never changes.")
    timezone: Zone = Field(description="The zone of `at`.")
    at: LocalTime = Field(time(11), description="When a session begins.")
    minutes: Count = Field(60, description="How long a session takes.")
    days: Week = Field(MONDAY_TO_FRIDAY, description="The days with a session, like `mon-thu`.")
    seniors: tuple[Login, ...] = Field(min_length=1, description="Who leads the sessions.")


class Expertise(Settings):
    """An area, who knows it, and how it is recognised."""

    area: Line = Field(description="The area's name.")
    people: tuple[Login, ...] = Field(min_length=1, description="Who knows the area.")
    labels: tuple[Line, ...] = Field((), description="Labels that belong to the area.")
    paths: tuple[PathPattern, ...] = Field(
        (), description="Files that belong to the area, as patterns like `pkg/store/**`."
    )


class HelpSessionSettings(Settings):
    """Slots in which anybody gets help with the next step."""

    repositories: tuple[Repository, ...] = Field(
        (), description="Where sessions are held: their issues open in the first of these."
    )
    rotas: tuple[Rota, ...] = Field((), description="One for each region.")
    experts: tuple[Expertise, ...] = Field((), description="Who knows which area.")
    prepare_minutes: Count = Field(
        15, description="How long people try on their own before they ask."
    )

    def problems(self) -> Iterator[Problem]:
        """Rotas with the same id."""
        ids = [rota.id for rota in self.rotas]
        for place, id in enumerate(ids):
            if id in ids[:place]:
                yield Problem(f"the rota `{id}` is there already", ("rotas", place, "id"))

    def scopes(self, home: int) -> Iterable[str]:
        """The desk, at which requests and sessions come together."""
        return (scopes.desk(home),) if self.rotas else ()

    def uses(self) -> tuple[str, ...]:
        """Where sessions are held."""
        return self.repositories

    def crews(self) -> Iterable[Crew]:
        """The seniors of each rota."""
        where = next(iter(self.repositories), None)
        return (Crew(scopes.ROTA, rota.id, SENIOR, rota.seniors, where) for rota in self.rotas)

    def named(self) -> Iterable[str]:
        """The experts."""
        return (login for area in self.experts for login in area.people)

    def areas(self) -> Iterable[Expertise]:
        """What there are experts for."""
        return self.experts
