"""The donut: weekly pairs of those who opted in (row H9)."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.mail import mails
from tests.behaviour.conftest import Enter
from tests.behaviour.donuts import CLOSED, MENTORS, OPEN, at, begun, opt_in, pairs, who
from tests.behaviour.reading import DAY, answers, reactions, remembered, say, shown
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, World

WEEK = 7 * DAY


async def test_a_round(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both, OPEN, "maya", "ravi", "bartek", "kemal")
    await world.cairn.play_until(at("2026-09-07T09:59"))
    assert pairs(world) == []
    await world.cairn.play_until(at("2026-09-08T12:00"))
    one, two = pairs(world)
    assert who(one) | who(two) == {"maya", "ravi", "bartek", "kemal"}
    assert [label.name for label in one.labels] == ["pairing"]
    assert world.sandbox.world.repository(HOME).labels["pairing"].color == "d4c5f9"
    assert "this week you are paired: 30 minutes together" in shown(one)
    for issue in (one, two):
        for login in who(issue):
            assert f"@{login}" in shown(issue)
        assert issue.assignees == []
        assert answers(world, issue) == []


async def test_it_opens_at_that_hour_on_everybodys_clock(enter: Enter) -> None:
    """bartek in Berlin and sam in New York: 10:00 there is 16:00 here."""
    world = await begun(enter, OPEN.replace(b"bartek, kemal", b"bartek, sam"), "bartek", "sam")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    (issue,) = pairs(world)
    opened = datetime.fromtimestamp(issue.created, ZoneInfo("America/New_York"))
    assert (opened.date(), opened.hour, opened.minute) == (date(2026, 9, 7), 10, 0)
    assert "- bartek: Monday 16:00 to 17:00 (Berlin); sam: Monday 10:00 to 11:00" in shown(issue)
    mentions = [m for m in mails(world.sandbox.world) if m.reason == "mention"]
    assert sorted(m.person.login for m in mentions if m.issue is issue) == ["bartek", "sam"]


async def test_they_met(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    (issue,) = pairs(world)
    comment = await say(world, "maya", issue, "That was fun.\n/mentor done")
    assert (reactions(comment), issue.state) == (["+1"], "closed")
    assert shown(issue) == "@bartek and @maya met. Thank you for making the time!"
    comment = await say(world, "maya", issue, "/mentor undo")
    assert (reactions(comment), issue.state) == (["+1"], "open")
    await say(world, "bartek", issue, "/mentor done")
    assert issue.state == "closed"
    await world.cairn.play_until(at("2026-09-13T12:00"))
    assert answers(world, issue) == []


async def test_unanswered_it_asks_once_and_closes_kindly(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-14T09:00"))
    (issue,) = pairs(world)
    assert issue.state == "open"
    (question,) = world.said_in(issue)
    asked = datetime.fromtimestamp(question.created, ZoneInfo("Europe/Berlin"))
    assert (asked.date(), asked.hour) == (date(2026, 9, 10), 10)
    assert "@" not in shown(question)
    await world.cairn.play_until(at("2026-09-15T12:00"))
    one, two = pairs(world)
    assert (one.state, two.state) == ("closed", "open")
    assert shown(one).startswith("@bartek and @maya: not this time, and that is fine.")
    assert len(answers(world, one)) == 1
    comment = await say(world, "maya", one, "/mentor done")
    assert (reactions(comment), two.state) == (["+1"], "open")
    assert shown(one).startswith("@bartek and @maya met.")


async def test_an_undo_means_the_word_in_its_own_issue(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    await say(world, "maya", pairs(world)[0], "/mentor done")
    await world.cairn.play_until(at("2026-09-15T12:00"))
    await say(world, "maya", pairs(world)[1], "/mentor undo")
    assert [issue.state for issue in pairs(world)] == ["closed", "open"]
    assert answers(world, pairs(world)[1]) != []


async def test_who_closes_it_by_hand_is_not_asked(enter: Enter) -> None:
    world = await begun(enter, OPEN, "alice", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    (issue,) = pairs(world)
    world.person("alice").close(HOME, issue.number)
    await world.cairn.play_until(at("2026-09-13T12:00"))
    assert (issue.state, answers(world, issue)) == ("closed", [])


async def test_others_cannot_say_so(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    (issue,) = pairs(world)
    comment = await say(world, "zoe", issue, "/mentor done")
    assert (reactions(comment), issue.state) == (["confused"], "open")
    assert answers(world, issue)[0].startswith("Thank you for taking part.")
    await say(world, "alice", issue, "/mentor done")
    assert issue.state == "closed"


async def test_help_says_what_works_there(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    (issue,) = pairs(world)
    await say(world, "maya", issue, "/mentor help")
    assert "| `/mentor done` | says that you met" in answers(world, issue)[0]
    for usage in ("undo", "away until DATE", "back"):
        assert f"`/mentor {usage}`" in answers(world, issue)[0]
    await say(world, "maya", issue, "/mentor away until 2026-09-14")
    await world.cairn.play_until(at("2026-09-15T12:00"))
    assert len(pairs(world)) == 1


# ---- who takes part ------------------------------------------------------------------------------


async def test_nobody_is_in_it_who_did_not_say_so(enter: Enter) -> None:
    world = await begun(enter, OPEN)
    await world.cairn.play_until(at("2026-09-22T12:00"))
    assert pairs(world) == []


async def test_paused_away_and_left(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek", "zoe")
    await opt_in(world, "kemal", donut_paused_until=date(2026, 9, 7))
    await opt_in(world, "ravi")
    await say(world, "ravi", world.issue_of("ravi"), "/mentor away until 2026-09-07")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    (issue,) = pairs(world)
    assert who(issue) == {"maya", "bartek"}, "zoe is of no programme"
    await opt_in(world, "maya", donut=False)
    await world.cairn.play_until(at("2026-09-15T12:00"))
    (three,) = pairs(world)[1:]
    assert who(three) == {"bartek", "kemal", "ravi"}


async def test_an_avoided_one_is_never_there_and_nothing_tells(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya")
    await opt_in(world, "bartek", avoid=frozenset({"maya"}))
    await world.cairn.play_until(at("2026-09-22T12:00"))
    assert pairs(world) == []
    await opt_in(world, "kemal")
    await world.cairn.play_until(at("2026-10-20T12:00"))
    found = [who(issue) for issue in pairs(world)]
    assert len(found) == 4
    assert all(people in ({"maya", "kemal"}, {"bartek", "kemal"}) for people in found)
    for one, two in pairwise(found):
        assert one != two, "nobody is left out twice running"
    everything = [issue.body or "" for issue in pairs(world)]
    for body in everything:
        for marker in remembered(body):
            told = {"bartek", "maya"} & set(str(marker).replace("'", " ").replace("+", " ").split())
            assert len(told) <= 1, "no marker knows who was left out"


@pytest.mark.parametrize("own", [{"zone": "Asia/Tokyo"}, {"hours": (7, 15)}, {"week": "mon-wed"}])
async def test_what_is_set_on_ones_page_is_not_told(enter: Enter, own: dict[str, object]) -> None:
    world = await begun(enter, OPEN, "bartek")
    await opt_in(world, "maya", **own)
    await world.cairn.play_until(at("2026-09-09T12:00"))
    (issue,) = pairs(world)
    assert "to choose from" not in shown(issue)
    assert "Tokyo" not in str([remembered(issue.body), shown(issue)])


# ---- where ---------------------------------------------------------------------------------------


async def test_the_private_repository_where_both_read_it(enter: Enter) -> None:
    """Mentees do not: a mention there would not reach them."""
    world = await begun(enter, CLOSED, "bartek", "kemal")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    assert (len(pairs(world, MENTORS)), pairs(world, HOME)) == (1, [])
    await opt_in(world, "maya")
    await opt_in(world, "bartek", donut=False)
    await world.cairn.play_until(at("2026-09-15T12:00"))
    (issue,) = pairs(world, HOME)
    assert who(issue) == {"maya", "kemal"}


async def test_the_repository_of_the_file(enter: Enter) -> None:
    file = CLOSED.replace(b"at: '10:00'}", b"at: '10:00', repository: acme/support}")
    world = await begun(enter, file, "bartek", "maya")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    assert [who(issue) for issue in pairs(world, "acme/support")] == [{"bartek", "maya"}]
    assert pairs(world) == []


# ---- trouble -------------------------------------------------------------------------------------


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database, but not what people set on `/me`; what is written after that."""
    writes, own = len(world.writes), world.cairn.service.tenants.people.by_login
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    for login, each in own.items():
        await opt_in(world, login, **each.model_dump())
    await world.cairn.settle()
    return world.writes[writes:]


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_doubles_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world = await begun(enter, OPEN, "maya", "bartek", "kemal", "ravi")
    await world.cairn.play_until(at("2026-09-15T12:00"))
    first = [who(issue) for issue in pairs(world)]
    said = [
        await say(world, min(who(pairs(world)[2])), pairs(world)[2], "/mentor done"),
        await say(world, min(who(pairs(world)[3])), pairs(world)[3], "/mentor done"),
        await say(world, min(who(pairs(world)[3])), pairs(world)[3], "/mentor undo"),
    ]
    for comment in said if tidied else ():
        world.person(comment.user.login).delete_comment(comment.id)
    await world.cairn.settle()
    states = [issue.state for issue in pairs(world)]
    assert states == ["closed", "closed", "closed", "open"]
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-09-16T12:00"))
    assert [issue.state for issue in pairs(world)] == states
    await world.cairn.play_until(at("2026-09-22T12:00"))
    met = [frozenset(each) for each in (*first, *(who(issue) for issue in pairs(world)[4:]))]
    assert len(met) == len(set(met)) == 6, "fair as before: all six pairs in three weeks"


async def test_without_what_people_set_nobody_is_matched(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    await lose_database(world, tmp_path)
    await world.cairn.play_until(at("2026-09-22T12:00"))
    assert [issue.state for issue in pairs(world)] == ["closed"]


async def test_after_an_outage_no_round_is_made_up_for(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek", when="2026-09-09T12:00")
    await world.cairn.play_until(at("2026-09-13T12:00"))
    assert pairs(world) == [], "Monday's hour has passed"
    await world.cairn.play_until(at("2026-09-15T12:00"))
    assert len(pairs(world)) == 1


async def test_when_the_donut_leaves_the_file(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    await push(world, OPEN.replace(b"pairing:\n  donut: {day: monday, at: '10:00'}\n", b""))
    await world.cairn.play_until(at("2026-09-22T12:00"))
    assert [issue.state for issue in pairs(world)] == ["closed"]


async def test_why_it_is_there(enter: Enter) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-13T12:00"))
    (issue,) = pairs(world)
    found = await why(world, of(issue))
    assert found.because.startswith("Those who opt in on their page are paired once a week")
    assert lines(found)[1].startswith("In the file: pairing: {donut: {…}}")
    (question,) = world.said_in(issue)
    assert (await why(world, of(question))).because.startswith("A pair is asked once")
