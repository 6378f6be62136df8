"""A thousand mentees with twenty pull requests each: `python -m tests.harness.crowd`.

Processor time to plan their weekly summary, and to take in an event of one of their pull requests;
and the memory that each takes at its highest, beside what was there before. Rows are written
directly, as they are after three months; a summary goes from the database to what is wanted.

--mentees N, --pulls N   how many, and pull requests of each (1,000, 20)
"""

import argparse
import asyncio
import json
import logging
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
import structlog

from app.model import scopes
from app.model.artefacts import Plan
from app.store import tables as t
from tests.behaviour.files import STEPS, cohort, programme
from tests.world import HOME, STARTS, World, opened, sqlite_copy
from workflows import WORKFLOWS
from workflows.pull_requests.card import shortened

ENGINE, ENGINE_ID, DAY = "acme/engine", 7, 86400.0
BEGINS = STARTS + 5 * DAY
NOW = STARTS + 88 * DAY
"""The last Monday of the cohort."""
ROUNDS = 5
STEP = 0.5
"""Seconds that planning a cohort may take: everything else of its installation waits as long."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of some rounds, in seconds of processor time, and the most memory in one of them,
    in bytes."""

    seconds: float
    memory: int


# ---- the crowd -----------------------------------------------------------------------------------


@asynccontextmanager
async def crowd(mentees: int, pulls: int) -> AsyncIterator[World]:
    """A world with one cohort, in which everybody has done their work."""
    people = [f"m{n}" for n in range(mentees)]
    file = programme(cohort(", ".join(f"{{login: {who}}}" for who in people), more=STEPS))
    with tempfile.TemporaryDirectory() as folder:
        async with opened(await sqlite_copy(Path(folder)), programme=file) as world:
            world.sandbox.add_user(people[0])
            await world.cairn.begin()
            tenant = await world.cairn.service.tenants.get(world.installation)
            while not tenant.programmes.all:
                await world.cairn.service.step(world.installation)
            await _fill(world, people, pulls)
            world.clock.advance_to(NOW)
            yield world


async def _fill(world: World, people: list[str], pulls: int) -> None:
    home, random = world.sandbox.world.repository(HOME).id, Random(0)
    rows: dict[str, dict[str, Any]] = {}
    for who in people:
        key = scopes.mentee(home, "autumn", who)
        cards = {
            scopes.pull(key, ENGINE_ID, number): _card(random, who, number)
            for number in range(pulls)
        }
        given = [{"at": _some(random), **_SHOWN, "number": n} for n in range(pulls)]
        own = {
            "state": "complete",
            "issue": 1,
            "pulls": {k: shortened(v) for k, v in cards.items()},
            "reviews": given,
            "comments": 9,
        }
        rows |= {child: {"parent": key, "card": card} for child, card in cards.items()}
        rows[key] = {"parent": scopes.parent(key), "card": own}
    same = {"installation": world.installation, "rank": 4, "dirty": 1, "clean": 1}
    made = [
        {**same, "key": key, "parent": row["parent"], "card": json.dumps(row["card"])}
        for key, row in rows.items()
    ]
    async with world.database.write() as connection:
        await connection.execute(sa.delete(t.scope).where(t.scope.c.parent.is_not(None)))
        await connection.execute(sa.insert(t.scope), made)
    await _calm(world)


_SHOWN = {"repository": ENGINE, "state": "approved"}


def _some(random: Random) -> float:
    return BEGINS + random.random() * (NOW - BEGINS)


def _card(random: Random, who: str, number: int) -> dict[str, Any]:
    """As `workflows.pull_requests.card` makes them; four of five are merged."""
    at, is_open = _some(random), number % 5 == 0
    ends = None if is_open else at + DAY
    link = f"https://github.test/{ENGINE}/pull/{number}"
    return {
        **{"number": number, "repository": ENGINE, "title": "Compact old blocks", "by": who},
        **{"link": link, "opened": at, "merged": ends, "closed": ends},
        **{"state": "open" if is_open else "merged", "stage": "review" if is_open else "merged"},
        **{"turn": "reviewer" if is_open else "nobody", "since": at, "ready": at, "changed": 120},
        **{"files": 4, "big": False, "checks": "green", "asked": [], "blocked": None},
        **{"reviews": [at + 3600.0, at + 7200.0], "first_review": ["bartek", at + 3600.0]},
    }


# ---- what it takes -------------------------------------------------------------------------------


async def _plan(world: World, key: str) -> Plan:
    """One plan, from the rows to what is wanted."""
    view = await world.cairn.service.view(world.installation, key)
    assert view is not None
    plan = Plan()
    for workflow in WORKFLOWS:
        if view.scope.kind in workflow.scopes:
            plan.join(workflow.plan(view), view.now)
    return plan


async def summary(world: World) -> None:
    """The plan of the cohort: the summary, the dashboard, who is needed."""
    home = world.sandbox.world.repository(HOME).id
    plan = await _plan(world, scopes.cohort(home, "autumn"))
    assert "summary" in {want.key for want in plan.wants}


async def event(world: World) -> None:
    """A mentee opens a pull request: from the webhook until nothing is left to be planned, but the
    cohort, which waits for some minutes for others to change as well."""
    world.clock.advance_to(world.clock.now + 3600)
    pull = world.person("m0").open_pull_request(ENGINE, "One more")
    await world.cairn.settle(within=60)
    assert [label.name for label in pull.labels] == ["mentee"]
    await _calm(world)


async def _calm(world: World) -> None:
    """Nothing is due: the next event is measured by itself."""
    async with world.database.write() as connection:
        await connection.execute(sa.update(t.scope).values(clean=t.scope.c.dirty, wake=None))


async def measure(world: World, what: Callable[[World], Awaitable[None]]) -> Figure:
    """The median of a few rounds; memory in one more, because counting it takes time."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        await what(world)
        times.append(time.process_time() - started)
    tracemalloc.start()
    await what(world)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Figure(statistics.median(times), most)


async def main() -> int:
    """Print the figures; 1 if planning a cohort takes longer than it may."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.crowd", description=__doc__)
    parser.add_argument("--mentees", type=int, default=1_000, metavar="N")
    parser.add_argument("--pulls", type=int, default=20, metavar="N")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    async with crowd(options.mentees, options.pulls) as world:
        print(f"{options.mentees:,} mentees, {options.mentees * options.pulls:,} pull requests")
        found = {what.__name__: await measure(world, what) for what in (summary, event)}
    for name, it in found.items():
        print(f"  one {name:<8} {it.seconds * 1000:>6,.0f} ms {it.memory / 1e6:>6,.1f} MB")
    return 0 if found["summary"].seconds <= STEP else 1


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
