"""The mentees' meetup (rows M1 to M4)."""

import re
from pathlib import Path

import pytest
import vobject

from app.sandbox.mail import mails
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.meetups import (
    ASKED,
    BEFORE,
    ON,
    THREE,
    agenda,
    at,
    begun,
    file,
    meetup,
    meetups,
    moved_to,
    talk,
    two,
    until,
    when,
)
from tests.behaviour.reading import answers, boxes, reactions, say, shown, ticked
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_dashboard import tracking
from tests.behaviour.test_membership import push
from tests.behaviour.test_office_hours import calendar_of
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, World

MENTORS = "acme/mentors"
ASKS = "would you like to present something"


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


def asked(world: World, who: str) -> list[str]:
    """The questions in a mentee's issue."""
    return [text for text in answers(world, world.issue_of(who)) if ASKS in text]


def asked_mentors(world: World) -> list[str]:
    """The questions in the cohort's issue."""
    return [text for text in answers(world, tracking(world)) if "lead through" in text]


# ---- who is asked --------------------------------------------------------------------------------


async def test_each_mentee_and_the_mentors_are_asked_once(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both, when=at("2026-10-29T23:00"))
    assert (asked(world, "maya"), asked_mentors(world)) == ([], [])
    await world.cairn.play_until(at("2026-11-02T18:00"))
    assert [len(asked(world, who)) for who in ("maya", "ravi", "li")] == [1, 1, 1]
    assert asked(world, "maya")[0].startswith(f"@maya, {ASKS}")
    (said,) = asked_mentors(world)
    assert said.startswith("@bartek, @kemal: does one of you have an evening")
    await world.cairn.play_until(at("2026-11-26T12:00"))
    assert len(asked(world, "maya")) == 1
    assert len(asked_mentors(world)) == 1
    assert meetups(world) == []


@pytest.mark.parametrize(("meetup_", "mentees"), [("enabled: false", THREE), (ON, "{login: maya}")])
async def test_where_nobody_is_asked(enter: Enter, meetup_: str, mentees: str) -> None:
    """There is none, or nobody to present beside."""
    world = await begun(enter, file(meetup_, mentees=mentees), at("2026-11-20T18:00"))
    assert (asked(world, "maya"), asked_mentors(world)) == ([], [])


async def test_nobody_is_asked_in_their_first_week(enter: Enter) -> None:
    """Four weeks before its end, a cohort of four weeks has just begun; and li begins later."""
    mentees = "{login: maya}, {login: ravi}, {login: li, starts: 2026-09-08}"
    world = await enter(file("minutes: 120", mentees=mentees, ends="2026-09-28"))
    await until(world, "2026-09-08T08:59")
    assert (asked(world, "maya"), asked(world, "ravi"), asked_mentors(world)) == ([], [], [])
    await until(world, "2026-09-09T09:30")
    assert [len(asked(world, who)) for who in ("maya", "ravi", "li")] == [1, 1, 0]
    assert len(asked_mentors(world)) == 1
    await until(world, "2026-09-16T09:30")
    assert len(asked(world, "li")) == 1
    for who, day in (("maya", "Tue 2026-09-08"), ("li", "Tue 2026-09-15")):
        (question,) = (c for c in world.said_in(world.issue_of(who)) if ASKS in c.body)
        due, written, _ = lines(await why(world, of(question)))
        told = "09:00 (Europe/Berlin, the cohort's) one week after the first day"
        assert due.startswith(f"Due: {day} {told}")
        assert day in written


async def test_who_said_so_already_is_not_asked(enter: Enter) -> None:
    world = await begun(enter, when=BEFORE + 8 * 3600)
    comment = await talk(world, "maya")
    await say(world, "bartek", tracking(world), "/mentor host")
    assert reactions(comment) == ["+1"]
    await world.cairn.play_until(at("2026-11-03T18:00"))
    assert (asked(world, "maya"), len(asked(world, "ravi"))) == ([], 1)
    assert asked_mentors(world) == []


async def test_a_mentee_who_left_is_not_asked(enter: Enter) -> None:
    world = await begun(enter, when=BEFORE)
    left = "{login: maya}, {login: ravi}, {login: li, left: 2026-10-29}"
    await push(world, file(mentees=left))
    await until(world, "2026-11-03T18:00")
    assert (len(asked(world, "maya")), asked(world, "li")) == (1, [])


EARLIER = ["ends: 2026-10-29", "left: 2026-10-29"]


