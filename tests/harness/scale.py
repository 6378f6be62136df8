"""Does one event cost the same with 10 mentees and with 10,000? `python -m tests.harness.scale`.

The event is a mentee's `/mentor done`, from its webhook to the write in their issue. The promise
is a ratio of at most 1.2 (design, promise 4). Worlds are settled directly, without GitHub: rows
as they are once every issue was opened, in as many files as it takes (64 KiB each).
"""

import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
import structlog

from app.model import scopes
from app.programme.model import Programme
from app.store import tables as t
from tests.behaviour.files import STEPS, cohort, programme
from tests.world import HOME, STARTS, World, opened, sqlite_copy

FEW, MANY = 10, 10_000
A_FILE = 1_000
"""Mentees in one file: some 40 kB."""
EVENTS = 60
FAR = STARTS + 60 * 86400.0
HEAD = "version: 1\ntimezone: Asia/Kolkata\n"


def files(mentees: int) -> list[bytes]:
    """The main file, with the first cohort, and one more for each further thousand."""
    made = []
    for first in range(0, mentees, A_FILE):
        numbers = range(first, min(first + A_FILE, mentees))
        logins = ", ".join(f"{{login: mentee-{n}}}" for n in numbers)
        entry = cohort(logins, id=f"c{first}", name=f"Cohort {first}", more=STEPS)
        made.append(programme(entry, head=HEAD if first == 0 else ""))
    return made


@asynccontextmanager
async def settled(mentees: int) -> AsyncIterator[World]:
    """A world with so many mentees, in which nothing is due."""
    with tempfile.TemporaryDirectory() as folder:
        url = await sqlite_copy(Path(folder))
        async with opened(url, programme=files(FEW)[0]) as world:
            for n in range(FEW):
                world.sandbox.add_user(f"mentee-{n}")
            await world.start()
            await world.cairn.play_until(world.clock.now + 600)
            if mentees > FEW:
                await _grow(world, mentees)
            yield world


async def measure(events: int = EVENTS) -> tuple[float, float]:
    """The median of an event in the small and in the large world, in milliseconds. They take
    turns, so that whatever else the machine does slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    async with settled(FEW) as few, settled(MANY) as many:
        for n in range(events):
            for world, its in zip((few, many), times, strict=True):
                its.append(await _event(world, n) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


async def _grow(world: World, mentees: int) -> None:
    """Enrol everybody else, as if all of their issues had been opened long ago."""
    for number, file in enumerate(files(mentees)):
        path = f"mentorship/{number:02}.yml" if number else "mentorship.yml"
        world.person("alice").push_file(HOME, f".github/{path}", file)
    await world.cairn.deliver()
    home = world.sandbox.world.repository(HOME).id
    tenant = await world.cairn.service.tenants.get(world.installation)
    while len(_scopes(tenant.programmes.all[home], home)) < mentees:
        await world.cairn.service.step(world.installation)
    strangers = _scopes(tenant.programmes.all[home], home)[FEW:]
    async with world.database.write() as connection:
        await connection.execute(sa.update(t.scope).values(clean=t.scope.c.dirty, wake=None))
        await connection.execute(
            sa.update(t.scope).where(t.scope.c.key.in_(strangers)).values(wake=FAR)
        )
        rows = [_ledger(world, home, key, n) for n, key in enumerate(strangers, 1_000)]
        await connection.execute(sa.insert(t.ledger), rows)


def _scopes(programme: Programme, home: int) -> list[str]:
    return [
        scopes.mentee(home, cohort.id, mentee.login)
        for cohort in programme.cohorts
        for group in cohort.groups
        for mentee in group.mentees
    ]


def _ledger(world: World, home: int, key: str, number: int) -> dict[str, object]:
    return {
        "installation": world.installation,
        "scope": key,
        "key": "home",
        "kind": "issue",
        "repository": home,
        "ref": number,
        "at": world.clock.now,
        "hash": "0123456789abcdef/0123456789abcdef",
        "state": "open",
        "status": "there",
    }


async def _event(world: World, n: int) -> float:
    """Seconds from a webhook to the write that it leads to."""
    login = f"mentee-{n % FEW}"
    word = "todo" if n // FEW % 2 else "done"
    world.clock.advance_to(world.clock.now + 60)
    world.person(login).comment(HOME, world.issue_of(login).number, f"/mentor {word} chat")
    before = _edits(world)
    started = time.perf_counter()
    await world.cairn.deliver()
    while _edits(world) == before:
        await world.cairn.service.step(world.installation)
    took = time.perf_counter() - started
    await world.cairn.settle()
    return took


def _edits(world: World) -> int:
    return sum(write.startswith("PATCH") for write in world.writes)


async def main() -> None:
    """Print both, and how they compare."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    few, many = await measure()
    print(f"{FEW:>6,} mentees: {few:.1f} ms an event (median)")
    print(f"{MANY:>6,} mentees: {many:.1f} ms an event (median)")
    print(f"ratio {many / few:.2f}; promised: at most 1.20")


if __name__ == "__main__":
    asyncio.run(main())
