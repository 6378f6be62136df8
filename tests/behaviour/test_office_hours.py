"""Office hours: the issue of the next meeting is always open (row H12)."""

import re
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.pages import calendar
from app.sandbox.mail import mails
from app.sandbox.state import Issue
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, reactions, say, shown
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, STARTS, World
from workflows.office_hours.agenda import MOST

MENTORS = "acme/mentors"
WEEK = 7 * DAY
ENTRY = "title: Open hour, hosts: [bartek, sam], first: 2026-09-03T17:00, every: 2 weeks"
LEFT_OUT = "{" + ENTRY + ", skip: [2026-09-17]}"


def held(*entries: str) -> bytes:
    """A file with these office hours."""
    rows = "".join(f"  - {each}\n" for each in entries)
    return programme(cohort(more=STEPS), head=HEAD + (f"office_hours:\n{rows}" if rows else ""))


WANTED = held("{" + ENTRY + "}")


def meetings(world: World, repository: str = HOME) -> list[Issue]:
    """The meetings' issues, the oldest first."""
    return [i for i in world.issues(repository) if i.title.startswith("Open hour: ")]


def states(world: World, repository: str = HOME) -> list[tuple[str, str]]:
    """The day of each meeting, and whether its issue is open."""
    return [(i.title.removeprefix("Open hour: "), i.state) for i in meetings(world, repository)]


def agenda(issue: Issue) -> list[str]:
    """Who has which topic."""
    found = shown(issue).partition("### Agenda")[2].splitlines()
    return [line.strip() for line in found if line.strip().startswith(("- ", ">"))]


async def at(world: World, day: str, hour: str = "12:00") -> None:
    """Play until an hour in Berlin."""
    moment = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    await world.cairn.play_until(moment.timestamp())


# ---- the next one is always open -----------------------------------------------------------------


async def test_the_next_meeting_is_always_open(enter_on_both: Enter) -> None:
    world = await enter_on_both(WANTED)
    assert states(world) == [("3 September 2026", "open")]
    (first,) = meetings(world)
    assert (first.assignees, [label.name for label in first.labels]) == ([], ["mentorship"])
    assert "- **When:** Thursday 3 September 2026, 17:00 (Europe/Berlin), for 60" in shown(first)
    assert "- **For sam:** Thursday 3 September 2026, 11:00 (America/New_York)" in shown(first)
    assert "former mentees" in shown(first)
    await at(world, "2026-09-03", "17:59")
    assert states(world) == [("3 September 2026", "open")]
    await at(world, "2026-09-03", "18:01")
    assert states(world) == [("3 September 2026", "closed"), ("17 September 2026", "open")]
    second = meetings(world)[1]
    assert f"- **Last time:** #{first.number}" in shown(second)
    await at(world, "2026-10-30")
    assert states(world)[-2:] == [("29 October 2026", "closed"), ("12 November 2026", "open")]
    assert [answers(world, issue) for issue in meetings(world)] == [[]] * 6


async def test_nobody_is_called(enter: Enter) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    everything = mails(world.sandbox.world)
    assert [m for m in everything if m.about.issue is issue and m.reason == "mention"] == []
    assert "@" not in shown(issue)


async def test_the_first_one_opens_four_weeks_before(enter: Enter) -> None:
    world = await enter(held("{" + ENTRY.replace("2026-09-03", "2026-10-01") + "}"))
    await at(world, "2026-09-03", "16:59")
    assert states(world) == []
    await at(world, "2026-09-03", "17:01")
    assert states(world) == [("1 October 2026", "open")]


async def test_after_weeks_without_cairn_only_the_next_one_opens(enter: Enter) -> None:
    world = await enter(WANTED)
    world.clock.advance_to(STARTS + 7 * WEEK)
    await world.start()
    assert states(world) == [("3 September 2026", "closed"), ("15 October 2026", "open")]


async def test_a_day_that_is_left_out(enter: Enter) -> None:
    world = await enter(held(LEFT_OUT))
    assert "- **Not on** 17 September 2026" in shown(meetings(world)[0])
    await at(world, "2026-09-04")
    assert states(world) == [("3 September 2026", "closed"), ("1 October 2026", "open")]
    assert "- **Not on** 17 September 2026" in shown(meetings(world)[1])


# ---- the file changes ----------------------------------------------------------------------------


async def test_a_meeting_that_moves(enter: Enter) -> None:
    world = await enter(WANTED)
    await push(world, held("{" + ENTRY.replace("2026-09-03T17:00", "2026-09-04T09:30") + "}"))
    assert states(world) == [("4 September 2026", "open")]
    (issue,) = meetings(world)
    assert "Friday 4 September 2026, 09:30 (Europe/Berlin)" in shown(issue)
    assert answers(world, issue) == []
    await at(world, "2026-09-04", "10:31")
    assert states(world) == [("4 September 2026", "closed"), ("18 September 2026", "open")]