@pytest.mark.parametrize("gone", EARLIER)
async def test_who_is_gone_before_the_evening_is_not_counted(enter: Enter, gone: str) -> None:
    """Nobody is asked to present beside people who are not there."""
    mentees = f"{{login: maya}}, {{login: li, {gone}}}"
    world = await begun(enter, file(mentees=mentees), at("2026-11-20T18:00"))
    assert (asked(world, "maya"), asked(world, "li"), asked_mentors(world)) == ([], [], [])


@pytest.mark.parametrize("gone", EARLIER)
async def test_who_is_gone_counts_by_their_own_word(
    enter_on_both: Enter, tmp_path: Path, gone: str
) -> None:
    """And is asked for nothing; but whoever speaks is reminded of it, as all are."""
    mentees = f"{{login: maya}}, {{login: li, {gone}}}"
    world = await begun(enter_on_both, file(mentees=mentees), at("2026-11-02T10:00"))
    comment = await talk(world, "li", "Maps")
    assert reactions(comment) == ["+1"]
    await until(world, "2026-11-03T18:00")
    assert (len(asked(world, "maya")), asked(world, "li")) == (1, [])
    assert len(asked_mentors(world)) == 1
    await talk(world, "maya", "Parsers")
    assert [line.partition(" ")[2] for line in agenda(meetup(world))[:2]] == [
        *("Maps (li)", "Parsers (maya)"),
    ]
    await until(world, "2026-11-16T22:00")
    assert told(world)[0].startswith("@li, @maya: the meetup is on")
    assert asked(world, "li") == []
    assert await anew(world, tmp_path) == []


async def test_a_word_that_was_taken_back_does_not_count(enter: Enter) -> None:
    mentees = "{login: maya}, {login: li, ends: 2026-10-29}"
    world = await begun(enter, file(mentees=mentees), BEFORE)
    await talk(world, "li", "Maps")
    await say(world, "li", world.issue_of("li"), "/mentor undo")
    await until(world, "2026-11-03T18:00")
    assert (asked(world, "maya"), asked_mentors(world)) == ([], [])


async def test_what_was_said_before_leaving_goes_along(enter: Enter) -> None:
    world = await begun(enter, file(mentees="{login: maya}, {login: li, left: 2026-11-06}"))
    await talk(world, "maya", "Parsers")
    await talk(world, "li", "Maps")
    assert len(agenda(meetup(world))) == 3
    await until(world, "2026-11-06T12:00")
    assert [line.partition(" ")[2] for line in agenda(meetup(world))[:1]] == ["Parsers (maya)"]
    assert shown(meetup(world)).startswith("The meetup of Autumn has fewer than two talks now")
    await until(world, "2026-11-20T12:00")
    assert told(world) == []


async def test_the_hour_is_bad_for_nobody_who_is_gone(enter: Enter) -> None:
    """maya in Kolkata has ended, unless she speaks; the clocks of the others choose."""
    mentees = "{login: maya, ends: 2026-10-29}, {login: ravi}, {login: li}, {login: lin}"
    world = await begun(enter, file("minutes: 120", mentees=mentees))
    await talk(world, "ravi")
    await talk(world, "li", "Maps")
    assert "maya" not in shown(meetup(world))
    assert "Kolkata" not in shown(meetup(world))
    await talk(world, "maya", "Parsers")
    assert "**Late in the night for maya:**" in shown(meetup(world))


async def test_mentors_who_have_not_confirmed_are_not_named(enter: Enter) -> None:
    more = f"confirm_mentors: true\n    {STEPS}    meetup: {{{ON}}}"
    world = await enter(programme(cohort(THREE, more=more)), at=BEFORE)
    await say(world, "kemal", tracking(world), "/mentor confirm")
    await world.cairn.play_until(at("2026-11-02T18:00"))
    assert asked_mentors(world)[0].startswith("@kemal: does one")


async def test_a_cohort_that_is_only_checked_asks_nobody(enter: Enter) -> None:
    draft = programme(cohort(THREE, more=f"draft: true\n    {STEPS}    meetup: {{{ON}}}"))
    world = await enter(draft, at=BEFORE)
    await world.cairn.play_until(at("2026-11-03T18:00"))
    assert world.writes == []


# ---- two talks open the issue --------------------------------------------------------------------


