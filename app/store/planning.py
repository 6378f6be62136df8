"""What the converger keeps: which scope is next, what is known of it, what was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from msgspec.json import decode

from app.model import scopes
from app.model.facts import Data, Facts, Known, Ledger, Place, Said
from app.model.rests import NOW, REST, concerning
from app.model.sight import Sight
from app.store import tables as t
from app.store.database import Connection, Database, Insert
from app.store.leases import Leases
from app.store.records import UNKNOWN, Records, pack
from app.store.statements import Statements, of, upsert


@dataclass(frozen=True, slots=True)
class Next:
    """A dirty scope, and the count up to which planning it now makes it clean."""

    key: str
    dirty: int
    new: bool = False
    """Whether it was never planned before."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """All rows of one scope."""

    facts: Facts
    ledger: Ledger
    cards: Mapping[str, Data]
    rests: Mapping[str, Known]
    sight: Sight
    above: "Loaded | None" = None
    """The rows of the parent, where they were asked for."""


class Planning:
    """The converger's view of the store, for one installation and transaction."""

    def __init__(self, database: Database, connection: Connection, installation: int) -> None:
        self.installation = installation
        self.records = Records(database, connection, installation)
        self.repositories = self.records.repositories
        self.leases = Leases(database, connection)
        self._insert = database.insert
        self._do = Statements(connection, installation)

    async def wake(self, now: float) -> None:
        """Make dirty whatever wanted to be looked at by now."""
        if (await self._do.run(_DUE, now=now)).first() is not None:
            await self._do.run(_WAKE, now=now)

    async def next_dirty(self, after: str = "") -> Next | None:
        """The scope to be planned next; of several that are as urgent, the one behind `after`, so
        that nobody's many changes keep the others waiting."""
        first = (await self._do.run(_NEXT_DIRTY, after=after)).first()
        return Next(first.key, first.dirty, first.clean == 0) if first else None

    async def is_dirty(self, key: str) -> bool:
        """Whether a scope is still to be planned."""
        return (await self._do.run(_IS_DIRTY, key=key)).first() is not None

    async def has_unplanned(self, parent: str) -> bool:
        """Whether a child, or a child's, is still to be planned: then its card is missing, or
        old."""
        return (await self._do.run(_UNPLANNED, parent=parent)).first() is not None

    async def next_wake(self) -> float | None:
        """The earliest instant at which something is due."""
        earliest: float | None = (await self._do.run(_NEXT_WAKE)).scalar()
        return earliest

    async def load(self, key: str, above: str | None = None, also: Iterable[str] = ()) -> Loaded:
        """Facts, ledger and children's cards of a scope, and who rests that matters to it; `above`:
        the facts and ledger of this parent as well; `also`: other scopes whose rests matter."""
        facts, said, cards = await self._facts(key), await self.said(key), await self._cards(key)
        sight = await self.repositories.sight()
        rests = await self.rests([*concerning(key), *also])
        loaded = Loaded(facts, said, cards, rests, sight)
        if above is None:
            return loaded
        parent = Loaded(await self._facts(above), await self.said(above), {}, {}, sight)
        return replace(loaded, above=parent)

    async def rests(self, keys: Iterable[str]) -> dict[str, Known]:
        """The newest rest of each of these scopes, where there was one."""
        found = await self._do.run(_RESTS, scopes=list(keys))
        return {line.scope: Known(line.order, decode(line.data)) for line in found}

    async def is_unheard(self, key: str) -> bool:
        """Whether in another scope a command is still to be planned, or what was said there is not
        read yet (a pull request's history, after a lost database)."""
        return (await self._do.run(_UNHEARD, key=key)).first() is not None

    async def scopes_with(self, kind: str) -> list[str]:
        """The scopes that have facts of a kind."""
        return list((await self._do.run(_SCOPES_WITH, kind=kind)).scalars())

    async def _facts(self, key: str) -> Facts:
        facts: dict[str, dict[str, Known]] = {}
        for kind, name, order, data, ambiguous in await self._do.run(_FACTS, scope=key):
            facts.setdefault(kind, {})[name] = Known(order, decode(data), ambiguous)
        return facts

    async def said(self, key: str) -> Ledger:
        """The ledger of a scope."""
        return {line.key: _said(line) for line in await self._do.run(_LEDGER, scope=key)}

    async def _cards(self, key: str) -> Mapping[str, Data]:
        """Those of the children; in a thread, those of its desk's rotas, which say who leads."""
        scope = scopes.parse(key)
        is_thread = scope.kind == scopes.THREAD
        if scope.kind not in ("cohort", "mentee", scopes.DESK) and not is_thread:
            return {}
        found = await self._do.run(_CARDS, parent=scopes.desk(scope.home) if is_thread else key)
        return {
            child: decode(card)
            for child, card in found
            if not is_thread or scopes.parse(child).kind == scopes.ROTA
        }

    async def place(self, repository: int, thing: str) -> str | None:
        """The scope in which events about a thing of a repository belong."""
        scope: str | None = (
            await self._do.run(_PLACE, repository=repository, thing=thing)
        ).scalar()
        return scope

    async def settled(self, scope: str, key: str) -> Said | None:
        """One row of the ledger, of any scope."""
        line = (await self._do.run(_LINE, scope=scope, key=key)).first()
        return _said(line) if line is not None else None

    async def put(self, scope: str, key: str, said: Said) -> None:
        """Write a row of the ledger."""
        row = {field.name: getattr(said, field.name) for field in fields(said)}
        row["parameters"] = pack(said.parameters)
        await self._do.put(_put(self._insert), {"scope": scope, "key": key, **row})

    async def fact(self, scope: str, kind: str, key: str) -> Data | None:
        """What one fact says, as it is by now."""
        packed = (await self._do.run(_FACT, scope=scope, kind=kind, key=key)).scalar()
        found: Data | None = decode(packed) if packed is not None else None
        return found

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
        await self._do.run(_DOUBT, scope=scope, key=key)

    async def drop(self, scope: str, key: str) -> None:
        """An intent that came to nothing."""
        await self._do.run(_DROP, scope=scope, key=key)

    async def looked(self, scope: str, kinds: Iterable[tuple[str, str]]) -> None:
        """A tie was looked at: these facts, by (kind, key), are no longer ambiguous."""
        for kind, key in kinds:
            await self._do.run(_LOOKED, scope=scope, kind=kind, key=key)

    async def clean(
        self, scope: Next, wake: float | None, card: Data | None, *, keep_card: bool = False
    ) -> bool:
        """The scope is planned up to the count that was read; True if its card changed."""
        old = (await self._do.run(_CARD, key=scope.key)).scalar()
        packed = old if keep_card else None if card is None else pack(card)
        rank = scopes.rank(scope.key)
        done = {"clean": scope.dirty, "wake": wake, "card": packed, "rank": rank}
        await self._do.run(_SCOPE, done, key=scope.key)
        return bool(packed != old)

    async def wake_parent(self, key: str, at: float) -> None:
        """A changed card makes the parent due, but not at once: siblings change together."""
        parent = scopes.parent(key)
        if parent is not None:
            above, rank = scopes.parent(parent), scopes.rank(parent)
            row = {"key": parent, "parent": above, "rank": rank, "wake": at}
            await self._do.put(_wake(self._insert), row)

    async def dirty_children(self, parent: str) -> None:
        """Whatever belongs to this scope, or to what does, has to be planned anew, also what the
        file has no longer."""
        await self._do.run(_CHILDREN, parent=parent)
        await self._do.run(_GRANDCHILDREN, parent=parent)

    async def dirty_all(self) -> None:
        """Every cohort, and what is in it, has to be planned anew: others may be shown now."""
        await self._do.run(_ALL_DIRTY)

    async def there_in(self, repository: int) -> dict[tuple[str, str], Said]:
        """All artefacts that are kept as being in a repository, by scope and key."""
        found = await self._do.run(_THERE, repository=repository)
        return {(line.scope, line.key): _said(line) for line in found}

    async def written_as(
        self, repository: int, kinds: Iterable[str], ref: int
    ) -> list[tuple[str, str]]:
        """Scope and key of what is, or was, at this place of GitHub's; `ref` as in the ledger."""
        found = await self._do.run(_WRITTEN_AS, repository=repository, kinds=list(kinds), ref=ref)
        return [(line.scope, line.key) for line in found]

    async def swept_at(self, key: str) -> float | None:
        """When the scope was swept last; None where everything has to be read."""
        at: float | None = (await self._do.run(_SWEPT_AT, key=key)).scalar()
        return at

    async def swept(self, key: str, now: float | None) -> None:
        """The scope was swept; None: the next sweep reads everything."""
        await self._do.run(_SCOPE, {"swept_at": now}, key=key)

    async def pings_of(self, people: Iterable[str], since: float) -> dict[str, list[float]]:
        """When each person was pinged since then, oldest first."""
        names = [person.lower() for person in people]
        pings: dict[str, list[float]] = {name: [] for name in names}
        for person, at in await self._do.run(_PINGS, people=names, since=since):
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
        decode(line.parameters),
        line.status,
        line.intent_at,
        line.target,
    )


