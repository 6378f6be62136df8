"""Calendars on one's own page: what is in them, and who gets them (rows H4, H12, K6, R5)."""

import re
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
import vobject

from app.model.figures import Figure, Figures
from app.model.own import Own
from app.pages.about import Known
from app.pages.rendering import Templates
from app.pages.sessions import Session
from app.pages.view import Entered, me
from app.programme.model import Person
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.reading import DAY, shown
from tests.behaviour.rotas import SUPPORT
from tests.behaviour.test_membership import push
from tests.harness.oracle import fork
from tests.pages.browser import PUBLIC, Browser
from tests.pages.conftest import Enter, Visit
from tests.world import STARTS, World

HOURS = """\
office_hours:
  - {title: Open hour, hosts: [bartek], first: 2026-09-03T17:00, every: 2 weeks}
"""
ROTA = f"""\
help_sessions:
  repositories: [{SUPPORT}]
  rotas:
    - {{id: emea, timezone: Europe/Berlin, seniors: [noor, kemal]}}
"""
FILE = programme(cohort(more=STEPS), head=HEAD + HOURS + ROTA)
_OWN = re.compile(r'id="calendar-own" value="([^"]+)"')
_ANY = re.compile(r'<label for="calendar-[^"]+">([^<]+)</label>\s*<input [^>]*value="([^"]+)"')


async def entered(enter: Enter, file: bytes = FILE) -> World:
    """A world whose Cairn people can reach."""
    world = await enter(file, start=False)
    world.public_url = PUBLIC
    await world.crash(begin=True)
    await world.cairn.settle()
    await world.cairn.play_until(STARTS + 5 * DAY)
    return world


async def own_address(browser: Browser) -> str:
    """Ask for an address of one's own; its path."""
    response = await browser.post("/me/calendar")
    assert response.headers["location"] == "/me?saved=calendar"
    (found,) = _OWN.findall(await browser.text())
    return unescape(found).removeprefix(PUBLIC)


async def all_shown(browser: Browser) -> dict[str, str]:
    """The feeds on the page: name to path."""
    found = _ANY.findall(await browser.text())
    return {name: unescape(url).removeprefix(PUBLIC) for name, url in found}


async def titles(browser: Browser, path: str) -> list[str]:
    """What anybody gets there, without a cookie."""
    async with browser.client.get(path) as response:
        assert response.status == 200
        text = await response.text()
    found = vobject.readOne(text).contents.get("vevent", [])
    return sorted({each.summary.value for each in found})


async def status(browser: Browser, path: str) -> int:
    async with browser.client.get(path) as response:
        return response.status


# ---- one's own -----------------------------------------------------------------------------------


async def test_nobody_has_an_address_who_did_not_ask(enter: Enter, visit: Visit) -> None:
    text = await (await visit(await entered(enter), "maya")).text()
    assert "Make an address for it" in text
    assert "/calendar/own/" not in text


async def test_a_mentees_own_dates(enter: Enter, visit: Visit) -> None:
    browser = await visit(await entered(enter), "maya")
    path = await own_address(browser)
    assert await titles(browser, path) == ["Autumn: first day", "Autumn: last day", "Open hour"]
    async with browser.client.get(path) as response:
        assert response.headers["cache-control"] == "private, no-cache"
        tag = response.headers["etag"]
    async with browser.client.get(path, headers={"if-none-match": tag}) as response:
        assert response.status == 304


async def test_a_senior_has_all_days_of_the_rota(enter: Enter, visit: Visit) -> None:
    browser = await visit(await entered(enter), "noor")
    found = await titles(browser, await own_address(browser))
    assert found == ["Help session, emea: kemal", "Open hour", "You lead: help session, emea"]


async def test_a_stranger_has_an_empty_one(enter: Enter, visit: Visit) -> None:
    browser = await visit(await entered(enter), "zoe")
    assert await titles(browser, await own_address(browser)) == []


