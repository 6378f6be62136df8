"""Writing down what was recorded: facts, sightings, places. Always within one transaction.

Every statement here can be repeated, and comes to the same in any order (rules 1 to 4).
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.model import scopes
from app.model.facts import EXTENDED, Dirty, Fact, Gone, Look, Place, Record, Rule, Sighting
from app.store import tables as t
from app.store.database import Connection, Database, Insert
from app.store.repositories import Repositories
from app.store.statements import Statements, of, upsert

UNKNOWN = "?"
"""The hash of an artefact whose state on GitHub is not known: look before trusting the ledger."""


def pack(data: Mapping[str, Any]) -> str:
    """JSON with sorted keys."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Records:
    """Applies records for one installation, in the transaction of `connection`."""

    def __init__(self, database: Database, connection: Connection, installation: int) -> None:
        self._insert = database.insert
        self._do = Statements(connection, installation)
        self.repositories = Repositories(database, connection, installation)

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
                await self.dirty(record.scope)
                return True

    async def _fact(self, fact: Fact) -> bool:
        key = {"scope": fact.scope, "kind": fact.kind, "key": fact.key}
        data = pack(fact.data)
        new = {"order": fact.order, "data": data, "ambiguous": fact.rule == "guess"}
        changed = await self._do.put(_fact(self._insert, fact.rule), {**key, **new})
        if not changed and fact.tie:
            changed = await self._do.count(_TIE, **key, order=fact.order, data=data)
        if changed and fact.kind == EXTENDED:
            await self.repositories.read_anew()  # every process takes it over
        if changed and scopes.is_planned(fact.scope):
            await self.dirty(fact.scope, urgent=fact.kind == "command")
        return bool(changed)

    async def _sighting(self, seen: Sighting) -> bool:
        """A row that waits for its outcome is settled; an unknown artefact is adopted; a newer
        description of the known one is taken over (only sweeps bring those)."""
        row = {
            "scope": seen.scope,
            "key": seen.key,
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
        changed = await self._do.put(_sighting(self._insert, seen.swept), row)
        if seen.kind == "issue" and seen.status == "there":
            await self._place(Place(seen.repository, f"#{seen.ref}", seen.scope))
        if changed:
            await self.pings(seen.scope, seen.key, seen.at, seen.parameters.get("to", ()))
            await self.dirty(seen.scope)
        return bool(changed)

    async def _gone(self, gone: Gone) -> bool:
        changed = await self._do.count(_GONE, scope=gone.scope, key=gone.key, ref=gone.ref)
        if changed:
            await self.dirty(gone.scope)
        return bool(changed)

    async def _look(self, look: Look) -> bool:
        where = {"repository": look.repository, "kind": look.kind, "ref": look.ref}
        owners = (await self._do.run(_OWNERS, **where)).scalars().all()
        if owners:
            await self._do.run(_DOUBT, **where)
        for owner in owners:
            await self.dirty(owner)
        return bool(owners)

    async def _place(self, place: Place) -> bool:
        row = {"repository": place.repository, "thing": place.thing, "scope": place.scope}
        changed = await self._do.put(_place(self._insert), row)
        if changed and not place.thing.startswith("#"):
            await self._claim(scopes.commit(place.repository, place.thing), place)
        return bool(changed)

    async def _claim(self, waiting: str, place: Place) -> None:
        """Facts that waited for their commit to be somebody's."""
        found = await self._do.run(_WAITING, scope=waiting)
        for kind, key, order, data in found.all():
            await self._fact(Fact(place.scope, kind, key, order, json.loads(data), place.rule))

    async def dirty(self, key: str, *, urgent: bool = False) -> None:
        """The scope has to be planned anew."""
        rank = scopes.rank(key)
        lower = min(rank, scopes.COMMAND_RANK) if urgent else rank
        row = {"key": key, "parent": scopes.parent(key), "rank": lower, "dirty": 1}
        await self._do.put(_dirty(self._insert), row)

    async def pings(self, scope: str, key: str, at: float, people: Iterable[str]) -> None:
        """Somebody was pinged (rule 10)."""
        for person in people:
            row = {"person": person.lower(), "at": at, "scope": scope, "key": key}
            await self._do.put(_ping(self._insert), row)


# ---- statements ----------------------------------------------------------------------------------


@cache
def _fact(insert: Insert, rule: Rule) -> Any:
    row, statement = t.fact.c, insert(t.fact)
    new = statement.excluded
    wins = {
        "newest": new.order > row.order,
        "first": sa.or_(new.order < row.order, row.ambiguous),
        "guess": sa.false(),
    }[rule]
    set_ = {"order": new.order, "data": new.data, "ambiguous": sa.false()}
    return upsert(statement, set_, wins)


@cache
def _sighting(insert: Insert, swept: bool) -> Any:
    row, statement = t.ledger.c, insert(t.ledger)
    new = statement.excluded
    waits = row.status.in_(["intent", "refused"])
    newer = sa.and_(
        row.status == "there",
        sa.or_(
            sa.and_(row.ref == new.ref, row.hash != new.hash),
            row.ref > new.ref,  # of twins, the older stays (rule 6)
        ),
    )
    seen = ("kind", "repository", "ref", "at", "hash", "state", "parameters", "status", "target")
    # A body in doubt stays so until it was read: words that slipped in are put back only then.
    doubted = sa.and_(row.status == "there", row.ref == new.ref, row.hash == UNKNOWN)
    set_ = {name: new[name] for name in seen}
    set_["hash"] = sa.case((doubted, UNKNOWN), else_=new.hash)
    return upsert(statement, set_, sa.or_(waits, newer) if swept else waits)


@cache
def _place(insert: Insert) -> Any:
    statement = insert(t.place)
    new = statement.excluded.scope
    return upsert(statement, {"scope": new}, t.place.c.scope != new)


@cache
def _dirty(insert: Insert) -> Any:
    row, statement = t.scope.c, insert(t.scope)
    new = statement.excluded.rank
    lower = sa.case((new < row.rank, new), else_=row.rank)
    return upsert(statement, {"dirty": row.dirty + 1, "rank": lower})


@cache
def _ping(insert: Insert) -> Any:
    return insert(t.ping).on_conflict_do_nothing()


_TIE = (
    sa.update(t.fact)
    .where(of(t.fact, "scope", "kind", "key", "order"))
    .where(t.fact.c.data != sa.bindparam("of_data"), t.fact.c.ambiguous.is_(False))
    .values(ambiguous=True)
)
_GONE = (
    sa.update(t.ledger)
    .where(of(t.ledger, "scope", "key", "ref"), t.ledger.c.status != "gone")
    .values(status="gone")
)
_THERE = sa.and_(of(t.ledger, "repository", "kind", "ref"), t.ledger.c.status == "there")
_OWNERS = sa.select(t.ledger.c.scope).where(_THERE)
_DOUBT = sa.update(t.ledger).where(_THERE).values(hash=UNKNOWN)
_WAITING = sa.select(t.fact.c.kind, t.fact.c.key, t.fact.c.order, t.fact.c.data).where(
    of(t.fact, "scope")
)
