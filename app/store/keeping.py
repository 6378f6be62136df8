"""Keeping deliveries before they are acknowledged: many in one transaction, one fsync for all.

The one place that goes past SQLAlchemy's asynchronous engine, and binds rows by itself: a group
would change threads four times, and each row would cost three times as much. The figures are in
docs/decisions/002-acknowledging.md.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Database
from app.store.deliveries import Delivery

BUSY_WAIT = 0.001
BUSY_TRIES = 8_000
"""Look every millisecond whether SQLite's write lock is free, for eight seconds: GitHub waits ten.
SQLite's own wait grows to a tenth of a second, and who looks more often goes first."""

KEPT = ("installation", "id", "sha", "event", "body", "received_at")
_row = attrgetter(*KEPT)


class Keeper:
    """A connection of its own to the database, for use in a thread; one group at a time."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url
        self._sqlite = url.get_backend_name() == "sqlite"
        if self._sqlite:
            url = url.set(drivername="sqlite")
            self._engine = sa.create_engine(url, pool_size=1)
            sa.event.listen(self._engine, "connect", _sqlite_settings)
        else:
            self._engine = sa.create_engine(
                url, pool_size=1, pool_pre_ping=True, paramstyle="format"
            )
        insert = database.insert(t.delivery).on_conflict_do_nothing().inline()
        self._sql = str(insert.compile(self._engine, column_keys=KEPT))
        sa.event.listen(database.engine.sync_engine, "engine_disposed", self._close)

    def keep(self, deliveries: Sequence[Delivery]) -> None:
        """Keep them all, or none; those that are there already change nothing.

        Blocks until they are on the disk. Raises the driver's error if they cannot be kept.
        """
        with self.transaction() as cursor:
            cursor.executemany(self._sql, [_row(each) for each in deliveries])

    async def keep_in_a_thread(self, deliveries: Sequence[Delivery]) -> None:
        """The event loop goes on meanwhile."""
        await asyncio.to_thread(self.keep, deliveries)

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """A transaction that writes, as the driver's cursor; committed at the end, or undone."""
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            if self._sqlite:
                _begin(cursor)
            yield cursor
            connection.commit()
        finally:
            connection.close()  # back to the pool, which rolls back what is not committed

    def _close(self, _engine: sa.Engine) -> None:
        self._engine.dispose()


def _sqlite_settings(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=0"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(cursor: Any) -> None:
    for left in reversed(range(BUSY_TRIES)):
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if left == 0 or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(BUSY_WAIT)
        else:
            return
