"""`python -m app serve`: takes deliveries, and works, in one process."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from app import wiring
from app.clock import Clock, system_clock
from app.engine import Engine
from app.engine.embedded import EmbeddedEngine
from app.github.client import over_http
from app.pages import calendar, own_calendar
from app.pages.setup import make_pages
from app.server import make_app
from app.service import Service
from app.settings import Settings

log = structlog.get_logger()

USAGE_ERROR = 2


def serve(settings: Settings) -> int:
    """Serve until told to stop; the exit status."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        told = f"Cairn cannot listen on {where}: {error.strerror}. Set HOST and PORT."
        print(told, file=sys.stderr)
        return USAGE_ERROR
    with listening:
        return _run(_serve(settings, listening))


def _run(work: Coroutine[Any, Any, int]) -> int:
    """uvloop takes a tenth off each ack; where it is not to be had (Windows), asyncio's own."""
    try:
        import uvloop  # noqa: PLC0415 (the only place that may do without it)
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


async def _serve(settings: Settings, listening: socket.socket) -> int:
    clock = system_clock(settings.starts_at)
    async with (
        wiring.opened(settings, clock) as service,
        _served(settings, service, listening, clock),
        _at_work(service, clock),
    ):
        host, port = listening.getsockname()[:2]
        log.info("listening", host=host, port=port)
        await _stopped()
    return 0


@asynccontextmanager
async def _served(
    settings: Settings, service: Service, listening: socket.socket, clock: Clock
) -> AsyncIterator[None]:
    keys = [secret.get_secret_value().encode() for secret in settings.webhook_secrets]
    async with aiohttp.ClientSession() as session:
        pages = make_pages(settings, service, over_http(session), clock)
        app = make_app(service.database, service.intake, keys, pages)
        app.add_routes([*calendar.routes(service, clock), *own_calendar.routes(service, clock)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        try:
            yield
        finally:
            await runner.cleanup()


@asynccontextmanager
async def _at_work(service: Service, clock: Clock) -> AsyncIterator[None]:
    engine: Engine = EmbeddedEngine(service, clock)
    await engine.start()
    try:
        yield
    finally:
        await engine.stop()


async def _stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
