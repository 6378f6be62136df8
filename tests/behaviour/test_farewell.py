"""The last word to a mentee, and what was logged on the way (rows F1, F2)."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.model.posts import MOST
from app.sandbox.state import Comment, Issue
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.judge import is_write
from tests.behaviour.reading import DAY, answers, reactions, remembered, say, shown, ticked
from tests.behaviour.rotas import SUPPORT
from tests.behaviour.rotas import at as instant
from tests.behaviour.rotas import begun as begun_with_rota
from tests.behaviour.rotas import file as with_rota
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_help_sessions import GOOD, MON, TUE, session
from tests.behaviour.test_membership import push
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, STARTS, World

ENGINE, MENTORS, UPSTREAM = "acme/engine", "acme/mentors", "prometheus/prometheus"
KOLKATA = "Asia/Kolkata"
ENDS, NEXT, LAST = "2026-09-04", "2026-09-11", "2026-09-18"
"""Fridays."""

DUE = STARTS + 11 * DAY
"""The Monday after the first of them, at 11:30 on maya's clock."""

WEEK = 7 * DAY


def file(
    ends: str = ENDS, mentees: str = "{login: maya}", more: str = STEPS, head: str = HEAD
) -> bytes:
    return programme(cohort(mentees, ends=ends, more=more), head=head)


async def begun(enter: Enter, programme: bytes | None = None) -> World:
    world = await enter(programme or file())
    await world.cairn.play_until(STARTS + 5 * DAY)
    return world


def farewells(world: World, issue: Issue | None = None) -> list[Comment]:
    """The comments that say goodbye, the oldest first."""
    said = world.said_in(issue or world.issue_of("maya"))
    return [comment for comment in said if "came to its end on" in shown(comment)]


def early(world: World) -> list[Comment]:
    """The comments that say that it was too early."""
    said = world.said_in(world.issue_of("maya"))
    return [comment for comment in said if "the goodbye above came too early" in shown(comment)]


def block(comment: Comment, kind: str) -> str:
    """What a block of code of this kind holds."""
    fences = "````" if kind == "markdown" else "```"
    found = re.search(rf"^{fences}{kind}\n(.*?)\n{fences}$", shown(comment), re.M | re.S)
    assert found is not None
    return found[1]


def data(comment: Comment) -> dict[str, Any]:
    """What the block of JSON says."""
    found: dict[str, Any] = json.loads(block(comment, "json"))
    return found


async def work(world: World) -> list[Issue]:
    """Two pull requests of maya's, one of them merged; and a review that she gives."""
    maya, kemal = world.person("maya"), world.person("kemal")
    pulls = [maya.open_pull_request(ENGINE, title) for title in ("Mend it", "Fix <!-- @bartek")]
    kemal.merge(ENGINE, pulls[0].number)
    other = kemal.open_pull_request(ENGINE, "Another")
    maya.review(ENGINE, other.number, "APPROVE", "Well done.")
    await world.cairn.settle()
    return pulls


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


# ---- the farewell --------------------------------------------------------------------------------


async def test_what_somebody_did_is_theirs_to_keep(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both)
    pulls = await work(world)
    await say(world, "maya", world.issue_of("maya"), "/mentor log https://blog.example/1 My bug")
    await world.cairn.play_until(DUE + WEEK)
    (said,) = farewells(world)
    text = shown(said)
    assert text.startswith("@maya, your time in **Autumn** came to its end on 4 September 2026.")
    search = f"https://github.test/{ENGINE}/pulls?q=is%3Apr+author%3Amaya"
    assert f"| [{ENGINE}]({search}) | 2 | 1 | 1 |" in text
    assert "- `https://blog.example/1`: My bug\n" in text
    copy = block(said, "markdown").splitlines()
    assert "- Pull requests: 2, of which 1 merged" in copy
    assert (
        f"- [Mend it](https://github.test/{ENGINE}/pull/{pulls[0].number}) in {ENGINE} (merged)"
        in copy
    )
    assert "- [My bug](https://blog.example/1)" in copy
    assert [remembered(said.body)[0]["p"]["to"]] == [["maya"]]
    local = datetime.fromtimestamp(said.created, ZoneInfo(KOLKATA))
    assert (local.date().isoformat(), local.hour) == ("2026-09-07", 9)


