"""What people set on their pages, sealed: this module never sees what is in it."""

import secrets
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Connection, Database, Insert
from app.store.statements import upsert

AT_ONCE = 1000
"""People in one statement: databases take a few ten thousand parameters."""


class Row(NamedTuple):
    """One sealed thing of a person's, by GitHub's numeric id."""

    person: int
    name: str
    sealed: str


class PrivateRows:
    """The rows of all people, in the transaction of `connection`."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._insert = database.insert
        self._connection = connection

    async def put(self, row: Row) -> None:
        """Keep a row in place of the one with its name; all processes will notice."""
        edition = secrets.randbits(62)
        await self._connection.execute(_put(self._insert), {**row._asdict(), "edition": edition})
        await self._connection.execute(_NOTICED)

    async def forget(self, person: int) -> None:
        """Delete all of a person's rows; all processes will notice."""
        await self._connection.execute(_FORGET, {"of_person": person})
        await self._connection.execute(_NOTICED)

    async def of(self, person: int) -> list[Row]:
        """All of a person's rows."""
        return [Row(*line) for line in await self._connection.execute(_OF, {"of_person": person})]

    async def editions(self, name: str) -> Mapping[int, int]:
        """Who has a row of this name, and which edition."""
        found = await self._connection.execute(_EDITIONS, {"of_name": name})
        return {line.person: line.edition for line in found}

    async def named(self, name: str, people: Collection[int]) -> list[Row]:
        """The rows of this name of these people."""
        all_ = list(people)
        found: list[Row] = []
        for start in range(0, len(all_), AT_ONCE):
            given = {"of_name": name, "of_people": all_[start : start + AT_ONCE]}
            found += [Row(*line) for line in await self._connection.execute(_NAMED, given)]
        return found


_row = t.private.c
_ALL = sa.select(_row.person, _row.name, _row.sealed)
_OF = _ALL.where(_row.person == sa.bindparam("of_person")).order_by(_row.name)
_NAMED = _ALL.where(
    _row.name == sa.bindparam("of_name"),
    _row.person.in_(sa.bindparam("of_people", expanding=True)),
)
_EDITIONS = sa.select(_row.person, _row.edition).where(_row.name == sa.bindparam("of_name"))
_FORGET = sa.delete(t.private).where(_row.person == sa.bindparam("of_person"))
_NOTICED = sa.update(t.installation).values(settings=t.installation.c.settings + 1)


@cache
def _put(insert: Insert) -> Any:
    statement = insert(t.private)
    new = statement.excluded
    return upsert(statement, {"edition": new.edition, "sealed": new.sealed})
