"""Notes for a retrospective on one's own page: sealed until all are shown together (row T3)."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app.sandbox.export import export
from app.sandbox.state import Issue
from tests.behaviour.judge import texts
from tests.behaviour.reading import remembered, say, shown
from tests.behaviour.retrospectives import MENTORS, at, begun, file, one, retrospectives
from tests.harness.oracle import fork
from tests.pages.browser import PUBLIC, Browser
from tests.pages.conftest import Enter, Visit
from tests.pages.test_kept import contents
from tests.world import World

ME = f"{PUBLIC}/me"
GROUP = 'name="group" value="'


async def announced(enter: Enter, text: bytes | None = None, day: str = "2026-09-09") -> World:
    """A world in which the retrospective is a week ahead."""
    world = await begun(enter, text or file(), me=ME)
    await world.cairn.play_until(at(day))
    return world


async def write(browser: Browser, **notes: str) -> int:
    """Save notes; the status."""
    page = await browser.text()
    assert GROUP in page
    group = page.partition(GROUP)[2].partition('"')[0]
    return (await browser.post("/me/notes", None, group=group, **notes)).status


def listed(issue: Issue) -> list[str]:
    return sorted(line[3:] for line in shown(issue).splitlines() if line.startswith("1. "))


# ---- who is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(("login", "asked"), [("maya", 1), ("kemal", 1), ("alice", 0), ("ravi", 0)])
async def test_the_group_is_asked_and_nobody_else(
    enter: Enter, visit: Visit, login: str, asked: int
) -> None:
    world = await announced(enter)
    assert ME in shown(one(world))
    page = await (await visit(world, login)).text()
    assert page.count("Looking back: autumn-group, Autumn") == asked
    link = f"/{MENTORS}/issues/{one(world).number}\">the retrospective's issue</a>"
    assert page.count(link) == asked


@pytest.mark.parametrize("why", ["public", "document", "nobody can sign in", "too early"])
async def test_who_cannot_write_in_private_writes_in_the_open(
    enter: Enter, visit: Visit, why: str
) -> None:
    text = file()
    if why == "document":
        line = b"        mentors: ["
        text = text.replace(line, b"        working_doc: https://acme.example/doc\n" + line)
    me = None if why == "nobody can sign in" else ME
    world = await begun(enter, text, me=me, reads=why != "public")
    await world.cairn.play_until(at("2026-09-08" if why == "too early" else "2026-09-09"))
    assert "Looking back" not in await (await visit(world, "maya")).text()
    where = "acme/mentorship" if why == "public" else MENTORS
    for issue in retrospectives(world, where):
        assert ME not in shown(issue)


# ---- sealed --------------------------------------------------------------------------------------


async def test_nobody_reads_a_note_before_all_are_shown(
    enter: Enter, visit: Visit, tmp_path: Path
) -> None:
    """Not in a body, a fact, a card, a log line, a request, another page, a file, nor a repr."""
    with capture_logs() as logs:
        world = await announced(enter)
        browser = await visit(world, "maya")
        assert await write(browser, well="canary one\r\n\r\n canary  two ", better="") == 303
        assert "canary one\ncanary two</textarea>" in await browser.text()
        issue = one(world)
        for who in ("bartek", "maya"):
            await say(world, who, issue, "/mentor written")
        await world.cairn.play_until(at("2026-09-16", "11:59"))
        others = [await (await visit(world, it)).text() for it in ("kemal", "alice", "bartek")]
        people = world.cairn.service.tenants.people
        assert people.by_login["maya"].notes
        told = [logs, [str(it) for it in world.sandbox.requests], [it.text for it in texts(world)]]
        told += [repr(people.by_login), str(remembered(issue.body)), others]
        assert "canary" not in str(told)
        export(world.sandbox, tmp_path / "export")
        assert b"canary" not in contents(tmp_path)
    await world.cairn.play_until(at("2026-09-16", "12:20"))
    assert listed(issue) == ["canary one", "canary two"]
    assert b"canary" in contents(tmp_path)
    assert "canary" not in str(logs)


async def test_they_are_shown_as_soon_as_everybody_is_done(enter: Enter, visit: Visit) -> None:
    world = await announced(enter, file(last=None), day="2026-09-11")
    issue = one(world)
    for who, note in (("maya", "Pairs"), ("bartek", "Words"), ("kemal", "Tea @maya")):
        await write(await visit(world, who), better=note)
    await world.cairn.play_until(at("2026-09-18", "13:00"))
    assert listed(issue) == []
    for who in ("maya", "bartek"):
        await say(world, who, issue, "/mentor written")
    assert listed(issue) == []
    await say(world, "kemal", issue, "/mentor written")
    assert listed(issue) == ["Pairs", "Tea `@maya`", "Words"]
    assert "bartek" not in shown(issue)


async def test_they_can_be_changed_until_then_and_not_later(enter: Enter, visit: Visit) -> None:
    world = await announced(enter)
    browser = await visit(world, "maya")
    await write(browser, well="One", better="Two")
    await write(browser, well="Three")
    group = (await browser.text()).partition(GROUP)[2].partition('"')[0]
    await world.cairn.play_until(at("2026-09-16", "12:20"))
    assert listed(one(world)) == ["Three"]
    browser = await visit(world, "maya")
    assert "Looking back" not in await browser.text()
    response = await browser.post("/me/notes", group=group, well="Four")
    assert response.status == 422
    assert "All notes are shown to the group by now" in await response.text()
    assert listed(one(world)) == ["Three"]


async def test_what_was_shown_stays_after_a_lost_database(
    enter: Enter, visit: Visit, tmp_path: Path
) -> None:
    world = await announced(enter)
    for who in ("maya", "bartek"):
        await write(await visit(world, who), well=f"By {who}")
    await world.cairn.play_until(at("2026-09-16", "12:20"))
    before = shown(one(world))
    again = await fork(world, tmp_path / "lost", keep=False)
    writes = len(again.writes)
    await again.cairn.settle()
    assert (shown(one(again)), again.writes[writes:]) == (before, [])
    await again.close()


async def test_forgotten_notes_are_not_shown(enter: Enter, visit: Visit) -> None:
    world = await announced(enter)
    browser = await visit(world, "maya")
    await write(browser, well="Mine")
    assert '"well": [' in await browser.text("/me/export")
    await browser.post("/me/forget", sure="on")
    await world.cairn.play_until(at("2026-09-16", "12:20"))
    assert listed(one(world)) == []


# ---- what cannot be taken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("well", "said"),
    [
        ("x\n" * 11, "Those are 11 notes; write 10 at most, one a line."),
        ("a\n" + "x" * 281, "Note 2 has 281 characters; write 280 at most."),
    ],
)
async def test_what_is_too_much(enter: Enter, visit: Visit, well: str, said: str) -> None:
    world = await announced(enter)
    browser = await visit(world, "maya")
    group = (await browser.text()).partition(GROUP)[2].partition('"')[0]
    response = await browser.post("/me/notes", group=group, well=well, better="kept")
    page = await response.text()
    assert response.status == 422
    assert page.count(said) == 2
    assert "kept</textarea>" in page


async def test_nobody_writes_for_another_group(enter: Enter, visit: Visit) -> None:
    world = await announced(enter)
    group = (await (await visit(world, "maya")).text()).partition(GROUP)[2].partition('"')[0]
    browser = await visit(world, "ravi")
    response = await browser.post("/me/notes", group=group, well="Mine")
    assert response.status == 422
    await world.cairn.play_until(at("2026-09-16", "12:20"))
    assert listed(one(world)) == []


async def test_a_full_form_in_another_script_is_taken(enter: Enter, visit: Visit) -> None:
    world = await announced(enter)
    words = "\n".join(["п" * 280] * 10)
    assert await write(await visit(world, "maya"), well=words, better=words) == 303
    await world.cairn.play_until(at("2026-09-16", "12:20"))
    assert len(listed(one(world))) == 20
