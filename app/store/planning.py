"""What the converger keeps: which scope is next, what is known of it, what was written."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.model import scopes
from app.model.facts import Data, Facts, Known, Ledger, Place, Said
from app.store import tables as t
from app.store.database import Connection, Database
from app.store.leases import Leases
from app.store.records import UNKNOWN, Records, pack
from app.store.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Next:
    """A dirty scope, and the count up to which planning it now makes it clean."""

    key: str
    dirty: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """All rows of one scope."""

    facts: Facts
    ledger: Ledger
    cards: Mapping[str, Data]


class Planning:
    """The converger's view of the store, for one installation and transaction."""

    def __init__(self, database: Database, connection: Connection, installation: int) -> None:
        self._db = database
        self._connection = connection
        self.installation = installation
        self.records = Records(database, connection, installation)
        self.repositories = Repositories(database, connection, installation)
        self.leases = Leases(database, connection)

    async def wake(self, now: float) -> None:
        """Make dirty whatever wanted to be looked at by now."""
        row = t.scope.c
        due = (row.installation == self.installation, row.wake <= now)
        found = await self._connection.execute(sa.select(row.key).where(*due).limit(1))
        if found.first() is not None:
            await self._connection.execute(
                sa.update(t.scope).where(*due).values(dirty=row.dirty + 1, wake=None)
            )

    async def next_dirty(self) -> Next | None:
        """The scope to be planned next."""
        row = t.scope.c
        found = await self._connection.execute(
            sa.select(row.key, row.dirty)
            .where(row.installation == self.installation, row.dirty > row.clean)
            .order_by(row.rank, row.key)
            .limit(1)
        )
        first = found.first()
        return Next(first.key, first.dirty) if first else None

    async def is_dirty(self, key: str) -> bool:
        """Whether a scope is still to be planned."""
        row = t.scope.c
        found = await self._connection.execute(
            sa.select(row.key).where(
                row.installation == self.installation, row.key == key, row.dirty > row.clean
            )
        )
        return found.first() is not None

    async def has_unplanned(self, parent: str) -> bool:
        """Whether a child was never planned yet: then its card is missing."""
        row = t.scope.c
        found = await self._connection.execute(
            sa.select(row.key).where(
                row.installation == self.installation,
                row.parent == parent,
                row.dirty > 0,
                row.clean == 0,
            )
        )
        return found.first() is not None

    async def next_wake(self) -> float | None:
        """The earliest instant at which something is due."""
        row = t.scope.c
        found = await self._connection.execute(
            sa.select(sa.func.min(row.wake)).where(row.installation == self.installation)
        )
        earliest: float | None = found.scalar()
        return earliest

    async def load(self, key: str) -> Loaded:
        """Facts, ledger and children's cards of a scope."""
        return Loaded(await self._facts(key), await self.said(key), await self._cards(key))

    async def scopes_with(self, kind: str) -> list[str]:
        """The scopes that have facts of a kind."""
        row = t.fact.c
        found = await self._connection.execute(
            sa.select(row.scope)
            .where(row.installation == self.installation, row.kind == kind)
            .distinct()
        )
        return list(found.scalars())

    async def _facts(self, key: str) -> Facts:
        row = t.fact.c
        found = await self._connection.execute(
            sa.select(row.kind, row.key, row.order, row.data, row.ambiguous).where(
                row.installation == self.installation, row.scope == key
            )
        )
        facts: dict[str, dict[str, Known]] = {}
        for kind, name, order, data, ambiguous in found:
            facts.setdefault(kind, {})[name] = Known(order, json.loads(data), ambiguous)
        return facts

    async def said(self, key: str) -> Ledger:
        """The ledger of a scope."""
        row = t.ledger.c
        found = await self._connection.execute(
            sa.select(t.ledger).where(row.installation == self.installation, row.scope == key)
        )
        return {line.key: _said(line) for line in found}

    async def _cards(self, key: str) -> Mapping[str, Data]:
        if scopes.parse(key).kind != "cohort":
            return {}
        row = t.scope.c
        found = await self._connection.execute(
            sa.select(row.key, row.card).where(
                row.installation == self.installation, row.parent == key, row.card.is_not(None)
            )
        )
        return {child: json.loads(card) for child, card in found}

    async def place(self, repository: int, thing: str) -> str | None:
        """The scope in which events about a thing of a repository belong."""
        row = t.place.c
        found = await self._connection.execute(
            sa.select(row.scope).where(
                row.installation == self.installation,
                row.repository == repository,
                row.thing == thing,
            )
        )
        return found.scalar()

    async def settled(self, scope: str, key: str) -> Said | None:
        """One row of the ledger, of any scope."""
        return (await self.said(scope)).get(key)

    async def put(self, scope: str, key: str, said: Said) -> None:
        """Write a row of the ledger."""
        values = {
            "kind": said.kind,
            "repository": said.repository,
            "ref": said.ref,
            "at": said.at,
            "hash": said.hash,
            "state": said.state,
            "parameters": pack(said.parameters),
            "status": said.status,
            "intent_at": said.intent_at,
            "target": said.target,
        }
        insert = self._db.insert(t.ledger).values(
            installation=self.installation, scope=scope, key=key, **values
        )
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["installation", "scope", "key"], set_=values
            )
        )

    async def keep(self, scope: str, key: str, said: Said) -> None:
        """An artefact is there, or is known to be gone: its place and pings with it."""
        await self.put(scope, key, said)
        await self.records.pings(scope, key, said.at, said.parameters.get("to", ()))
        if said.kind == "issue" and said.ref:
            await self.records.apply([Place(said.repository, f"#{said.ref}", scope)])

    async def intend(self, scope: str, key: str, said: Said) -> bool:
        """Write an intent where no row stands (or a refused one); False if our own webhook told
        meanwhile that the artefact is there."""
        standing = await self.settled(scope, key)
        if standing is not None and standing.status != "refused":
            return False
        await self.put(scope, key, said)
        return True

    async def doubt(self, scope: str, key: str) -> None:
        """Before an edit: what GitHub shows is unknown until the edit is confirmed."""
        row = t.ledger.c
        await self._connection.execute(
            sa.update(t.ledger)
            .where(row.installation == self.installation, row.scope == scope, row.key == key)
            .values(hash=UNKNOWN)
        )

    async def drop(self, scope: str, key: str) -> None:
        """An intent that came to nothing."""
        row = t.ledger.c
        await self._connection.execute(
            sa.delete(t.ledger).where(
                row.installation == self.installation,
                row.scope == scope,
                row.key == key,
                row.status == "intent",
            )
        )

    async def looked(self, scope: str, kinds: Iterable[tuple[str, str]]) -> None:
        """A tie was looked at: these facts, by (kind, key), are no longer ambiguous."""
        row = t.fact.c
        for kind, key in kinds:
            await self._connection.execute(
                sa.update(t.fact)
                .where(
                    row.installation == self.installation,
                    row.scope == scope,
                    row.kind == kind,
                    row.key == key,
                )
                .values(ambiguous=False)
            )

    async def clean(
        self, scope: Next, wake: float | None, card: Data | None, *, keep_card: bool = False
    ) -> bool:
        """The scope is planned up to the count that was read; True if its card changed."""
        row = t.scope.c
        where = (row.installation == self.installation, row.key == scope.key)
        old = (await self._connection.execute(sa.select(row.card).where(*where))).scalar()
        packed = old if keep_card else None if card is None else pack(card)
        await self._connection.execute(
            sa.update(t.scope)
            .where(*where)
            .values(clean=scope.dirty, wake=wake, card=packed, rank=scopes.rank(scope.key))
        )
        return packed != old

    async def wake_parent(self, key: str, at: float) -> None:
        """A changed card makes the parent due, but not at once: siblings change together."""
        parent = scopes.parent(key)
        if parent is None:
            return
        row = t.scope.c
        insert = self._db.insert(t.scope).values(
            installation=self.installation, key=parent, rank=scopes.rank(parent), wake=at
        )
        earliest = sa.case((row.wake < at, row.wake), else_=at)
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["installation", "key"], set_={"wake": earliest}
            )
        )

    async def there_in(self, repository: int) -> dict[tuple[str, str], Said]:
        """All artefacts that are kept as being in a repository, by scope and key."""
        row = t.ledger.c
        found = await self._connection.execute(
            sa.select(t.ledger).where(
                row.installation == self.installation,
                row.repository == repository,
                row.status == "there",
            )
        )
        return {(line.scope, line.key): _said(line) for line in found}

    async def swept_at(self, key: str) -> float | None:
        """When the scope was swept last; None where everything has to be read."""
        row = t.scope.c
        found = await self._connection.execute(
            sa.select(row.swept_at).where(row.installation == self.installation, row.key == key)
        )
        return found.scalar()

    async def swept(self, key: str, now: float | None) -> None:
        """The scope was swept; None: the next sweep reads everything."""
        row = t.scope.c
        await self._connection.execute(
            sa.update(t.scope)
            .where(row.installation == self.installation, row.key == key)
            .values(swept_at=now)
        )

    async def pings_of(self, people: Iterable[str], since: float) -> dict[str, list[float]]:
        """When each person was pinged since then, oldest first."""
        row = t.ping.c
        names = [person.lower() for person in people]
        found = await self._connection.execute(
            sa.select(row.person, row.at)
            .where(row.installation == self.installation, row.person.in_(names), row.at > since)
            .order_by(row.at)
        )
        pings: dict[str, list[float]] = {name: [] for name in names}
        for person, at in found:
            pings[person].append(at)
        return pings


def _said(line: Any) -> Said:
    return Said(
        line.kind,
        line.repository,
        line.ref,
        line.at,
        line.hash,
        line.state,
        json.loads(line.parameters),
        line.status,
        line.intent_at,
        line.target,
    )