async def test_a_day_is_left_out_while_its_issue_is_open(enter: Enter) -> None:
    world = await enter(WANTED)
    await at(world, "2026-09-04")
    await push(world, held(LEFT_OUT))
    assert states(world)[1:] == [("1 October 2026", "open")]


async def test_what_is_over_stays_as_it_was(enter: Enter) -> None:
    """Also where the file says by then that it takes longer, and elsewhere."""
    world = await enter(WANTED)
    await at(world, "2026-09-03", "18:30")
    was = meetings(world)[0].body
    await push(world, held("{" + ENTRY + ", minutes: 120, url: https://acme.example/meet}"))
    assert states(world) == [("3 September 2026", "closed"), ("17 September 2026", "open")]
    assert meetings(world)[0].body == was
    assert "- **Where:** <https://acme.example/meet>" in shown(meetings(world)[1])


async def test_an_entry_that_is_deleted_and_comes_back(enter: Enter) -> None:
    world = await enter(WANTED)
    await say(world, "maya", meetings(world)[0], "/mentor topic Parsers.")
    await push(world, held())
    (issue,) = meetings(world)
    assert (issue.state, answers(world, issue)) == ("closed", [])
    assert "17:00 (Europe/Berlin) is not planned any more" in shown(issue)
    assert agenda(issue) == ["- maya", "> Parsers."]
    await push(world, WANTED)
    assert states(world) == [("3 September 2026", "open")]
    assert agenda(meetings(world)[0]) == ["- maya", "> Parsers."]
    await push(world, held())
    await at(world, "2026-09-10")
    assert "is not planned any more" in shown(meetings(world)[0])
    await push(world, WANTED)
    assert states(world)[1:] == [("17 September 2026", "open")]
    assert "Last time" not in shown(meetings(world)[1])


async def test_two_entries_are_apart(enter: Enter) -> None:
    other = ENTRY.replace("Open hour", "Late hour").replace("T17", "T21")
    world = await enter(held("{" + ENTRY + "}", "{" + other + "}"))
    assert len([i for i in world.issues() if "hour: 3 September 2026" in i.title]) == 2
    await push(world, held("{" + ENTRY + "}"))
    open_ = [i.title for i in world.issues() if "hour: " in i.title and i.state == "open"]
    assert open_ == ["Open hour: 3 September 2026"]


# ---- private and public --------------------------------------------------------------------------


async def test_an_entry_of_a_private_file(enter: Enter) -> None:
    """It is in the private repository, and leaves the public one when it moves there."""
    world = await enter(WANTED)
    private = ("office_hours:\n  - {" + ENTRY + ", url: https://acme.example/secret}\n").encode()
    world.person("alice").push_file(HOME, ".github/mentorship.yml", held())
    world.person("alice").push_file(MENTORS, ".github/mentorship/hours.yml", private)
    await world.cairn.settle()
    assert states(world) == [("3 September 2026", "closed")]
    assert states(world, MENTORS) == [("3 September 2026", "open")]
    assert "acme.example/secret" in shown(meetings(world, MENTORS)[0])
    assert "secret" not in shown(meetings(world)[0])


# ---- the calendar --------------------------------------------------------------------------------


async def calendar_of(world: World, address: str) -> tuple[int, str]:
    """What somebody's calendar gets."""
    app = web.Application()
    app.add_routes(calendar.routes(world.cairn.service, world.clock))
    async with TestClient(TestServer(app)) as client, client.get(address) as response:
        return response.status, await response.text()


async def test_its_dates_are_a_calendar_to_subscribe_to(enter: Enter) -> None:
    world = await enter(held(LEFT_OUT), start=False)
    world.public_url = "https://acme.example"
    await world.crash(begin=True)
    await world.cairn.settle()
    (address,) = re.findall(r"\(https://acme\.example(/calendar/\S+)\)", shown(meetings(world)[0]))
    status, text = await calendar_of(world, address)
    event = vobject.readOne(text).vevent
    assert (status, event.summary.value) == (200, "Open hour")
    assert event.description.value == "Hosts: bartek, sam"
    days = [each.date().isoformat() for each in islice(event.getrruleset(addRDate=True), 3)]
    assert days == ["2026-09-03", "2026-10-01", "2026-10-15"]
    await push(world, held())
    assert (await calendar_of(world, address))[0] == 404
    private = ("office_hours:\n  - {" + ENTRY + "}\n").encode()
    world.person("alice").push_file(MENTORS, ".github/mentorship/hours.yml", private)
    await world.cairn.settle()
    assert (await calendar_of(world, address))[0] == 404
    assert "calendar" not in shown(meetings(world, MENTORS)[0])


# ---- the agenda ----------------------------------------------------------------------------------


