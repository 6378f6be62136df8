"""Everything put together, here and only here."""

import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp

from app.clock import Clock
from app.github.auth import App
from app.github.client import Transport, over_http
from app.intake import Keep
from app.mailer import Mailer
from app.model.workflow import Workflow
from app.pages.setup import sign_in_of
from app.pages.sign_in import SignIn
from app.programme.load import read_templates
from app.programmes import Kinds
from app.service import Service
from app.settings import Settings, load_private_key
from app.simulation.organisation import played
from app.store.database import Database
from app.store.migrate import migrate_apart
from app.templates import load_folder
from app.tenants import Tenants
from app.texts import BuiltIn
from workflows import SECTIONS, WORKFLOWS
from workflows.samples import CASES

_HERE = Path(__file__).parent


def kinds(workflows: tuple[Workflow, ...] = WORKFLOWS) -> Kinds:
    """What a programme file may say, and all texts that may be posted."""
    messages: dict[str, str] = load_folder(_HERE / "messages", "core")
    for workflow in workflows:
        if workflow.messages is not None:
            messages |= load_folder(workflow.messages, workflow.name)
    templates: Mapping[str, Mapping[str, Any]] = read_templates(
        _HERE.parent / "workflows" / "programmes"
    )
    fixed = tuple(f"{each.name}/{start}" for each in workflows for start in each.of_no_cohort)
    return Kinds(SECTIONS, templates, BuiltIn(messages, CASES, fixed))


def service(
    settings: Settings,
    database: Database,
    transport: Transport,
    clock: Clock,
    *,
    owner: str = "",
    probe: Callable[[str], None] = lambda _point: None,
    keep: Keep | None = None,
) -> Service:
    """A service on a database and a way to GitHub, both open."""
    return Service(
        database,
        tenants(settings, database, transport, clock, kinds()),
        clock,
        owner or f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}",
        dry_run=settings.dry_run,
        probe=probe,
        keep=keep,
    )


def simulated(
    settings: Settings, database: Database, transport: Transport, clock: Clock, keep: Keep
) -> Service:
    """The same for `simulate`, where nothing is lost and nobody searches elsewhere."""
    all_ = replace(kinds(), played=played)
    made = tenants(settings, database, transport, clock, all_)
    return Service(database, made, clock, "simulate", keep=keep, looks_again=False)


def tenants(
    settings: Settings, database: Database, transport: Transport, clock: Clock, kinds: Kinds
) -> Tenants:
    """The installations on a database."""
    key = load_private_key(settings.private_key.get_secret_value())
    app = App(transport, settings.api_url, clock, str(settings.app_id), key)
    public = settings.public_url
    me = f"{public}/me" if isinstance(sign_in_of(settings, transport), SignIn) else None
    post = mailer(settings)
    return Tenants(database, app, settings.secrets, WORKFLOWS, kinds, public, me, post)


def mailer(settings: Settings) -> Mailer | None:
    """How mail is sent; None where the environment names no server."""
    server, sender = settings.smtp_server, settings.smtp_from
    if server is None or sender is None:
        return None
    return Mailer(server, sender, settings.smtp_lists)


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[tuple[Database, aiohttp.ClientSession]]:
    """A database and a way to GitHub; closes both."""
    database = Database(settings.database_url.get_secret_value())
    try:
        async with aiohttp.ClientSession() as session:
            yield database, session
    finally:
        await database.close()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[Service]:
    """A service as the environment describes it; closes what it opened."""
    await migrate_apart(settings.database_url.get_secret_value())
    async with connected(settings) as (database, session):
        yield service(settings, database, over_http(session), clock)
