"""`make demo`: a GitHub in a box, the example organisation in it, and Cairn beside it.

Both talk over real HTTP on loopback, with signed webhooks and tokens that are checked. The clock is
a toy: it is moved on the pages, and Cairn keeps up before a page is shown. So is the database: it
is in memory, as nobody wants to find it again.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
import structlog
from aiohttp import web

from app.clock import Clock, ManualClock, MovableClock, system_clock
from app.github.client import over_http
from app.pages import calendar, own_calendar
from app.pages.setup import make_pages
from app.pages.sign_in import CALLBACK
from app.rehearsal import Rehearsal
from app.sandbox.cast import example
from app.sandbox.explaining import Explain
from app.sandbox.export import export
from app.sandbox.github import Sandbox
from app.sandbox.keys import new_key_pair
from app.sandbox.oauth import OAuth
from app.sandbox.story import ENDS, STORY
from app.sandbox.story.acts import Act, OnOwnPage
from app.sandbox.story.own_page import Door, save
from app.sandbox.web import API_BASE
from app.sandbox.web import make_app as sandbox_app
from app.sandbox.webhooks import Sender
from app.server import make_app
from app.service import Service
from app.settings import Settings
from app.store.inline import InlineDatabase, in_memory

STARTS = datetime.fromisoformat("2026-08-27T06:00:00+00:00").timestamp()
"""Three working days before the example's first cohort starts: 11:30 for maya in Kolkata."""

OPENS = STARTS + 4 * 3600
"""What the demo shows first: by then it is day for everybody, and the first issues are open."""

LOOPBACK = "127.0.0.1"
PORT = 8000

SOON = 10.0
"""Seconds within which what is due next still belongs to what was just done: Cairn's pace of one
write a second is kept, and nobody has to wait for it."""

log = structlog.get_logger()

MakeService = Callable[[Settings, InlineDatabase, aiohttp.ClientSession, Clock], Service]
MakeExplain = Callable[[Service], Explain]
"""How pages get their answers to "Why?"."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The sandbox, Cairn and the clock of a demo, connected."""

    sandbox: Sandbox
    rehearsal: Rehearsal
    controls: "Steering"
    door: Door


class Steering:
    """The clock's buttons on the pages, and Cairn keeping up with them (sandbox.controls)."""

    def __init__(self, rehearsal: Rehearsal, clock: ManualClock) -> None:
        self._rehearsal = rehearsal
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._due: float | None = None

    async def settle(self) -> None:
        """Let Cairn do what is due, and what follows within seconds. Whatever goes wrong is
        logged, as the engine does, so that the page comes."""
        async with self._one_at_a_time:
            try:
                self._due = await self._rehearsal.settle(SOON)
            except Exception:
                log.exception("demo")

    async def move_to(self, at: float) -> None:
        """Move the clock on, from one due thing to the next."""
        async with self._one_at_a_time:
            await self._rehearsal.play_until(at)

    async def next_due(self) -> float | None:
        """When Cairn wants to do something next."""
        await self.settle()
        return self._due


async def play(make: MakeService, directory: Path) -> None:
    """The whole cohort without anybody watching; then written to a directory."""
    with socket.create_server((LOOPBACK, 0)) as line:
        async with _stage(make, ManualClock(STARTS), line, PORT) as stage:
            await stage.rehearsal.begin()
            for act in STORY:
                await stage.rehearsal.play_until(act.at)
                await _done(act, stage)
            await stage.rehearsal.play_until(ENDS)
            await asyncio.to_thread(export, stage.sandbox, directory)


async def _done(act: Act | OnOwnPage, stage: Stage) -> None:
    if isinstance(act, OnOwnPage):
        await save(stage.sandbox, stage.door, act.login, act.form, act.fields)
    else:
        act.done_by(stage.sandbox)


async def show(
    make: MakeService, ready: Callable[[str], None], explain: MakeExplain | None = None
) -> None:
    """Serve the pages until cancelled. `ready` gets the address once the first page has come."""
    async with opened(make, PORT, explain) as address:
        ready(address)
        await asyncio.Event().wait()


