"""`simulate FILE`: the whole cohort on a fake clock, before it starts (row P7).

A sandbox is built from the file, and Cairn runs beside it in this process, from wake to wake. No
socket is opened, and nothing is left behind. People are silent: what is shown is the course in
which nobody reacts.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from app.clock import Clock, ManualClock
from app.github.client import Transport
from app.rehearsal import Rehearsal, in_process
from app.sandbox.github import Sandbox
from app.sandbox.keys import new_key_pair
from app.service import Service
from app.settings import Settings
from app.simulation.organisation import Stand, organisation
from app.intake import Keep
from app.store import tables as t
from app.store.deliveries import Delivery
from app.store.inline import IN_MEMORY, InlineDatabase
from app.store.keeping import KEPT

API = "https://api.github.test"
SECRET = "of nobody"  # noqa: S105 (webhooks never leave this process)

MakeService = Callable[..., Service]


async def play(make: MakeService, stand: Stand, starts: float, ends: float) -> tuple[Sandbox, Service, int]:
    clock = ManualClock(starts)
    private, public = new_key_pair()
    sandbox, installation = organisation(stand, clock, public, SECRET, API)
    settings = Settings.from_environ(
        {"GITHUB_APP_ID": "1", "GITHUB_PRIVATE_KEY": private, "GITHUB_WEBHOOK_SECRET": SECRET, "GITHUB_API_URL": API}
    )
    async with _database() as database:
        service = make(
            settings, database, in_process(sandbox, API), clock,
            keep=_keeper(database), looks_again=False,
        )
        rehearsal = Rehearsal(sandbox, service, clock)
        await rehearsal.begin()
        await rehearsal.play_until(ends)
    return sandbox, service, installation


def _keeper(database: InlineDatabase) -> Keep:
    """Keeps deliveries on the one connection that an in-memory database has."""

    async def keep(group: Sequence[Delivery]) -> None:
        rows = [{name: getattr(each, name) for name in KEPT} for each in group]
        async with database.write() as connection:
            await connection.execute(database.insert(t.delivery).on_conflict_do_nothing(), rows)

    return keep


@asynccontextmanager
async def _database() -> AsyncIterator[InlineDatabase]:
    database = InlineDatabase(IN_MEMORY)
    try:
        database.make_tables()
        yield database
    finally:
        await database.close()