async def test_a_new_address_ends_the_old_one_at_once(enter: Enter, visit: Visit) -> None:
    browser = await visit(await entered(enter), "maya")
    old = await own_address(browser)
    new = await own_address(browser)
    assert [await status(browser, path) for path in (old, new)] == [404, 200]
    await browser.post("/me/settings", zone="Asia/Tokyo")
    assert await status(browser, new) == 200, "other settings leave it as it is"
    response = await browser.post("/me/no-calendar")
    assert response.headers["location"] == "/me?saved=no-calendar"
    assert await status(browser, new) == 404
    assert "/calendar/own/" not in await browser.text()
    last = await own_address(browser)
    await browser.post("/me/forget", sure="on")
    assert [await status(browser, path) for path in (old, new, last)] == [404, 404, 404]


async def test_after_the_loss_of_the_table_it_leads_nowhere(
    enter: Enter, visit: Visit, tmp_path: Path
) -> None:
    world = await entered(enter)
    path = await own_address(await visit(world, "maya"))
    again = await fork(world, tmp_path / "lost", keep=False)
    assert await status(await visit(again), path) == 404
    await again.close()


async def test_nobody_comes_to_anothers(enter: Enter, visit: Visit) -> None:
    """Neither by their page, nor by an address that is put together from two."""
    world = await entered(enter)
    maya, kemal = await visit(world, "maya"), await visit(world, "kemal")
    hers, his = await own_address(maya), await own_address(kemal)
    assert hers not in await kemal.text()
    forged = hers[:-5] + ("1" if hers[-5] == "0" else "0") + ".ics"
    mixed = hers.split(".")[0] + his[his.index(".") :]
    shared = (await all_shown(kemal))["Open hour"]
    for path in (
        mixed,
        forged,
        hers.replace("/own", ""),
        f"/calendar/own/{shared[10:]}",
    ):
        assert await status(kemal, path) == 404
    assert await status(kemal, "/calendar/own/maya.ics") == 404


async def test_it_says_so_where_it_cannot_be_read_now(enter: Enter, visit: Visit) -> None:
    world = await entered(enter)
    browser = await visit(world, "maya")
    path = await own_address(browser)
    async with world.database.write() as connection:
        await connection.execute(sa.text("DROP TABLE private"))
    async with browser.client.get(path) as response:
        assert (response.status, response.headers["retry-after"]) == (503, "60")


async def test_it_follows_the_file(enter: Enter, visit: Visit) -> None:
    world = await entered(enter)
    browser = await visit(world, "maya")
    path = await own_address(browser)
    await push(world, programme(cohort("{login: ravi}", more=STEPS), head=HEAD + HOURS))
    assert await titles(browser, path) == []


# ---- everybody's ---------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["maya", "bartek", "noor", "alice"])
async def test_those_of_rota_and_office_hours_are_shown(
    enter: Enter, visit: Visit, login: str
) -> None:
    world = await entered(enter)
    browser = await visit(world, login)
    feeds = await all_shown(browser)
    assert set(feeds) == {"Help sessions, emea", "Open hour"}
    assert await titles(browser, feeds["Open hour"]) == ["Open hour"]
    led = await titles(browser, feeds["Help sessions, emea"])
    assert led == ["Help session, emea: kemal", "Help session, emea: noor"]
    page = next(i for i in world.issues(SUPPORT) if i.title.startswith("Help sessions, emea"))
    address = PUBLIC + feeds["Help sessions, emea"]
    assert f"[all days, to subscribe to]({address})" in shown(page)


