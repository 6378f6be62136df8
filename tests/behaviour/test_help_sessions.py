"""Help sessions: an issue each morning, requests from anywhere, a record (rows H1 to H6)."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.model import scopes
from app.model.pairings import Pairing, pairings
from app.sandbox.mail import mails
from app.sandbox.state import Comment, Issue
from app.store.planning import Planning
from app.store.tables import fact
from tests.behaviour.conftest import Enter
from tests.behaviour.reading import answers, reactions, remembered, say, shown
from tests.behaviour.rotas import SUPPORT, at, begun, file, leads
from tests.behaviour.rotas import page as rota_page
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.behaviour.whys import of, why
from tests.test_help_sessions import FULL
from tests.world import HOME, World

START = "2026-11-22T12:00"
"""A Sunday."""

MON, TUE, WED, FRI = (f"2026-11-{day}" for day in (23, 24, 25, 27))
NEXT_MON = "2026-11-30"
LABEL = "senior-help-sessions"
MENTORS = "acme/mentors"
GOOD = "/mentor ask I looked at https://acme.example/log for an hour, and it is empty"
"""A request of which nothing is missing."""

EXPERTS = """\
  experts:
    - {area: storage, people: [noor, li], labels: ["stage: storage"], paths: ["pkg/store/**"]}
"""


async def opened(enter: Enter, file_: bytes | None = None, until: str = f"{MON}T09:10") -> World:
    """A world in which Monday's session is open."""
    world = await begun(enter, file_ or file(), START)
    await world.cairn.play_until(at(until))
    return world


def sessions(world: World, repository: str = SUPPORT) -> list[Issue]:
    """The issues of sessions, the oldest first."""
    return [i for i in world.issues(repository) if i.title.startswith("Help session, ")]


def session(world: World) -> Issue:
    """The newest session."""
    return sessions(world)[-1]


def requests(thing: Issue) -> list[str]:
    """What a session's list has: a line for each request, with what stands below it."""
    text = shown(thing).partition("### Requests")[2].partition("### How it goes")[0]
    found = [part.split("\n") for part in text.strip().split("\n- ")]
    lines = (" ".join(line.strip() for line in part if line.strip()) for part in found)
    return [line.removeprefix("- ") for line in lines]


def labels(issue: Issue) -> list[str]:
    """The labels of an issue."""
    return [label.name for label in issue.labels]


def told(world: World, who: str, issue: Issue) -> int:
    """How often somebody was mentioned in an issue."""
    return len(
        [
            each
            for each in mails(world.sandbox.world)
            if each.about.issue is issue and each.reason == "mention" and each.person.login == who
        ]
    )


def said(world: World, issue: Issue, kind: str) -> list[Comment]:
    """Comments of a kind, by the key in their marker."""
    return [c for c in world.said_in(issue) if remembered(c.body)[0]["k"].startswith(kind)]


async def slow(world: World, repository: str = SUPPORT, body: str = "") -> Issue:
    """Somebody's issue."""
    who = "maya" if repository != MENTORS else "sam"
    issue = world.person(who).open_issue(repository, "Slow query", body)
    await world.cairn.settle()
    return issue


# ---- the session's issue -------------------------------------------------------------------------


async def test_a_session_opens_in_the_morning_and_closes_on_the_next(enter_on_both: Enter) -> None:
    world = await opened(enter_on_both, until=f"{MON}T08:59")
    assert sessions(world) == []
    await world.cairn.play_until(at(f"{MON}T09:10"))
    issue = session(world)
    leader = leads(world)["Monday 23 November 2026"]
    assert (issue.title, labels(issue)) == (
        "Help session, amer: Monday 23 November 2026",
        [LABEL],
    )
    assert f"{leader} leads the help session of **amer**" in shown(issue)
    assert told(world, leader, issue) == 0
    assert requests(issue)[0].startswith("Nobody has asked for anything yet.")
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    assert [i.state for i in sessions(world)] == ["closed", "open"]
    assert answers(world, issue) == []


