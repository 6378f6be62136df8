"""Who leads the help sessions of a region, and how seniors swap (rows H4, H5)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.state import Comment
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.reading import DAY, answers, reactions, remembered, say, shown
from tests.behaviour.rotas import (
    FIVE,
    NEW_YORK,
    SUPPORT,
    at,
    begun,
    days,
    file,
    leads,
    page,
    pages,
)
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.behaviour.whys import FILE, lines, of, why
from tests.world import HOME, World

START = "2026-11-22T12:00"
"""A Sunday: the page opens on Monday at nine in New York."""

MON, TUE, WED, THU, FRI = (f"2026-11-{day}" for day in range(23, 28))


async def opened(enter: Enter, file_: bytes | None = None, until: str = f"{MON}T09:30") -> World:
    """A world whose page is there."""
    world = await begun(enter, file_ or file(), START)
    await world.cairn.play_until(at(until))
    return world


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


def who(world: World, day: str) -> str:
    """Who leads on a day."""
    return leads(world)[f"{datetime.fromisoformat(day):%A %-d %B %Y}"]


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The days that somebody else leads now."""
    return [day for day in before if day in after and before[day] != after[day]]


def told(world: World) -> list[Comment]:
    """What Cairn said on the page that is no answer to a command."""
    said = world.said_in(page(world))
    return [c for c in said if remembered(c.body)[0]["k"].startswith(("offer:", "named:"))]


# ---- published -----------------------------------------------------------------------------------


async def test_the_page_opens_in_the_morning_with_two_weeks(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both, file(), START)
    assert pages(world) == []
    await world.cairn.play_until(at(f"{MON}T09:30"))
    issue = page(world)
    assert issue.title == "Help sessions, amer: who leads"
    opened_ = datetime.fromtimestamp(issue.created, ZoneInfo(NEW_YORK))
    assert (opened_.hour, opened_.minute) == (9, 0)
    text = shown(issue)
    assert text.startswith(f"Today, Monday 23 November 2026: {who(world, MON)}.")
    assert "### Week of 23 November 2026\n" in text
    assert "### Week of 30 November 2026\n" in text
    found = list(leads(world).values())
    assert sorted(found[:5]) == sorted(found[5:]) == sorted(FIVE)
    assert issue.assignees == []
    assert answers(world, issue) == []


async def test_it_goes_on_by_itself_and_mails_nobody(enter: Enter) -> None:
    world = await opened(enter)
    first = leads(world)
    for day, noon, weeks in ((MON, 11, 2), (TUE, 11, 2), (FRI, 11, 2), (FRI, 12, 3)):
        await world.cairn.play_until(at(f"{day}T{noon}:01"))
        assert shown(page(world)).startswith(f"Today, {datetime.fromisoformat(day):%A %-d}")
        assert shown(page(world)).count("### Week of") == weeks
        assert changed(first, leads(world)) == []
    await world.cairn.play_until(at("2026-11-28T12:00"))
    assert shown(page(world)).startswith("There is no help session today.")
    await world.cairn.play_until(at("2026-11-30T00:05"))
    assert next(iter(leads(world))) == "Monday 30 November 2026"
    assert changed(first, leads(world)) == []
    assert answers(world, page(world)) == []


async def test_a_quiet_day_costs_one_edit(enter: Enter) -> None:
    world = await opened(enter)
    writes = len(world.writes)
    await world.cairn.play_until(at(f"{THU}T23:00"))
    path = f"/repos/acme/support/issues/{page(world).number}"
    assert [w for w in world.writes[writes:] if w.endswith(path)] == [f"PATCH {path}"] * 3
    assert not [w for w in world.writes[writes:] if w.startswith(f"POST {path}/")]


