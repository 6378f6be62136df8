"""Rules of the core that no history notices when they are broken (docs/decisions/001)."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.store import tables as t
from tests.harness.oracle import fork, prepare
from tests.harness.people import programme
from tests.histories import play_to
from tests.world import HOME, World, opened, sqlite_copy

DAY = 86400.0


async def _pings(world: World) -> list[tuple[str, str]]:
    async with world.database.read() as connection:
        found = await connection.execute(sa.select(t.ping.c.person, t.ping.c.key))
        return sorted((person, key) for person, key in found)


async def test_after_a_lost_database_pings_still_count(tmp_path: Path) -> None:
    """Rule 10: the table of pings is filled from what is there."""
    text = programme().encode()
    async with opened(await sqlite_copy(tmp_path), programme=text) as world:
        await world.start()
        await play_to(world, world.clock.now + 8 * DAY)
        kept = await _pings(world)
        rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
        try:
            await rebuilt.cairn.settle()
            assert await _pings(rebuilt) == kept
            assert any(key.startswith("nudge:") for _, key in kept)
        finally:
            await rebuilt.close()


@pytest.mark.parametrize(
    ("editor", "taken_back", "stays"), [("maya", "chat", "task"), ("alice", "task", "chat")]
)
async def test_after_a_lost_database_undo_takes_back_ones_own_line(
    editor: str, taken_back: str, stays: str, tmp_path: Path
) -> None:
    """Rule 4: the marker remembers whose line it was; the edited comment does not tell."""
    text = programme().encode()
    async with opened(await sqlite_copy(tmp_path), programme=text) as world:
        await world.start()
        issue = world.issue_of("maya")
        mine = world.person("maya").comment(HOME, issue.number, "/mentor done task")
        await world.cairn.settle()
        world.person(editor).edit_comment(mine.id, f"{mine.body}\n/mentor done chat")
        await world.cairn.settle()
        rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
        try:
            await rebuilt.cairn.settle()
            rebuilt.person("maya").comment(HOME, issue.number, "/mentor undo")
            await rebuilt.cairn.settle()
            body = rebuilt.issue_of("maya").body or ""
            assert f"- [ ] **{taken_back}**" in body
            assert f"- [x] **{stays}**" in body
        finally:
            await rebuilt.close()


async def test_a_list_carried_to_another_comment_is_not_ours(tmp_path: Path) -> None:
    """Rule 11: in a person's own comment the signature covers where the comment is."""
    text = programme().encode()
    async with opened(await sqlite_copy(tmp_path), programme=text) as world:
        prepare(world)
        await world.start()
        issue = world.issue_of("maya")
        mine = world.person("maya").comment(HOME, issue.number, "/mentor checklist")
        await world.cairn.settle()
        assert "cairn:end" in mine.body
        copied = world.person("zoe").comment(HOME, issue.number, f"Mine now\n{mine.body}")
        world.person("zoe").tick_comment(copied.id, "chat")
        await world.cairn.settle()
        assert "- [ ] **chat**" in (issue.body or "")
