"""Programme files with a rota, and what its page shows."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort
from tests.behaviour.reading import shown
from tests.world import World

SUPPORT = "acme/support"
NEW_YORK = "America/New_York"
FIVE = ("sam", "noor", "bartek", "kemal", "alice")


def file(
    seniors: tuple[str, ...] = FIVE,
    *,
    zone: str = NEW_YORK,
    people: str = "",
    more: str = "",
    repositories: str = SUPPORT,
) -> bytes:
    """A programme with one rota, of the region "amer"; all seniors live in its zone, but for what
    `people` says (whole lines); `more` is whatever the rota has besides."""
    rota = f'{{id: amer, timezone: {zone}, at: "11:00"{more}, seniors: [{", ".join(seniors)}]}}'
    head = HEAD.replace("  sam: {timezone: America/New_York}\n", "") + people
    sessions = f"help_sessions:\n  repositories: [{repositories}]\n  rotas:\n    - {rota}\n"
    return (head + "cohorts:\n" + cohort(more=STEPS) + sessions).encode()


def at(text: str, zone: str = NEW_YORK) -> float:
    """An instant, from a wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


async def begun(enter: Enter, programme: bytes, when: str, zone: str = NEW_YORK) -> World:
    """A world that begins at this local time."""
    return await enter(programme, at=at(when, zone))


def pages(world: World, repository: str = SUPPORT) -> list[Issue]:
    """The rotas' pages, the oldest first."""
    return [i for i in world.issues(repository) if i.title.startswith("Help sessions, ")]


def page(world: World, repository: str = SUPPORT) -> Issue:
    """The one page there is."""
    (found,) = pages(world, repository)
    return found


def days(world: World) -> list[str]:
    """The lines for days, as they are shown."""
    return [line[2:] for line in shown(page(world)).splitlines() if line.startswith("- ")]


def leads(world: World) -> dict[str, str]:
    """Who leads when, by "Monday 24 August 2026"."""
    found = (line.split(", 11:00: ", 1) for line in days(world))
    return {day: who.split(";")[0].split(" (")[0] for day, who in found}
