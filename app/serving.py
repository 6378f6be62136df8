"""`python -m app serve`: one process that works, and doors that take deliveries."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiohttp import web

from app import doors, wiring
from app.clock import Clock, system_clock
from app.engine.embedded import EmbeddedEngine
from app.github.client import over_http
from app.intake import Intake
from app.server import make_app
from app.service import Service
from app.settings import Settings
from app.store.database import Database
from app.store.keeping import Keeper
from app.store.migrate import migrate

log = structlog.get_logger()

USAGE_ERROR = 2


def serve(settings: Settings) -> int:
    """Serve until told to stop; the exit status. 1 where a door ended by itself: whoever started
    Cairn starts it again, and nothing is lost."""
    asyncio.run(migrate(settings.database_url.get_secret_value()))
    try:
        number = doors.wanted()
        listening = _listen(settings.host, settings.port, number)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        told = f"Cairn cannot listen on {where}: {error.strerror}. Set HOST and PORT."
        print(told, file=sys.stderr)
        return USAGE_ERROR
    opened = doors.Doors()
    if number:
        opened.open(listening, lambda line, mine: _run(_take(settings, line, mine)))
        work = _work(settings, opened)
    else:
        work = _take_and_work(settings, listening[0])
    try:
        return _run(work)
    finally:
        opened.close()


def _listen(host: str, port: int, doors_: int) -> list[socket.socket]:
    """A socket for each door, all on one port; one if there are none. OSError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    alone = socket.create_server((host, port), family=family)
    if not doors_:
        return [alone]
    port = alone.getsockname()[1]  # asked for alone first: to share it, nobody has to be willing
    alone.close()
    return [
        socket.create_server((host, port), family=family, reuse_port=True) for _ in range(doors_)
    ]


def _run(work: Coroutine[Any, Any, int]) -> int:
    """uvloop takes a tenth off each ack; where it is not to be had (Windows), asyncio's own."""
    try:
        import uvloop  # noqa: PLC0415 (the only place that may do without it)
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


async def _take(settings: Settings, line: doors.Line, listening: socket.socket) -> int:
    """A door: no work and no other transactions, so groups are kept without a thread."""
    clock = system_clock(settings.starts_at)
    async with wiring.connected(settings) as (database, session):
        tenants = wiring.tenants(settings, database, over_http(session), clock)
        intake = Intake(tenants, clock, Keeper(database).keep_here, line.tell)
        async with _served(settings, database, intake, listening):
            await line.ended()
    return 0


async def _work(settings: Settings, opened: doors.Doors) -> int:
    clock = system_clock(settings.starts_at)
    async with wiring.opened(settings, clock) as service, _engine(service, clock):
        listening = asyncio.create_task(opened.listen(service.inbox.news))
        stopped = asyncio.create_task(_stopped())
        done, _ = await asyncio.wait((listening, stopped), return_when=asyncio.FIRST_COMPLETED)
        if stopped in done:
            return 0
        log.error("a door has ended by itself; stopping, to be started again")
        return 1


async def _take_and_work(settings: Settings, listening: socket.socket) -> int:
    """All in one process."""
    clock = system_clock(settings.starts_at)
    async with (
        wiring.opened(settings, clock) as service,
        _served(settings, service.database, service.intake, listening),
        _engine(service, clock),
    ):
        await _stopped()
    return 0


@asynccontextmanager
async def _engine(service: Service, clock: Clock) -> AsyncIterator[None]:
    engine = EmbeddedEngine(service, clock)
    await engine.start()
    try:
        yield
    finally:
        await engine.stop()


@asynccontextmanager
async def _served(
    settings: Settings, database: Database, intake: Intake, listening: socket.socket
) -> AsyncIterator[None]:
    keys = [secret.get_secret_value().encode() for secret in settings.webhook_secrets]
    runner = web.AppRunner(make_app(database, intake, keys), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        yield
    finally:
        await runner.cleanup()


async def _stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
