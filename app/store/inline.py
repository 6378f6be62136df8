"""SQLite in the thread that asks, without what makes SQLAlchemy's engine asynchronous.

For `simulate` and for tests, where nothing else goes on meanwhile. A history makes some 30,000
calls of SQLite. Handing each to another thread and back, or only to another greenlet, takes far
longer than the call; so does SQLAlchemy's own way from a statement to the driver (see
`app.store.prepared`). The statements, the transactions and their settings are the same; the
asynchronous engine is tested beside (tests/store, and all that runs on PostgreSQL).
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import sqlalchemy as sa

from app.store.database import Connection, Database, set_up_sqlite
from app.store.prepared import Parameters, prepared
from app.store.tables import metadata


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


IN_MEMORY = "sqlite+aiosqlite://"


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

    def make_tables(self) -> None:
        """Make all tables as the code knows them: for a database that nobody keeps."""
        with self._inline.connect() as connection:
            metadata.create_all(connection)

    async def close(self) -> None:
        """Let go of it."""
        if self._pooled is not None:
            self._pooled.close()
            self._pooled = None
        self._inline.dispose()
        await super().close()
