"""What people see and change on their own page, and what comes of it (rows K3, K6, R3, R6)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.model.own import NO_HOLIDAYS, Own
from app.pages import forms
from app.store import tables as t
from tests.behaviour.files import BEGUN, HEAD, SMALL, STEPS, cohort, programme
from tests.behaviour.judge import texts
from tests.behaviour.reading import DAY, answers, say, shown
from tests.pages.conftest import Enter, Visit
from tests.world import STARTS, World

CANARY = "Antarctica/Troll"
"""A zone that nobody else is in: it may turn up on the own page, and nowhere else."""


def local_hours(world: World, zone: str) -> list[str]:
    """When Cairn spoke in maya's issue, by a clock."""
    said = world.said_in(world.issue_of("maya"))
    return [f"{datetime.fromtimestamp(c.created, ZoneInfo(zone)):%a %H:%M}" for c in said]


async def stored(world: World) -> list[Any]:
    async with world.database.read() as connection:
        return list((await connection.execute(sa.select(t.private))).all())


# ---- what it shows -------------------------------------------------------------------------------


async def test_it_shows_where_one_takes_part_and_links_ones_issue(
    enter: Enter, visit: Visit
) -> None:
    world = await enter(SMALL)
    text = await (await visit(world, "maya")).text()
    number = world.issue_of("maya").number
    assert "As mentee · 1 September 2026 to 27 November 2026" in text
    assert f'href="https://github.test/acme/mentorship/issues/{number}"' in text
    assert "acme/mentors" not in text.replace("acme/mentorship", "")


async def test_a_stranger_sees_nobody(enter: Enter, visit: Visit) -> None:
    text = await (await visit(await enter(SMALL), "zoe")).text()
    assert "Hello, zoe" in text
    assert "You are in no cohort" in text
    assert "maya" not in text


async def test_no_address_leads_to_another_persons_page(enter: Enter, visit: Visit) -> None:
    world = await enter(SMALL)
    await (await visit(world, "maya")).post("/me/settings", zone=CANARY)
    kemal = await visit(world, "kemal")
    for path in ("/me?login=maya", "/me/maya", "/me/export?login=maya", "/me?id=41000008"):
        response = await kemal.get(path)
        assert f'selected value="{CANARY}"' not in await response.text()
        assert f'"zone": "{CANARY}"' not in await response.text()
        assert "Hello, maya" not in await response.text()


async def test_numbers_are_ones_own(enter: Enter, visit: Visit) -> None:
    """A pull request of maya's, which bartek reviews within an hour of his."""
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 5 * DAY + 3 * 3600)
    pull = world.person("maya").open_pull_request("acme/engine", "A first step")
    await world.cairn.play_until(world.clock.now + 1800)
    world.person("bartek").review("acme/engine", pull.number, "APPROVE", "Nice.")
    await world.cairn.play_until(world.clock.now + 600)
    maya = await (await visit(world, "maya")).text()
    assert "<dt>Pull requests opened</dt><dd>1</dd>" in maya
    assert "<dt>Reviews you got</dt><dd>1</dd>" in maya
    assert "First reviews by you" not in maya
    bartek = await (await visit(world, "bartek")).text()
    assert "<dt>First reviews by you</dt><dd>1</dd>" in bartek
    assert "<dd>0.5 <small>working hours</small></dd>" in bartek
    for other in ("kemal", "alice"):
        assert "First reviews by you" not in await (await visit(world, other)).text()


# ---- hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "first", "zone"),
    [
        ({}, "Tue 11:30", "Asia/Kolkata"),
        ({"zone": "America/Chicago"}, "Tue 09:00", "America/Chicago"),
        ({"from": "14", "until": "20"}, "Tue 14:00", "Asia/Kolkata"),
        ({"day": ["monday"]}, "Mon 09:00", "Asia/Kolkata"),
        ({"holidays": "GB-ENG"}, "Wed 11:30", "Asia/Kolkata"),
    ],
)
async def test_what_is_set_moves_the_hour_of_a_ping(
    enter: Enter, visit: Visit, form: dict[str, Any], first: str, zone: str
) -> None:
    world = await enter(BEGUN)
    browser = await visit(world, "maya")
    response = await browser.post("/me/settings", **form)
    assert response.headers["location"] == "/me?saved=settings"
    await world.cairn.play_until(STARTS + (30 if "day" in form else 8) * DAY)
    assert local_hours(world, zone)[0] == first
    assert zone.partition("/")[2] not in str([it.text for it in texts(world)])


