"""The inbox: deliveries that were kept are taken out and become facts (hops 2 to 4).

A handler that fails harms nobody else: its delivery is tried again with growing pauses, and then
parked where the operator sees it.
"""

import asyncio
from collections.abc import Iterable, Sequence

import structlog

from app import proposals
from app.clock import Clock
from app.intake import ABOUT_REACH
from app.model import events, scopes
from app.model.facts import Dirty, Record
from app.pace import Pace
from app.programmes import concerns_file
from app.store.database import Database
from app.store.deliveries import KEEP_SECONDS, UNCLAIMED_SECONDS, Deliveries, Delivery
from app.store.planning import Planning
from app.tenants import Tenant, Tenants

log = structlog.get_logger()

BATCH = 10
"""Deliveries taken in one transaction. It holds SQLite's write lock, and an ack may wait for it."""

_ENDS = frozenset({"deleted", "suspend"})


class Inbox:
    """Turns deliveries into facts."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock) -> None:
        self._db = database
        self._tenants = tenants
        self._clock = clock
        self.arrived = asyncio.Event()
        self.pace = Pace()

    def news(self, number: int) -> None:
        """So many deliveries have been kept, here or by another process."""
        self.pace.count(number)
        self.arrived.set()

    async def work(self) -> set[int]:
        """Take all that is due; the installations for which something is new."""
        touched: set[int] = set()
        while batch := await self.take():
            touched |= batch
        return touched

    async def take(self) -> set[int]:
        """Take the oldest that are due; their installations, none if nothing is due."""
        async with self._db.read() as connection:
            due = await Deliveries(connection).due(self._clock(), BATCH)
        if not due:
            return set()
        try:
            await self._take_together(due)
        except Exception:  # one of them is the trouble; the others go on without it
            for delivery in due:
                await self._take(delivery)
        return {delivery.installation for delivery in due}

    async def _take_together(self, due: Sequence[Delivery]) -> None:
        """In one transaction, so with one fsync: all of them become facts, or none."""
        tenants = {d.installation: await self._tenants.get(d.installation) for d in due}
        async with self._db.write() as connection:
            for delivery in due:
                event = events.parse(delivery.event, delivery.body)
                planning = Planning(self._db, connection, delivery.installation)
                if event is not None:
                    await self._record(event, tenants[delivery.installation], planning)
            await Deliveries(connection).done(delivery.seq for delivery in due)

    async def _take(self, delivery: Delivery) -> None:
        try:
            await self._take_together([delivery])
        except Exception as error:  # one delivery's trouble is nobody else's
            log.exception("delivery failed", id=delivery.id, name=delivery.event)
            async with self._db.write() as connection:
                now = self._clock()
                if await Deliveries(connection).failed(delivery, repr(error), now):
                    log.error("delivery parked", id=delivery.id, name=delivery.event)

    async def _record(self, event: events.Event, tenant: Tenant, planning: Planning) -> None:
        places = {}
        if event.repository is not None:
            for thing in event.things:
                found = await planning.place(event.repository.id, thing)
                if found is not None:
                    places[event.repository.id, thing] = found
        context = tenant.context(lambda repository, thing: places.get((repository, thing)))
        await planning.records.apply(tenant.recorder.record(event, context))
        for workflow in tenant.recorder.workflows:
            await planning.records.apply(workflow.record(event, context))
        await planning.records.apply(about_files(event, tenant))
        await planning.records.apply(proposals.record(event, tenant.programmes.all))
        await self._installation(event, planning)

    async def _installation(self, event: events.Event, planning: Planning) -> None:
        """Installed, suspended, other repositories, other names: look what is within reach."""
        if isinstance(event, events.InstallationEvent):
            account = event.installation.account
            active = event.action not in _ENDS
            await planning.repositories.install(account.login if account else "", active)
            if not active:
                self._tenants.forget(event.installation.id)
        if isinstance(event, (*ABOUT_REACH, events.RepositoryEvent)):
            await planning.records.dirty(scopes.reach())

    async def tidy(self) -> None:
        """Forget what GitHub can no longer send again."""
        async with self._db.write() as connection:
            deliveries, now = Deliveries(connection), self._clock()
            await deliveries.forget(now - KEEP_SECONDS)
            await deliveries.forget_unclaimed(now - UNCLAIMED_SECONDS)


def about_files(event: events.Event, tenant: Tenant) -> Iterable[Record]:
    """A push that touches a programme's files: they have to be read."""
    if isinstance(event, events.PushEvent):
        dirty: Iterable[Dirty] = concerns_file(event, tenant.programmes.all)
        yield from dirty
