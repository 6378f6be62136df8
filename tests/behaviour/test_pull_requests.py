"""Mentees' pull requests (rows R1 to R3): labels, a welcome, whose turn it is, kind reminders."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.sandbox.state import Issue
from app.store import tables as t
from tests.behaviour.conftest import Enter
from tests.behaviour.files import PUBLIC, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, say, ticked
from tests.behaviour.test_following import forget
from tests.world import HOME, STARTS, World
from workflows.pull_requests.card import shortened

ENGINE = "acme/engine"
BEGUN = STARTS + 6 * DAY
"""A Wednesday, 11:30 in Kolkata and 8:00 in Berlin; the cohort began the day before."""
HOUR = 3600.0

FILE = programme(cohort("{login: maya}, {login: ravi}", more=STEPS))


async def begun(enter: Enter, file: bytes = FILE) -> World:
    """A world in which the cohort has begun."""
    world = await enter(file)
    await world.cairn.play_until(BEGUN)
    return world


async def opened(world: World, who: str = "maya", **how: Any) -> Issue:
    """Somebody opens a pull request, and half an hour passes."""
    pull = world.person(who).open_pull_request(ENGINE, "Compact old blocks", **how)
    await world.cairn.play_until(world.clock.now + HOUR / 2)
    return pull


async def later(world: World, seconds: float) -> None:
    await world.cairn.play_until(world.clock.now + seconds)


def labels(pull: Issue) -> list[str]:
    return sorted(label.name for label in pull.labels)


async def cards(world: World, kind: str = "pull") -> list[dict[str, Any]]:
    """The cards of all scopes of a kind."""
    async with world.database.read() as connection:
        rows = await connection.execute(
            sa.select(t.scope.c.card).where(t.scope.c.key.like(f"{kind}:%")).order_by(t.scope.c.key)
        )
        return [json.loads(card) for (card,) in rows if card]


async def turn(world: World) -> str:
    (card,) = await cards(world)
    return str(card["turn"])


async def test_the_first_one_is_labelled_and_welcomed_once(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both)
    pull = await opened(world)
    assert labels(pull) == ["mentee"]
    (said,) = answers(world, pull)
    assert said.startswith("@maya, your first pull request is here")
    await later(world, DAY)
    again = await opened(world)
    assert labels(again) == ["mentee"]
    assert answers(world, again) == []
    stranger = await opened(world, "zoe")
    assert labels(stranger) == []


async def test_nobody_is_welcomed_twice(enter: Enter) -> None:
    world = await begun(enter)
    world.sandbox.add_user("hello[bot]", "Bot")
    pull = world.person("maya").open_pull_request(ENGINE, "Compact old blocks")
    await say(world, "hello[bot]", pull, "Thank you for your first contribution!")
    await later(world, DAY)
    assert answers(world, pull) == ["Thank you for your first contribution!"]


async def test_a_label_that_a_person_took_off_stays_off(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    world.person("bartek").label(ENGINE, pull.number, "bug")
    await later(world, 60)
    world.person("bartek").unlabel(ENGINE, pull.number, "mentee")
    await later(world, HOUR)
    assert labels(pull) == ["bug"]
    world.person("maya").push_commits(ENGINE, pull.number)
    await later(world, HOUR)
    assert labels(pull) == ["bug"]


async def test_without_labels(enter: Enter) -> None:
    more = STEPS + "    pull_requests: {labels: false, welcome: false}\n"
    world = await begun(enter, programme(cohort(more=more)))
    pull = await opened(world)
    await later(world, 4 * DAY)
    assert labels(pull) == []
    assert not any("your first pull request" in text for text in answers(world, pull))


async def test_a_draft_is_encouraged(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world, draft=True)
    (said,) = answers(world, pull)
    assert "your first pull request" in said
    assert "Is there a smaller first step?" in said
    other = await opened(world, draft=True)
    assert answers(world, other) == []


async def test_turns(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    bartek, maya, number = world.person("bartek"), world.person("maya"), pull.number
    seen = [await turn(world)]
    for step in (
        lambda: bartek.review(ENGINE, number, "REQUEST_CHANGES", "A test, please"),
        lambda: maya.push_commits(ENGINE, number),
        lambda: maya.convert_to_draft(ENGINE, number),
        lambda: maya.ready_for_review(ENGINE, number),
        lambda: maya.comment(ENGINE, number, "/mentor blocked waits for the release"),
        lambda: bartek.comment(ENGINE, number, "/mentor unblocked"),
        lambda: world.person("ravi").review(ENGINE, number, "APPROVE"),
        lambda: bartek.review(ENGINE, number, "APPROVE"),
        lambda: bartek.merge(ENGINE, number),
    ):
        await later(world, 60)
        step()
        await later(world, 60)
        seen.append(await turn(world))
    author, reviewer = "author", "reviewer"
    assert seen == [
        *(reviewer, author, reviewer, author, reviewer),
        *("nobody", author, author, reviewer, "nobody"),
    ]


async def test_waiting_goes_from_the_chat_to_mentees_to_mentors(enter: Enter) -> None:
    world = await begun(enter)
    await later(world, 7 * DAY)  # fellow mentees are not asked in their own first days
    pull = await opened(world)
    await later(world, 2 * DAY)
    assert labels(pull) == ["mentee", "mentee: waiting"]
    assert "waiting for a review for a while, which is normal" in answers(world, pull)[-1]
    await later(world, 12 * DAY)
    assert _whom(world, pull) == ["@maya", "@ravi", "@bartek"]
    world.person("bartek").review(ENGINE, pull.number, "COMMENT", "Why so?")
    await later(world, HOUR)
    assert labels(pull) == ["mentee"]


async def test_where_a_mentor_has_read_it_only_mentors_are_asked(enter: Enter) -> None:
    """The author has read once that the chat helps, and fellows would read what is known."""
    world = await begun(enter)
    pull = await opened(world)
    await later(world, 3 * DAY)
    world.person("bartek").review(ENGINE, pull.number, "COMMENT", "Why so?")
    await later(world, HOUR)
    await say(world, "maya", pull, "It is faster.")
    await later(world, DAY)
    assert labels(pull) == ["mentee"]
    await later(world, 3 * DAY)
    assert labels(pull) == ["mentee", "mentee: waiting"]
    await later(world, 10 * DAY)
    assert _whom(world, pull) == ["@maya", "@bartek"]


async def test_who_is_asked_for_a_review_is_reminded_alone(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    world.person("bartek").request_review(ENGINE, pull.number, "kemal")
    await later(world, 14 * DAY)
    assert _whom(world, pull) == ["@maya", "@kemal"]
    assert "because your review was asked for." in answers(world, pull)[-1]


async def test_a_fellow_mentees_reading_is_said_with_thanks(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    world.person("ravi").review(ENGINE, pull.number, "APPROVE", "I learned from it.")
    await later(world, 14 * DAY)
    assert "ravi read it already; a maintainer's word is still to come." in answers(world, pull)[1]
    assert _whom(world, pull) == ["@maya", "@bartek"]


async def test_authors_are_told_once_and_newcomers_not_asked(enter: Enter) -> None:
    """That waiting is normal is said in the first pull request; ravi is new himself."""
    mentees = "{login: maya}, {login: ravi, starts: 2026-09-03}"
    world = await begun(enter, programme(cohort(mentees, more=STEPS)))
    first = await opened(world)
    world.person("maya").close_pull_request(ENGINE, first.number)
    pull = await opened(world)
    await later(world, 4.5 * DAY)
    assert labels(pull) == ["mentee", "mentee: waiting"]
    assert answers(world, pull) == []
    await later(world, 4 * DAY)
    assert _whom(world, pull, 0) == ["@bartek"]


def _whom(world: World, pull: Issue, after: int = 1) -> list[str]:
    """Whom each reminder addresses first; before the first one stands a welcome."""
    return [text.split()[0].rstrip(",:") for text in answers(world, pull)[after:]]


async def test_nobody_is_nudged_within_a_day_of_a_request(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    await later(world, 1.8 * DAY)
    world.person("bartek").request_review(ENGINE, pull.number, "kemal")
    await later(world, 0.9 * DAY)
    assert len(answers(world, pull)) == 1
    await later(world, 4 * DAY)
    assert len(answers(world, pull)) == 2


async def test_a_newcomers_checks_wait_for_a_mentor(enter: Enter) -> None:
    world = await begun(enter)
    world.sandbox.set_workflows(ENGINE, "test")
    pull = await opened(world)
    assert await turn(world) == "mentor"
    await later(world, 5 * DAY)
    assert "Approve and run" in answers(world, pull)[-1]
    world.person("bartek").approve_workflows(ENGINE, pull.number)
    await later(world, 60)
    assert await turn(world) == "reviewer"
    world.person("bartek").complete_check(ENGINE, pull.number, "test", "failure")
    await later(world, 60)
    assert await turn(world) == "author"


async def test_reviews_given_count_also_on_mentors_work(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world, "kemal")
    world.person("maya").review(ENGINE, pull.number, "COMMENT", "Nice; one question")
    world.person("maya").comment(ENGINE, pull.number, "Thank you")
    await later(world, HOUR)
    given = [card for card in await cards(world, "mentee") if "reviews" in card]
    assert [(len(card["reviews"]), card["comments"]) for card in given] == [(1, 1)]
    assert await cards(world) == []


async def test_a_locked_one_is_left_alone(enter: Enter) -> None:
    world = await begun(enter)
    pull = world.person("maya").open_pull_request(ENGINE, "Compact old blocks")
    world.person("bartek").lock(ENGINE, pull.number)
    await later(world, 5 * DAY)
    assert answers(world, pull) == []


async def test_reads(enter: Enter) -> None:
    """No event of a pull request costs a read (rule 1 aside: two versions in a second)."""
    world = await begun(enter)
    before = len(reads(world))
    pull = await opened(world)
    world.person("bartek").review(ENGINE, pull.number, "APPROVE")
    await later(world, HOUR)
    assert reads(world)[before:] == []


def reads(world: World) -> list[str]:
    """What was read to decide something: an edit of the cohort's page reads that page (rule 7)."""
    page = f"/repos/{HOME}/issues/1"
    return [r.path for r in world.sandbox.requests if r.method == "GET" and r.path != page]