async def test_two_talks_open_the_issue(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both)
    comment = await talk(world, "maya", "How the parser got fast\nWhat was slow.\n\n1. Measure")
    assert reactions(comment) == ["+1"]
    assert meetups(world) == []
    await talk(world, "ravi")
    issue = meetup(world)
    assert issue.title == "Meetup: the mentees of Autumn present"
    assert [label.name for label in issue.labels] == ["mentorship", "cohort: autumn"]
    assert issue.milestone is not None
    assert issue.assignees == []
    assert when(issue) == "Wednesday 18 November 2026, 18:00 (Europe/Berlin), for 120 minutes"
    assert agenda(issue) == [
        "18:00 How the parser got fast (maya)",
        *("> What was slow.", ">", "> 1\\. Measure"),
        "18:25 My first tests (ravi)",
        "18:50 What we learned: mentors bring some of what came out of the retrospectives, "
        "and everybody joins in",
    ]
    assert answers(world, issue) == []
    sent = [m for m in mails(world.sandbox.world) if m.about.issue is issue]
    assert [m for m in sent if m.reason == "mention"] == []


async def test_early_talks_wait_until_people_are_asked(enter: Enter) -> None:
    world = await begun(enter, when=BEFORE + 8 * 3600)
    await talk(world, "maya")
    await talk(world, "ravi")
    assert meetups(world) == []
    await until(world, "2026-10-30T09:01")
    assert len(agenda(meetup(world))) == 3


async def test_one_person_is_not_two(enter: Enter) -> None:
    world = await begun(enter)
    await talk(world, "maya", "One")
    await talk(world, "maya", "Two")
    await say(world, "bartek", tracking(world), "/mentor host")
    assert meetups(world) == []
    await talk(world, "ravi")
    assert agenda(meetup(world))[0] == "18:00 Two (maya)"


async def test_said_wherever_a_mentee_is(enter: Enter) -> None:
    world = await begun(enter)
    pull = world.person("maya").open_pull_request("acme/engine", "Mend it")
    await world.cairn.settle()
    comment = await say(world, "maya", pull, "/mentor talk Mending")
    await say(world, "ravi", tracking(world), "/mentor talk Tests")
    await say(world, "li", meetup(world), "/mentor talk Maps")
    assert reactions(comment) == ["+1"]
    assert [line.partition(" ")[2] for line in agenda(meetup(world))[:3]] == [
        *("Mending (maya)", "Tests (ravi)", "Maps (li)"),
    ]


async def test_after_the_end_nothing_opens(enter: Enter) -> None:
    world = await begun(enter, file("minutes: 120"), at("2026-11-28T12:00"))
    comment = await talk(world, "maya")
    await talk(world, "ravi")
    assert reactions(comment) == ["confused"]
    assert meetups(world) == []


# ---- who may, and undo ---------------------------------------------------------------------------


async def test_what_is_not_taken(enter: Enter) -> None:
    world = await begun(enter)
    page = tracking(world)
    comment = await say(world, "bartek", page, "/mentor talk Mine")
    assert reactions(comment) == ["confused"]
    await say(world, "zoe", page, "/mentor host")
    await say(world, "maya", world.issue_of("maya"), "/mentor talk")
    said = answers(world, page)
    assert "The talks of this meetup are the mentees' own" in said[-2]
    assert "The meetup is led by one of the cohort's" in said[-1]
    assert answers(world, world.issue_of("maya"))[-1].startswith("What is your talk called?")


