"""Each group's retrospective (rows T1 to T6), through the sandbox."""

from datetime import UTC, datetime

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import STEPS, cohort, programme
from tests.behaviour.reading import answers, reactions, say, shown
from tests.world import World

MENTORS = "acme/mentors"


def file(ends: str = "2026-09-18", last: str | None = "2026-09-16T14:00", **more: str) -> bytes:
    """A short cohort; its group meets for the last time on a Wednesday."""
    text = cohort(more=STEPS, ends=ends, **more)
    if last is not None:
        text = text.replace(
            "        mentors: [", f"        last_meeting: {last}\n        mentors: ["
        )
    return programme(text)


def at(day: str, hour: str = "12:00") -> float:
    """An instant in Unix seconds, by UTC."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=UTC).timestamp()


def retrospectives(world: World, repository: str = MENTORS) -> list[Issue]:
    return [i for i in world.issues(repository) if i.title.startswith("Retrospective: ")]


async def begun(enter: Enter, text: bytes, me: str | None = None) -> World:
    """A world in which maya can read what is private."""
    world = await enter(text, start=False)
    private = world.sandbox.world.repository(MENTORS)
    private.roles[world.sandbox.world.user("maya").id] = "read"
    world.me = me
    await world.crash(begin=True)
    await world.cairn.settle()
    return world


def one(world: World, repository: str = MENTORS) -> Issue:
    (found,) = retrospectives(world, repository)
    return found


async def test_a_walk(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both, file())
    await world.cairn.play_until(at("2026-09-09", "06:00"))
    assert retrospectives(world) == []
    await world.cairn.play_until(at("2026-09-09", "12:00"))
    issue = one(world)
    assert issue.title == "Retrospective: autumn-group, Autumn"
    assert shown(issue).startswith("@bartek, @kemal: **autumn-group** looks back")
    await world.cairn.play_until(at("2026-09-10", "15:00"))
    print(answers(world, issue))
    await world.cairn.play_until(at("2026-09-16", "12:01"))
    print(shown(issue))
    for who, text in (
        ("maya", "well Pairs"),
        ("bartek", "better *Small* steps"),
        ("maya", "written"),
    ):
        assert reactions(await say(world, who, issue, f"/mentor {text}")) == ["+1"]
    print(shown(issue))
    await world.cairn.play_until(at("2026-09-16", "12:06"))
    await say(world, "kemal", issue, "/mentor learning change: Draft early @maya friday")
    print(shown(issue))
    await world.cairn.play_until(at("2026-09-30", "12:06"))
    print(shown(issue), answers(world, issue), issue.state)
    assert 0
