"""`/mentor pair` in any issue or pull request (rows H6, H7, H8)."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.model import scopes
from app.model.pairings import Pairing, pairings
from app.sandbox.state import Issue
from app.store.planning import Planning
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.donuts import at
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, reactions, say, shown
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.whys import of, why
from tests.world import HOME, World

ENGINE = "acme/engine"
EXPERTS = """\
help_sessions:
  repositories: [acme/support]
  experts:
    - {area: storage, people: [sam, bartek], labels: ["stage: storage"], paths: ["pkg/store/**"]}
    - {area: query, people: [noor, bartek], labels: ["stage: query"]}
"""
PEOPLE = HEAD.replace("people:", "people:\n  bartek: {timezone: Europe/London}")
FILE = programme(cohort(more=STEPS), head=PEOPLE + EXPERTS)
NOON = "2026-09-08T12:00"
"""A Tuesday."""


async def begun(enter: Enter) -> tuple[World, Issue]:
    """A world with an issue of zoe's about storage."""
    world = await enter(FILE, at=at("2026-09-07T12:00"))
    await world.cairn.play_until(at(NOON))
    issue = world.person("zoe").open_issue(ENGINE, "It is slow", "Sometimes.")
    world.person("kemal").label(ENGINE, issue.number, "stage: storage")
    await world.cairn.settle()
    return world, issue


def labels(issue: Issue) -> list[str]:
    return sorted(label.name for label in issue.labels)


async def kept(world: World) -> list[Pairing]:
    """What is kept for people's own numbers."""
    home = world.sandbox.world.repository(HOME).id
    async with world.database.read() as connection:
        planning = Planning(world.database, connection, world.installation)
        loaded = await planning.load(scopes.pairings(home))
    return sorted(pairings(loaded.facts), key=lambda each: each.at)


async def test_with_a_name(enter_on_both: Enter) -> None:
    world, issue = await begun(enter_on_both)
    words = "/mentor pair @sam the compactor, tomorrow 16:00, 45 minutes"
    comment = await say(world, "maya", issue, words)
    assert reactions(comment) == ["+1"]
    assert labels(issue) == ["pairing", "stage: storage"]
    await world.cairn.play_until(at("2026-09-09T09:00"))
    (asked,) = world.said_in(issue)
    assert shown(asked).startswith("@sam, maya would like to work with you on this: the compactor")
    hour = "Wednesday 9 September 2026, 16:00 (Asia/Kolkata)"
    assert f"- **When:** {hour}; for sam, Wednesday 9 September 2026, 06:30" in shown(asked)
    assert "- **How long:** 45 minutes" in shown(asked)
    local = datetime.fromtimestamp(asked.created, ZoneInfo("America/New_York"))
    assert (local.day, local.hour) == (8, 9), "in sam's working hours"
    (pairing,) = await kept(world)
    assert pairing == Pairing(
        people=("maya", "sam"),
        topic="the compactor",
        at=at("2026-09-09T16:00", "Asia/Kolkata"),
        minutes=45,
        repository=issue.repository.id,
        number=issue.number,
        kind="pair",
    )


async def test_undo_takes_it_back(enter: Enter) -> None:
    world, issue = await begun(enter)
    await say(world, "maya", issue, "/mentor pair @sam the compactor")
    assert len(await kept(world)) == 1
    comment = await say(world, "maya", issue, "/mentor undo")
    assert reactions(comment) == ["+1"]
    assert labels(issue) == ["stage: storage"]
    assert await kept(world) == []
    await world.cairn.play_until(at("2026-09-10T20:00"))
    assert answers(world, issue) == [], "sam was asleep, and is not asked any more"


async def test_a_label_that_people_took_off_stays_off(enter: Enter) -> None:
    world, issue = await begun(enter)
    await say(world, "maya", issue, "/mentor pair @bartek")
    world.person("kemal").unlabel(ENGINE, issue.number, "pairing")
    await world.cairn.settle()
    assert labels(issue) == ["stage: storage"]
    await world.cairn.play_until(world.clock.now + DAY)
    assert labels(issue) == ["stage: storage"]
    await say(world, "kemal", issue, "/mentor pair @noor")
    assert "pairing" in labels(issue), "that is another reason"


async def test_without_a_name_it_tells_who_knows(enter: Enter) -> None:
    world, issue = await begun(enter)
    comment = await say(world, "zoe", issue, "/mentor pair")
    assert reactions(comment) == ["+1"]
    (answer,) = answers(world, issue)
    named = [line for line in answer.splitlines() if line.startswith("- ")]
    assert named == ["- `bartek` (storage)", "- `sam` (storage)"], "in New York it is six o'clock"
    assert "@" not in answer
    assert labels(issue) == ["stage: storage"]
    assert await kept(world) == []


async def test_whoever_knows_the_files_of_a_pull_request_is_named(enter: Enter) -> None:
    world, _ = await begun(enter)
    files = {"pkg/store/block.go": "x\n"}
    pull = world.person("zoe").open_pull_request(ENGINE, "Faster", files=files)
    await say(world, "zoe", pull, "/mentor pair")
    (answer,) = answers(world, pull)
    named = [line for line in answer.splitlines() if line.startswith("- ")]
    assert named == ["- `bartek` (storage)", "- `sam` (storage)"]