async def test_it_is_open_two_hours_before_an_early_session(enter: Enter) -> None:
    early = file().replace(b'at: "11:00"', b'at: "08:00"')
    world = await opened(enter, early, until=f"{MON}T05:59")
    assert sessions(world) == []
    await world.cairn.play_until(at(f"{MON}T08:05"))
    assert len(sessions(world)) == 1


async def test_fridays_session_closes_on_monday(enter: Enter) -> None:
    world = await opened(enter, until=f"{FRI}T09:10")
    issue = session(world)
    await world.cairn.play_until(at(f"{NEXT_MON}T08:59"))
    assert issue.state == "open"
    await world.cairn.play_until(at(f"{NEXT_MON}T09:10"))
    assert issue.state == "closed"


async def waiting(enter: Enter, file_: bytes, until: str = f"{MON}T09:10") -> World:
    """A world in which something waits on Monday morning."""
    world = await opened(enter, file_, until=f"{MON}T05:00")
    await say(world, "maya", await slow(world), GOOD)
    await world.cairn.play_until(at(until))
    return world


async def test_todays_senior_is_mentioned_once(enter: Enter) -> None:
    world = await waiting(enter, file(("sam", "noor"), people=_AT_HOME))
    issue, leader = session(world), leads(world)["Monday 23 November 2026"]
    assert told(world, leader, issue) == 1
    await world.cairn.play_until(at(f"{TUE}T08:00"))
    assert told(world, leader, issue) == 1


_AT_HOME = "  sam: {timezone: America/New_York}\n  noor: {timezone: America/New_York}\n"


async def test_a_leader_who_may_not_be_mentioned_holds_up_nothing(enter: Enter) -> None:
    """noor's day begins only when the session does."""
    people = "  noor: {timezone: America/Los_Angeles}\n"
    world = await waiting(enter, file(("noor",), people=people))
    assert sessions(world) == []
    await world.cairn.play_until(at(f"{MON}T10:35"))
    assert told(world, "noor", session(world)) == 0


async def test_a_leader_further_west_is_mentioned_as_their_day_begins(enter: Enter) -> None:
    """noor's day begins an hour before the session."""
    world = await begun(enter, file(("noor",), people=_IN_CHICAGO), START)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    await world.cairn.play_until(at(f"{MON}T09:55"))
    assert sessions(world) == []
    await world.cairn.play_until(at(f"{MON}T10:05"))
    assert told(world, "noor", session(world)) == 1


_IN_CHICAGO = "  noor: {timezone: America/Chicago}\n"


async def test_weeks_without_cairn(enter: Enter) -> None:
    world = await opened(enter)
    issue = session(world)
    world.clock.advance_to(at("2026-12-15T10:00"))
    await world.start()
    assert issue.state == "closed"
    assert [i.title for i in sessions(world)][1:] == [
        "Help session, amer: Tuesday 15 December 2026"
    ]


async def test_a_rota_that_is_no_more(enter: Enter) -> None:
    world = await opened(enter)
    await push(world, file().replace(b"id: amer", b"id: emea"))
    assert sessions(world)[0].state == "closed"
    assert answers(world, sessions(world)[0]) == []