async def test_an_issue_with_open_steps_closes_with_the_farewell(
    enter: Enter, tmp_path: Path
) -> None:
    """Nobody has to tidy up after a cohort; if the end moves away again, it opens again."""
    world = await begun(enter)
    issue = world.issue_of("maya")
    await world.cairn.play_until(DUE)
    assert "This issue closes now; what you write here is read as before." in shown(
        farewells(world)[0]
    )
    assert issue.state == "closed"
    assert await anew(world, tmp_path) == []
    await push(world, file(ends=LAST))
    await world.cairn.play_until(DUE + DAY)
    assert len(early(world)) == 1
    assert issue.state == "open"
    await world.cairn.play_until(DUE + 3 * WEEK)
    assert len(farewells(world)) == 2
    assert issue.state == "closed"


async def test_what_was_closed_before_is_not_said_to_close(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor done conduct chat")
    await world.cairn.play_until(DUE)
    assert world.issue_of("maya").state == "closed"
    assert "closes now" not in shown(farewells(world)[0])


async def test_the_same_for_machines(enter: Enter) -> None:
    world = await begun(enter, file(mentees="{login: maya, goal: A patch}"))
    pulls = await work(world)
    await say(world, "maya", world.issue_of("maya"), '/mentor log https://blog.example/1 A & "b" c')
    await world.cairn.play_until(DUE)
    url = f"https://github.test/{ENGINE}/pull"
    assert data(farewells(world)[0]) == {
        "version": 1,
        "mentee": "maya",
        "cohort": "Autumn",
        "programme": None,
        "group": "autumn-group",
        "starts": "2026-09-01",
        "ends": ENDS,
        "goal": "A patch",
        "totals": {"opened": 2, "merged": 1, "reviews": 1, "help_sessions": 0},
        "pull_requests": [
            {"repository": ENGINE, "number": pull.number, "title": pull.title, "state": state}
            | {"url": f"{url}/{pull.number}"}
            for pull, state in zip(pulls, ("merged", "open"), strict=True)
        ],
        "reviews": [{"repository": ENGINE, "given": 1}],
        "talks": [],
        "posts": [{"url": "https://blog.example/1", "words": 'A & "b" c'}],
        "learnings": [],
    }


async def test_who_did_nothing_that_counts_is_thanked_all_the_same(enter: Enter) -> None:
    world = await begun(enter)
    await world.cairn.play_until(DUE)
    (said,) = farewells(world)
    assert "What you did" not in shown(said)
    assert "`/mentor roster` in a comment here does that" in shown(said)


async def test_it_comes_into_a_closed_issue_and_stops_nothing(enter: Enter) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done conduct chat")
    await world.cairn.play_until(STARTS + 6 * DAY)
    assert issue.state == "closed"
    await world.cairn.play_until(DUE)
    assert (len(farewells(world)), issue.state) == (1, "closed")
    comment = await say(world, "maya", issue, "/mentor roster Ask early.")
    assert reactions(comment) == ["+1"]


async def test_each_has_their_own_end(enter: Enter) -> None:
    mentees = f"{{login: maya}}, {{login: ravi, ends: {NEXT}}}, {{login: li, left: 2026-09-02}}"
    world = await begun(enter, file(mentees=mentees))
    await world.cairn.play_until(DUE)
    issues = [world.issue_of(login) for login in ("maya", "ravi", "li")]
    assert [len(farewells(world, issue)) for issue in issues] == [1, 0, 0]
    await world.cairn.play_until(DUE + WEEK + DAY)
    assert [len(farewells(world, issue)) for issue in issues] == [1, 1, 0]


async def test_who_ends_earlier_gets_all_that_they_did_then(enter: Enter, tmp_path: Path) -> None:
    """At their own end, and nothing at that of the others."""
    mentees = f"{{login: maya, ends: {ENDS}}}, {{login: ravi}}"
    world = await begun(enter, file(LAST, mentees))
    await work(world)
    await world.cairn.play_until(DUE)
    (said,) = farewells(world)
    assert (data(said)["ends"], data(said)["totals"]["opened"]) == (ENDS, 2)
    assert world.issue_of("maya").state == "closed"
    await world.cairn.play_until(DUE + 4 * WEEK)
    assert len(farewells(world, world.issue_of("ravi"))) == 1
    assert answers(world, world.issue_of("maya"))[-1] == shown(said)
    assert await anew(world, tmp_path) == []


@pytest.mark.parametrize("days", [14, 70])
async def test_an_end_that_is_noted_later_brings_the_summary_all_the_same(
    enter: Enter, days: int
) -> None:
    """While the cohort goes on, its file may be brought up to date long after somebody's end."""
    world = await begun(enter, file("2026-11-27", "{login: maya}, {login: ravi}"))
    await work(world)
    await world.cairn.play_until(STARTS + days * DAY)
    issue = world.issue_of("maya")
    before = answers(world, issue)
    assert farewells(world) == []
    await push(world, file("2026-11-27", f"{{login: maya, ends: {ENDS}}}, {{login: ravi}}"))
    await world.cairn.play_until(STARTS + (days + 4) * DAY)
    (said,) = farewells(world)
    assert (data(said)["ends"], data(said)["totals"]["opened"]) == (ENDS, 2)
    assert answers(world, issue) == [*before, shown(said)]
    assert issue.state == "closed"


@pytest.mark.parametrize(
    "more", [STEPS + "    farewell: {enabled: false}", "draft: true\n    " + STEPS]
)
async def test_where_it_is_not_wanted(enter: Enter, more: str) -> None:
    world = await enter(file(more=more))
    await world.cairn.play_until(DUE + WEEK)
    assert [c for issue in world.issues() for c in farewells(world, issue)] == []


@pytest.mark.parametrize("ends", [ENDS, NEXT])
async def test_who_was_taken_out_has_had_their_word(enter: Enter, ends: str) -> None:
    """Also where they had an end of their own: perhaps they want no more of it."""
    world = await begun(enter, file(mentees=f"{{login: maya, ends: {ends}}}, {{login: ravi}}"))
    issue = world.issue_of("maya")
    await work(world)
    await push(world, file(mentees="{login: ravi}"))
    await world.cairn.play_until(DUE + 3 * WEEK)
    assert (farewells(world, issue), len(answers(world, issue))) == ([], 1)
    sent = [r for r in world.sandbox.requests if is_write(r) and r.at > STARTS + 6 * DAY]
    assert not [r for r in sent if "@maya" in str(r.body)]


async def test_who_is_taken_out_after_their_end_and_before_its_morning(enter: Enter) -> None:
    world = await begun(enter, file(LAST, f"{{login: maya, ends: {ENDS}}}, {{login: ravi}}"))
    await world.cairn.play_until(STARTS + 9 * DAY)
    await push(world, file(LAST, "{login: ravi}"))
    before = answers(world, world.issue_of("maya"))
    await world.cairn.play_until(DUE + 3 * WEEK)
    assert answers(world, world.issue_of("maya")) == before
    assert farewells(world) == []


async def test_after_a_month_it_is_too_late(enter: Enter) -> None:
    world = await begun(enter)
    world.clock.now = DUE + 40 * DAY
    await world.cairn.settle()
    await world.cairn.play_until(DUE + 50 * DAY)
    assert farewells(world) == []


async def test_where_to_go_from_here(enter: Enter) -> None:
    head = HEAD.replace("links:", "links:\n  office_hours: https://acme.example/hours") + (
        "projects: {tsdb: {name: TSDB}, ui: {}}\n"
        "office_hours:\n  - {title: Community, hosts: [bartek], first: 2026-09-03T17:00, "
        "every: 2 weeks}\n"
    )
    more = STEPS + (
        "    farewell:\n      opportunities:\n"
        "        - {title: A conference, url: 'https://acme.example/conf', until: 2027-01-15}\n"
        "        - {title: Long ago, url: 'https://acme.example/old', until: 2026-09-05}\n"
        "        - {title: Interest group, url: 'https://acme.example/sig', projects: [tsdb]}\n"
        "        - {title: Of others, url: 'https://acme.example/ui', projects: [ui]}\n"
    )
    world = await begun(
        enter, file(mentees="{login: maya, projects: [tsdb]}", more=more, head=head)
    )
    await world.cairn.play_until(DUE)
    text = shown(farewells(world)[0])
    assert "- Office hours stay open to you: <https://acme.example/hours>\n" in text
    assert (
        f"- You are as welcome in Community as before: its next meeting has an issue in {HOME}."
        in text
    )
    assert (
        "- You may like: [A conference](https://acme.example/conf), until 15 January 2027\n" in text
    )
    assert "- You may like: [Interest group](https://acme.example/sig)\n" in text
    assert "Long ago" not in text
    assert "Of others" not in text


async def test_help_sessions_count(enter: Enter) -> None:
    text = with_rota().decode().replace("ends: 2026-11-27", "ends: 2026-11-25").encode()
    world = await begun_with_rota(enter, text, "2026-11-22T12:00")
    await world.cairn.play_until(instant(f"{MON}T09:10"))
    issue = world.person("maya").open_issue(SUPPORT, "Why is it slow?", "It is.")
    await world.cairn.settle()
    await say(world, "maya", issue, GOOD)
    await say(world, "sam", session(world), f"/mentor outcome #{issue.number} Look at the log")
    await world.cairn.play_until(instant(f"{TUE}T09:10"))
    await world.cairn.play_until(instant("2026-12-02T09:00"))
    assert data(farewells(world)[0])["totals"]["help_sessions"] == 1


async def test_why(enter: Enter) -> None:
    world = await begun(enter)
    await world.cairn.play_until(DUE)
    await push(world, file(NEXT))
    await world.cairn.play_until(DUE + DAY)
    found = [await why(world, of(each)) for each in (*farewells(world), *early(world))]
    assert [each.because.split(",")[0] for each in found] == [
        "On the first working morning after somebody's last day as a mentee",
        "The last day moved after the summary was written",
    ]
    assert lines(found[0])[0] == f"Last day then: {ENDS}"


# ---- the end moves -------------------------------------------------------------------------------


async def test_an_end_that_moves_before_moves_the_farewell(enter: Enter) -> None:
    world = await begun(enter)
    await push(world, file(NEXT))
    await world.cairn.play_until(DUE + DAY)
    assert farewells(world) == []
    await world.cairn.play_until(DUE + WEEK + DAY)
    assert (len(farewells(world)), early(world)) == (1, [])


async def test_an_end_that_moves_twice_after_it_is_corrected_once(
    enter: Enter, tmp_path: Path
) -> None:
    world = await begun(enter)
    await world.cairn.play_until(DUE)
    for ends in (NEXT, LAST):
        await push(world, file(ends))
        await world.cairn.play_until(world.clock.now + DAY)
    assert (len(farewells(world)), len(early(world))) == (1, 1)
    await work(world)
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(DUE + 3 * WEEK)
    assert (len(farewells(world)), len(early(world))) == (2, 1)
    assert data(farewells(world)[1])["totals"]["opened"] == 2
    assert data(farewells(world)[1])["ends"] == LAST


async def test_an_end_that_moves_there_and_back(enter: Enter) -> None:
    """What was promised comes, and nothing is doubled."""
    world = await begun(enter)
    await world.cairn.play_until(DUE)
    await push(world, file(NEXT))
    await world.cairn.play_until(DUE + DAY)
    await push(world, file(ENDS))
    await world.cairn.play_until(DUE + 3 * WEEK)
    assert (len(farewells(world)), len(early(world))) == (2, 1)


async def test_an_end_that_moves_earlier_changes_nothing(enter: Enter) -> None:
    world = await begun(enter)
    await world.cairn.play_until(DUE)
    await push(world, file("2026-09-03"))
    await world.cairn.play_until(DUE + 2 * WEEK)
    assert (len(farewells(world)), early(world)) == (1, [])


async def test_a_lost_database_says_nothing_again(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    await work(world)
    await say(world, "maya", world.issue_of("maya"), "/mentor log https://blog.example/1 Mine")
    await world.cairn.play_until(DUE)
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(DUE + WEEK)
    assert len(farewells(world)) == 1


async def test_a_deleted_farewell_stays_deleted(enter: Enter) -> None:
    world = await begun(enter)
    await world.cairn.play_until(DUE)
    world.person("alice").delete_comment(farewells(world)[0].id)
    await world.cairn.settle()
    await world.cairn.play_until(DUE + WEEK)
    assert farewells(world) == []


# ---- private and public --------------------------------------------------------------------------


def in_private(world: World, *cohorts: str) -> None:
    """Cohorts whose entries stand in the private repository."""
    text = ("cohorts:\n" + "".join(cohorts)).encode()
    world.person("alice").push_file(MENTORS, ".github/mentorship/private.yml", text)


async def test_in_public_only_what_everybody_can_read(enter: Enter) -> None:
    tracked = cohort(ends=ENDS, repositories=f"{ENGINE}, {MENTORS}", more=STEPS)
    world = await begun(enter, programme(tracked))
    world.sandbox.set_permission(MENTORS, "maya", "read")
    world.person("maya").open_pull_request(MENTORS, "A secret")
    world.person("maya").open_pull_request(ENGINE, "Mend it")
    await world.cairn.play_until(DUE)
    text = shown(farewells(world)[0])
    assert data(farewells(world)[0])["totals"]["opened"] == 1
    assert (MENTORS in text, "secret" in text) == (False, False)


async def test_a_private_cohort_has_it_in_its_own_place(enter: Enter) -> None:
    world = await enter(start=False, programme=file())
    own = cohort("{login: tariq}", id="quiet", name="Quiet", ends=ENDS, more=STEPS)
    in_private(world, own.replace(ENGINE, f"{ENGINE}, {MENTORS}"))
    world.sandbox.set_permission(MENTORS, "tariq", "read")
    await world.start()
    await world.cairn.play_until(STARTS + 5 * DAY)
    world.person("tariq").open_pull_request(MENTORS, "A secret")
    await world.cairn.play_until(DUE + DAY)
    (said,) = farewells(world, world.issue_of("tariq", MENTORS))
    assert "A secret" in block(said, "markdown")
    assert "This place is private: before you show it to others" in shown(said)


# ---- what is logged ------------------------------------------------------------------------------


def logged(world: World) -> list[str]:
    """The addresses that maya's issue remembers."""
    (memory,) = (each for each in remembered(world.issue_of("maya").body) if each["k"] == "home")
    return [url for _, url, _, _ in memory["m"].get("l", {}).values() if url]


@pytest.mark.parametrize("tidied", [(), (0,), (1,), (2,), (0, 1, 2)])
async def test_logged_and_taken_back(enter: Enter, tmp_path: Path, tidied: tuple[int, ...]) -> None:
    """Whichever comments people tidied away, and without a database."""
    world = await begun(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    texts = ("log https://a.example/1 One", "log https://a.example/2", "undo")
    comments = [await say(world, "maya", issue, f"/mentor {text}") for text in texts]
    assert [reactions(comment) for comment in comments] == [["+1"]] * 3
    assert (logged(world), ticked(issue)) == (["https://a.example/1"], ["chat"])
    for number in tidied:
        world.person("maya").delete_comment(comments[number].id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert (logged(world), ticked(issue)) == (["https://a.example/1"], ["chat"])
    await world.cairn.play_until(DUE)
    assert data(farewells(world)[0])["posts"] == [{"url": "https://a.example/1", "words": "One"}]


async def test_logged_elsewhere_and_taken_back_at_home(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    pull = world.person("maya").open_pull_request(ENGINE, "Mend it")
    await world.cairn.settle()
    for number in (1, 2):
        text = f"/mentor log https://a.example/{number}"
        comment = world.person("maya").comment(ENGINE, pull.number, text)
        await world.cairn.settle()
        assert reactions(comment) == ["+1"]
    await say(world, "maya", world.issue_of("maya"), "/mentor undo")
    assert logged(world) == ["https://a.example/1"]
    assert await anew(world, tmp_path) == []
    assert logged(world) == ["https://a.example/1"]


@pytest.mark.parametrize("who", ["bartek", "alice", "zoe"])
async def test_nobody_logs_for_somebody_else(enter: Enter, who: str) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    comment = await say(world, who, issue, "/mentor log https://a.example/1")
    assert reactions(comment) == ["confused"]
    assert answers(world, issue)[0].startswith("What is noted here is for the mentee's own summary")
    assert logged(world) == []


async def test_from_a_private_place_nothing_gets_out(enter: Enter) -> None:
    tracked = cohort(ends=ENDS, repositories=f"{ENGINE}, {MENTORS}", more=STEPS)
    world = await begun(enter, programme(tracked))
    world.sandbox.set_permission(MENTORS, "maya", "read")
    pull = world.person("maya").open_pull_request(MENTORS, "A secret")
    await world.cairn.settle()
    comment = world.person("maya").comment(MENTORS, pull.number, "/mentor log https://a.example/1")
    await world.cairn.settle()
    assert (reactions(comment), logged(world)) == (["confused"], [])


async def test_what_comes_after_the_summary_is_not_in_it(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    await world.cairn.play_until(DUE)
    comment = await say(world, "maya", issue, "/mentor log https://a.example/1")
    assert reactions(comment) == ["confused"]
    assert answers(world, issue)[-1].startswith("Your summary was written before this")
    assert await anew(world, tmp_path) == []


async def test_words_stay_words(enter: Enter) -> None:
    """`judge` looks at every body for what would come to life."""
    world = await begun(enter)
    issue = world.issue_of("maya")
    words = [each for each in PAYLOADS.values() if MENTORS not in each]  # that name is private
    for number, payload in enumerate(words[:MOST]):
        line = " ".join(payload.split())
        await say(world, "maya", issue, f"/mentor log https://a.example/{number} {line}")
    await world.cairn.play_until(DUE)
    assert len(data(farewells(world)[0])["posts"]) == len(logged(world)) > 30
