"""What Cairn's database holds, read beside the running Cairn: an ack that kept nothing is none."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Database


@dataclass(frozen=True)
class Kept:
    """Deliveries kept, those of them that are not facts yet, and scopes that wait for a plan."""

    deliveries: int
    waiting: int
    dirty: int


def count(url: str) -> Kept:
    """Count now. `url` is SQLAlchemy's, with an asynchronous driver."""
    return asyncio.run(_count(url))


async def _count(url: str) -> Kept:
    queries = (
        sa.select(t.delivery),
        sa.select(t.delivery).where(t.delivery.c.status == "waiting"),
        sa.select(t.scope).where(t.scope.c.dirty > t.scope.c.clean),
    )
    database = Database(url)
    try:
        async with database.read() as connection:
            numbers = [
                (await connection.execute(sa.select(sa.func.count()).select_from(q.subquery())))
                for q in queries
            ]
            return Kept(*(number.scalar_one() for number in numbers))
    finally:
        await database.close()


def wait(url: str, until: Callable[[Kept], bool], seconds: float = 120) -> bool:
    """Whether it came to that within so many seconds."""
    end = time.monotonic() + seconds
    while not until(count(url)):
        if time.monotonic() > end:
            return False
        time.sleep(1)
    return True
