"""One converger for an installation, and its budget of writes (rule 8).

GitHub's limits are the installation's, whatever number of processes share it
(docs.github.com, "Rate limits for the REST API" and "Best practices for using the REST API"):
writes a second apart, and 500 content-creating requests an hour, of which Cairn leaves 50 to
people's clicks.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Connection, Database, Insert
from app.store.statements import Statements, of

LEASE_SECONDS = 60.0
WRITE_EVERY = 1.0
CREATE_BURST = 150
CREATE_HOURLY = 450
_CREATE_EVERY = 3600.0 / (CREATE_HOURLY - CREATE_BURST)
"""Generic cell rate algorithm: a burst, then one every 12 s, is never over 450 in any hour."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to plan and write for an installation. `fence` grows with each new holder."""

    installation: int
    owner: str
    fence: int
    next_write: float
    creating: float
    retry_after: float
    backoff: int

    def writable_at(self, now: float) -> float:
        """The earliest instant for the next write."""
        burst = self.creating - (CREATE_BURST - 1) * _CREATE_EVERY
        return max(now, self.next_write, self.retry_after, burst)


class Lost(Exception):
    """Somebody else holds the lease by now: stop at once, write nothing."""


class Leases:
    """Leases, in the transaction of `connection`."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._insert = database.insert
        self._connection = connection

    async def take(self, installation: int, owner: str, now: float) -> Lease | float:
        """The lease, or the instant at which to ask again."""
        do = Statements(self._connection, installation)
        line = (await do.run(_LEASE)).first()
        if line is None:
            await do.put(_first(self._insert), {})
            line = (await do.run(_LEASE)).one()
        if line.owner not in ("", owner) and line.until > now:
            return float(line.until)
        fence = line.fence + (line.owner != owner)
        if line.owner != owner or line.until < now + LEASE_SECONDS / 2:
            mine = {"owner": owner, "fence": fence, "until": now + LEASE_SECONDS}
            await do.run(_TAKE, mine)
        return Lease(
            installation,
            owner,
            fence,
            line.next_write,
            line.creating,
            line.retry_after,
            line.backoff,
        )

    async def charge(self, lease: Lease, now: float, *, creates: bool) -> None:
        """Book a write before it is made. Raises Lost if the lease is somebody else's."""
        creating = max(lease.creating, now) + _CREATE_EVERY if creates else lease.creating
        await self._update(lease, next_write=now + WRITE_EVERY, creating=creating)

    async def wait(self, lease: Lease, until: float) -> None:
        """GitHub asked for patience; each time in a row, the next wait without a hint is longer."""
        await self._update(lease, retry_after=until, backoff=lease.backoff + 1)

    async def calm(self, lease: Lease) -> None:
        """GitHub answered again."""
        if lease.backoff:
            await self._update(lease, backoff=0)

    async def release(self, lease: Lease) -> None:
        """Let the next process take over at once."""
        await self._update(lease, owner="", until=0.0)

    async def _update(self, lease: Lease, **values: object) -> None:
        do = Statements(self._connection, lease.installation)
        done = await do.run(_UPDATE, values, owner=lease.owner, fence=lease.fence)
        if not done.rowcount:
            raise Lost(lease.installation)


# ---- statements ----------------------------------------------------------------------------------

_LEASE = sa.select(t.lease).where(of(t.lease)).with_for_update()
_TAKE = sa.update(t.lease).where(of(t.lease))
_UPDATE = sa.update(t.lease).where(of(t.lease, "owner", "fence"))


@cache
def _first(insert: Insert) -> Any:
    return insert(t.lease).on_conflict_do_nothing()
