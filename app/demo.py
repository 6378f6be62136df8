"""`make demo`: a GitHub in a box, the example organisation in it, and Cairn beside it.

Both talk over real HTTP on loopback, with signed webhooks and tokens that are checked: Cairn runs
here as it runs on github.com.
"""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
from aiohttp import web

from app.clock import Clock, ManualClock, MovableClock
from app.engine.embedded import EmbeddedEngine
from app.github.client import over_http
from app.rehearsal import Rehearsal
from app.sandbox.cast import example
from app.sandbox.export import export
from app.sandbox.github import Sandbox
from app.sandbox.keys import new_key_pair
from app.sandbox.story import ENDS, STORY
from app.sandbox.web import API_BASE
from app.sandbox.web import make_app as sandbox_app
from app.sandbox.webhooks import Sender
from app.server import make_app
from app.service import Service
from app.settings import Settings
from app.store.database import Database
from app.store.migrate import migrate

STARTS = datetime.fromisoformat("2026-08-27T06:00:00+00:00").timestamp()
"""Three working days before the example's first cohort starts: 11:30 for maya in Kolkata."""

OPENS = STARTS + 4 * 3600
"""What the demo shows first: by then it is day for everybody, and the first issues are open."""

LOOPBACK = "127.0.0.1"
PORT = 8000

MakeService = Callable[[Settings, Database, aiohttp.ClientSession, Clock], Service]


@dataclass(frozen=True, slots=True)
class Stage:
    """The sandbox, Cairn and the clock of a demo, connected."""

    sandbox: Sandbox
    service: Service
    clock: ManualClock
    sender: Sender
    rehearsal: Rehearsal


async def play(make: MakeService, directory: Path) -> None:
    """The whole cohort without anybody watching; then written to a directory."""
    async with _stage(make, ManualClock(STARTS), 0) as stage:
        await stage.rehearsal.begin()
        for act in STORY:
            await stage.rehearsal.play_until(act.at)
            act.done_by(stage.sandbox)
        await stage.rehearsal.play_until(ENDS)
        await asyncio.to_thread(export, stage.sandbox, directory)


async def show(make: MakeService, ready: Callable[[str], None]) -> None:
    """Serve the pages until cancelled. `ready` gets the address once the first issues are open."""
    async with _stage(make, MovableClock(STARTS), PORT) as stage:
        await stage.rehearsal.begin()
        await stage.rehearsal.play_until(OPENS)
        engine = EmbeddedEngine(stage.service, stage.clock)
        sending = asyncio.create_task(stage.sender.run())
        await engine.start()
        ready(f"http://{LOOPBACK}:{PORT}")
        try:
            await asyncio.Event().wait()
        finally:
            sending.cancel()
            await engine.stop()


@asynccontextmanager
async def _stage(make: MakeService, clock: ManualClock, port: int) -> AsyncIterator[Stage]:
    private, public = new_key_pair()
    secret = secrets.token_hex(16)
    async with AsyncExitStack() as stack:
        sandbox, _ = example(
            clock,
            public_key=public,
            webhook_secret=secret,
            html_url=f"http://{LOOPBACK}:{PORT}",
        )
        served = await stack.enter_async_context(_served(sandbox_app(sandbox), port))
        settings = Settings.from_environ(
            {
                "GITHUB_APP_ID": str(sandbox.world.app.id),
                "GITHUB_PRIVATE_KEY": private,
                "GITHUB_WEBHOOK_SECRET": secret,
                "GITHUB_API_URL": f"http://{LOOPBACK}:{served}{API_BASE}",
            }
        )
        database = await stack.enter_async_context(_database())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        service = make(settings, database, session, clock)
        door = make_app(database, service.intake, [secret.encode()])
        hook = await stack.enter_async_context(_served(door, 0))
        sender = Sender(sandbox, f"http://{LOOPBACK}:{hook}/webhook", session)
        rehearsal = Rehearsal(sandbox, service, clock, sender.send_all)
        yield Stage(sandbox, service, clock, sender, rehearsal)


@asynccontextmanager
async def _served(app: web.Application, port: int) -> AsyncIterator[int]:
    """Serve an application on loopback; port 0 takes a free one. Raises OSError if it is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory(prefix="cairn-demo-") as folder:
        url = f"sqlite+aiosqlite:///{folder}/cairn.db"
        await migrate(url)
        database = Database(url)
        try:
            yield database
        finally:
            await database.close()


def connect(service: Callable[..., Service]) -> MakeService:
    """How a demo makes its service: as everywhere, over HTTP."""

    def make(
        settings: Settings, database: Database, session: aiohttp.ClientSession, clock: Clock
    ) -> Service:
        return service(settings, database, over_http(session), clock)

    return make