async def test_what_is_private_has_no_public_one(enter: Enter, visit: Visit) -> None:
    """A rota whose page is private, and office hours of a private file (R5)."""
    rota = ROTA.replace(SUPPORT, "acme/mentors")
    world = await entered(enter, programme(cohort(more=STEPS), head=HEAD + rota))
    path = ".github/mentorship/hours.yml"
    world.person("alice").push_file("acme/mentors", path, HOURS.encode())
    await world.cairn.settle()
    await world.cairn.play_until(STARTS + 7 * DAY)
    (page,) = [i for i in world.issues("acme/mentors") if i.title.startswith("Help sessions")]
    assert "calendar" not in shown(page)
    for login, own in (
        ("maya", ["Autumn: first day", "Autumn: last day"]),
        ("bartek", ["Autumn: first day", "Autumn: last day", "Open hour"]),
        ("noor", ["Help session, emea: kemal", "You lead: help session, emea"]),
    ):
        browser = await visit(world, login)
        assert await all_shown(browser) == {}
        assert await titles(browser, await own_address(browser)) == own


# ---- numbers outside of cohorts ------------------------------------------------------------------


async def test_a_senior_sees_how_often_they_lead(enter: Enter, visit: Visit) -> None:
    world = await entered(enter)
    text = await (await visit(world, "noor")).text()
    assert "<h3>Help sessions, emea</h3>" in text
    counted = re.findall(r"<dt>(You le[^<]+)</dt><dd>(\d+)</dd>", text)
    assert [label for label, _ in counted] == [
        "You lead in the next two weeks",
        "You led in the last four weeks",
    ]
    assert int(counted[0][1]) > 0
    assert "You are in no cohort just now." in text
    other = await (await visit(world, "maya")).text()
    assert "You lead" not in other


def test_numbers_are_shown_with_what_is_to_be_said_of_them() -> None:
    """As other workflows give them: no target, no rank, nothing red."""
    words = "About one each working day is the intention, and no more than that."
    counted = Figure("Pairings this week", 3), Figure("A week, in the last four", 7 / 3)
    known = Known(
        Person("sam", "UTC"),
        parts=[],
        away_until=None,
        outside=[Figures("Pairing <i>", counted, words)],
        calendar=None,
        shared=[],
        has_donut=False,
        takes_part=True,
        notebooks=[],
        github="https://github.com",
    )
    values = me(Session(1, "sam", "x"), Own(), known, STARTS, Entered(None, None, None, {}))
    text = str(Templates()("me", {**values, "saved": None}).text)
    assert "<h3>Pairing &lt;i&gt;</h3>" in text
    assert "<dt>Pairings this week</dt><dd>3</dd>" in text
    assert "<dt>A week, in the last four</dt><dd>2.3</dd>" in text
    assert f'<p class="quiet">{words}</p>' in text


# ---- what is set on the page is used, and shown to nobody ----------------------------------------


@pytest.mark.parametrize("repository", [SUPPORT, "acme/mentors"])
async def test_hours_that_somebody_set_stand_in_no_rota_and_no_office_hours(
    enter: Enter, visit: Visit, repository: str
) -> None:
    """noor leads sessions and hosts; her zone in the file may be read, the one set here may not,
    nor that a day is none of hers."""
    head = HEAD + HOURS.replace("[bartek]", "[noor]") + ROTA.replace(SUPPORT, repository)
    head = head.replace(", kemal]", "]").replace(
        "people:", "people:\n  noor: {timezone: Europe/London, holidays: GB}"
    )
    world = await enter(programme(cohort(more=STEPS), head=head))
    await world.cairn.play_until(STARTS + 5 * DAY)
    (page,) = [i for i in world.issues(repository) if i.title.startswith("Help sessions")]
    (hours,) = [i for i in world.issues() if i.title.startswith("Open hour")]
    assert "10:00 in London" in shown(page)
    assert "London" in shown(hours)
    browser = await visit(world, "noor")
    await browser.post("/me/settings", zone="Africa/Lusaka", day=["monday"], holidays="IN")
    await world.cairn.settle()
    for told in ("London", "Lusaka", "does not work", "holiday for"):
        assert told not in shown(page) + shown(hours)
    assert "noor cannot" in shown(page)