async def test_holidays_and_working_weeks(enter: Enter) -> None:
    world = await opened(
        enter,
        file(
            ("sam", "noor"),
            people="  sam: {timezone: America/New_York, holidays: US}\n"
            "  noor: {timezone: America/Chicago, holidays: US, week: mon-thu}\n",
        ),
    )
    thanksgiving, friday = days(world)[3:5]
    assert thanksgiving == (
        "Thursday 26 November 2026, 11:00: **nobody yet**: it is a holiday for sam, noor"
    )
    assert friday == "Friday 27 November 2026, 11:00: sam"
    assert "noor (10:00 in Chicago)" in "\n".join(days(world))
    assert "2 seniors for 4 sessions in this week" in shown(page(world))
    shares = list(leads(world).values())
    assert (shares.count("sam"), shares.count("noor")) == (5, 4)


@pytest.mark.parametrize(
    ("zone", "other", "city", "start", "hours"),
    [
        ("Europe/Berlin", NEW_YORK, "New York", "2026-10-18", ["05:00", "06:00"]),
        ("Europe/Berlin", NEW_YORK, "New York", "2026-10-25", ["06:00", "05:00"]),
        ("Europe/Berlin", NEW_YORK, "New York", "2026-03-01", ["05:00", "06:00"]),
        ("Europe/Berlin", NEW_YORK, "New York", "2026-03-22", ["06:00", "05:00"]),
        (NEW_YORK, "Europe/Berlin", "Berlin", "2026-10-18", ["17:00", "16:00"]),
        (NEW_YORK, "Europe/Berlin", "Berlin", "2026-10-25", ["16:00", "17:00"]),
        (NEW_YORK, "Europe/Berlin", "Berlin", "2026-03-01", ["17:00", "16:00"]),
        (NEW_YORK, "Europe/Berlin", "Berlin", "2026-03-22", ["16:00", "17:00"]),
    ],
)
async def test_when_the_clocks_change_the_session_keeps_its_hour(
    enter: Enter, zone: str, other: str, city: str, start: str, hours: list[str]
) -> None:
    """Two weeks over each change: at 11:00 in the rota's zone, and on noor's clock like this. Where
    that is no hour for anybody, she takes the days by word."""
    programme = file(("noor",), zone=zone, people=f"  noor: {{timezone: {other}}}\n")
    world = await begun(enter, programme, f"{start}T12:00", zone)
    monday = at(f"{start}T12:00", zone) + 0.9 * DAY
    await world.cairn.play_until(monday)
    week = [datetime.fromtimestamp(monday + n * 7 * DAY, ZoneInfo(zone)).date() for n in (0, 1)]
    if zone == "Europe/Berlin":
        words = "\n".join(f"/mentor take {day}" for day in week)
        await say(world, "noor", page(world), words)
    shown_ = [line for line in days(world) if line.startswith("Monday")]
    assert shown_ == [
        f"Monday {day:%-d %B %Y}, 11:00: noor ({hour} in {city})"
        for day, hour in zip(week, hours, strict=True)
    ]


# ---- absences ------------------------------------------------------------------------------------


async def test_an_absence_moves_only_what_it_must(enter_on_both: Enter) -> None:
    world = await opened(enter_on_both)
    before, gone = leads(world), who(world, WED)
    comment = await say(world, gone, page(world), "/mentor away until 4 December")
    assert reactions(comment) == ["+1"]
    assert changed(before, leads(world)) == [day for day in before if before[day] == gone]
    assert gone not in leads(world).values()
    assert "4 seniors for 5 sessions in this week" in shown(page(world))
    after = leads(world)
    await say(world, gone, page(world), "/mentor back")
    assert len(changed(after, leads(world))) == 2, "a session of each week, so that it is even"
    assert answers(world, page(world)) == []


async def test_an_absence_that_was_said_elsewhere(enter: Enter) -> None:
    world = await opened(enter)
    before = leads(world)
    await say(world, "bartek", world.issue_of("maya"), "/mentor away until 2026-12-04")
    assert changed(before, leads(world)) == [day for day in before if before[day] == "bartek"]