# ---- statements ----------------------------------------------------------------------------------

_scope, _ledger = t.scope.c, t.ledger.c

_DUE = sa.select(_scope.key).where(of(t.scope), _scope.wake <= sa.bindparam("of_now")).limit(1)
_WAKE = (
    sa.update(t.scope)
    .where(of(t.scope), _scope.wake <= sa.bindparam("of_now"))
    .values(dirty=_scope.dirty + 1, wake=None)
)
_NEXT_DIRTY = (
    sa.select(_scope.key, _scope.dirty, _scope.clean)
    .where(of(t.scope), _scope.dirty > _scope.clean)
    .order_by(_scope.rank, _scope.key <= sa.bindparam("of_after"), _scope.key)
    .limit(1)
)
_IS_DIRTY = sa.select(_scope.key).where(of(t.scope, "key"), _scope.dirty > _scope.clean)
_UNHEARD = (
    sa.select(_scope.key)
    .where(of(t.scope), _scope.dirty > _scope.clean, _scope.rank <= scopes.PULL_RANK)
    .where(sa.or_(_scope.rank <= scopes.COMMAND_RANK, _scope.clean == 0))
    .where(_scope.key != sa.bindparam("of_key"))
    .limit(1)
)
_NEXT_WAKE = sa.select(sa.func.min(_scope.wake)).where(of(t.scope))
_CARD = sa.select(_scope.card).where(of(t.scope, "key"))
_CARDS = sa.select(_scope.key, _scope.card).where(of(t.scope, "parent"), _scope.card.is_not(None))
_CHILDREN = sa.update(t.scope).where(of(t.scope, "parent")).values(dirty=_scope.dirty + 1)
_ALL_DIRTY = (
    sa.update(t.scope)
    .where(of(t.scope), _scope.rank >= scopes.KINDS["cohort"].rank)
    .values(dirty=_scope.dirty + 1)
)
_child = t.scope.alias("child")
_of_a_child = _scope.parent.in_(sa.select(_child.c.key).where(of(_child, "parent")))
_GRANDCHILDREN = sa.update(t.scope).where(of(t.scope), _of_a_child).values(dirty=_scope.dirty + 1)
_unplanned = _scope.dirty > _scope.clean
_UNPLANNED = sa.union_all(
    sa.select(_scope.key).where(of(t.scope, "parent"), _unplanned),
    sa.select(_scope.key).where(of(t.scope), _of_a_child, _unplanned),
)
_SWEPT_AT = sa.select(_scope.swept_at).where(of(t.scope, "key"))
_SCOPE = sa.update(t.scope).where(of(t.scope, "key"))

