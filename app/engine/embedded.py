"""The embedded engine: one task for the inbox, one for each installation, in this process."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

import structlog

from app.clock import Clock
from app.converge import Wait
from app.github.client import Patience, Unknown
from app.pace import Pace
from app.service import Service

log = structlog.get_logger()

LONGEST_WAIT = 60.0
"""Look at the clock at least this often: it may have been set."""

GIVE_WAY = 1.0
LOOK = 0.05
"""How long the work gives way to a crowd of deliveries, and how often it looks; seconds."""

AFTER_TROUBLE = 5.0
TIDY_EVERY = 6 * 3600.0


Waiting = Callable[[asyncio.Event, float | None, float], Awaitable[None]]
"""Waits for news, until an instant (None: for long), given what time it is."""


class EmbeddedEngine:
    """Runs a service on asyncio."""

    def __init__(
        self,
        service: Service,
        clock: Clock,
        wait: Waiting | None = None,
        patience: float = AFTER_TROUBLE,
    ) -> None:
        self._service = service
        self._patience = patience
        self._clock = clock
        self._wait = wait or wait_for_news
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._news: dict[int, asyncio.Event] = {}

    async def start(self) -> None:
        """Begin with what was left at the last stop. GitHub may be out of reach: tried again."""
        self._run("begin", self._begin())
        self._run("inbox", self._again_and_again("inbox", self._inbox))
        self._run("tidy", self._again_and_again("tidy", self._tidy))
        self._run("refresh", self._again_and_again("refresh", self._refresh))

    async def stop(self) -> None:
        """End all tasks; a step that is cut off is found again by its intent."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()
        await self._service.release()

    def _run(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks[name] = asyncio.create_task(work, name=name)

    def _follow(self, installation: int) -> None:
        if installation not in self._news:
            self._news[installation] = asyncio.Event()
            name = f"installation {installation}"
            work = partial(self._converge, installation)
            self._run(name, self._again_and_again(name, work))
        self._news[installation].set()

    async def _begin(self) -> None:
        while not await self._try("begin", self._find_out):
            pass

    async def _find_out(self) -> None:
        for installation in await self._service.begin():
            self._follow(installation)

    async def _again_and_again(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await self._try(name, work)

    async def _try(self, name: str, work: Callable[[], Awaitable[None]]) -> bool:
        """Whatever goes wrong is logged, and waited for: as long as GitHub asks, if it does."""
        try:
            await work()
        except Patience as error:
            log.warning("waiting", task=name, until=error.until, why=str(error))
            while self._clock() < (error.until or 0.0):
                await self._wait(asyncio.Event(), error.until, self._clock())
        except Unknown as error:
            log.warning("waiting", task=name, why=str(error))
        except Exception:
            log.exception(name)
        else:
            return True
        await asyncio.sleep(self._patience)
        return False

    async def _inbox(self) -> None:
        inbox = self._service.inbox
        inbox.arrived.clear()
        touched = await inbox.take()
        for installation in touched:
            self._follow(installation)
        if not touched:
            await self._wait(inbox.arrived, await self._service.next_retry(), self._clock())
        await give_way(inbox.pace)

    async def _converge(self, installation: int) -> None:
        news = self._news[installation]
        news.clear()
        await give_way(self._service.inbox.pace)
        step = await self._service.step(installation)
        if isinstance(step, Wait):
            await self._wait(news, step.until, self._clock())

    async def _tidy(self) -> None:
        await self._service.inbox.tidy()
        await asyncio.sleep(TIDY_EVERY)

    async def _refresh(self) -> None:
        """Other processes on the same database may have read a changed file."""
        await asyncio.sleep(LONGEST_WAIT)
        await self._service.tenants.refresh()


async def give_way(pace: Pace, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Acknowledging goes first, but nothing waits for it longer than `GIVE_WAY`."""
    for _ in range(round(GIVE_WAY / LOOK)):
        if not pace.is_crowded:
            return
        await sleep(LOOK)


async def wait_for_news(news: asyncio.Event, until: float | None, now: float) -> None:
    """Until there is news, or until then, or for a minute."""
    seconds = LONGEST_WAIT if until is None else min(LONGEST_WAIT, max(0.0, until - now))
    try:
        async with asyncio.timeout(seconds):
            await news.wait()
    except TimeoutError:
        return
