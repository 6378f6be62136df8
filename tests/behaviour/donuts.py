"""Worlds with a donut: who opted in, and the pairs that are drawn."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.model.own import Own
from app.people import Kept
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, PUBLIC, STEPS, cohort, programme
from tests.world import HOME, World

DONUT = "pairing:\n  donut: {day: monday, at: '10:00'}\n"
MENTEES = "{login: maya}, {login: ravi}, {login: li}, {login: lin}"
OPEN = programme(cohort(MENTEES, more=STEPS), head=PUBLIC + DONUT)
"""All in one public repository."""

CLOSED = programme(cohort(MENTEES, more=STEPS), head=HEAD + DONUT)
"""With a private repository, which mentors read and mentees do not."""

MENTORS = "acme/mentors"
MONDAY = date(2026, 9, 7)


def at(text: str, zone: str = "Europe/Berlin") -> float:
    """An instant, from a wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


async def opt_in(world: World, *logins: str, **own: Any) -> None:
    """These say on `/me` that they take part, with whatever else they set."""
    people = world.cairn.service.tenants.people
    async with world.database.write() as connection:
        for login in logins:
            made = Own(**{"donut": True, **own})
            kept = Kept(login=login, came=world.clock(), own=made)
            await people.keep(connection, world.person(login).user.id, kept)


async def begun(enter: Enter, file: bytes, *logins: str, when: str = "2026-09-04T12:00") -> World:
    """A world on a Friday, in which these have opted in; the first round is on Monday, the 7th."""
    world = await enter(file, at=at(when))
    await opt_in(world, *logins)
    return world


def pairs(world: World, *repositories: str) -> list[Issue]:
    """The pairs' issues, the oldest first."""
    names = repositories or (HOME, MENTORS)
    found = [issue for name in names for issue in world.issues(name)]
    return [issue for issue in found if issue.title.startswith("Pairing: ")]


def who(issue: Issue) -> set[str]:
    """The people of a pair."""
    return set(issue.title.removeprefix("Pairing: ").replace(" and ", ", ").split(", "))