async def test_whoever_is_named_within_a_day_is_told_once_by_day(enter: Enter) -> None:
    world = await opened(enter, until=f"{MON}T22:00")
    gone = who(world, TUE)
    await say(world, gone, page(world), f"/mentor away until {TUE}")
    named = who(world, TUE)
    assert named != gone
    assert told(world) == [], "it is night"
    await world.cairn.play_until(at("2026-11-30T12:00"))
    (comment,) = told(world)
    assert shown(comment).startswith(
        f"@{named}, the help session on Tuesday 24 November 2026, 11:00"
    )
    moment = datetime.fromtimestamp(comment.created, ZoneInfo("Europe/Berlin"))
    assert (moment.date().isoformat(), 9 <= moment.hour < 17) == (TUE, True)


async def test_where_nobody_is_left_it_says_why(enter: Enter) -> None:
    world = await opened(enter, file(("sam", "noor")))
    await say(world, "sam", page(world), f"/mentor away until {WED}")
    await say(world, "noor", page(world), f"/mentor pass {TUE}")
    assert days(world)[1] == (
        "Tuesday 24 November 2026, 11:00: **nobody yet**: sam is away; noor asked for somebody else"
    )


# ---- take and pass -------------------------------------------------------------------------------


async def test_pass_puts_a_day_up(enter_on_both: Enter) -> None:
    world = await opened(enter_on_both)
    before, gives = leads(world), who(world, THU)
    comment = await say(world, gives, page(world), "/mentor pass thursday")
    assert reactions(comment) == ["+1"]
    assert who(world, THU) != gives
    assert len(changed(before, leads(world))) == 2, "a swap within the week"
    assert answers(world, page(world)) == []


async def test_undo_of_an_absence_is_answered_once(enter: Enter) -> None:
    """The rota answers every `undo`, but knows of no rests: those have the last word."""
    world = await opened(enter)
    await say(world, "sam", page(world), f"/mentor away until {WED}")
    comment = await say(world, "sam", page(world), "/mentor undo")
    assert reactions(comment) == ["confused"]
    assert "`/mentor back`" in answers(world, page(world))[-1]


async def test_take_swaps_and_undo_gives_back(enter: Enter) -> None:
    world = await opened(enter)
    before, takes = leads(world), who(world, FRI)
    comment = await say(world, takes, page(world), "/mentor take wednesday")
    assert (reactions(comment), who(world, WED)) == (["+1"], takes)
    assert len(changed(before, leads(world))) == 2
    comment = await say(world, takes, page(world), "/mentor undo")
    assert reactions(comment) == ["+1"]
    assert leads(world) == before


async def test_an_offer_is_theirs_who_take_it(enter: Enter) -> None:
    world = await opened(enter)
    before, gives, takes = leads(world), who(world, THU), who(world, FRI)
    await say(world, gives, page(world), f"/mentor pass thursday @{takes}")
    assert leads(world) == before
    assert f"Thursday 26 November 2026, 11:00: {gives}; {takes} was asked to take it" in days(world)
    await world.cairn.play_until(at(f"{TUE}T12:00"))
    (comment,) = told(world)
    assert shown(comment).startswith(
        f"@{takes}, {gives} asks whether you can lead the help session"
    )
    await say(world, takes, page(world), "/mentor take")
    assert who(world, THU) == takes
    assert "was asked" not in shown(page(world))
    await world.cairn.play_until(at("2026-11-30T12:00"))
    assert len(told(world)) == 1


async def test_what_begins_soon_does_not_move_for_others(enter: Enter) -> None:
    """Whoever leads today and takes a second day leads both."""
    world = await opened(enter)
    before, takes = leads(world), who(world, MON)
    await say(world, takes, page(world), "/mentor take wednesday")
    assert changed(before, leads(world)) == ["Wednesday 25 November 2026"]
    assert who(world, MON) == who(world, WED) == takes


