"""Programme files with a meetup, and what its issue shows."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from app.sandbox.state import Comment, Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.reading import say, shown
from tests.behaviour.test_membership import push
from tests.world import HOME, World

BERLIN = "Europe/Berlin"
THREE = "{login: maya}, {login: ravi}, {login: li}"
ON = "on: 2026-11-18T18:00"


def file(
    meetup: str = ON,
    *,
    mentees: str = THREE,
    ends: str = "2026-11-27",
    head: str = HEAD,
    mentors: str = "bartek, kemal",
) -> bytes:
    """A cohort whose meetup's settings are these."""
    more = f"{STEPS}    meetup: {{{meetup}}}"
    return programme(cohort(mentees, ends=ends, more=more, mentors=mentors), head=head)


def at(text: str, zone: str = BERLIN) -> float:
    """An instant, from a wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


BEFORE = at("2026-10-28T12:00")
"""Two days before anybody is asked: the cohort's issues are open then."""

ASKED = at("2026-10-30T12:00")
"""Four weeks before the end is a Friday: by noon everybody has been asked."""


async def begun(enter: Enter, programme_: bytes | None = None, when: float = ASKED) -> World:
    """A world four weeks before the end."""
    world = await enter(programme_ or file(), at=min(when, BEFORE))
    await world.cairn.play_until(when)
    return world


async def until(world: World, text: str) -> None:
    """Play until an hour in Berlin."""
    await world.cairn.play_until(at(text))


async def talk(world: World, who: str, title: str = "My first tests") -> Comment:
    """A mentee says in their own issue that they have a talk."""
    return await say(world, who, world.issue_of(who), f"/mentor talk {title}")


async def two(world: World) -> Issue:
    """Two talks, and the issue that opens."""
    await talk(world, "maya", "How the parser got fast")
    await talk(world, "ravi")
    return meetup(world)


def meetups(world: World, repository: str = HOME) -> list[Issue]:
    """The meetups' issues."""
    return [i for i in world.issues(repository) if i.title.startswith("Meetup: ")]


def meetup(world: World, repository: str = HOME) -> Issue:
    """The one issue there is."""
    (found,) = meetups(world, repository)
    return found


def agenda(issue: Issue) -> list[str]:
    """The agenda's lines."""
    part = shown(issue).partition("### Agenda")[2].partition("Hours are")[0]
    return [line.replace("*", "") for line in part.splitlines() if line.strip()]


def when(issue: Issue) -> str:
    """What the issue says of the hour."""
    found = re.search(r"\*\*When:\*\* (.*)", shown(issue))
    return found[1] if found else ""


async def moved_to(world: World, on: str) -> None:
    """The file moves the evening."""
    await push(world, file(f"on: {on}"))
