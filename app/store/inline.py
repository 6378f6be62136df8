"""SQLite in the thread that asks, without what makes SQLAlchemy's engine asynchronous.

For `simulate` and for tests, where nothing else goes on meanwhile. A history makes some 30,000
calls of SQLite. Handing each to another thread and back, or only to another greenlet, takes far
longer than the call. The statements, the transactions and their settings are the same; the
asynchronous engine is tested beside (tests/store, and all that runs on PostgreSQL).
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import sqlalchemy as sa

from app.store.database import Connection, Database, set_up_sqlite
from app.store.tables import metadata


class _Inline:
    """What is used of an asynchronous connection, done at once."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    async def execute(self, statement: sa.Executable, parameters: Any = None) -> Any:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: sa.Executable) -> Any:
        return self._connection.scalar(statement)


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
        self._connection: sa.Connection | None = None

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
        if self._connection is None:
            self._connection = self._inline.connect()
        driver = self._connection.connection.driver_connection
        assert driver is not None
        driver.execute(how)
        try:
            yield cast(Connection, _Inline(self._connection))
        except BaseException:
            driver.execute("ROLLBACK")
            raise
        driver.execute("COMMIT")

    def make_tables(self) -> None:
        """Make all tables as the code knows them: for a database that nobody keeps."""
        with self._begin("BEGIN IMMEDIATE"):
            assert self._connection is not None
            metadata.create_all(self._connection)

    async def close(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._inline.dispose()
        await super().close()