async def test_of_two_who_take_at_the_same_moment_one_wins(enter: Enter) -> None:
    """The earlier comment, also where its delivery comes last."""
    world = await opened(enter)
    issue, (first, second) = page(world), [w for w in FIVE if w != who(world, WED)][:2]
    name = issue.repository.full_name
    one = world.person(first).comment(name, issue.number, "/mentor take wednesday")
    two = world.person(second).comment(name, issue.number, "/mentor take wednesday")
    for delivery in reversed(world.sandbox.take_deliveries()):
        await world.cairn.service.intake.keep(delivery.event, delivery.id, delivery.body)
        await world.cairn.service.inbox.work()
        await world.cairn.settle()
    assert who(world, WED) == first
    assert reactions(one) == ["+1"]
    assert "confused" in reactions(two)
    assert answers(world, issue) == [
        f"Thank you for offering. {first} was a moment earlier and leads on 25 November 2026. "
        "Nothing has changed."
    ]


@pytest.mark.parametrize("words", ["take wednesday", "pass wednesday", "pass @sam", "take"])
async def test_strangers_are_refused_kindly(enter: Enter, words: str) -> None:
    world = await opened(enter)
    before = leads(world)
    comment = await say(world, "zoe", page(world), f"/mentor {words}")
    assert reactions(comment) == ["confused"]
    assert answers(world, page(world))[0].startswith("Thank you for offering. The seniors of amer")
    assert leads(world) == before


@pytest.mark.parametrize("named", [True, False])
async def test_organisers_pass_for_others(enter: Enter, named: bool) -> None:
    """Those of the file, and admins whom only GitHub knows."""
    world = await opened(enter, file(("sam", "noor", "bartek")))
    if not named:
        world.sandbox.set_permission(HOME, "zoe", "admin")
    before = who(world, WED)
    by = "alice" if named else "zoe"
    comment = await say(world, by, page(world), "/mentor pass wednesday")
    assert reactions(comment) == ["+1"]
    assert who(world, WED) != before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("take someday", "I could not read that day."),
        ("take 2026-11-20", "That session, on 20 November 2026, has begun already."),
        ("pass sunday", "There is no session of amer on 29 November 2026."),
        ("pass 2027-02-01", "1 February 2027 is more than four weeks away"),
        ("pass wednesday @zoe", "I know no other senior of amer by that name."),
        ("taek wednesday", "Did you mean `/mentor take wednesday`?"),
    ],
)
async def test_what_cannot_be_done_is_answered(enter: Enter, words: str, said: str) -> None:
    world = await opened(enter)
    before = leads(world)
    comment = await say(world, "sam", page(world), f"/mentor {words}")
    assert reactions(comment) == ["confused"]
    assert said in answers(world, page(world))[0]
    assert leads(world) == before


async def test_help_and_other_places_know_it(enter: Enter) -> None:
    world = await opened(enter)
    await say(world, "sam", page(world), "/mentor help")
    for usage in ("take, take DAY", "pass, pass DAY", "undo", "away until DATE", "back"):
        assert f"`/mentor {usage}" in answers(world, page(world))[0]
    await say(world, "sam", world.issue_of("maya"), "/mentor take wednesday")
    assert "works on the rota's page, acme/support#" in answers(world, world.issue_of("maya"))[0]


async def test_words_of_people_stay_inert(enter: Enter) -> None:
    """What is posted is judged at the end of the test."""
    world = await opened(enter)
    texts = [t for name, t in PAYLOADS.items() if "\n" not in t and name != "surrogate"]
    for text in texts[:12]:
        await say(world, "sam", page(world), f"/mentor pass wednesday @{text}")
    assert page(world).state == "open"


# ---- the file, and trouble -----------------------------------------------------------------------


async def test_who_leaves_the_file(enter: Enter) -> None:
    world = await opened(enter)
    before, gone = leads(world), who(world, WED)
    await push(world, file(tuple(login for login in FIVE if login != gone)))
    assert changed(before, leads(world)) == [day for day in before if before[day] == gone]


async def test_who_joins_the_file_waits_for_the_next_week(enter: Enter) -> None:
    world = await opened(enter)
    await push(world, file((*FIVE, "ravi")))
    assert "ravi" not in leads(world).values(), "what stands, stays"
    await world.cairn.play_until(at("2026-11-27T12:05"))
    assert "ravi" in leads(world).values()


