"""Statements that are made once and run with parameters.

SQLAlchemy takes ten times as long to put a statement together as to run it, and a step of the
converger runs a dozen. Parameters of a `where` are named `of_…`: in an update, the bare names of
columns stand for what is set.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.store.database import Connection

Row = Mapping[str, Any]


def of(table: sa.FromClause, *names: str) -> sa.ColumnElement[bool]:
    """Rows of the installation in which these columns are as given."""
    columns = [table.c[name] for name in ("installation", *names)]
    return sa.and_(*(column == sa.bindparam(f"of_{column.name}") for column in columns))


def upsert(insert: Any, set_: Row, where: sa.ColumnElement[bool] | None = None) -> Any:
    """The insert; where there is such a row already, `set_` it, if `where`."""
    key = [column.name for column in insert.table.primary_key]
    made = insert.on_conflict_do_update(index_elements=key, set_=set_, where=where)
    # SQLAlchemy keeps the driver's count for inserts only on request; else it says -1.
    return made.execution_options(preserve_rowcount=True)


class Statements:
    """Runs statements for one installation, in the transaction of `connection`."""

    def __init__(self, connection: Connection, installation: int) -> None:
        self._connection = connection
        self._installation = installation

    async def run(self, statement: Any, set_: Row | None = None, /, **of: Any) -> Any:
        """Its result; `set_` is what an update sets beyond what it says itself."""
        given = {f"of_{name}": value for name, value in of.items()}
        return await self._connection.execute(
            statement, {"of_installation": self._installation, **given, **(set_ or {})}
        )

    async def put(self, insert: Any, row: Row) -> int:
        """Insert a row; how many rows came or changed."""
        result = await self._connection.execute(insert, {"installation": self._installation, **row})
        return int(result.rowcount)

    async def count(self, statement: Any, /, **of: Any) -> int:
        """How many rows it changed."""
        return int((await self.run(statement, **of)).rowcount)