async def test_who_is_away_or_asks_is_not_named(enter: Enter) -> None:
    world, issue = await begun(enter)
    await say(world, "sam", world.issue_of("maya"), "/mentor away until friday")
    await say(world, "bartek", issue, "/mentor pair")
    (answer,) = answers(world, issue)
    assert answer.startswith("bartek, by its labels I cannot tell who knows about this.")


async def test_in_a_mentees_own_issue(enter: Enter) -> None:
    """Where `undo` means the last word of either kind."""
    world, _ = await begun(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    comment = await say(world, "maya", issue, "/mentor pair @bartek the first steps")
    assert reactions(comment) == ["+1"]
    assert "pairing" in labels(issue)
    assert len(await kept(world)) == 1
    await say(world, "maya", issue, "/mentor undo")
    assert await kept(world) == []
    assert "pairing" not in labels(issue)
    assert "- [x] **chat**" in shown(issue)


async def test_in_a_pull_request(enter: Enter) -> None:
    world, _ = await begun(enter)
    pull = world.person("maya").open_pull_request(ENGINE, "A first step")
    await world.cairn.settle()
    comment = await say(world, "maya", pull, "/mentor pair bartek how to test it")
    assert reactions(comment) == ["+1"]
    assert "pairing" in labels(pull)
    await world.cairn.play_until(at("2026-09-09T12:00"))
    assert any(said.startswith("@bartek, maya would like") for said in answers(world, pull))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("pair @nobody-here", "I know nobody by that name"),
        ("pair @maya", "That is your own name."),
        ("pair @sam 2026-09-01", "That time has passed already."),
        ("pair @sam 2027-09-01", "That day is more than three months away."),
        ("pai @sam", "Did you mean `/mentor pair @sam`?"),
    ],
)
async def test_what_cannot_be_done_is_answered(enter: Enter, words: str, said: str) -> None:
    world, issue = await begun(enter)
    comment = await say(world, "maya", issue, f"/mentor {words}")
    assert reactions(comment) == ["confused"]
    assert said in answers(world, issue)[0]
    assert (labels(issue), await kept(world)) == (["stage: storage"], [])


async def test_whom_only_a_private_file_names_nobody_finds_in_public(enter: Enter) -> None:
    """Else whoever tries names there would learn who organises."""
    world, issue = await begun(enter)
    file = ".github/mentorship/organisers.yml"
    world.person("alice").push_file("acme/mentors", file, b"organisers: [li]\n")
    await world.cairn.settle()
    private = world.person("sam").open_issue("acme/mentors", "Between us", "")
    found = [await say(world, "sam", each, "/mentor pair @li") for each in (issue, private)]
    assert [reactions(each) for each in found] == [["confused"], ["+1"]]


async def test_an_edit_adds_what_is_new(enter: Enter) -> None:
    world, issue = await begun(enter)
    comment = await say(world, "maya", issue, "/mentor pair @bartek one")
    world.person("maya").edit_comment(comment.id, "/mentor pair @bartek one\n/mentor pair @sam two")
    await world.cairn.settle()
    assert [each.topic for each in await kept(world)] == ["one", "two"]


async def test_words_of_people_stay_inert(enter: Enter) -> None:
    """What is posted is judged at the end of the test."""
    world, issue = await begun(enter)
    texts = [t for name, t in PAYLOADS.items() if "\n" not in t and name != "surrogate"]
    for text in (text for text in texts[:20] if "acme/mentors" not in text):
        await say(world, "zoe", issue, f"/mentor pair @bartek {text}")
    await world.cairn.play_until(at("2026-09-10T12:00"))
    assert answers(world, issue) != []


async def test_a_locked_issue_stays_silent(enter: Enter) -> None:
    world, issue = await begun(enter)
    world.person("alice").lock(ENGINE, issue.number)
    await world.cairn.settle()
    await say(world, "alice", issue, "/mentor pair @bartek")
    await world.cairn.play_until(at("2026-09-10T12:00"))
    assert answers(world, issue) == []


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_changes_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world, issue = await begun(enter)
    comment = await say(world, "maya", issue, "/mentor pair @bartek the compactor")
    await world.cairn.play_until(at("2026-09-09T12:00"))
    assert len(answers(world, issue)) == 1
    if tidied:
        world.person("maya").delete_comment(comment.id)
        await world.cairn.settle()
    before, writes = await kept(world), len(world.writes)
    await lose_database(world, tmp_path)
    assert (await kept(world), world.writes[writes:]) == (before, [])
    assert len(before) == 1


async def test_why_it_is_there(enter: Enter) -> None:
    world, issue = await begun(enter)
    await say(world, "maya", issue, "/mentor pair @bartek\n/mentor pair")
    await world.cairn.play_until(at("2026-09-09T12:00"))
    found: Mapping[str, str] = {
        shown(comment)[:5]: (await why(world, of(comment))).because
        for comment in world.said_in(issue)
    }
    assert found["@bart"].startswith("Somebody wrote that they would like to work on this")
    assert found["These"].startswith("Somebody looks for a person to work with")