async def test_a_rota_that_is_deleted_says_so(enter: Enter) -> None:
    world = await opened(enter)
    await push(world, file().partition(b"help_sessions:")[0])
    assert shown(page(world)).startswith("Cairn no longer keeps this page")
    assert page(world).state == "open"


async def test_with_a_cohort_of_the_same_name(enter: Enter, tmp_path: Path) -> None:
    world = await opened(enter, file().replace(b"id: autumn\n", b"id: amer\n"))
    assert len(leads(world)) == 10
    assert await anew(world, tmp_path) == []


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_changes_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world = await opened(enter)
    issue, gives = page(world), who(world, THU)
    others = [login for login in FIVE if login != gives]
    said = [
        await say(world, gives, issue, "/mentor pass thursday"),
        await say(world, others[0], issue, "/mentor take wednesday"),
        await say(world, others[1], issue, "/mentor take wednesday"),
        await say(world, others[1], issue, "/mentor take friday"),
        await say(world, others[1], issue, "/mentor undo"),
        await say(world, others[2], issue, f"/mentor pass 2026-12-02 @{others[3]}"),
    ]
    await world.cairn.play_until(at(f"{TUE}T12:00"))
    for comment in said if tidied else ():
        world.person(comment.user.login).delete_comment(comment.id)
    await world.cairn.settle()
    before, heard = leads(world), len(told(world))
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at(f"{FRI}T09:00"))
    assert changed(before, leads(world)) == []
    assert len(told(world)) == heard
    assert len(pages(world)) == 1


async def test_fairness_outlives_the_database(enter: Enter, tmp_path: Path) -> None:
    """Six seniors for five days: whoever rests in a week is not the one who rested before."""
    six = (*FIVE, "ravi")
    world = await opened(enter, file(six))
    rested = []
    for week in range(4):
        found = leads(world)
        first = list(found.values())[:5]
        rested.append(next(login for login in six if login not in first))
        if week == 1:
            assert await anew(world, tmp_path) == []
        await world.cairn.play_until(at("2026-11-30T09:30") + week * 7 * DAY)
    assert len(set(rested)) == 4


# ---- why -----------------------------------------------------------------------------------------


async def test_why_it_is_there(enter: Enter) -> None:
    world = await opened(enter, until=f"{MON}T12:00")
    gives, takes = who(world, THU), who(world, FRI)
    await say(world, gives, page(world), f"/mentor pass thursday @{takes}")
    await say(world, who(world, TUE), page(world), "/mentor pass tuesday")
    await world.cairn.play_until(at(f"{WED}T12:00"))
    found = await why(world, of(page(world)))
    assert found.because.startswith("Help sessions of a region are led by its seniors in turn")
    setting = "In the file: help_sessions: {rotas: [{id: amer, …}]}"
    assert lines(found)[1] == f"{setting} -> {FILE}"
    texts = {}
    for comment in told(world):
        found = await why(world, of(comment))
        texts[found.because.split(" ")[0]] = lines(found)
    assert sorted(texts) == ["A", "Where"]
    assert texts["A"][1].startswith("Asked: Mon 2026-11-23 17:")
    assert texts["Where"][0] == ("Session: Tue 2026-11-24 11:00 (America/New_York, the rota's)")


async def test_a_rota_of_a_private_file_has_its_page_there(enter: Enter) -> None:
    """Nobody outside reads who leads, or that there are sessions (R5)."""
    whole = file().decode()
    public, sessions = whole.split("help_sessions:\n")
    world = await begun(enter, public.encode(), "2026-08-24T09:00")
    alone = "help_sessions:\n" + sessions.replace(f"  repositories: [{SUPPORT}]\n", "")
    world.person("alice").push_file(
        "acme/mentors", ".github/mentorship.yml", f"version: 1\n{alone}".encode()
    )
    await world.cairn.play_until(world.clock.now + 2 * 86400)
    assert len(pages(world, "acme/mentors")) == 1
    assert pages(world) == pages(world, HOME) == []
    everywhere = [i.title for name in (HOME, SUPPORT) for i in world.issues(name)]
    assert not any(title.startswith("Help session") for title in everywhere)