async def test_a_change_counts_in_another_process_too(enter: Enter, visit: Visit) -> None:
    world = await enter(BEGUN)
    await (await visit(world, "maya")).post("/me/settings", zone="America/Chicago")
    await world.crash(begin=False)
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert local_hours(world, "America/Chicago")[0] == "Tue 09:00"


async def test_a_mentors_zone_is_shown_to_nobody(enter: Enter, visit: Visit) -> None:
    head = HEAD.replace("people:", "people:\n  bartek: {timezone: Europe/London}")
    world = await enter(programme(cohort(more=STEPS), head=head))
    assert "London" in shown(world.issue_of("maya"))
    await (await visit(world, "bartek")).post("/me/settings", zone=CANARY)
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert "London" not in shown(world.issue_of("maya"))
    assert "Troll" not in str([it.text for it in texts(world)])


# ---- mistakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"zone": "Europe/Berln"}, "did you mean"),
        ({"from": "9"}, "Choose both hours, or neither."),
        ({"from": "17", "until": "9"}, "A working day should end after it begins"),
        ({"from": "9", "until": "24"}, "A working day should end after it begins"),
        ({"from": "x", "until": "9"}, "Choose one of the list."),
        ({"holidays": "Germany"}, "Holidays are not known for"),
        ({"from": "9", "holidays": "Germany"}, "Holidays are not known for"),
        ({"from": "9", "holidays": "Germany"}, "Choose both hours, or neither."),
        ({"holidays": "DE-XX"}, "in DE; parts are"),
        ({"holidays": "<b>"}, "&lt;B&gt;"),
    ],
)
async def test_what_cannot_be_is_told_and_not_saved(
    enter: Enter, visit: Visit, form: dict[str, str], said: str
) -> None:
    world = await enter(start=False)
    browser = await visit(world, "maya")
    response = await browser.post("/me/settings", **form, no_numbers="on")
    text = await response.text()
    assert response.status == 422
    assert "Nothing was saved yet" in text
    assert said in text
    assert "<b>" not in text.lower().replace("<body>", "")
    assert 'name="no_numbers" checked' in text, "what was entered has to be typed again"
    assert await stored(world) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Choose the last day"),
        ("soon", "Choose the last day"),
        ("2026-08-26", "passed already"),
        ("2027-08-29", "more than a year away"),
    ],
)
async def test_a_day_that_cannot_be(enter: Enter, visit: Visit, day: str, said: str) -> None:
    world = await enter(start=False)
    response = await (await visit(world, "maya")).post("/me/away", day=day)
    assert response.status == 422
    assert said in await response.text()
    assert await stored(world) == []


@given(
    zone=st.sampled_from(["", "Asia/Tokyo", "UTC"]),
    hours=st.sampled_from([(), ("0", "23"), ("9", "17")]),
    days=st.lists(st.sampled_from(["monday", "friday", "sunday"]), unique=True),
    country=st.sampled_from(["", "none", "de-by", "IN"]),
    flags=st.lists(st.sampled_from(["no_mentions", "no_labels", "no_numbers"]), unique=True),
)
def test_a_form_says_again_what_was_entered(
    zone: str, hours: Sequence[str], days: list[str], country: str, flags: list[str]
) -> None:
    form: dict[str, list[str]] = {
        **{"zone": [zone], "from": list(hours[:1]), "until": list(hours[1:]), "day": days},
        **{"holidays": [country], **{flag: ["on"] for flag in flags}},
    }
    own = forms.settings(form, Own())
    again = forms._as_form(own)  # noqa: SLF001 (the two have to be each other's inverse)
    assert forms.settings(again, Own()) == own
    assert Own.model_validate_json(own.model_dump_json()) == own


def test_no_holidays_goes_before_those_of_the_file() -> None:
    assert forms.settings({"holidays": ["None"]}, Own()).holidays == NO_HOLIDAYS


# ---- away ----------------------------------------------------------------------------------------


async def test_away_here_is_away_everywhere(enter_on_both: Enter, visit: Visit) -> None:
    """As with the command: three working days begin with the Monday after."""
    world = await enter_on_both(SMALL)
    browser = await visit(world, "maya")
    await world.cairn.play_until(STARTS + 3 * 3600)
    await browser.post("/me/away", day="2026-09-11")
    assert "away until <strong>11 September 2026</strong>" in await browser.text()
    await world.cairn.play_until(STARTS + 18 * DAY)
    assert answers(world, world.issue_of("maya")) == []
    await world.cairn.play_until(STARTS + 30 * DAY)
    (said,) = world.said_in(world.issue_of("maya"))
    assert datetime.fromtimestamp(said.created, UTC).date() == date(2026, 9, 17)


