"""Mentors confirm before their mentees are told who mentors (row P9)."""

from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import scopes
from app.model.facts import Facts, Known
from app.model.mentors import REMEMBERED, memory, recall
from app.model.order import order
from app.model.workflow import View
from app.programme.load import load
from app.programme.source import SourceFile
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, reactions, say, shown
from tests.behaviour.test_dashboard import tracking
from tests.behaviour.test_membership import FILE, push
from tests.world import HOME, STARTS, World, all_kinds, sqlite_copy

ASKS = "confirm_mentors: true\n    " + STEPS
ASKED = programme(cohort(more=ASKS))
HOUR = 3600.0


def mentors(issue: Issue) -> str:
    """What a mentee's issue says of mentors."""
    return next(line for line in shown(issue).splitlines() if line.startswith("- **Your mentor"))


async def asked(enter: Enter, file: bytes = ASKED) -> World:
    """A world in which the mentors were asked just now: at nine in Berlin."""
    world = await enter(file)
    await world.cairn.play_until(STARTS + 2 * HOUR)
    return world


async def test_the_issue_opens_at_its_time_and_names_nobody(enter: Enter) -> None:
    world = await enter(ASKED)
    issue = world.issue_of("maya")
    assert mentors(issue) == "- **Your mentors:** will be named here soon"
    assert "bartek" not in shown(issue)
    assert "kemal" not in shown(issue)


async def test_mentors_are_asked_once_in_their_morning(enter_on_both: Enter) -> None:
    world = await enter_on_both(ASKED)
    issue = tracking(world)
    assert answers(world, issue) == [], "it is eight in the morning for them"
    await world.cairn.play_until(STARTS + 30 * DAY)
    (comment,) = world.said_in(issue)
    assert shown(comment).startswith("@bartek, @kemal: the programme's file names you as mentors")
    at = datetime.fromtimestamp(comment.created, ZoneInfo("Europe/Berlin"))
    assert (at.date().isoformat(), at.hour) == ("2026-08-27", 9)


async def test_each_is_named_once_they_confirmed(enter_on_both: Enter) -> None:
    world = await asked(enter_on_both)
    issue, page = world.issue_of("maya"), tracking(world)
    assert "\nbartek, kemal: you confirm with" in shown(page)
    comment = await say(world, "kemal", page, "/mentor confirm")
    assert reactions(comment) == ["+1"]
    assert mentors(issue) == "- **Your mentors:** kemal; more will be named here soon"
    assert "Mentors: kemal\n" in shown(page)
    assert "\nbartek: you confirm with" in shown(page)
    await say(world, "bartek", page, "Gladly!\n\n/mentor confirm")
    assert mentors(issue) == "- **Your mentors:** bartek, your main mentor; kemal"
    assert "Mentors: bartek, kemal\n" in shown(page)
    assert "still asked" not in shown(page)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert len(answers(world, page)) == 1
    (told,) = answers(world, issue)
    assert told.startswith("@maya, @bartek is your main mentor.")
    assert "because your mentor has confirmed" in told


async def test_who_is_away_is_asked_when_back(enter: Enter) -> None:
    world = await enter(ASKED)
    page = tracking(world)
    await say(world, "bartek", page, "/mentor away until 2026-09-02")
    await world.cairn.play_until(STARTS + 6 * DAY)
    assert [text.split(":")[0] for text in answers(world, page)] == ["bartek, @kemal"]
    await world.cairn.play_until(STARTS + 30 * DAY)
    assert [text.split(":")[0] for text in answers(world, page)][1:] == ["@bartek"]


