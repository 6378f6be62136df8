"""The donut on one's own page: opting in, a pause, and whom somebody would rather not meet (H9)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.model.own import UNTIL_THEY_SAY, Own
from app.pages import donut, forms
from app.sandbox.export import export
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.judge import texts
from tests.harness.oracle import fork
from tests.pages.conftest import Enter, Visit
from tests.pages.test_kept import contents
from tests.pages.test_me import stored
from tests.world import STARTS, World

DONUT = "pairing:\n  donut: {day: monday}\n"
SESSIONS = """\
help_sessions:
  rotas:
    - {id: emea, timezone: Europe/Berlin, seniors: [noor]}
  experts:
    - {area: Storage, people: [sam]}
"""
WITH = programme(cohort(more=STEPS), head=HEAD + DONUT + SESSIONS)
TODAY = date(2026, 8, 27)
PAUSED = date(2026, 9, 11)


async def own(world: World, login: str) -> Own:
    """What is kept of somebody, as planning gets it."""
    people = world.cairn.service.tenants.people
    async with world.database.read() as connection:
        await people.refresh(connection)
    return people.by_login.get(login, Own())


# ---- who is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("login", "asked"),
    [("maya", 1), ("bartek", 1), ("alice", 1), ("noor", 1), ("sam", 1), ("zoe", 0)],
)
async def test_whoever_has_a_part_can_opt_in(
    enter: Enter, visit: Visit, login: str, asked: int
) -> None:
    text = await (await visit(await enter(WITH), login)).text()
    assert text.count("Pair me up each week") == asked


async def test_without_a_donut_nobody_is_asked(enter: Enter, visit: Visit) -> None:
    world = await enter(programme(cohort(more=STEPS), head=HEAD + SESSIONS))
    assert "Pair me up" not in await (await visit(world, "maya")).text()


# ---- what is kept --------------------------------------------------------------------------------


async def test_what_was_entered_reaches_planning_and_stays(enter: Enter, visit: Visit) -> None:
    world = await enter(WITH)
    browser = await visit(world, "maya")
    assert await own(world, "maya") == Own()
    response = await browser.post(
        "/me/donut", donut="on", pause="day", paused_until="2026-09-11", avoid="@Kemal\r\nnoor"
    )
    assert response.headers["location"] == "/me?saved=donut"
    await browser.post("/me/settings", zone="Asia/Tokyo")
    await browser.post("/me/away", day="2026-09-30")
    (planned,) = (await world.cairn.service.tenants.programmes(world.installation)).all.values()
    kept = planned.own["maya"]
    assert (kept.zone, kept.donut, kept.donut_paused_until) == ("Asia/Tokyo", True, PAUSED)
    assert kept.avoid == {"kemal", "noor"}
    text = await browser.text()
    assert "kemal\nnoor</textarea>" in text
    assert 'value="day" checked' in text
    assert '"avoid": [\n          "kemal",\n          "noor"' in await browser.text("/me/export")


async def test_forgotten_and_lost_nobody_is_paired(
    enter: Enter, visit: Visit, tmp_path: Path
) -> None:
    world = await enter(WITH)
    browser = await visit(world, "maya")
    await browser.post("/me/donut", donut="on", avoid="kemal")
    again = await fork(world, tmp_path / "lost", keep=False)
    assert await own(again, "maya") == Own(donut=False)
    await again.close()
    await browser.post("/me/forget", sure="on")
    assert await stored(world) == []
    assert await own(world, "maya") == Own()


async def test_whom_somebody_avoids_is_read_nowhere(
    enter: Enter, visit: Visit, tmp_path: Path
) -> None:
    """Not in a file, a log line, a request, a text, another page, nor a repr."""
    with capture_logs() as logs:
        world = await enter(WITH)
        browser = await visit(world, "maya")
        await browser.post("/me/donut", donut="on", avoid="canary-troll", keep_unknown="on")
        await browser.post("/me/donut", donut="on", avoid="canary-troll !")
        await world.cairn.play_until(STARTS + 8 * 86400)
        others = [await (await visit(world, it)).text() for it in ("kemal", "alice", "bartek")]
        export(world.sandbox, tmp_path / "export")
    kept = await own(world, "maya")
    assert kept.avoid == {"canary-troll"}
    told = [logs, [str(it) for it in world.sandbox.requests], [it.text for it in texts(world)]]
    assert "troll" not in str([told, others, kept, {"maya": kept}])
    assert b"canary-troll" not in contents(tmp_path)


# ---- what cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"avoid": "Maya"}, "That is your own name"),
        ({"avoid": "kemal\nkemall"}, "Cairn does not know kemall."),
        ({"avoid": "someone@acme.example"}, "is an e-mail address"),
        ({"avoid": "<b>"}, "&lt;b&gt;"),
        ({"avoid": " ".join(f"x{n}" for n in range(51))}, "Those are 51 names; write 50 at most."),
        ({"pause": "day"}, "Choose the last day of the pause."),
        ({"pause": "day", "paused_until": "soon"}, "Choose the last day of the pause."),
        ({"pause": "day", "paused_until": "2026-08-01"}, "passed already"),
        ({"paused_until": "2026-09-11"}, "Choose “until this day” as well"),
        ({"pause": "day", "avoid": "maya"}, "That is your own name"),
    ],
)
async def test_what_cannot_be_is_told_and_not_saved(
    enter: Enter, visit: Visit, form: dict[str, str], said: str
) -> None:
    world = await enter(WITH)
    browser = await visit(world, "maya")
    response = await browser.post("/me/donut", donut="on", **form)
    text = await response.text()
    assert response.status == 422
    assert "Nothing was saved yet" in text
    assert said in text
    assert 'name="donut" checked' in text, "what was entered has to be typed again"
    assert await stored(world) == []


async def test_a_name_that_cairn_does_not_know_is_kept_on_a_second_word(
    enter: Enter, visit: Visit
) -> None:
    world = await enter(WITH)
    browser = await visit(world, "maya")
    refused = await (await browser.post("/me/donut", avoid="Someone-New")).text()
    assert "The names are right: keep them" in refused
    await browser.post("/me/donut", avoid="Someone-New", keep_unknown="on")
    assert (await own(world, "maya")).avoid == {"someone-new"}
    assert "keep them" not in await browser.text()
    response = await browser.post("/me/donut", avoid="someone-new kemal")
    assert response.status == 303, "what was kept once is not asked for again"


async def test_the_form_tells_nobody_who_is_in_a_private_cohort(enter: Enter, visit: Visit) -> None:
    """A name of a private file, and one of nobody, get the same answer (R5)."""
    file = "version: 1\ncohorts:\n" + cohort("{login: ravi}", id="inner", name="Inner")
    world = await enter(WITH)
    world.person("alice").push_file("acme/mentors", ".github/mentorship.yml", file.encode())
    await world.cairn.settle()
    assert "Inner" in await (await visit(world, "alice")).text(), "the file was not read"
    browser = await visit(world, "maya")
    said = []
    for name in ("ravi", "rava"):
        text = await (await browser.post("/me/donut", avoid=name)).text()
        said.append(text.replace(name, "NAME"))
    assert said[0] == said[1]
    assert "does not know NAME" in said[0]


# ---- pauses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "takes_part"),
    [
        (Own(), False),
        (Own(donut=True), True),
        (Own(donut=True, donut_paused_until=PAUSED), False),
        (Own(donut=True, donut_paused_until=date(2026, 8, 27)), False),
        (Own(donut=True, donut_paused_until=date(2026, 8, 26)), True),
        (Own(donut=True, donut_paused_until=UNTIL_THEY_SAY), False),
        (Own(donut_paused_until=date(2026, 8, 26)), False),
    ],
)
def test_who_wants_to_be_paired_on_a_day(own: Own, takes_part: bool) -> None:
    assert own.in_donut(TODAY) is takes_part


def test_a_pause_that_is_over_is_none() -> None:
    before = Own(donut=True, donut_paused_until=date(2026, 8, 26))
    assert donut.shown(before, TODAY, None)["pause"] == ""
    assert entered({"donut": ["on"]}, before).donut_paused_until is None


def test_a_pause_ends_early_though_its_day_is_still_in_the_form() -> None:
    before = Own(donut=True, donut_paused_until=PAUSED)
    form = {"donut": ["on"], "pause": [""], "paused_until": ["2026-09-11"]}
    assert entered(form, before).donut_paused_until is None


@given(
    on=st.booleans(),
    pause=st.sampled_from([("", ""), ("open", ""), ("day", "2026-09-11")]),
    avoid=st.lists(st.sampled_from(["Kemal", "@noor", "bartek", ""]), unique=True),
)
def test_a_form_says_again_what_was_entered(
    on: bool, pause: tuple[str, str], avoid: Sequence[str]
) -> None:
    form: dict[str, Any] = {"donut": ["on"] if on else [], "avoid": [", ".join(avoid)]}
    found = entered(form | {"pause": [pause[0]], "paused_until": [pause[1]]}, Own())
    assert "noor" not in repr(found)
    assert entered(donut._as_form(found, TODAY), Own()) == found  # noqa: SLF001 (each other's inverse)
    assert Own.model_validate_json(found.model_dump_json()) == found


def entered(form: forms.Form, before: Own) -> Own:
    return donut.entered(form, before, "maya", {"kemal", "noor", "bartek"}, TODAY)
