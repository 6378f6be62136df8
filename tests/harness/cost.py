"""What Cairn costs GitHub, counted in requests: `python -m tests.harness.cost`.

Tokens are not counted: there is one for each installation and hour, whatever happens in it.
"""

import asyncio
import logging
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import func, select

from app.sandbox.state import Issue
from app.sandbox.world import RequestLog
from app.store import tables as t
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.world import HOME, STARTS, World, opened, sqlite_copy

MENTEES = 100


@dataclass(frozen=True)
class Cost:
    """Requests that something cost, by method, and rows that it added."""

    what: str
    requests: Counter[str]
    rows: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.requests.total()

    def __str__(self) -> str:
        methods = ", ".join(f"{name} {count}" for name, count in sorted(self.requests.items()))
        return f"{self.what:<46} {self.total:>4} requests  {self.rows:>5} rows   {methods}"


@asynccontextmanager
async def fresh(file: bytes) -> AsyncIterator[World]:
    """A world with this file, which Cairn has not seen yet."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(await sqlite_copy(Path(folder)), programme=file) as world:
            yield world


class Meter:
    """Counts from one reading to the next."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen = 0
        self._rows = 0

    async def read(self, what: str) -> Cost:
        """What it cost since the last reading."""
        requests = [r for r in self._world.sandbox.requests if not r.path.startswith("/app")]
        fresh, self._seen = requests[self._seen :], len(requests)
        before, self._rows = self._rows, await _rows(self._world)
        return Cost(what, _by_method(fresh), self._rows - before)


def _by_method(requests: Sequence[RequestLog]) -> Counter[str]:
    return Counter(request.method for request in requests)


async def _rows(world: World) -> int:
    async with world.database.read() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in t.metadata.sorted_tables
        ]
    return sum(counts)


async def opening() -> Cost:
    """A cohort of 100 opens on the morning on which the App is installed: start-up, which reads
    each repository once, labels, milestone, tracking issue, and an issue for each mentee."""
    head = "version: 1\ntimezone: Asia/Kolkata\n"
    mentees = ", ".join(f"{{login: mentee-{n}}}" for n in range(MENTEES))
    async with fresh(programme(cohort(mentees, more=STEPS), head=head)) as world:
        for n in range(MENTEES):
            world.sandbox.add_user(f"mentee-{n}")
        meter = Meter(world)
        await world.start()
        await world.cairn.play_until(STARTS + 3600)
        assert len([i for i in world.issues() if i.title.startswith("Welcome")]) == MENTEES
        return await meter.read(f"a cohort of {MENTEES} opens")


async def settled(world: World) -> tuple[Meter, Issue]:
    """A world in which nothing is due, and a meter at zero."""
    await world.start()
    await world.cairn.play_until(STARTS + 600)
    meter = Meter(world)
    await meter.read("before")
    return meter, world.issue_of("maya")


async def nothing_due() -> Cost:
    """An hour of the clock in which nothing is due."""
    async with fresh(SMALL) as world:
        meter, _ = await settled(world)
        await world.cairn.play_until(world.clock.now + 3600)
        return await meter.read("an hour with nothing due")


async def by_command() -> Cost:
    """A mentee says that something is done. The dashboard does not show single boxes."""
    async with fresh(SMALL) as world:
        meter, issue = await settled(world)
        world.person("maya").comment(HOME, issue.number, "/mentor done chat")
        await world.cairn.play_until(world.clock.now + 600)
        return await meter.read("a box ticked by command")


async def by_hand() -> Cost:
    """Somebody with write access ticks a box in the issue."""
    async with fresh(SMALL) as world:
        meter, issue = await settled(world)
        world.person("alice").tick(HOME, issue.number, "chat")
        await world.cairn.play_until(world.clock.now + 600)
        return await meter.read("a box ticked by hand")


async def in_the_own_list() -> Cost:
    """The mentee ticks the list in their own comment."""
    async with fresh(SMALL) as world:
        meter, issue = await settled(world)
        mine = world.person("maya").comment(HOME, issue.number, "/mentor checklist")
        await world.cairn.play_until(world.clock.now + 600)
        await meter.read("the list itself")
        world.person("maya").tick_comment(mine.id, "chat")
        await world.cairn.play_until(world.clock.now + 600)
        return await meter.read("a box ticked in the mentee's own list")


async def of_nobody() -> Cost:
    """An event in a repository that no programme names."""
    async with fresh(SMALL) as world:
        meter, _ = await settled(world)
        issue = world.person("zoe").open_issue("acme/support", "A question")
        world.person("zoe").comment("acme/support", issue.number, "/mentor help")
        await world.cairn.play_until(world.clock.now + 600)
        return await meter.read("events that concern nobody")


ALL = (opening, nothing_due, by_command, by_hand, in_the_own_list, of_nobody)


async def main() -> None:
    """Print them all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for measure in ALL:
        print(await measure())


if __name__ == "__main__":
    asyncio.run(main())