@asynccontextmanager
async def opened(
    make: MakeService, port: int = 0, explain: MakeExplain | None = None
) -> AsyncIterator[str]:
    """The address of the pages, with the first issues open; port 0 takes a free one.

    `explain`: answers why Cairn made something. Raises OSError if the port is taken.
    """
    began = system_clock()()
    with socket.create_server((LOOPBACK, port)) as line:
        number: int = line.getsockname()[1]
        clock = MovableClock(STARTS)
        async with _stage(make, clock, line, number, explain) as stage:
            await stage.rehearsal.begin()
            await stage.rehearsal.play_until(OPENS)
            address = f"http://{LOOPBACK}:{number}"
            async with aiohttp.ClientSession(raise_for_status=True) as session:
                await (await session.get(address)).read()
            print(took(os.environ, began, system_clock()()), flush=True)
            yield address


def took(environ: Mapping[str, str], began: float, now: float) -> str:
    """How long the first page took, in a line. `make demo` says when make and the demo began
    (whole Unix seconds), so that the installation counts as well."""
    start = float(environ.get("CAIRN_DEMO_BEGAN", began))
    line = f"First page after {max(0.0, now - start):.1f} s"
    if "CAIRN_MAKE_BEGAN" not in environ:
        return f"{line}."
    whole = max(0.0, now - float(environ["CAIRN_MAKE_BEGAN"]))
    return f"{line}; with the installation {whole:.0f} s."


@asynccontextmanager
async def _stage(
    make: MakeService,
    clock: ManualClock,
    line: socket.socket,
    port: int,
    explain: MakeExplain | None = None,
) -> AsyncIterator[Stage]:
    """The sandbox on a socket, called by a port in what it says, and Cairn beside it."""
    private, public = new_key_pair()
    secret, client_secret = secrets.token_hex(16), secrets.token_hex(20)
    async with AsyncExitStack() as stack:
        html_url = f"http://{LOOPBACK}:{port}"
        hook = stack.enter_context(socket.create_server((LOOPBACK, 0)))
        own_url = f"http://{LOOPBACK}:{hook.getsockname()[1]}"
        # An export says addresses that are the same each time; nobody can follow them there.
        shown_url = own_url if line.getsockname()[1] == port else html_url
        sandbox, _ = example(clock, public_key=public, webhook_secret=secret, html_url=html_url)
        sandbox.oauth = OAuth(client_secret, shown_url + CALLBACK, f"{shown_url}/me")
        settings = Settings.from_environ(
            {
                "GITHUB_APP_ID": str(sandbox.world.app.id),
                "GITHUB_PRIVATE_KEY": private,
                "GITHUB_WEBHOOK_SECRET": secret,
                "GITHUB_API_URL": f"http://{LOOPBACK}:{line.getsockname()[1]}{API_BASE}",
                "GITHUB_CLIENT_ID": sandbox.world.app.client_id,
                "GITHUB_CLIENT_SECRET": client_secret,
                "PUBLIC_URL": shown_url,
            }
        )
        database = await stack.enter_async_context(in_memory())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        service = make(settings, database, session, clock)
        own_pages = make_pages(settings, service, over_http(session), clock)
        door = make_app(database, service.intake, [secret.encode()], own_pages)
        door.add_routes([*calendar.routes(service, clock), *own_calendar.routes(service, clock)])
        await stack.enter_async_context(_served(door, hook))
        sender = Sender(sandbox, f"{own_url}/webhook", session)
        rehearsal = Rehearsal(sandbox, service, clock, sender.send_all)
        controls = Steering(rehearsal, clock)
        pages = sandbox_app(
            sandbox, controls=controls, explain=explain(service) if explain else None
        )
        await stack.enter_async_context(_served(pages, line))
        yield Stage(sandbox, rehearsal, controls, Door(own_url, shown_url))


@asynccontextmanager
async def _served(app: web.Application, line: socket.socket) -> AsyncIterator[None]:
    """Serve an application on a socket that listens."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, line).start()
        yield
    finally:
        await runner.cleanup()


def connect(service: Callable[..., Service]) -> MakeService:
    """How a demo makes its service: as everywhere, over HTTP."""

    def make(
        settings: Settings, database: InlineDatabase, session: aiohttp.ClientSession, clock: Clock
    ) -> Service:
        return service(settings, database, over_http(session), clock, keep=database.keep)

    return make