_SCOPES_WITH = sa.select(t.fact.c.scope).where(of(t.fact, "kind")).distinct()
_FACTS = sa.select(
    t.fact.c.kind, t.fact.c.key, t.fact.c.order, t.fact.c.data, t.fact.c.ambiguous
).where(of(t.fact, "scope"))
_RESTS = sa.select(t.fact.c.scope, t.fact.c.order, t.fact.c.data).where(
    of(t.fact),
    t.fact.c.scope.in_(sa.bindparam("of_scopes", expanding=True)),
    t.fact.c.kind == REST,
    t.fact.c.key == NOW,
)
_FACT = sa.select(t.fact.c.data).where(of(t.fact, "scope", "kind", "key"))
_LOOKED = sa.update(t.fact).where(of(t.fact, "scope", "kind", "key")).values(ambiguous=False)

_LEDGER = sa.select(t.ledger).where(of(t.ledger, "scope"))
_LINE = sa.select(t.ledger).where(of(t.ledger, "scope", "key"))
_THERE = sa.select(t.ledger).where(of(t.ledger, "repository"), _ledger.status == "there")
_WRITTEN_AS = (
    sa.select(_ledger.scope, _ledger.key)
    .where(of(t.ledger, "repository", "ref"))
    .where(_ledger.kind.in_(sa.bindparam("of_kinds", expanding=True)))
)
_DOUBT = sa.update(t.ledger).where(of(t.ledger, "scope", "key")).values(hash=UNKNOWN)
_DROP = sa.delete(t.ledger).where(of(t.ledger, "scope", "key"), _ledger.status == "intent")

_PLACE = sa.select(t.place.c.scope).where(of(t.place, "repository", "thing"))
_PINGS = (
    sa.select(t.ping.c.person, t.ping.c.at)
    .where(of(t.ping), t.ping.c.person.in_(sa.bindparam("of_people", expanding=True)))
    .where(t.ping.c.at > sa.bindparam("of_since"))
    .order_by(t.ping.c.at)
)


@cache
def _put(insert: Insert) -> Any:
    statement = insert(t.ledger)
    new = {column.name: column for column in statement.excluded}
    return upsert(statement, {field.name: new[field.name] for field in fields(Said)})


@cache
def _wake(insert: Insert) -> Any:
    statement = insert(t.scope)
    new = statement.excluded.wake
    return upsert(statement, {"wake": sa.case((_scope.wake < new, _scope.wake), else_=new)})