async def test_mentors_all_around_the_world_are_all_asked(
    enter: Enter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    zones = {"bartek": "Europe/London", "noor": "America/Los_Angeles", "kemal": "Asia/Tokyo"}
    head = HEAD + "".join(f"  {who}: {{timezone: {zone}}}\n" for who, zone in zones.items())
    world = await enter(programme(cohort(mentors=", ".join(zones), more=ASKS), head=head))
    await world.cairn.play_until(STARTS + 4 * DAY)
    said = answers(world, tracking(world))
    assert ["".join(said).count(f"@{who}") for who in zones] == [1, 1, 1]
    await lose_database(world, tmp_path_factory.mktemp("anew"))
    await world.cairn.play_until(STARTS + 30 * DAY)
    assert answers(world, tracking(world)) == said


async def test_a_question_names_nobody_who_has_not_confirmed(enter: Enter) -> None:
    world = await asked(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "Where do I find the chat?")
    await world.cairn.play_until(STARTS + DAY)
    assert answers(world, issue) == []
    await say(world, "kemal", tracking(world), "/mentor confirm")
    await world.cairn.play_until(STARTS + 2 * DAY)
    (said,) = answers(world, issue)
    assert said.startswith("@kemal, maya has asked something above")
    assert "bartek" not in said


async def test_who_confirms_before_being_asked_is_not_asked(enter: Enter) -> None:
    world = await enter(ASKED)
    await say(world, "bartek", tracking(world), "/mentor confirm")
    await world.cairn.play_until(STARTS + DAY)
    assert [text.split(":")[0] for text in answers(world, tracking(world))] == ["@kemal"]


@pytest.mark.parametrize("who", ["maya", "alice", "sam"])
async def test_nobody_confirms_for_the_mentors(enter: Enter, who: str) -> None:
    """Not the mentee, nor an organiser, nor a mentor of another cohort."""
    other = cohort("{login: ravi}", id="course", name="Course", mentors="sam", more=STEPS)
    world = await asked(enter, programme(cohort(more=ASKS), other))
    page = tracking(world)
    comment = await say(world, who, page, "/mentor confirm")
    assert reactions(comment) == ["confused"]
    assert answers(world, page)[-1].startswith("Nothing has changed: `/mentor confirm` is for")
    assert "soon" in mentors(world.issue_of("maya"))


async def test_a_mentor_who_joins_later_is_asked_alone(enter: Enter) -> None:
    world = await asked(enter)
    page = tracking(world)
    await say(world, "bartek", page, "/mentor confirm")
    await push(world, programme(cohort(more=ASKS, mentors="bartek, sam")))
    await world.cairn.play_until(STARTS + DAY)
    assert [text.split(":")[0] for text in answers(world, page)] == ["@bartek, @kemal", "@sam"]
    named = mentors(world.issue_of("maya"))
    assert named.endswith("bartek, your main mentor; more will be named here soon")


async def test_a_mentee_who_joins_later_is_told_at_once(enter: Enter) -> None:
    world = await asked(enter)
    for who in ("bartek", "kemal"):
        await say(world, who, tracking(world), "/mentor confirm")
    await push(world, programme(cohort("{login: maya}, {login: ravi}", more=ASKS)))
    await world.cairn.play_until(STARTS + DAY)
    assert mentors(world.issue_of("ravi")).endswith("bartek, your main mentor; kemal")


async def lose_database(world: World, folder: Path) -> None:
    """Cairn begins anew, with nothing but what GitHub shows."""
    await world.close()
    world.url = await sqlite_copy(folder)
    await world.open()
    await world.start()


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_forgets_nothing(
    enter: Enter, tmp_path_factory: pytest.TempPathFactory, tidied: bool
) -> None:
    """Not who confirmed, nor who was refused and became a mentor since."""
    world = await asked(enter)
    page = tracking(world)
    await say(world, "sam", page, "/mentor confirm")
    comment = await say(world, "kemal", page, "/mentor confirm")
    await push(world, programme(cohort(more=ASKS, mentors="bartek, kemal, sam")))
    await world.cairn.play_until(STARTS + DAY)
    if tidied:
        world.person("kemal").delete_comment(comment.id)
        await world.cairn.settle()
    said, writes = answers(world, page), len(world.writes)
    await lose_database(world, tmp_path_factory.mktemp("anew"))
    await world.cairn.play_until(STARTS + 2 * DAY)
    assert mentors(world.issue_of("maya")).endswith("** kemal; more will be named here soon")
    assert (answers(world, page), world.writes[writes:]) == (said, [])


async def test_a_confirmation_can_be_taken_back(enter_on_both: Enter) -> None:
    world = await asked(enter_on_both)
    issue, page = world.issue_of("maya"), tracking(world)
    for who in ("bartek", "kemal"):
        await say(world, who, page, "/mentor confirm")
    comment = await say(world, "bartek", page, "/mentor undo")
    assert reactions(comment) == ["+1"]
    assert mentors(issue).endswith("** kemal; more will be named here soon")
    assert "\nbartek: you confirm with" in shown(page)
    await say(world, "bartek", page, "/mentor confirm")
    assert mentors(issue).endswith("bartek, your main mentor; kemal")
    await world.cairn.play_until(STARTS + DAY)
    assert len(answers(world, page)) == 1, "nobody is asked again"


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        ("kemal", ["undo"]),
        ("bartek", ["away until friday", "undo"]),
        ("bartek", ["pause", "confirm", "away until friday", "undo"]),
    ],
)
async def test_what_takes_nothing_back(enter: Enter, who: str, lines: list[str]) -> None:
    """Another mentor's `undo`, and one that means something else."""
    world = await asked(enter)
    page = tracking(world)
    await say(world, "bartek", page, "/mentor confirm")
    for line in lines:
        comment = await say(world, who, page, f"/mentor {line}")
    assert reactions(comment) == ["confused"]
    assert mentors(world.issue_of("maya")).endswith("more will be named here soon")
    assert "bartek" in mentors(world.issue_of("maya"))