async def test_everybody_fills_the_agenda(enter_on_both: Enter) -> None:
    world = await enter_on_both(WANTED)
    (issue,) = meetings(world)
    comment = await say(world, "maya", issue, "/mentor topic How do I test *this*?")
    await say(world, "zoe", issue, "/mentor Topic: parsers")
    assert reactions(comment) == ["+1"]
    assert agenda(issue) == ["- maya", "> How do I test \\*this\\*?", "- zoe", "> parsers"]
    await say(world, "maya", issue, "/mentor undo")
    world.person("zoe").delete_comment(world.comments(issue)[1].id)
    await world.cairn.settle()
    assert agenda(issue) == ["- zoe", "> parsers"]
    assert answers(world, issue) == []


async def test_help_a_near_miss_and_another_place(enter: Enter) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    await say(world, "maya", issue, "/mentor help")
    assert "`/mentor topic TEXT`" in answers(world, issue)[0]
    assert "`/mentor undo`" in answers(world, issue)[0]
    await say(world, "maya", issue, "/mentor topc parsers")
    assert "/mentor topic parsers" in answers(world, issue)[1]
    await world.cairn.play_until(STARTS + DAY / 2)
    own = world.issue_of("maya")
    await say(world, "maya", own, "/mentor topic parsers")
    assert "topic" in answers(world, own)[0]
    assert agenda(issue) == []


async def test_what_is_not_taken(enter: Enter) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    await say(world, "maya", issue, "/mentor topic")
    assert answers(world, issue)[0].startswith("Which topic is it?")
    await say(world, "maya", issue, "\n".join(f"/mentor topic No. {n}" for n in range(MOST + 1)))
    assert answers(world, issue)[1].startswith("Thank you for so many topics.")
    assert len(agenda(issue)) == 2 * MOST
    await at(world, "2026-09-04")
    await say(world, "zoe", issue, "/mentor topic Too late")
    assert answers(world, issue)[2].startswith("Thank you for the topic. This meeting is over")
    assert agenda(meetings(world)[1]) == []


async def test_a_topic_that_is_delivered_late_still_counts(enter: Enter) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    await at(world, "2026-09-03", "17:58")
    world.person("zoe").comment(HOME, issue.number, "/mentor topic In time")
    (late,) = world.sandbox.take_deliveries()
    await at(world, "2026-09-03", "18:05")
    assert states(world)[0] == ("3 September 2026", "closed")
    await world.cairn.service.intake.keep(late.event, late.id, late.body)
    await world.cairn.service.inbox.work()
    await world.cairn.settle()
    assert agenda(issue) == ["- zoe", "> In time"]
    assert states(world)[0] == ("3 September 2026", "closed")


@pytest.mark.parametrize("words", list(PAYLOADS.values())[::4])
async def test_words_that_attack(enter: Enter, words: str) -> None:
    """The judge reads every text at the end of the test."""
    world = await enter(WANTED)
    await say(world, "zoe", meetings(world)[0], f"/mentor topic {words.splitlines()[0]}")


# ---- what survives -------------------------------------------------------------------------------


async def test_peoples_words_survive(enter: Enter) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    body = f"Before.\n\n{issue.body}\n\n- bartek: the release"
    world.person("alice").edit_issue(HOME, issue.number, body=body)
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor topic Parsers.")
    await at(world, "2026-09-04")
    assert shown(issue).startswith("Before.")
    assert shown(issue).endswith("- bartek: the release")
    assert agenda(issue)[:2] == ["- maya", "> Parsers."]


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_writes_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    await say(world, "maya", issue, "/mentor topic One.")
    await say(world, "maya", issue, "/mentor topic Two.")
    await say(world, "maya", issue, "/mentor undo")
    if tidied:
        world.person("maya").delete_comment(world.comments(issue)[1].id)
        await world.cairn.settle()
    await at(world, "2026-09-20")
    writes, topics = len(world.writes), agenda(issue)
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[writes:] == []
    assert agenda(issue) == topics == ["- maya", "> One."]


async def test_a_closed_issue_is_not_fought_over(enter: Enter) -> None:
    world = await enter(WANTED)
    (issue,) = meetings(world)
    world.person("alice").close(HOME, issue.number)
    await world.cairn.settle()
    await at(world, "2026-09-02")
    assert states(world) == [("3 September 2026", "closed")]


async def test_why_it_is_there(enter: Enter) -> None:
    world = await enter(WANTED)
    found = await why(world, of(meetings(world)[0]))
    assert found.because.startswith("Office hours come again and again")
    opened, begins, in_file = lines(found)
    assert opened.startswith("Opened: Thu 2026-08-27")
    assert begins.startswith("Begins: Thu 2026-09-03 17:00 (Europe/Berlin, the office hours')")
    assert in_file.startswith("In the file: office_hours: Open hour, every 2 weeks -> ")
    await push(world, held())
    assert len(lines(await why(world, of(meetings(world)[0])))) == 2
