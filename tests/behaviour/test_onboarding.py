"""A mentee's onboarding, the whole way from webhook to GitHub and back (rows O1 to O7)."""

from pathlib import Path

from tests.world import HOME, opened, sqlite_copy


async def test_a_mentee_ticks_by_command_and_by_hand(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        await world.start()
        issue = world.issue_of("maya")
        world.person("maya").comment(HOME, issue.number, "/mentor done chat hello")
        await world.cairn.settle()
        assert "- [x] **chat**" in (issue.body or "")
        world.person("alice").tick(HOME, issue.number, "guide")
        await world.cairn.settle()
        assert "- [x] **guide**" in (issue.body or "")
        world.person("maya").comment(HOME, issue.number, "/mentor checklist")
        await world.cairn.settle()
        mine = world.comments(issue)[-1]
        assert "- [x] **guide**" in mine.body
        world.person("maya").tick_comment(mine.id, "task")
        await world.cairn.settle()
        assert "- [x] **task**" in (issue.body or "")
        world.person("maya").comment(HOME, issue.number, "/mentor doen dco\n/mentor done 99")
        await world.cairn.settle()
        for c in world.said_in(issue): print(c.body)
        world.person("maya").comment(HOME, issue.number, "/mentor done 1 2 3 4 5 6 7 8 9")
        await world.cairn.settle()
        for c in world.said_in(issue): print(c.body)
        assert issue.state == "closed"
        print(world.writes)
        assert False
