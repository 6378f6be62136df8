"""Keeping deliveries before they are acknowledged: many in one transaction, one fsync for all.

This is the one place that does not go through the asynchronous engine: there a group would change
threads four times, and each row would be bound by SQLAlchemy. Measured in
docs/decisions/002-acknowledging.md.
"""

import sqlite3
import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Database
from app.store.deliveries import Delivery

BUSY_WAIT = 0.001
BUSY_TRIES = 10_000
"""Look every millisecond whether SQLite's write lock is free, for ten seconds: GitHub waits no
longer. SQLite's own wait grows to a tenth of a second, and whoever looks more often goes first."""

_KEPT = ("installation", "id", "sha", "event", "body", "received_at")


class Keeper:
    """A connection of its own to the database, for use in a thread; one group at a time."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url
        if url.get_backend_name() == "sqlite":
            url = url.set(drivername="sqlite")
            self._engine = sa.create_engine(url, pool_size=1, paramstyle="named")
            sa.event.listen(self._engine, "connect", _sqlite_settings)
            sa.event.listen(self._engine, "begin", _sqlite_begin)
        else:
            self._engine = sa.create_engine(url, pool_size=1, pool_pre_ping=True)
        insert = database.insert(t.delivery).on_conflict_do_nothing()
        self._sql = str(insert.compile(self._engine, column_keys=_KEPT))
        sa.event.listen(database.engine.sync_engine, "engine_disposed", self._close)

    def keep(self, deliveries: Sequence[Delivery]) -> None:
        """Keep them all, or none; those that are there already change nothing.

        Blocks until they are on the disk. Raises SQLAlchemyError if they cannot be kept.
        """
        with self._engine.begin() as connection:
            connection.exec_driver_sql(self._sql, [_row(each) for each in deliveries])

    def _close(self, _engine: sa.Engine) -> None:
        self._engine.dispose()


def _row(delivery: Delivery) -> dict[str, Any]:
    return {name: getattr(delivery, name) for name in _KEPT}


def _sqlite_settings(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=0"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: sa.Connection) -> None:
    for left in reversed(range(BUSY_TRIES)):
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except sa.exc.OperationalError as error:
            if left == 0 or not _is_busy(error.orig):
                raise
            time.sleep(BUSY_WAIT)
        else:
            return


def _is_busy(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.Error) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY
