"""Bringing a database to the tables of this version, with Alembic."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"


def config(url: str) -> Config:
    """Alembic's configuration; there is no ini file, because the URL is the only setting."""
    made = Config()
    made.set_main_option("script_location", str(_MIGRATIONS))
    made.attributes["url"] = url
    return made


async def migrate(url: str) -> None:
    """Upgrade to the newest version; does nothing where that is there already."""
    await asyncio.to_thread(command.upgrade, config(url), "head")
