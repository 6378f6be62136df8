"""Installations and their repositories: numeric ids are the truth, names change."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.model.sight import Sight
from app.model.things import Repository
from app.store import tables as t
from app.store.database import Connection, Database, Insert
from app.store.statements import Statements, of, upsert


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository of an installation. `problem` is what an organiser has to mend there."""

    id: int
    name: str
    private: bool
    problem: str | None = None


class Repositories:
    """Installations and repositories, in the transaction of `connection`."""

    def __init__(self, database: Database, connection: Connection, installation: int) -> None:
        self._insert = database.insert
        self._connection = connection
        self._installation = installation
        self._do = Statements(connection, installation)

    async def install(self, account: str, active: bool) -> None:
        """The App is (or is no longer) at work for an account."""
        row = {"id": self._installation, "account": account, "active": active}
        await self._connection.execute(_install(self._insert), row)

    async def active(self) -> bool:
        """Whether the App is at work here."""
        return bool((await self._do.run(_ACTIVE)).scalar())

    async def reading(self) -> int:
        """How often a programme's files were found changed."""
        return int((await self._do.run(_READING)).scalar() or 0)

    async def changes(self) -> tuple[int, int]:
        """How often a programme's files were found changed, and how often people have changed
        something on their pages."""
        line = (await self._do.run(_CHANGES)).first()
        return (line.reading, line.settings) if line is not None else (0, 0)

    async def read_anew(self) -> None:
        """A programme's files were found changed."""
        await self._do.run(_READ_ANEW)

    async def put(self, repositories: Iterable[Repository]) -> None:
        """These repositories are within reach, under these names."""
        for repository in repositories:
            row = {
                "id": repository.id,
                "name": repository.full_name,
                "private": repository.private,
            }
            await self._do.put(_put(self._insert), row)

    async def remove(self, ids: Iterable[int]) -> None:
        """These are out of reach."""
        await self._do.run(_REMOVE, ids=list(ids))

    async def problem(self, id: int, problem: str | None) -> None:
        """Remember what an organiser has to mend, for the status page and command."""
        await self._do.run(_PROBLEM, {"problem": problem}, id=id)

    async def all(self) -> list[Repo]:
        """Every repository of the installation."""
        return [Repo(*line) for line in await self._do.run(_ALL)]

    async def sight(self) -> Sight:
        """What may be shown where."""
        rows = await self.all()
        return Sight({it.name.lower(): it.id for it in rows}, {it.id: it.private for it in rows})

    async def named(self, name: str) -> Repo | None:
        """The repository with this full name, whatever its capitals."""
        line = (await self._do.run(_NAMED, name=name.lower())).first()
        return Repo(*line) if line else None

    async def by_id(self, id: int) -> Repo | None:
        """The repository with this numeric id."""
        line = (await self._do.run(_BY_ID, id=id)).first()
        return Repo(*line) if line else None


async def installations(connection: Connection, *, active: bool = True) -> list[int]:
    """The ids of all installations at work (or not)."""
    row = t.installation.c
    found = await connection.execute(
        sa.select(row.id).where(row.active.is_(active)).order_by(row.id)
    )
    return list(found.scalars())


# ---- statements ----------------------------------------------------------------------------------

_here = t.installation.c.id == sa.bindparam("of_installation")
_ACTIVE = sa.select(t.installation.c.active).where(_here)
_READING = sa.select(t.installation.c.reading).where(_here)
_CHANGES = sa.select(t.installation.c.reading, t.installation.c.settings).where(_here)
_READ_ANEW = sa.update(t.installation).where(_here).values(reading=t.installation.c.reading + 1)

_row = t.repository.c
_ALL = (
    sa.select(_row.id, _row.name, _row.private, _row.problem)
    .where(of(t.repository))
    .order_by(_row.id)
)
_NAMED = _ALL.where(sa.func.lower(_row.name) == sa.bindparam("of_name"))
_BY_ID = _ALL.where(_row.id == sa.bindparam("of_id"))
_PROBLEM = sa.update(t.repository).where(of(t.repository, "id"))
_REMOVE = sa.delete(t.repository).where(
    of(t.repository), _row.id.in_(sa.bindparam("of_ids", expanding=True))
)


@cache
def _install(insert: Insert) -> Any:
    statement = insert(t.installation)
    new = statement.excluded
    return upsert(statement, {"account": new.account, "active": new.active})


@cache
def _put(insert: Insert) -> Any:
    statement = insert(t.repository)
    new = statement.excluded
    return upsert(statement, {"name": new.name, "private": new.private})
