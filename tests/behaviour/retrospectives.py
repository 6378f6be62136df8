"""Worlds with a retrospective, and what tests of it read."""

from datetime import UTC, datetime

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.world import World

MENTORS = "acme/mentors"
_MENTORS_LINE = "        mentors: ["


def entry(
    last: str | None = "2026-09-16T14:00",
    *,
    id: str = "autumn",
    name: str = "Autumn",
    starts: str = "2026-09-01",
    ends: str = "2026-09-18",
    mentees: str = "{login: maya}",
    more: str = "",
) -> str:
    """A short cohort; its group meets for the last time on a Wednesday."""
    more = STEPS + (f"    {more}" if more else "")
    text = cohort(mentees, id=id, name=name, starts=starts, ends=ends, more=more)
    if last is None:
        return text
    return text.replace(_MENTORS_LINE, f"        last_meeting: {last}\n{_MENTORS_LINE}")


def file(
    last: str | None = "2026-09-16T14:00",
    *,
    ends: str = "2026-09-18",
    mentees: str = "{login: maya}",
    more: str = "",
    head: str = HEAD,
) -> bytes:
    """A file with one such cohort."""
    return programme(entry(last, ends=ends, mentees=mentees, more=more), head=head)


def at(day: str, hour: str = "12:00") -> float:
    """An instant in Unix seconds, by UTC."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=UTC).timestamp()


async def begun(enter: Enter, text: bytes, *, me: str | None = None, reads: bool = True) -> World:
    """A world in which mentees can read what is private (`reads`), and people can sign in where
    `me` is the address of their page."""
    world = await enter(text, start=False)
    private = world.sandbox.world.repository(MENTORS)
    for login in ("maya", "ravi", "li") if reads else ():
        private.roles[world.sandbox.world.user(login).id] = "read"
    world.me = me
    await world.crash(begin=True)
    await world.cairn.settle()
    return world


def retrospectives(world: World, repository: str = MENTORS) -> list[Issue]:
    """Their issues, the oldest first."""
    return [i for i in world.issues(repository) if i.title.startswith("Retrospective: ")]


def one(world: World, repository: str = MENTORS) -> Issue:
    """The only one."""
    (found,) = retrospectives(world, repository)
    return found