@pytest.mark.parametrize("last", ["command", "page"])
@pytest.mark.parametrize("ends", [True, False])
async def test_what_was_said_last_counts(enter: Enter, visit: Visit, last: str, ends: bool) -> None:
    world = await enter(SMALL)
    browser = await visit(world, "maya")
    order = ["page", "command"] if last == "command" else ["command", "page"]
    for place, is_last in zip(order, (False, True), strict=True):
        is_away = is_last != ends
        await world.cairn.play_until(world.clock.now + 3600)
        if place == "page":
            await browser.post("/me/away" if is_away else "/me/back", day="2026-09-30")
        else:
            words = "/mentor away until 30 september" if is_away else "/mentor back"
            await say(world, "maya", world.issue_of("maya"), words)
    assert ("I am back" in await browser.text()) is not ends
    await world.cairn.play_until(STARTS + 13 * DAY)
    assert bool(answers(world, world.issue_of("maya"))) is ends


# ---- opting out ----------------------------------------------------------------------------------


async def test_whoever_wants_no_mention_gets_none_ever(enter: Enter, visit: Visit) -> None:
    """Set before anything was opened: the issue comes without a mention, and closes by itself."""
    world = await enter(SMALL, start=False)
    browser = await visit(world, "maya")
    await browser.post("/me/settings", no_mentions="on")
    await world.start()
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 5 * DAY)
    world.person("maya").open_pull_request("acme/engine", "A first step")
    await say(world, "maya", issue, "What should I do first?")
    await world.cairn.play_until(STARTS + 30 * DAY)
    await say(world, "maya", issue, "/mentor done conduct chat")
    await world.cairn.play_until(STARTS + 33 * DAY)
    assert issue.state == "closed"
    assert issue.assignees == []
    assert not [it for it in texts(world) if "@maya" in it.text or "maya" in it.to]
    assert "@bartek" in answers(world, issue)[0]


async def test_a_mentor_who_wants_none_is_not_waited_for(enter: Enter, visit: Visit) -> None:
    world = await enter(SMALL)
    await (await visit(world, "bartek")).post("/me/settings", no_mentions="on")
    await world.cairn.play_until(STARTS + 5 * DAY)
    await say(world, "maya", world.issue_of("maya"), "What should I do first?")
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert "@kemal" in answers(world, world.issue_of("maya"))[0]
    assert not [it for it in texts(world) if "bartek" in it.to]


async def test_a_mention_that_stands_goes_and_comes_back(enter: Enter, visit: Visit) -> None:
    world = await enter(SMALL)
    issue, browser = world.issue_of("maya"), await visit(world, "maya")
    for is_out in (True, False):
        await browser.post("/me/settings", **({"no_mentions": "on"} if is_out else {}))
        await world.cairn.settle()
        assert ("@maya" not in shown(issue)) is is_out
    assert len(world.comments(issue)) == 0


async def test_whoever_wants_no_labels_has_none(enter: Enter, visit: Visit) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 5 * DAY)
    pull = world.person("maya").open_pull_request("acme/engine", "A first step")
    await world.cairn.settle()
    browser = await visit(world, "maya")
    for form, expected in (({}, ["mentee"]), ({"no_labels": "on"}, []), ({}, ["mentee"])):
        await browser.post("/me/settings", **form)
        await world.cairn.settle()
        assert [label.name for label in pull.labels] == expected


async def test_whoever_wants_no_numbers_stands_in_no_table(enter: Enter, visit: Visit) -> None:
    two = programme(cohort("{login: maya}, {login: ravi}", more=STEPS))
    world = await enter(two)
    await world.cairn.play_until(STARTS + 12 * DAY)
    (page,) = [it for it in world.issues("acme/mentors") if "mentors' week" in it.title]
    assert "| maya |" in shown(page)
    browser = await visit(world, "maya")
    await browser.post("/me/settings", no_numbers="on")
    await world.cairn.settle()
    assert "| maya |" not in shown(page)
    assert "| ravi |" in shown(page)
    await browser.post("/me/settings")
    await world.cairn.settle()
    assert "| maya |" in shown(page)
