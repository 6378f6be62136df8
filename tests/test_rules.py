"""Rules of the core, where a broken one could go unnoticed by histories (docs/decisions/001)."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.settle import FIRST_LOOK
from app.store import tables as t
from tests.behaviour.faults import Trouble, posts
from tests.harness.oracle import fork, prepare
from tests.harness.people import Version, programme
from tests.harness.stage import ENGINE
from tests.histories import play_to
from tests.world import HOME, World, opened, sqlite_copy

DAY = 86400.0


async def _pings(world: World) -> list[tuple[str, str]]:
    async with world.database.read() as connection:
        found = await connection.execute(sa.select(t.ping.c.person, t.ping.c.key))
        return sorted((person, key) for person, key in found)


async def test_what_happened_last_counts_and_not_what_arrives_last(tmp_path: Path) -> None:
    """Rule 1, for a fact that no read of a body would put right."""
    text = programme().encode()
    async with opened(await sqlite_copy(tmp_path), programme=text) as world:
        await world.start()
        issue = world.issue_of("maya")
        world.person("alice").lock(HOME, issue.number)
        world.clock.advance_to(world.clock.now + 10)
        world.person("alice").unlock(HOME, issue.number)
        for delivery in reversed(world.sandbox.take_deliveries()):
            kept = (delivery.event, delivery.id, delivery.body)
            await world.cairn.service.intake.keep(*kept)
            await world.cairn.service.inbox.work()
        world.person("maya").comment(HOME, issue.number, "/mentor help")
        await world.cairn.settle()
        assert world.said_in(issue)


async def test_what_lists_do_not_show_yet_is_not_written_again(tmp_path: Path) -> None:
    """Rule 6, where our own webhooks do not arrive."""
    text = programme().encode()
    async with opened(await sqlite_copy(tmp_path), programme=text) as world:

        async def deaf() -> int:
            return len(world.sandbox.take_deliveries())

        world.post = deaf
        world.sandbox.list_lag = FIRST_LOOK + 30
        world.clock.advance_to(world.clock.now + 2 * FIRST_LOOK + 30)
        trouble = world.sandbox.fault = Trouble(502, posts("/issues"), "after")
        await world.crash(begin=True)
        await play_to(world, world.clock.now + 600)
        assert trouble.met == 1
        titles = [issue.title for issue in world.issues()]
        assert len(set(titles)) == len(titles) == 2


async def test_what_comes_in_while_something_is_looked_at_is_looked_at_next(
    tmp_path: Path,
) -> None:
    """Rule 8: clean up to what was read before, no further."""
    read = f"/repos/{HOME}/contents/.github/mentorship.yml"
    later = [Version(ends="2026-12-11").text()]
    async with opened(await sqlite_copy(tmp_path), programme=programme().encode()) as world:
        await world.start()

        async def meanwhile() -> None:
            if later and world.sandbox.requests[-1].path == read:
                world.person("alice").push_file(HOME, ".github/mentorship.yml", later.pop())
                await world.cairn.deliver()

        world.meanwhile = meanwhile
        first = Version(ends="2026-12-04").text()
        world.person("alice").push_file(HOME, ".github/mentorship.yml", first)
        await world.cairn.settle()
        assert not later
        assert "11 December 2026" in (world.issue_of("maya").body or "")


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


async def test_after_a_lost_database_a_check_that_passes_again_proves_nothing_new(
    tmp_path: Path,
) -> None:
    """Rule 4: of two proofs the first counts, and no sweep reads checks."""
    text = programme().encode()
    async with opened(await sqlite_copy(tmp_path), programme=text) as world:
        await world.start()
        pull = world.person("maya").open_pull_request(ENGINE, "Work").number
        world.person("bartek").complete_check(ENGINE, pull, "DCO", "success")
        await world.cairn.settle()
        rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
        try:
            await rebuilt.cairn.settle()
            rebuilt.person("bartek").complete_check(ENGINE, pull, "DCO", "success")
            await rebuilt.cairn.settle()
            assert "- [x] **dco**" in (rebuilt.issue_of("maya").body or "")
            assert not rebuilt.writes
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