async def test_a_lost_database(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    pull = await opened(world)
    await later(world, 2 * DAY)
    (before,) = await cards(world)
    count = len(world.writes)
    (tmp_path / "new").mkdir()
    await forget(world, tmp_path / "new")
    await later(world, HOUR)
    assert [write for write in world.writes[count:] if ENGINE in write] == []
    (after,) = await cards(world)
    assert after == before
    assert len(answers(world, pull)) == 2


@pytest.mark.parametrize("head", [PUBLIC])
async def test_who_left_is_followed_no_longer(enter: Enter, head: str) -> None:
    file = programme(cohort("{login: maya, left: 2026-09-04}", more=STEPS), head=head)
    world = await begun(enter, file)
    pull = await opened(world)
    await later(world, 9 * DAY)
    assert len(answers(world, pull)) == 1
    assert labels(pull) == ["mentee"]


async def test_two_versions_in_a_second_cost_one_read(enter: Enter) -> None:
    world = await begun(enter)
    before = len(reads(world))
    pull = world.person("maya").open_pull_request(ENGINE, "Compact old blocks")
    world.person("maya").convert_to_draft(ENGINE, pull.number)
    await later(world, HOUR)
    assert reads(world)[before:] == [f"/repos/acme/engine/pulls/{pull.number}"]
    assert await turn(world) == "author"


async def test_what_happened_while_nobody_listened(enter: Enter) -> None:
    """An outage: reviews, labels, commands, checks are found again, at the next look (R8)."""
    world = await begun(enter)
    world.sandbox.set_workflows(ENGINE, "test")
    pull = await opened(world)
    world.person("bartek").approve_workflows(ENGINE, pull.number)
    await later(world, HOUR)
    world.person("bartek").review(ENGINE, pull.number, "COMMENT", "Why so?")
    world.person("bartek").unlabel(ENGINE, pull.number, "mentee")
    world.person("maya").comment(ENGINE, pull.number, "/mentor blocked waits for a release")
    world.sandbox.take_deliveries()
    second = world.person("ravi").open_pull_request(ENGINE, "Another one")
    world.sandbox.take_deliveries()
    await world.cairn.begin()
    await later(world, HOUR)
    first, other = sorted(await cards(world), key=lambda card: int(card["number"]))
    assert (first["turn"], first["blocked"]) == ("nobody", "waits for a release")
    assert len(first["reviews"]) == 1
    assert labels(pull) == []
    assert (other["number"], other["turn"]) == (second.number, "mentor")
    assert labels(second) == ["mentee"]


async def test_the_card(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world, files={"a.txt": "a\nb\n"})
    world.person("bartek").review(ENGINE, pull.number, "APPROVE")
    await later(world, 60)
    world.person("bartek").merge(ENGINE, pull.number)
    await later(world, HOUR)
    (card,) = await cards(world)
    assert card == {
        **{"number": pull.number, "repository": ENGINE, "title": pull.title, "by": "maya"},
        "link": f"https://github.test/{ENGINE}/pull/{pull.number}",
        **{"state": "merged", "stage": "merged", "turn": "nobody"},
        **{"opened": BEGUN, "ready": BEGUN, "reviews": [BEGUN + HOUR / 2]},
        "first_review": ["bartek", BEGUN + HOUR / 2],
        "acted": BEGUN,
        **dict.fromkeys(("merged", "closed", "since"), BEGUN + HOUR / 2 + 60),
        **{"changed": 2, "files": 1, "big": False, "checks": "none"},
        **{"asked": [], "blocked": None},
        **{"nudged": 0.0, "reached": []},
    }
    (above,) = [each for each in await cards(world, "mentee") if "pulls" in each]
    assert [*above["pulls"].values()] == [shortened(card)]


async def test_an_undo_here_takes_nothing_back_elsewhere(enter: Enter) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done conduct")
    pull = await opened(world)
    await say(world, "maya", pull, "/mentor blocked we wait")
    await say(world, "maya", pull, "/mentor undo")
    assert ticked(issue) == ["conduct"]
    assert await turn(world) == "reviewer"
    assert len(answers(world, pull)) == 1  # the welcome


async def test_an_undo_of_nothing_says_so(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    await say(world, "maya", pull, "/mentor undo")
    assert answers(world, pull)[-1].startswith("There is nothing of yours here that I could take")


async def test_strangers_do_not_block(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    await say(world, "zoe", pull, "/mentor blocked I do not like it")
    assert await turn(world) == "reviewer"
    assert "Only the author of a pull request" in answers(world, pull)[-1]


async def test_other_peoples_reviews_cost_no_row(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world, "kemal")
    async with world.database.read() as connection:
        before = await kept(connection)
    world.person("bartek").review(ENGINE, pull.number, "APPROVE")
    await later(world, 60)
    async with world.database.read() as connection:
        assert await kept(connection) == before


async def kept(connection: Any) -> int:
    found = sa.select(sa.func.count()).select_from(t.delivery)
    return int((await connection.execute(found)).scalar_one())


async def test_checks_of_strangers_are_forgotten(enter: Enter) -> None:
    world = await begun(enter)
    world.sandbox.set_workflows(ENGINE, "test")
    pull = await opened(world, "kemal")
    world.person("bartek").complete_check(ENGINE, pull.number, "test", "failure")
    await later(world, 60)
    assert await unclaimed(world) == 1
    world.clock.advance_to(world.clock.now + 13 * DAY)
    await world.cairn.service.inbox.tidy()
    assert await unclaimed(world) == 1
    world.clock.advance_to(world.clock.now + 2 * DAY)
    await world.cairn.service.inbox.tidy()
    assert await unclaimed(world) == 0


async def unclaimed(world: World) -> int:
    found = sa.select(sa.func.count()).where(t.fact.c.scope.like("commit:%"))
    async with world.database.read() as connection:
        return int((await connection.execute(found)).scalar_one())


async def test_of_a_private_cohort_nothing_is_shown(enter: Enter) -> None:
    world = await enter(programme(cohort("{login: ravi}", more=STEPS)))
    secret = "cohorts:\n" + cohort(id="quiet", name="Secret", more=STEPS)
    path = ".github/mentorship.yml"
    world.person("alice").push_file("acme/mentors", path, secret.encode())
    await world.cairn.play_until(BEGUN)
    pull = await opened(world)
    await later(world, 9 * DAY)
    assert labels(pull) == []
    assert answers(world, pull) == []
    assert await turn(world) == "reviewer"


async def test_a_waiting_label_taken_off_comes_back_only_for_another_wait(enter: Enter) -> None:
    world = await begun(enter)
    pull = await opened(world)
    await later(world, 2 * DAY)
    world.person("bartek").unlabel(ENGINE, pull.number, "mentee: waiting")
    await later(world, DAY)
    assert labels(pull) == ["mentee"]
    world.person("bartek").review(ENGINE, pull.number, "REQUEST_CHANGES", "A test, please")
    await later(world, HOUR)
    world.person("maya").push_commits(ENGINE, pull.number)
    await later(world, 5 * DAY)
    assert labels(pull) == ["mentee", "mentee: waiting"]
