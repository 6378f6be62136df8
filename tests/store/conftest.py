"""An empty store on each kind of database."""

from collections.abc import AsyncIterator

import pytest

from app.store.database import Database
from app.store.migrate import migrate


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await migrate(database_url)
    database = Database(database_url)
    yield database
    await database.close()
