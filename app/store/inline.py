"""SQLite in the thread that asks, without what makes SQLAlchemy's engine asynchronous.

For `simulate`, the demo and tests, where nobody waits for it meanwhile. A history makes some 30,000
calls of SQLite. Handing each to another thread and back, or only to another greenlet, takes far
longer than the call; so does SQLAlchemy's own way from a statement to the driver (see
`app.store.prepared`). The statements, the transactions and their settings are the same; the
asynchronous engine is tested beside (tests/store, and all that runs on PostgreSQL).
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Connection, Database, set_up_sqlite
from app.store.deliveries import Delivery
from app.store.keeping import KEPT
from app.store.prepared import Parameters, prepared


class _Inline:
    """What is used of an asynchronous connection, done at once."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._cursor = driver.cursor()

    async def execute(self, statement: sa.Executable, parameters: Any = None) -> Any:
        if isinstance(parameters, list):
            return [prepared(statement, row).run(self._cursor, row) for row in parameters]
        given: Parameters = parameters or {}
        return prepared(statement, given).run(self._cursor, given)

    async def scalar(self, statement: sa.Executable) -> Any:
        return (await self.execute(statement)).scalar()


class InlineDatabase(Database):
    """A SQLite database on one connection: in a file that is there already, or in memory.

    Transactions begin and end by plain statements. SQLAlchemy's own cost as much as two more
    queries each, and a listener for their beginning makes every query slower.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._inline = sa.create_engine(
            sa.make_url(url).set(drivername="sqlite"), isolation_level="AUTOCOMMIT"
        )
        sa.event.listen(self._inline, "connect", set_up_sqlite)
        self._pooled: sa.PoolProxiedConnection | None = None
        self._keeping = self.insert(t.delivery).on_conflict_do_nothing()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction that writes."""
        with self._begin("BEGIN IMMEDIATE") as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """A transaction that only reads."""
        with self._begin("BEGIN") as connection:
            yield connection

    @contextmanager
    def _begin(self, how: str) -> Iterator[Connection]:
        if self._pooled is None:
            self._pooled = self._inline.raw_connection()
        driver = cast(sqlite3.Connection, self._pooled.driver_connection)
        driver.execute(how)
        try:
            yield cast(Connection, _Inline(driver))
        except BaseException:
            driver.execute("ROLLBACK")
            raise
        driver.execute("COMMIT")

    async def keep(self, group: Sequence[Delivery]) -> None:
        """Keep deliveries: a database in memory has no second connection for `Keeper`."""
        rows = [{name: getattr(each, name) for name in KEPT} for each in group]
        async with self.write() as connection:
            await connection.execute(self._keeping, rows)

    def make_tables(self) -> None:
        """Make all tables as the code knows them: for a database that nobody keeps."""
        with self._inline.connect() as connection:
            t.metadata.create_all(connection)

    async def close(self) -> None:
        """Let go of it."""
        if self._pooled is not None:
            self._pooled.close()
            self._pooled = None
        self._inline.dispose()
        await super().close()


@asynccontextmanager
async def in_memory() -> AsyncIterator[InlineDatabase]:
    """A database with all its tables that is gone at the end."""
    database = InlineDatabase("sqlite+aiosqlite://")
    try:
        database.make_tables()
        yield database
    finally:
        await database.close()