async def test_a_deleted_session_is_not_opened_again(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    world.person("alice").delete_issue(SUPPORT, session(world).number)
    await world.cairn.play_until(at(f"{MON}T20:00"))
    assert sessions(world) == []
    await world.cairn.play_until(at(f"{TUE}T10:00"))
    assert requests(session(world))[0].startswith(f"acme/support#{issue.number}, maya")


# ---- asking --------------------------------------------------------------------------------------


async def test_a_good_request_is_told_nothing(enter_on_both: Enter) -> None:
    world = await opened(enter_on_both)
    issue = await slow(world)
    comment = await say(world, "maya", issue, GOOD)
    assert (reactions(comment), answers(world, issue), labels(issue)) == (["+1"], [], [LABEL])
    await say(world, "maya", issue, "Nothing more")
    assert requests(session(world)) == [
        f"acme/support#{issue.number}, maya > I looked at `https://acme.example/log` for an hour, "
        "and it is empty"
    ]


async def test_what_is_missing_is_asked_for_once(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, "/mentor ask The query takes a minute since the last release")
    (asked,) = answers(world, issue)
    assert "what you have tried" in asked
    assert "a few clear words" not in asked
    assert "It comes to the next help session of amer, Monday 23 November 2026, 21:30" in asked
    assert "customers' data" in asked
    await say(world, "maya", issue, "/mentor ask And why?")
    await say(world, "ravi", issue, "/mentor ask Me too")
    await world.cairn.play_until(at(f"{WED}T12:00"))
    assert answers(world, issue) == [asked]
    assert requests(session(world))[0].startswith(f"acme/support#{issue.number}, maya and ravi")


async def test_words_around_the_command_count(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    words = "I tried it for an hour, the log is at https://acme.example/log and says nothing."
    await say(world, "maya", issue, f"/mentor ask Why?\n\n{words}")
    assert answers(world, issue) == []


async def test_an_edited_comment_asks_what_is_new(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    comment = await say(world, "maya", issue, "Let me see.")
    world.person("maya").edit_comment(comment.id, f"Let me see.\n\n{GOOD}")
    await world.cairn.settle()
    assert labels(issue) == [LABEL]
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    assert labels(issue) == [LABEL]


async def test_undo_takes_a_request_back(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    comment = await say(world, "maya", issue, "/mentor undo")
    assert (reactions(comment), labels(issue)) == (["+1"], [])
    assert requests(session(world))[0].startswith("Nobody has asked")


async def test_a_stranger_asks_in_a_pull_request(enter: Enter) -> None:
    world = await opened(enter)
    pull = world.person("zoe").open_pull_request("acme/engine", "Faster")
    await say(world, "zoe", pull, GOOD)
    assert labels(pull) == [LABEL]
    assert requests(session(world))[0].startswith(f"acme/engine#{pull.number}, zoe")


async def test_a_mentee_asks_in_their_own_issue_and_takes_it_back(enter: Enter) -> None:
    world = await opened(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, GOOD)
    assert LABEL in labels(issue)
    assert requests(session(world))[0].startswith(f"acme/mentorship#{issue.number}, maya")
    await say(world, "maya", issue, "/mentor undo")
    assert LABEL not in labels(issue)


async def test_a_mentee_asks_in_their_own_pull_request(enter: Enter) -> None:
    world = await opened(enter)
    pull = world.person("maya").open_pull_request("acme/engine", "Faster")
    await say(world, "maya", pull, GOOD)
    assert LABEL in labels(pull)
    assert requests(session(world))[0].startswith(f"acme/engine#{pull.number}, maya")
    await say(world, "maya", pull, "/mentor undo")
    assert LABEL not in labels(pull)


async def test_empty_closed_and_locked(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, "/mentor ask")
    assert answers(world, issue)[0].startswith("What is it about?")
    world.person("maya").close(SUPPORT, issue.number)
    await say(world, "maya", issue, GOOD)
    assert answers(world, issue)[1].startswith("This issue is closed")
    assert labels(issue) == []
    locked = await slow(world)
    world.person("alice").lock(SUPPORT, locked.number)
    await say(world, "alice", locked, GOOD)
    assert (answers(world, locked), labels(locked)) == ([], [])


async def test_a_request_whose_issue_is_closed_waits_no_more(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    world.person("maya").close(SUPPORT, issue.number)
    await world.cairn.settle()
    assert requests(session(world))[0].startswith("Nobody has asked")
    world.person("maya").reopen(SUPPORT, issue.number)
    await world.cairn.settle()
    assert requests(session(world))[0].startswith(f"acme/support#{issue.number}, maya")
    assert labels(issue) == [LABEL]


# ---- the label and the form ----------------------------------------------------------------------


async def test_the_label_by_hand_on_and_off(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world, body="The query takes a minute, see https://acme.example/log")
    world.person("sam").label(SUPPORT, issue.number, LABEL)
    await world.cairn.play_until(at(f"{TUE}T06:00"))
    (asked,) = answers(world, issue)
    assert asked.startswith("@maya, a colleague brought this to the help sessions")
    assert requests(session(world)) == [f"acme/support#{issue.number}, maya > Slow query"]
    world.person("sam").unlabel(SUPPORT, issue.number, LABEL)
    await world.cairn.play_until(at(f"{TUE}T12:00"))
    assert requests(session(world))[0].startswith("Nobody has asked")
    assert labels(issue) == []


async def test_our_label_taken_off_ends_a_request(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    world.person("sam").unlabel(SUPPORT, issue.number, LABEL)
    await world.cairn.play_until(at(f"{TUE}T12:00"))
    assert labels(issue) == []
    assert requests(session(world))[0].startswith("Nobody has asked")
    await say(world, "maya", issue, "/mentor ask Once more, please")
    assert labels(issue) == [LABEL]


async def test_a_form(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world, body=FULL)
    assert labels(issue) == [LABEL]
    (asked,) = answers(world, issue)
    assert "- links" in asked
    assert "what you have tried" not in asked
    assert requests(session(world)) == [f"acme/support#{issue.number}, maya > Slow query"]


# ---- urgent --------------------------------------------------------------------------------------


async def test_urgent_while_a_senior_is_at_work(enter: Enter) -> None:
    world = await opened(enter, file(("sam", "noor"), people=_AT_HOME) + EXPERTS.encode())
    issue = await slow(world)
    world.person("sam").label(SUPPORT, issue.number, "stage: storage")
    await say(world, "maya", issue, "/mentor ask Urgent, a customer is down")
    (text,) = answers(world, issue)
    leader = leads(world)["Monday 23 November 2026"]
    assert text.startswith(f"@{leader}, maya says that this is urgent.")
    assert "Thank you for asking" not in text
    assert requests(session(world))[0].startswith("**Urgent:** acme/support#")
    await world.cairn.play_until(at(f"{WED}T12:00"))
    assert answers(world, issue) == [text]


async def test_urgent_at_night(enter: Enter) -> None:
    world = await opened(enter, file(("sam", "noor"), people=_AT_HOME), until=f"{MON}T22:00")
    issue = await slow(world)
    await say(world, "maya", issue, "/mentor ask It is urgent: a customer is down")
    (night,) = answers(world, issue)
    assert night.startswith("maya, everybody who leads help sessions is off work")
    assert "is back first, Tuesday 24 November 2026, 19:30 (Asia/Kolkata)" in night
    await world.cairn.play_until(at(f"{TUE}T09:30"))
    leader = leads(world)["Tuesday 24 November 2026"]
    assert answers(world, issue)[1].startswith(f"@{leader}, maya says that this is urgent.")


async def test_urgent_while_a_senior_is_away(enter: Enter) -> None:
    world = await opened(enter, file(("sam", "noor"), people=_AT_HOME))
    leader = leads(world)["Monday 23 November 2026"]
    other = ({"sam", "noor"} - {leader}).pop()
    await say(world, leader, rota_page(world), "/mentor away until friday")
    issue = await slow(world)
    await say(world, "maya", issue, "/mentor ask urgent please")
    assert answers(world, issue)[0].startswith(f"@{other}, maya says")


async def test_the_weekly_limit_does_not_hold_urgent_requests(enter: Enter) -> None:
    people = "  sam: {timezone: America/New_York}\n"
    world = await opened(enter, file(("sam",), people=people), until=f"{FRI}T12:00")
    for n in range(5):
        issue = await slow(world)
        await say(world, "maya", issue, f"/mentor ask urgent no. {n}")
        assert told(world, "sam", issue) == 1


# ---- outcomes ------------------------------------------------------------------------------------


async def test_outcomes_several_at_once_from_a_phone(enter: Enter) -> None:
    world = await opened(enter)
    one, two, three = [await slow(world) for _ in range(3)]
    for issue in (one, two, three):
        await say(world, "maya", issue, GOOD)
    comment = await say(
        world,
        "sam",
        session(world),
        f"/Mentor outcome # {one.number}: Use the profiler.\n"
        f"/mentor outcome {two.number} Ask @noor",
    )
    assert reactions(comment) == ["+1"]
    waiting = [line for line in requests(session(world)) if "Next step" not in line]
    assert [line.split(",")[0] for line in waiting] == [f"acme/support#{three.number}"]
    await say(world, "sam", session(world), "/mentor outcome Read the guide")
    assert labels(three) == [LABEL]  # until maya is told, in her morning
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    text = shown(sessions(world)[0])
    assert f"acme/support#{two.number}, maya, with noor:\n  > Ask `@noor`" in text
    assert "Read the guide" in text
    assert "comes again" not in text
    for issue, step in ((one, "Use the profiler."), (two, "Ask `@noor`"), (three, "Read")):
        (text_,) = answers(world, issue)
        assert text_.startswith("@maya, your next step, from sam:")
        assert step in text_
        assert labels(issue) == []
    assert "`/mentor pair @noor`" in answers(world, two)[0]
    assert (told(world, "noor", two), told(world, "maya", two)) == (0, 1)


async def test_a_session_counts_as_one_pairing_for_whoever_took_part(enter: Enter) -> None:
    world = await opened(enter)
    leader = leads(world)["Monday 23 November 2026"]
    one, two, later = [await slow(world) for _ in range(3)]
    await say(world, "maya", one, GOOD)
    await say(world, "maya", two, GOOD)
    await say(world, "zoe", later, GOOD)
    words = f"/mentor outcome #{one.number} One\n/mentor outcome #{two.number} Two"
    await say(world, leader, session(world), words)
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    (found,) = await counted(world)
    assert (set(found.people), found.kind, found.minutes) == ({leader, "maya"}, "session", 60)
    assert (found.at, found.number) == (at(f"{MON}T11:00"), sessions(world)[0].number)


async def counted(world: World) -> list[Pairing]:
    """What counts as a pairing in the programme."""
    home = world.sandbox.world.repository(HOME).id
    async with world.database.read() as connection:
        planning = Planning(world.database, connection, world.installation)
        return list(pairings((await planning.load(scopes.pairings(home))).facts))


async def test_an_outcome_in_the_requests_own_issue_and_undo(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    leader = leads(world)["Monday 23 November 2026"]
    await say(world, leader, issue, "/mentor outcome Use the profiler")
    assert "Next step: > Use the profiler" in requests(session(world))[0]
    await say(world, leader, issue, "/mentor undo")
    assert labels(issue) == [LABEL]
    assert "Next step" not in requests(session(world))[0]


@pytest.mark.parametrize(
    "other", ["#99", "r1", "acme/engine#{0}", "https://x/acme/engine/pull/{0}"]
)
async def test_an_outcome_that_names_another_request_ends_nothing(enter: Enter, other: str) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    words = f"/mentor outcome {other.format(issue.number)} Use the profiler"
    comment = await say(world, "sam", issue, words)
    assert reactions(comment) == ["confused"]
    assert answers(world, issue)[0].startswith("That number is another issue's.")
    assert requests(session(world))[0].startswith(f"acme/support#{issue.number}, maya")
    await world.cairn.play_until(at(f"{TUE}T12:00"))
    assert said(world, issue, "settled:") == []
    assert labels(issue) == [LABEL]


async def test_undo_does_not_mean_an_outcome_that_was_refused(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "sam", issue, GOOD)
    await say(world, "sam", issue, "/mentor outcome #99 Use the profiler")
    await say(world, "sam", issue, "/mentor undo")
    assert labels(issue) == []


async def test_an_outcome_in_the_session_is_taken_back_there(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    await say(world, "sam", session(world), "/mentor outcome Use the profiler")
    assert "Next step: > Use the profiler" in requests(session(world))[0]
    comment = await say(world, "sam", session(world), "/mentor undo")
    assert (reactions(comment), labels(issue)) == (["+1"], [LABEL])
    assert "Next step" not in requests(session(world))[0]


async def test_outcomes_that_come_to_nothing(enter: Enter) -> None:
    world = await opened(enter)
    issue, other = await slow(world), await slow(world)
    await say(world, "sam", session(world), "/mentor outcome Nothing")
    assert answers(world, session(world))[0].startswith("Nothing here waits")
    await say(world, "maya", issue, GOOD)
    await say(world, "maya", other, GOOD)
    await say(world, "sam", session(world), "/mentor outcome Which one")
    names = f"`acme/support#{issue.number}`, `acme/support#{other.number}`"
    assert answers(world, session(world))[1].endswith(f"These wait: {names}.")
    await say(world, "sam", session(world), "/mentor outcome #99 Unknown")
    await world.cairn.play_until(world.clock() + 120)
    assert answers(world, session(world))[2].startswith("I know no request with that number")
    await say(world, "zoe", session(world), f"/mentor outcome #{issue.number} Mine")
    assert answers(world, session(world))[3].startswith("Thank you for helping.")
    await say(world, "sam", session(world), f"/mentor outcome #{issue.number}")
    assert answers(world, session(world))[4].startswith("What is the next step?")
    assert labels(issue) == labels(other) == [LABEL]


async def test_what_has_no_outcome_comes_again(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, GOOD)
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    first, second = sessions(world)
    assert f"acme/support#{issue.number}, maya: comes again next time." in shown(first)
    assert answers(world, first) == []
    assert requests(second)[0].startswith(f"acme/support#{issue.number}, maya")
    await say(world, "sam", second, "/mentor outcome Done")
    await say(world, "maya", issue, "/mentor ask Another thing")
    assert labels(issue) == [LABEL]


async def test_asking_in_a_session(enter: Enter) -> None:
    world = await opened(enter)
    comment = await say(world, "zoe", session(world), "/mentor ask How do I find the logs?")
    await say(world, "li", session(world), "/mentor ask And I?")
    assert reactions(comment) == ["+1"]
    assert requests(session(world)) == [
        "r1 (asked here), zoe > How do I find the logs?",
        "r2 (asked here), li > And I?",
    ]
    await say(world, "sam", session(world), "/mentor outcome r1 Look into /var/log")
    await say(world, "li", session(world), "/mentor undo")
    assert len(requests(session(world))) == 1
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    assert answers(world, sessions(world)[0]) == [], "zoe has read sam's own comment there"


async def test_an_answer_in_a_later_session(enter: Enter) -> None:
    world = await opened(enter)
    await say(world, "zoe", session(world), "/mentor ask How do I find the logs?")
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    await say(world, "sam", session(world), "/mentor outcome r1 Look into /var/log with noor")
    await world.cairn.play_until(at(f"{WED}T06:00"))
    (text,) = said(world, session(world), "answer:")
    assert shown(text).startswith("@zoe, your next step, from sam:")
    assert told(world, "noor", session(world)) == 0


# ---- who leads -----------------------------------------------------------------------------------


async def test_take_and_pass_in_a_session(enter: Enter) -> None:
    world = await opened(enter)
    leader = leads(world)["Monday 23 November 2026"]
    others = [login for login in ("sam", "noor", "bartek") if login != leader]
    issue = session(world)
    first = world.person(others[0]).comment(SUPPORT, issue.number, "/mentor take")
    second = world.person(others[1]).comment(SUPPORT, issue.number, "/mentor take")
    await world.cairn.settle()
    assert leads(world)["Monday 23 November 2026"] == others[0]
    assert shown(issue).startswith(f"{others[0]} leads")
    assert (reactions(first), reactions(second)) == (["+1"], ["confused"])
    (no,) = answers(world, issue)
    assert no.startswith(f"Thank you for offering. {others[0]} was a moment earlier")
    await say(world, others[0], issue, "/mentor undo")
    assert leads(world)["Monday 23 November 2026"] == leader
    await say(world, leader, issue, "/mentor pass")
    assert leads(world)["Monday 23 November 2026"] != leader
    await say(world, "zoe", issue, "/mentor take")
    assert answers(world, issue)[-1].startswith("Thank you for offering. The seniors of amer")


@pytest.mark.parametrize("lost", [False, True])
async def test_undo_of_a_take_after_cairn_was_away(
    enter: Enter, tmp_path: Path, lost: bool
) -> None:
    """The rota has heard the `take`, so it is not told that again; but that it is taken back."""
    world, day = await opened(enter), "Monday 23 November 2026"
    leader, issue = leads(world)[day], session(world)
    other = next(login for login in ("sam", "noor") if login != leader)
    await say(world, other, issue, "/mentor take")
    for step in ("first", "second"):
        (tmp_path / step).mkdir()
        await (lose_database(world, tmp_path / step) if lost else world.start())
        if step == "first":
            assert leads(world)[day] == other
            await say(world, other, issue, "/mentor undo")
        assert leads(world)[day] == leader


async def test_help_in_a_session(enter: Enter) -> None:
    world = await opened(enter)
    await say(world, "zoe", session(world), "/mentor help")
    (text,) = answers(world, session(world))
    for usage in ("ask TEXT", "outcome TEXT, outcome #NUMBER TEXT", "take, take DAY", "undo"):
        assert usage in text


# ---- experts, private things ---------------------------------------------------------------------


async def test_experts_are_named_by_label_and_by_path(enter: Enter) -> None:
    world = await opened(enter, file() + EXPERTS.encode())
    issue = await slow(world)
    world.person("sam").label(SUPPORT, issue.number, "stage: storage")
    await say(world, "maya", issue, GOOD)
    files = {"pkg/store/block.go": "x\n"}
    pull = world.person("li").open_pull_request("acme/engine", "Faster", files=files)
    await say(world, "li", pull, GOOD)
    first, second = requests(session(world))
    assert first.endswith("noor, li know this area.")
    assert second.endswith("noor knows this area.")
    assert told(world, "noor", issue) == told(world, "noor", pull) == 0


async def test_what_is_private_is_in_no_public_session(enter: Enter) -> None:
    world = await opened(enter)
    issue = world.person("sam").open_issue(MENTORS, "About somebody", "")
    await say(world, "sam", issue, "/mentor ask What do I say?")
    assert labels(issue) == [LABEL]
    assert "it is not named there; please bring it along" in answers(world, issue)[0]
    assert requests(session(world))[0].startswith("Nobody has asked")
    await say(world, "noor", session(world), f"/mentor outcome #{issue.number} Guess")
    await world.cairn.play_until(world.clock() + 120)
    assert "About" not in "".join(answers(world, session(world)))
    await say(world, "noor", issue, "/mentor outcome Be honest")
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    assert labels(issue) == []
    assert "honest" not in shown(sessions(world)[0])


async def test_a_private_desk_lists_all(enter: Enter) -> None:
    world = await opened(enter, file(repositories=MENTORS))
    issue = world.person("sam").open_issue(MENTORS, "About somebody", "")
    await say(world, "sam", issue, "/mentor ask What do I say?")
    other = await slow(world, "acme/engine")
    await say(world, "maya", other, GOOD)
    (found,) = sessions(world, MENTORS)
    assert [line.split(",")[0] for line in requests(found)] == [
        f"acme/mentors#{issue.number}",
        f"acme/engine#{other.number}",
    ]


async def test_who_leads_in_private_is_not_told_in_public(enter: Enter) -> None:
    world = await opened(enter, file(repositories=MENTORS))
    public, private = await slow(world, "acme/engine"), await slow(world, MENTORS)
    for issue, who in ((public, "maya"), (private, "sam")):
        await say(world, who, issue, "/mentor ask Why?")
    assert "11:00 (America/New_York), which" in answers(world, private)[0]
    assert "21:30 (Asia/Kolkata).\n" in answers(world, public)[0]


# ---- what is remembered --------------------------------------------------------------------------


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_doubles_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world = await opened(enter)
    issue, other = await slow(world), await slow(world)
    said_ = [
        await say(world, "maya", issue, "/mentor ask Why?"),
        await say(world, "maya", other, GOOD),
        await say(world, "zoe", session(world), "/mentor ask Where are the logs?"),
        await say(world, "sam", session(world), f"/mentor outcome #{issue.number} Try @noor"),
        await say(world, "noor", session(world), "/mentor take"),
    ]
    await world.cairn.play_until(at(f"{MON}T12:00"))
    for comment in said_ if tidied else ():
        world.person("alice").delete_comment(comment.id)
    await world.cairn.settle()
    before, listed = len(world.writes), requests(session(world))
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[before:] == []
    assert requests(session(world)) == listed
    await world.cairn.play_until(at(f"{TUE}T09:10"))
    assert "Try `@noor`" in shown(sessions(world)[0])
    assert len(said(world, issue, "settled:")) == 1


async def test_who_put_a_label_on_outlives_the_database(enter: Enter, tmp_path: Path) -> None:
    """Lists do not tell it; the issue's history does. Whoever's issue it is asked in neither."""
    world = await opened(enter)
    first, second = await slow(world), await slow(world)
    for issue, who in ((first, "noor"), (second, "sam")):
        world.person(who).label(SUPPORT, issue.number, LABEL)
        await world.cairn.play_until(world.clock() + 3600)
    before, listed = len(world.writes), requests(session(world))
    facts = await labelled(world)
    assert len(listed) == len(facts) == 2
    await lose_database(world, tmp_path)
    assert world.writes[before:] == []
    assert requests(session(world)) == listed
    assert await labelled(world) == facts


async def labelled(world: World) -> list[tuple[str, str, str]]:
    """In which threads people put the label on, when, and who did."""
    async with world.database.read() as connection:
        rows = await connection.execute(
            sa.select(fact.c.scope, fact.c.order, fact.c.data)
            .where(fact.c.kind == "labelled", fact.c.key == "hand")
            .order_by(fact.c.scope)
        )
        return [(row.scope, row.order, row.data) for row in rows]


@pytest.mark.parametrize("asked", [GOOD, "Anybody?"])
async def test_a_label_by_hand_after_an_outcome_outlives_the_database(
    enter: Enter, tmp_path: Path, asked: str
) -> None:
    """Also after one that came to nothing, as nobody had asked."""
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, asked)
    await say(world, "sam", issue, "/mentor outcome Use the profiler")
    await world.cairn.play_until(at(f"{TUE}T09:30"))
    told_ = answers(world, issue)
    world.person("alice").label(SUPPORT, issue.number, LABEL)
    await world.cairn.settle()
    before, listed = len(world.writes), requests(session(world))
    assert listed[0].startswith(f"acme/support#{issue.number}, maya")
    await lose_database(world, tmp_path)
    assert world.writes[before:] == []
    assert (labels(issue), requests(session(world))) == ([LABEL], listed)
    await world.cairn.play_until(at(f"{WED}T12:00"))
    assert answers(world, issue)[: len(told_)] == told_
    await say(world, "sam", issue, "/mentor outcome Ask noor")
    await world.cairn.play_until(at(f"{FRI}T12:00"))
    assert labels(issue) == []
    assert len(said(world, issue, "settled:")) == 1 + (asked == GOOD)


async def test_why(enter: Enter) -> None:
    world = await opened(enter)
    issue = await slow(world)
    await say(world, "maya", issue, "/mentor ask Why?")
    assert "opens in the morning" in (await why(world, of(session(world)))).because
    (asked,) = world.said_in(issue)
    assert "asked once, and kindly" in (await why(world, of(asked))).because
