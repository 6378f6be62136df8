"""Opening a database, and transactions on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Connection = AsyncConnection

Insert = Callable[[sa.Table], Any]
"""An insert that knows `on_conflict_do_update`, in the database's own dialect."""


class Database:
    """An engine for SQLite (WAL, synchronous FULL) or PostgreSQL."""

    def __init__(self, url: str, **options: Any) -> None:
        """`options` are those of SQLAlchemy's `create_async_engine`."""
        self.engine: AsyncEngine = create_async_engine(url, hide_parameters=True, **options)
        sqlite_ = self.engine.dialect.name == "sqlite"
        self.insert: Insert = sqlite.insert if sqlite_ else postgresql.insert
        if sqlite_:
            prepare_sqlite(self.engine.sync_engine)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction that writes. On SQLite it takes the write lock at once, so that it never
        fails half-way because somebody else wrote first."""
        async with self.engine.connect() as connection:
            await connection.execution_options(cairn_begin="BEGIN IMMEDIATE")
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """A transaction that only reads."""
        async with self.engine.connect() as connection, connection.begin():
            yield connection

    async def close(self) -> None:
        """Let go of all connections."""
        await self.engine.dispose()


def prepare_sqlite(engine: sa.Engine) -> None:
    """WAL, synchronous FULL, and transactions that begin as `Database` says."""
    sa.event.listen(engine, "connect", set_up_sqlite)
    sa.event.listen(engine, "begin", _sqlite_begin)


def set_up_sqlite(connection: Any, _record: object) -> None:
    """WAL and synchronous FULL, on a connection of the driver that was just made."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("cairn_begin", "BEGIN"))
