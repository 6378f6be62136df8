"""SQLite in the thread of the test: the same driver, without its thread.

A history makes some 50,000 calls of SQLite; handing each to another thread takes ten times as long
as the call. Everything above the driver is the same.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite


class InlineConnection(aiosqlite.Connection):
    """A connection whose calls are done at once."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)


def connect(path: str) -> InlineConnection:
    """A connection to a file, to be awaited."""
    # Opened in the driver's thread, then used in this one only.
    return InlineConnection(lambda: sqlite3.connect(path, check_same_thread=False), 64)