async def test_the_first_host_leads_and_the_next_is_told(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    assert "**Who leads:** nobody yet" in shown(issue)
    await say(world, "kemal", tracking(world), "/mentor host")
    assert "**Who leads:** kemal" in shown(issue)
    comment = await say(world, "li", issue, "/mentor host")
    assert reactions(comment) == ["confused"]
    assert "kemal leads the meetup already" in answers(world, issue)[0]
    await say(world, "kemal", tracking(world), "/mentor undo")
    assert "**Who leads:** nobody yet" in shown(issue)
    await say(world, "alice", issue, "/mentor host")
    assert "**Who leads:** alice" in shown(issue)


async def test_undo_takes_the_last_talk_back(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await talk(world, "maya", "Another title")
    assert agenda(issue)[0] == "18:00 Another title (maya)"
    own = world.issue_of("maya")
    comment = await say(world, "maya", own, "/mentor undo")
    assert reactions(comment) == ["+1"]
    assert agenda(issue)[0] == "18:00 How the parser got fast (maya)"
    await say(world, "maya", own, "/mentor undo")
    assert shown(issue).startswith("The meetup of Autumn has fewer than two talks now")
    assert (issue.state, agenda(issue)[0]) == ("open", "18:00 My first tests (ravi)")
    assert "To be sent around" not in shown(issue)


async def test_undo_after_a_tick_means_the_talk(enter: Enter) -> None:
    world = await begun(enter)
    await two(world)
    own = world.issue_of("maya")
    await say(world, "maya", own, "/mentor done chat")
    await talk(world, "maya", "Another title")
    await say(world, "maya", own, "/mentor undo")
    assert ticked(own) == ["chat"]
    assert agenda(meetup(world))[0] == "18:00 How the parser got fast (maya)"


async def test_a_mentee_who_leaves_takes_their_talk_along(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await push(world, file(mentees="{login: ravi}, {login: li}"))
    assert agenda(issue)[0] == "18:00 My first tests (ravi)"
    await push(world, file())
    assert agenda(issue)[0] == "18:00 How the parser got fast (maya)"


@pytest.mark.parametrize("words", list(PAYLOADS.values())[::4])
async def test_words_that_attack(enter: Enter, words: str) -> None:
    """The judge reads every text at the end of the test."""
    world = await begun(enter)
    issue = await two(world)
    await say(world, "li", issue, f"/mentor talk {words.splitlines()[0]}\n{words}")


async def test_help_knows_them(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await say(world, "maya", issue, "/mentor help")
    for usage in ("talk TITLE", "host", "undo"):
        assert f"`/mentor {usage}`" in answers(world, issue)[0]


# ---- the evening ---------------------------------------------------------------------------------


async def test_without_an_evening_in_the_file_one_is_proposed(enter: Enter) -> None:
    world = await begun(enter, file("minutes: 120"))
    issue = await two(world)
    # maya is in Kolkata, all others are taken to be in Berlin.
    assert when(issue) == "Thursday 26 November 2026, 18:00 (Europe/Berlin), for 120 minutes"
    assert "**Late in the night for maya:** Thursday 26 November 2026, 22:30" in shown(issue)
    assert "The evening is a proposal" in shown(issue)
    await push(world, file("minutes: 120", ends="2026-11-20"))
    assert when(issue).startswith("Thursday 19 November 2026, 18:00")


async def test_what_does_not_fit_is_said(enter: Enter) -> None:
    world = await begun(enter, file(f"{ON}, minutes: 50"))
    issue = await two(world)
    await talk(world, "li", "Maps")
    assert len(agenda(issue)) == 2
    assert "This does not fit into 50 minutes:\n\n- Maps (li)\n- What we learned" in shown(issue)
    assert "All of it would take 100 minutes." in shown(issue)


async def test_a_zone_that_is_set_in_private_is_not_shown(enter: Enter) -> None:
    """Only zones that stand in a public file are."""
    private = b"people: {ravi: {timezone: Asia/Tokyo}}\n"
    world = await enter(file(), at=BEFORE, start=False)
    world.person("alice").push_file(MENTORS, ".github/mentorship/people.yml", private)
    await world.start()
    await world.cairn.play_until(ASKED)
    issue = await two(world)
    assert "Asia/Kolkata" in shown(issue)
    assert "Tokyo" not in shown(issue)


async def test_the_announcement(enter: Enter) -> None:
    world = await begun(enter, file(f"{ON}, url: https://acme.example/meet"))
    issue = await two(world)
    text = shown(issue).partition("### To be sent around")[2]
    for part in (
        "- Wednesday 18 November 2026, 18:00 (Europe/Berlin)\n",
        "- Wednesday 18 November 2026, 22:30 (Asia/Kolkata)\n",
        "- Wednesday 18 November 2026, 17:00 (UTC)\n",
        "- My first tests (ravi)\n",
        "Join here: <https://acme.example/meet>",
        "<https://acme.example/conduct>",
        "for people who teach",
    ):
        assert part in text


async def test_it_is_a_date_for_calendars(enter: Enter) -> None:
    world = await enter(file(), at=BEFORE, start=False)
    world.public_url = "https://acme.example"
    await world.crash(begin=True)
    await world.cairn.play_until(ASKED)
    issue = await two(world)
    (address,) = re.findall(r"\(https://acme\.example(/calendar/\S+)\)", shown(issue))
    status, text = await calendar_of(world, address)
    event = vobject.readOne(text).vevent
    assert (status, event.summary.value) == (200, "Meetup, Autumn")
    assert event.dtstart.value.isoformat() == "2026-11-18T18:00:00+01:00"
    assert "My first tests (ravi)" in event.description.value
    await push(world, file("enabled: false"))
    assert (await calendar_of(world, address))[0] == 404


# ---- the checklist -------------------------------------------------------------------------------


async def test_boxes_are_ticked_by_hand(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    issue = await two(world)
    assert list(boxes(issue)) == ["webinar", "announcement", "slides", "recording"]
    body = (issue.body or "").replace("- [ ] **slides**", "- [x] **slides**")
    world.person("alice").edit_issue(HOME, issue.number, body=body)
    await world.cairn.settle()
    await talk(world, "li", "Maps")
    assert ticked(issue) == ["slides"]
    assert await anew(world, tmp_path) == []
    await say(world, "bartek", issue, "/mentor host")
    assert ticked(issue) == ["slides"]
    body = (issue.body or "").replace("- [x] **slides**", "- [ ] **slides**")
    world.person("alice").edit_issue(HOME, issue.number, body=body)
    await world.cairn.settle()
    await talk(world, "li", "Globes")
    assert ticked(issue) == []


async def test_a_tick_of_which_no_event_tells(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    body = (issue.body or "").replace("- [ ] **webinar**", "- [x] **webinar**")
    world.person("alice").edit_issue(HOME, issue.number, body=f"{body}\n\nSee you there.")
    world.sandbox.take_deliveries()
    await talk(world, "li", "Maps")
    assert ticked(issue) == ["webinar"]
    assert shown(issue).endswith("See you there.")


# ---- told ----------------------------------------------------------------------------------------


def told(world: World) -> list[str]:
    """What is said below the issue."""
    return answers(world, meetup(world))


async def test_one_reminder_by_day(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both)
    await two(world)
    await say(world, "bartek", tracking(world), "/mentor host")
    await until(world, "2026-11-16T08:59")
    assert told(world) == []
    await until(world, "2026-11-16T18:00")
    (said,) = told(world)
    assert said.startswith("@bartek, @maya, @ravi: the meetup is on Wednesday 18 November 2026")
    await until(world, "2026-11-18T23:00")
    assert (len(told(world)), meetup(world).state) == (1, "open")


async def test_an_evening_that_moves_twice_is_corrected_once(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await until(world, "2026-11-16T22:00")
    assert len(told(world)) == 1
    await moved_to(world, "2026-11-24T18:00")
    await moved_to(world, "2026-11-25T19:00")
    assert when(issue).startswith("Wednesday 25 November 2026, 19:00")
    await until(world, "2026-11-25T20:00")
    (_, said) = told(world)
    assert said.startswith("@maya, @ravi: the meetup moves. It is now on Wednesday 25 November")
    assert "and not on Wednesday 18 November 2026, 18:00" in said


async def test_a_cohorts_end_that_moves_twice_is_corrected_once(enter: Enter) -> None:
    world = await begun(enter, file("minutes: 90"))
    await two(world)
    await until(world, "2026-11-24T22:00")
    assert len(told(world)) == 1
    await push(world, file("minutes: 90", ends="2026-12-11"))
    await push(world, file("minutes: 90", ends="2026-12-18"))
    await until(world, "2026-12-16T12:00")
    assert len(told(world)) == 2
    assert "It is now on Thursday 17 December 2026, 17:00" in told(world)[1]


async def test_moved_there_and_back_is_not_told(enter: Enter) -> None:
    world = await begun(enter)
    await two(world)
    await until(world, "2026-11-16T22:00")
    await moved_to(world, "2026-11-24T18:00")
    await moved_to(world, "2026-11-18T18:00")
    await until(world, "2026-11-18T17:00")
    assert len(told(world)) == 1


async def test_nobody_is_reminded_of_one_talk(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await say(world, "maya", world.issue_of("maya"), "/mentor undo")
    await until(world, "2026-11-19T12:00")
    assert (told(world), issue.state) == ([], "closed")
    assert shown(issue).startswith("The meetup of Autumn did not come about this time.")


# ---- afterwards ----------------------------------------------------------------------------------


async def test_the_issue_closes_with_thanks_and_stays(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    issue = await two(world)
    await say(world, "bartek", issue, "/mentor host")
    await until(world, "2026-11-19T08:59")
    assert issue.state == "open"
    await until(world, "2026-11-19T09:01")
    assert issue.state == "closed"
    assert shown(issue).startswith("Thank you to everybody who spoke")
    assert "bartek led it." in shown(issue)
    assert len(answers(world, issue)) == 1
    comment = await talk(world, "li", "Too late")
    assert reactions(comment) == ["confused"]
    was = shown(issue)
    await push(world, file("on: 2026-11-25T18:00", mentees="{login: ravi}, {login: li}"))
    await until(world, "2026-12-01T12:00")
    assert (shown(issue), issue.state, len(meetups(world))) == (was, "closed", 1)
    assert await anew(world, tmp_path) == []


async def test_switched_off_and_on_again(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await push(world, file("enabled: false"))
    assert shown(issue).startswith("This meetup is not planned here any more.")
    assert (issue.state, answers(world, issue)) == ("closed", [])
    comment = await talk(world, "li", "Maps")
    assert reactions(comment) == ["confused"]
    await push(world, file())
    assert (issue.state, len(agenda(issue))) == ("open", 3)


async def test_a_closed_issue_is_not_fought_over(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    world.person("alice").close(HOME, issue.number)
    await world.cairn.settle()
    await talk(world, "li", "Maps")
    assert issue.state == "closed"


async def test_a_cohort_that_is_deleted_leaves_it_as_it_is(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    was = shown(issue)
    await push(world, programme(cohort("{login: zoe}", id="spring", name="Spring")))
    assert shown(issue) == was


# ---- private cohorts -----------------------------------------------------------------------------


async def test_a_private_cohort_has_its_issue_in_the_private_repository(enter: Enter) -> None:
    world = await begun(enter)
    public = await two(world)
    hidden = file().decode().partition("cohorts:")[2]
    world.person("alice").push_file(HOME, ".github/mentorship.yml", HEAD.encode())
    private = ("cohorts:" + hidden).encode()
    world.person("alice").push_file(MENTORS, ".github/mentorship/autumn.yml", private)
    await world.cairn.settle()
    await world.cairn.play_until(ASKED + 3600)
    assert shown(public).startswith("This meetup is not planned here any more.")
    assert public.state == "closed"
    assert len(agenda(meetup(world, MENTORS))) == 3


# ---- what survives -------------------------------------------------------------------------------


@pytest.mark.parametrize("tidied", [False, True])
@pytest.mark.parametrize("opened", [False, True])
async def test_a_lost_database_writes_nothing(
    enter: Enter, tmp_path: Path, tidied: bool, opened: bool
) -> None:
    world = await begun(enter)
    own = world.issue_of("maya")
    first = await talk(world, "maya", "One")
    if opened:
        await talk(world, "ravi")
    second = await talk(world, "maya", "Two")
    undo = await say(world, "maya", own, "/mentor undo")
    host = await say(world, "bartek", tracking(world), "/mentor host")
    if tidied and opened:
        for comment, who in ((first, "maya"), (second, "maya"), (undo, "maya"), (host, "bartek")):
            world.person(who).delete_comment(comment.id)
        await world.cairn.settle()
    if opened:
        await until(world, "2026-11-16T22:00")
        assert len(told(world)) == 1
    lines_ = agenda(meetup(world)) if opened else []
    # That comments are gone is seen on the mentors' page.
    assert [each for each in await anew(world, tmp_path) if HOME in each] == []
    if not opened:
        await talk(world, "ravi")
        lines_ = ["18:00 One (maya)", "18:25 My first tests (ravi)"]
    await say(world, "li", own, "hello")
    assert agenda(meetup(world))[: len(lines_)] == lines_
    assert "**Who leads:** bartek" in shown(meetup(world))


async def test_why_it_is_there(enter: Enter) -> None:
    world = await begun(enter)
    issue = await two(world)
    await until(world, "2026-11-16T22:00")
    found = await why(world, of(issue))
    assert found.because.startswith("Two mentees or more would like to present")
    opened, begins, in_file = lines(found)
    assert opened.startswith("Opened: Fri 2026-10-30")
    assert begins.startswith("Begins: Wed 2026-11-18 18:00 (Europe/Berlin, the cohort's)")
    assert in_file.startswith("In the file: meetup: {minutes: 120} -> ")
    (reminder,) = world.said_in(issue)
    assert (await why(world, of(reminder))).because.startswith("Whoever leads the meetup or speaks")
    question = next(c for c in world.said_in(world.issue_of("li")) if ASKS in c.body)
    asked_ = await why(world, of(question))
    assert lines(asked_)[0].startswith("Due: Fri 2026-10-30 09:00")
