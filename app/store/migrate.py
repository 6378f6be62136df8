"""Bringing a database to the tables of this version, with Alembic."""

import asyncio
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from app.store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def config(url: str) -> Config:
    """Alembic's configuration; there is no ini file, because the URL is the only setting."""
    made = Config()
    made.set_main_option("script_location", str(_MIGRATIONS))
    made.attributes["url"] = url
    return made


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
    await asyncio.to_thread(command.upgrade, config(url), "head")
