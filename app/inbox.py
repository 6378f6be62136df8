"""The inbox: deliveries are kept many to one fsync, then taken out and become facts (hops 1 to 4).

A handler that fails harms nobody else: its delivery is tried again with growing pauses, and then
parked where the operator sees it.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import structlog
from pydantic import ValidationError
from pydantic_core import from_json

from app.clock import Clock
from app.github.client import Patience, Refused, Unknown
from app.model import events, scopes
from app.model.facts import Dirty, Record
from app.pace import Pace
from app.programmes import concerns_file
from app.store.database import Database
from app.store.deliveries import KEEP_SECONDS, Deliveries, Delivery, sha_of
from app.store.keeping import Keeper
from app.store.planning import Planning
from app.tenants import Tenant, Tenants
from app.webhook import Malformed, Unavailable

log = structlog.get_logger()

BATCH = 10
"""Deliveries taken in one transaction. It holds SQLite's write lock, and an ack may wait for it."""

_ABOUT_REACH = (events.InstallationEvent, events.InstallationRepositoriesEvent)
_ENDS = frozenset({"deleted", "suspend"})


Keep = Callable[[Sequence[Delivery]], None]


class _Waiting(NamedTuple):
    delivery: Delivery
    kept: asyncio.Future[None]


class Inbox:
    """Keeps deliveries, and turns them into facts."""

    def __init__(
        self, database: Database, tenants: Tenants, clock: Clock, keep: Keep | None = None
    ) -> None:
        """`keep` is what keeps a group; it runs in a thread, one group at a time."""
        self._db = database
        self._tenants = tenants
        self._clock = clock
        self._keep = keep or Keeper(database).keep
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None
        self.arrived = asyncio.Event()
        self.pace = Pace()

    # ---- hop 1: keep ---------------------------------------------------------------------------

    async def keep(self, name: str, delivery: str, body: bytes) -> None:
        """Keep what concerns a cohort; return when it is on disk, or was let go on purpose."""
        event = _parse(name, body)
        if event is None or not await self._concerns(event):
            return
        self.pace.count()
        text = events.dump(event)
        kept = Delivery(event.installation.id, delivery, sha_of(text), name, text, self._clock())
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(kept, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await future

    async def _write(self) -> None:
        """Group commit: all that came while the last group was written go in together."""
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._keep, [each.delivery for each in group])
            except Exception as error:  # whatever it was: nothing of the group is kept
                _settle(group, Unavailable(repr(error)))
            else:
                _settle(group, None)
                self.arrived.set()

    async def _concerns(self, event: events.Event) -> bool:
        """Whether it concerns an installed, configured cohort; else it costs no row."""
        if isinstance(event, _ABOUT_REACH):
            return True
        try:
            tenant = await self._tenants.find(event.installation.id)
        except (Unknown, Patience, Refused) as error:
            raise Unavailable(f"GitHub does not say who the App is: {error!r}") from error
        programmes = tenant.programmes.all if tenant is not None else {}
        if isinstance(event, events.PushEvent):
            return any(True for _ in concerns_file(event, programmes))
        if event.repository is None:
            return False
        name = event.repository.full_name.lower()
        if isinstance(event, events.RepositoryEvent):
            return tenant is not None
        return any(name in programme.repositories_used for programme in programmes.values())

    # ---- hops 2 to 4: take ----------------------------------------------------------------------

    async def work(self) -> set[int]:
        """Take all that is due; the installations for which something is new."""
        touched: set[int] = set()
        while batch := await self.take():
            touched |= batch
        return touched

    async def take(self) -> set[int]:
        """Take the oldest that are due; their installations, none if nothing is due."""
        async with self._db.read() as connection:
            due = await Deliveries(self._db, connection).due(self._clock(), BATCH)
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
            await Deliveries(self._db, connection).done(delivery.seq for delivery in due)

    async def _take(self, delivery: Delivery) -> None:
        try:
            await self._take_together([delivery])
        except Exception as error:  # one delivery's trouble is nobody else's
            log.exception("delivery failed", id=delivery.id, name=delivery.event)
            async with self._db.write() as connection:
                now = self._clock()
                if await Deliveries(self._db, connection).failed(delivery, repr(error), now):
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
        await self._installation(event, planning)

    async def _installation(self, event: events.Event, planning: Planning) -> None:
        """Installed, suspended, other repositories, other names: look what is within reach."""
        if isinstance(event, events.InstallationEvent):
            account = event.installation.account
            active = event.action not in _ENDS
            await planning.repositories.install(account.login if account else "", active)
            if not active:
                self._tenants.forget(event.installation.id)
        if isinstance(event, (*_ABOUT_REACH, events.RepositoryEvent)):
            await planning.records.dirty(scopes.reach())

    async def tidy(self) -> None:
        """Forget what GitHub can no longer send again."""
        async with self._db.write() as connection:
            await Deliveries(self._db, connection).forget(self._clock() - KEEP_SECONDS)


def about_files(event: events.Event, tenant: Tenant) -> Iterable[Record]:
    """A push that touches a programme's files: they have to be read."""
    if isinstance(event, events.PushEvent):
        dirty: Iterable[Dirty] = concerns_file(event, tenant.programmes.all)
        yield from dirty


def _settle(group: Iterable[_Waiting], error: Exception | None) -> None:
    """Tell all who wait; whoever hung up meanwhile has cancelled."""
    for waiting in group:
        if waiting.kept.done():
            continue
        if error is None:
            waiting.kept.set_result(None)
        else:
            waiting.kept.set_exception(error)


def _parse(name: str, body: bytes) -> events.Event | None:
    """The event; None for one that nobody listens to, or that belongs to no installation."""
    try:
        if name not in events.EVENTS:
            from_json(body)
            return None
        return events.parse(name, body)
    except ValidationError as error:
        if _is_nobodys(body):
            return None
        raise Malformed(_explain(error)) from None
    except ValueError as error:
        raise Malformed(f"the body is not JSON: {error}") from None


def _is_nobodys(body: bytes) -> bool:
    try:
        payload = from_json(body)
    except ValueError:
        return False
    return isinstance(payload, dict) and "installation" not in payload


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"the payload is not what GitHub documents: {where or 'body'}: {first['msg']}"
