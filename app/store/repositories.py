"""Installations and their repositories: numeric ids are the truth, names change."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from app.model.events import Repository
from app.store import tables as t
from app.store.database import Connection, Database


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
        self._db = database
        self._connection = connection
        self._installation = installation

    async def install(self, account: str, active: bool) -> None:
        """The App is (or is no longer) at work for an account."""
        insert = self._db.insert(t.installation).values(
            id=self._installation, account=account, active=active
        )
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["id"], set_={"account": account, "active": active}
            )
        )

    async def active(self) -> bool:
        """Whether the App is at work here."""
        row = t.installation.c
        found = await self._connection.execute(
            sa.select(row.active).where(row.id == self._installation)
        )
        return bool(found.scalar())

    async def reading(self) -> int:
        """How often a programme's files were found changed."""
        row = t.installation.c
        found = await self._connection.execute(
            sa.select(row.reading).where(row.id == self._installation)
        )
        return int(found.scalar() or 0)

    async def read_anew(self) -> None:
        """A programme's files were found changed."""
        row = t.installation.c
        await self._connection.execute(
            sa.update(t.installation)
            .where(row.id == self._installation)
            .values(reading=row.reading + 1)
        )

    async def put(self, repositories: Iterable[Repository]) -> None:
        """These repositories are within reach, under these names."""
        for repository in repositories:
            values = {"name": repository.full_name, "private": repository.private}
            insert = self._db.insert(t.repository).values(
                installation=self._installation, id=repository.id, **values
            )
            await self._connection.execute(
                insert.on_conflict_do_update(index_elements=["installation", "id"], set_=values)
            )

    async def remove(self, ids: Iterable[int]) -> None:
        """These are out of reach."""
        row = t.repository.c
        await self._connection.execute(
            sa.delete(t.repository).where(
                row.installation == self._installation, row.id.in_(list(ids))
            )
        )

    async def problem(self, id: int, problem: str | None) -> None:
        """Remember what an organiser has to mend, for the status page and command."""
        row = t.repository.c
        await self._connection.execute(
            sa.update(t.repository)
            .where(row.installation == self._installation, row.id == id)
            .values(problem=problem)
        )

    async def all(self) -> list[Repo]:
        """Every repository of the installation."""
        row = t.repository.c
        found = await self._connection.execute(
            sa.select(row.id, row.name, row.private, row.problem)
            .where(row.installation == self._installation)
            .order_by(row.id)
        )
        return [Repo(*line) for line in found]

    async def named(self, name: str) -> Repo | None:
        """The repository with this full name, whatever its capitals."""
        row = t.repository.c
        return await self._one(sa.func.lower(row.name) == name.lower())

    async def by_id(self, id: int) -> Repo | None:
        """The repository with this numeric id."""
        return await self._one(t.repository.c.id == id)

    async def _one(self, where: sa.ColumnElement[bool]) -> Repo | None:
        row = t.repository.c
        found = await self._connection.execute(
            sa.select(row.id, row.name, row.private, row.problem).where(
                row.installation == self._installation, where
            )
        )
        line = found.first()
        return Repo(*line) if line else None


async def installations(connection: Connection, *, active: bool = True) -> list[int]:
    """The ids of all installations at work (or not)."""
    row = t.installation.c
    found = await connection.execute(
        sa.select(row.id).where(row.active.is_(active)).order_by(row.id)
    )
    return list(found.scalars())
