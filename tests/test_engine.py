"""The embedded engine: everything happens by itself, and stops when it is told to."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from app.engine.embedded import EmbeddedEngine, Waiting
from app.sandbox.http import Refused, Request, Response
from tests.world import HOME, World, opened, sqlite_copy

HALF_AN_HOUR = 1800.0


def impatient(world: World) -> Waiting:
    """Waiting that moves the clock, by half an hour at most: before the next person's morning.
    For what is due later, there is news."""
    end = world.clock() + HALF_AN_HOUR

    async def wait(news: asyncio.Event, until: float | None, _now: float) -> None:
        if until is None or until > end:
            await news.wait()
        else:
            world.clock.advance_to(until)
            await asyncio.sleep(0)

    return wait


async def until(so: Callable[[], bool], world: World) -> None:
    """Let the engine work, and hand it the webhooks, until something is so."""
    async with asyncio.timeout(60):
        while not so():
            for delivery in world.sandbox.take_deliveries():
                await world.cairn.service.intake.keep(delivery.event, delivery.id, delivery.body)
            await asyncio.sleep(0)


def welcomed(world: World) -> bool:
    return any(issue.title.startswith("Welcome, maya:") for issue in world.issues())


async def test_it_opens_issues_and_answers_by_itself(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        engine = EmbeddedEngine(world.cairn.service, world.clock, impatient(world))
        await engine.start()
        await until(lambda: welcomed(world), world)
        issue = world.issue_of("maya")
        world.person("maya").comment(HOME, issue.number, "/mentor done hello")
        await until(lambda: "- [x] **hello**" in (issue.body or ""), world)
        await engine.stop()
        written = len(world.writes)
        world.person("maya").comment(HOME, issue.number, "/mentor done guide")
        assert len(world.writes) == written


async def test_it_starts_while_github_is_out_of_reach(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        broken = [True]

        def fault(_request: Request, _phase: str) -> Response | None:
            if broken:
                broken.pop()
                raise Refused(503, "Service Unavailable")
            return None

        world.sandbox.fault = fault
        engine = EmbeddedEngine(world.cairn.service, world.clock, impatient(world), patience=0)
        await engine.start()
        await until(lambda: welcomed(world), world)
        await engine.stop()


async def test_it_asks_no_sooner_than_github_wants(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        starts = world.clock()

        def fault(_request: Request, _phase: str) -> Response | None:
            if world.clock() < starts + 300:
                return Response(429, {"retry-after": "300"}, b"{}")
            return None

        world.sandbox.fault = fault
        engine = EmbeddedEngine(world.cairn.service, world.clock, impatient(world), patience=0)
        await engine.start()
        await until(lambda: welcomed(world), world)
        await engine.stop()
        early = [request for request in world.sandbox.requests if request.at < starts + 300]
        assert len(early) == 1
