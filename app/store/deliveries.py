"""The inbox's rows: kept before they are acknowledged, taken once, parked when they fail."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from app.model.order import order
from app.store import tables as t
from app.store.database import Connection

MAX_TRIES = 8
FIRST_RETRY = 5.0
KEEP_SECONDS = 4 * 86400.0
"""GitHub can send a delivery again for 3 days; until then it must be known as seen."""

UNCLAIMED_SECONDS = 14 * 86400.0
"""For which checks of a commit are kept that is nobody's yet: a branch may have no pull request."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook as it is kept: only what is used of it."""

    installation: int
    id: str
    sha: str
    event: str
    body: str
    received_at: float
    seq: int = 0
    tries: int = 0


def sha_of(body: str) -> str:
    """The hash of what is kept of a body: ids are not signed, so both together say "the same"."""
    return hashlib.sha256(body.encode()).hexdigest()


class Deliveries:
    """Deliveries, in the transaction of `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: float, limit: int = 100) -> list[Delivery]:
        """The oldest that wait to be taken."""
        found = await self._connection.execute(_DUE, {"now": now, "at_most": limit})
        return [
            Delivery(d.installation, d.id, d.sha, d.event, d.body, d.received_at, d.seq, d.tries)
            for d in found
        ]

    async def next_try(self) -> float | None:
        """When the next retry is due."""
        found = await self._connection.execute(_NEXT_TRY)
        earliest: float | None = found.scalar()
        return earliest

    async def done(self, seqs: Iterable[int]) -> None:
        """They are facts now."""
        await self._connection.execute(_DONE, {"seqs": list(seqs)})

    async def failed(self, delivery: Delivery, error: str, now: float) -> bool:
        """Try again later, or park it where the operator sees it; True if it was parked."""
        tries = delivery.tries + 1
        parked = tries >= MAX_TRIES
        await self._connection.execute(
            sa.update(t.delivery)
            .where(t.delivery.c.seq == delivery.seq)
            .values(
                tries=tries,
                error=error[:2000],
                next_try=now + FIRST_RETRY * 4**delivery.tries,
                status="parked" if parked else "waiting",
            )
        )
        return parked

    async def replay(self, id: str) -> int:
        """Put parked deliveries with this id back; the number of rows."""
        result = await self._connection.execute(
            sa.update(t.delivery)
            .where(t.delivery.c.id == id, t.delivery.c.status == "parked")
            .values(status="waiting", tries=0, next_try=0.0)
        )
        return int(result.rowcount)

    async def forget(self, before: float) -> None:
        """Forget what GitHub can no longer send again."""
        await self._connection.execute(
            sa.delete(t.delivery).where(
                t.delivery.c.status == "done", t.delivery.c.received_at < before
            )
        )

    async def forget_unclaimed(self, before: float) -> None:
        """Forget what was said of commits that never became a pull request of a mentee's: in busy
        repositories those are most."""
        fact = t.fact.c
        await self._connection.execute(
            sa.delete(t.fact).where(fact.scope.like("commit:%"), fact.order < order(before))
        )


# ---- statements (see app.store.statements) -------------------------------------------------------

_row = t.delivery.c
_DUE = (
    sa.select(t.delivery)
    .where(_row.status == "waiting", _row.next_try <= sa.bindparam("now"))
    .order_by(_row.next_try, _row.seq)
    .limit(sa.bindparam("at_most", type_=sa.Integer))
)
_NEXT_TRY = sa.select(sa.func.min(_row.next_try)).where(_row.status == "waiting")
_DONE = (
    sa.update(t.delivery)
    .where(_row.seq.in_(sa.bindparam("seqs", expanding=True)))
    .values(status="done", body="", error=None)
)
