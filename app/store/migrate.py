"""Bringing a database to the tables of this version, with Alembic.

It is imported only where it works: a server that runs for months needs it for a second.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import sqlalchemy as sa

from app.store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


async def is_made(database: Database) -> bool:
    """Whether there are tables of Cairn's. A SQLite file that is missing is not made for it."""
    if _is_missing(database.engine.url):
        return False
    async with database.engine.connect() as connection:
        return await connection.run_sync(lambda sync: sa.inspect(sync).has_table("delivery"))


def _is_missing(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


async def migrate(url: str) -> None:
    """Upgrade to the newest version; does nothing where that is there already."""
    await asyncio.to_thread(_upgrade, url)


async def migrate_apart(url: str) -> None:
    """The same in a process that then ends, and takes Alembic's 8 MB with it (promise 10)."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as processes:
        await asyncio.get_running_loop().run_in_executor(processes, _upgrade, url)


def _upgrade(url: str) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()  # there is no ini file, because the URL is the only setting
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")
