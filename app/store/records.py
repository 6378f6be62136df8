"""Writing down what was recorded: facts, sightings, places. Always within one transaction.

Every statement here can be repeated, and comes to the same in any order (rules 1 to 4).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.model import scopes
from app.model.facts import Dirty, Fact, Gone, Look, Place, Record, Sighting
from app.store import tables as t
from app.store.database import Connection, Database

UNKNOWN = "?"
"""The hash of an artefact whose state on GitHub is not known: look before trusting the ledger."""


def pack(data: Mapping[str, Any]) -> str:
    """JSON with sorted keys."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Records:
    """Applies records for one installation, in the transaction of `connection`."""

    def __init__(self, database: Database, connection: Connection, installation: int) -> None:
        self._db = database
        self._connection = connection
        self._installation = installation

    async def apply(self, records: Iterable[Record]) -> int:
        """Write them down; the number of those that changed something."""
        return sum([await self._one(record) for record in records])

    async def _one(self, record: Record) -> bool:
        match record:
            case Fact():
                return await self._fact(record)
            case Sighting():
                return await self._sighting(record)
            case Gone():
                return await self._gone(record)
            case Look():
                return await self._look(record)
            case Place():
                return await self._place(record)
            case Dirty():
                await self.dirty(record.scope, urgent=record.urgent)
                return True

    async def _fact(self, fact: Fact) -> bool:
        row = t.fact.c
        data = pack(fact.data)
        insert = self._db.insert(t.fact).values(
            installation=self._installation,
            scope=fact.scope,
            kind=fact.kind,
            key=fact.key,
            order=fact.order,
            data=data,
            ambiguous=fact.rule == "guess",
        )
        new = insert.excluded
        wins = {
            "newest": new.order > row.order,
            "first": sa.or_(new.order < row.order, row.ambiguous),
            "guess": sa.false(),
        }[fact.rule]
        changed = await self._count(
            insert.on_conflict_do_update(
                index_elements=["installation", "scope", "kind", "key"],
                set_={"order": new.order, "data": new.data, "ambiguous": False},
                where=wins,
            )
        )
        if not changed and fact.tie:
            changed = await self._count(
                sa.update(t.fact)
                .where(
                    row.installation == self._installation,
                    row.scope == fact.scope,
                    row.kind == fact.kind,
                    row.key == fact.key,
                    row.order == fact.order,
                    row.data != data,
                    row.ambiguous.is_(False),
                )
                .values(ambiguous=True)
            )
        if changed:
            await self.dirty(fact.scope, urgent=fact.kind == "command")
        return bool(changed)

    async def _sighting(self, seen: Sighting) -> bool:
        """A row that waits for its outcome is settled; an unknown artefact is adopted; a newer
        description of the known one is taken over (only sweeps bring those)."""
        row = t.ledger.c
        values = {
            "kind": seen.kind,
            "repository": seen.repository,
            "ref": seen.ref,
            "at": seen.at,
            "hash": seen.hash,
            "state": seen.state,
            "parameters": pack(seen.parameters),
            "status": seen.status,
            "target": seen.target,
        }
        insert = self._db.insert(t.ledger).values(
            installation=self._installation, scope=seen.scope, key=seen.key, **values
        )
        changed = await self._count(
            insert.on_conflict_do_update(
                index_elements=["installation", "scope", "key"],
                set_=values,
                where=sa.or_(
                    row.status.in_(["intent", "refused"]),
                    sa.and_(
                        sa.literal(seen.swept),
                        row.status == "there",
                        sa.or_(
                            sa.and_(row.ref == seen.ref, row.hash != seen.hash),
                            row.ref > seen.ref,  # of twins, the older stays (rule 6)
                        ),
                    ),
                ),
            )
        )
        if seen.kind == "issue" and seen.status == "there":
            await self._place(Place(seen.repository, f"#{seen.ref}", seen.scope))
        if changed:
            await self.pings(seen.scope, seen.key, seen.at, seen.parameters.get("to", ()))
            await self.dirty(seen.scope)
        return bool(changed)

    async def _gone(self, gone: Gone) -> bool:
        row = t.ledger.c
        changed = await self._count(
            sa.update(t.ledger)
            .where(
                row.installation == self._installation,
                row.scope == gone.scope,
                row.key == gone.key,
                row.ref == gone.ref,
                row.status != "gone",
            )
            .values(status="gone")
        )
        if changed:
            await self.dirty(gone.scope)
        return bool(changed)

    async def _look(self, look: Look) -> bool:
        row = t.ledger.c
        where = (
            row.installation == self._installation,
            row.repository == look.repository,
            row.kind == look.kind,
            row.ref == look.ref,
            row.status == "there",
        )
        found = await self._connection.execute(sa.select(row.scope).where(*where))
        owners = found.scalars().all()
        if owners:
            await self._connection.execute(sa.update(t.ledger).where(*where).values(hash=UNKNOWN))
        for owner in owners:
            await self.dirty(owner)
        return bool(owners)

    async def _place(self, place: Place) -> bool:
        row = t.place.c
        insert = self._db.insert(t.place).values(
            installation=self._installation,
            repository=place.repository,
            thing=place.thing,
            scope=place.scope,
        )
        changed = await self._count(
            insert.on_conflict_do_update(
                index_elements=["installation", "repository", "thing"],
                set_={"scope": insert.excluded.scope},
                where=row.scope != insert.excluded.scope,
            )
        )
        if changed and not place.thing.startswith("#"):
            await self._claim(scopes.commit(place.repository, place.thing), place.scope)
        return bool(changed)

    async def _claim(self, waiting: str, scope: str) -> None:
        """Facts that waited for their commit to be somebody's."""
        row = t.fact.c
        found = await self._connection.execute(
            sa.select(row.kind, row.key, row.order, row.data).where(
                row.installation == self._installation, row.scope == waiting
            )
        )
        for kind, key, order, data in found.all():
            await self._fact(Fact(scope, kind, key, order, json.loads(data), "first"))

    async def dirty(self, key: str, *, urgent: bool = False) -> None:
        """The scope has to be planned anew."""
        row = t.scope.c
        rank = scopes.rank(key)
        insert = self._db.insert(t.scope).values(
            installation=self._installation,
            key=key,
            parent=scopes.parent(key),
            rank=min(rank, scopes.COMMAND_RANK) if urgent else rank,
            dirty=1,
        )
        lower = sa.case((insert.excluded.rank < row.rank, insert.excluded.rank), else_=row.rank)
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["installation", "key"],
                set_={"dirty": row.dirty + 1, "rank": lower},
            )
        )

    async def pings(self, scope: str, key: str, at: float, people: Iterable[str]) -> None:
        """Somebody was pinged (rule 10)."""
        for person in people:
            insert = self._db.insert(t.ping).values(
                installation=self._installation,
                person=person.lower(),
                at=at,
                scope=scope,
                key=key,
            )
            await self._connection.execute(insert.on_conflict_do_nothing())

    async def _count(self, statement: Any) -> int:
        # SQLAlchemy keeps the driver's count for inserts only on request; else it says -1.
        counted = statement.execution_options(preserve_rowcount=True)
        return int((await self._connection.execute(counted)).rowcount)
