"""Worlds whose every request, webhook and text is judged at the end of the test."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest

from app.store.migrate import migrate
from tests.behaviour.judge import judge
from tests.world import STARTS, World, opened, sqlite_copy


class Enter(Protocol):
    """Open a world with this programme file, at this instant, and let Cairn settle in it."""

    async def __call__(
        self, programme: bytes | None = None, *, at: float = STARTS, start: bool = True
    ) -> World: ...


async def _entering(url: str) -> AsyncIterator[Enter]:
    async with AsyncExitStack() as stack:

        async def enter(
            programme: bytes | None = None, *, at: float = STARTS, start: bool = True
        ) -> World:
            world = await stack.enter_async_context(opened(url, at=at, programme=programme))
            stack.callback(judge, world)
            if start:
                await world.start()
            return world

        yield enter


@pytest.fixture
async def enter(tmp_path: Path) -> AsyncIterator[Enter]:
    """One world on SQLite."""
    async for each in _entering(await sqlite_copy(tmp_path)):
        yield each


@pytest.fixture
async def enter_on_both(database_url: str) -> AsyncIterator[Enter]:
    """One world; the test runs once on each kind of database."""
    await migrate(database_url)
    async for each in _entering(database_url):
        yield each