async def test_a_refused_command_does_not_hide_a_confirmation(enter: Enter) -> None:
    world = await asked(enter)
    page = tracking(world)
    for line in ("confirm", "pause", "undo"):
        await say(world, "bartek", page, f"/mentor {line}")
    assert "bartek" not in mentors(world.issue_of("maya"))


async def test_help_in_the_tracking_issue_shows_both(enter: Enter) -> None:
    world = await asked(enter)
    await say(world, "bartek", tracking(world), "/mentor help")
    said = answers(world, tracking(world))[-1]
    assert "`/mentor confirm`" in said
    assert "`/mentor undo`" in said


@pytest.mark.parametrize("tidied", [(), (0,), (1,), (0, 1)])
async def test_what_was_taken_back_stays_so_after_a_lost_database(
    enter: Enter, tmp_path_factory: pytest.TempPathFactory, tidied: tuple[int, ...]
) -> None:
    """Whichever of the two comments somebody has tidied away."""
    world = await asked(enter)
    page = tracking(world)
    await say(world, "kemal", page, "/mentor confirm")
    lines = ("/mentor confirm", "/mentor undo")
    said = [await say(world, "bartek", page, line) for line in lines]
    for place in tidied:
        world.person("bartek").delete_comment(said[place].id)
    await world.cairn.play_until(STARTS + DAY)
    writes = len(world.writes)
    await lose_database(world, tmp_path_factory.mktemp("anew"))
    await world.cairn.play_until(STARTS + 2 * DAY)
    assert mentors(world.issue_of("maya")).endswith("** kemal; more will be named here soon")
    assert world.writes[writes:] == []


@given(
    st.lists(st.tuples(st.sampled_from(["confirm", "undo"]), st.booleans()), max_size=8),
    st.randoms(),
)
def test_confirmations_do_not_depend_on_what_is_tidied(
    lines: list[tuple[str, bool]], random: Random
) -> None:
    """What the marker remembers stands in for any of the comments, in any order."""
    known = {
        f"{at}:": Known(order(at), {"name": name, "by": "bartek", "roles": ["mentor"]})
        for at, (name, _) in enumerate(lines, 1)
    }
    whole = memory(_cohort({"command": known}))
    kept = [
        (key, each) for (key, each), (_, keep) in zip(known.items(), lines, strict=True) if keep
    ]
    random.shuffle(kept)
    remembered = {
        fact.key: Known(fact.order, fact.data) for fact in recall("cohort:1/autumn", whole)
    }
    assert memory(_cohort({"command": dict(kept), REMEMBERED: remembered})) == whole


def _cohort(facts: Facts) -> View:
    key = "cohort:1/autumn"
    file = SourceFile(HOME, FILE, ASKED)
    found = load([file], all_kinds().sections, all_kinds().templates).programme
    assert found is not None
    return View(key, scopes.parse(key), facts, {}, found, STARTS)


async def test_a_confirmation_that_only_a_look_found_counts(enter: Enter) -> None:
    """GitHub was not able to deliver; some hours later Cairn looks by itself."""
    world = await asked(enter)
    world.person("kemal").comment(HOME, tracking(world).number, "/mentor confirm")
    world.sandbox.world.deliveries.clear()
    await world.cairn.play_until(STARTS + DAY)
    assert mentors(world.issue_of("maya")).endswith("** kemal; more will be named here soon")


async def test_where_nobody_asks_a_confirmation_does_no_harm(enter: Enter) -> None:
    world = await enter(programme(cohort(more=STEPS)))
    page = tracking(world)
    before = mentors(world.issue_of("maya"))
    assert reactions(await say(world, "kemal", page, "/mentor confirm")) == ["+1"]
    assert answers(world, page) == []
    assert mentors(world.issue_of("maya")) == before
