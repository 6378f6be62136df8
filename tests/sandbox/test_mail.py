"""What GitHub mails to whom: the rules in the docstring of app.sandbox.mail, one by one."""

from collections.abc import Callable

import pytest

from app.sandbox.github import Sandbox
from app.sandbox.mail import by_week, is_subscribed, mails, mails_to
from tests.sandbox.browser import Browser, be, text
from tests.sandbox.client import NOON, Client, Clock

ENGINE = "acme/engine"
Play = Callable[[Sandbox], object]


def got(sandbox: Sandbox) -> list[tuple[str, str, str]]:
    """Who got mail, why, and its text; what happened before the test counts for nothing."""
    return [(it.person.login, it.reason, it.text) for it in mails(sandbox.world)]


@pytest.fixture(autouse=True)
def _fresh(sandbox: Sandbox) -> None:
    """Nobody takes part in anything yet: the task's author left."""
    sandbox.person("bartek").unsubscribe(ENGINE, 42)


def say(login: str, body: str) -> Play:
    return lambda sandbox: sandbox.person(login).comment(ENGINE, 42, body)


def do(login: str, what: str, *arguments: object) -> Play:
    return lambda sandbox: getattr(sandbox.person(login), what)(ENGINE, 42, *arguments)


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([say("maya", "Hello")], []),
        ([say("maya", "Hello @ravi")], [("ravi", "mention", "Hello @ravi")]),
        ([say("maya", "Hello @RAVI <!-- x -->")], [("ravi", "mention", "Hello @RAVI")]),
        ([say("maya", "`@ravi`")], []),
        ([say("maya", "@maya")], []),
        ([say("maya", "A"), say("ravi", "B")], [("maya", "comment", "B")]),
        (
            [say("maya", "@ravi"), say("li", "B")],
            [("ravi", "mention", "@ravi"), ("ravi", "mention", "B"), ("maya", "comment", "B")],
        ),
        ([do("zoe", "subscribe"), say("maya", "A")], [("zoe", "manual", "A")]),
        ([say("maya", "A"), do("maya", "unsubscribe"), say("li", "B")], []),
        (
            [say("maya", "A"), do("maya", "unsubscribe"), say("li", "@maya")],
            [("maya", "mention", "@maya")],
        ),
        ([do("bartek", "assign", "kemal")], [("kemal", "assign", "Assigned #42 to @kemal.")]),
        ([do("kemal", "assign", "kemal")], []),
        ([say("maya", "A"), do("bartek", "close")], [("maya", "comment", "Closed #42.")]),
        ([do("bartek", "close"), say("maya", "A")], [("bartek", "state_change", "A")]),
        ([say("maya", "A"), do("bartek", "label", "x")], []),
        ([say("maya", "A"), do("bartek", "lock")], []),
        ([say("maya", "A"), do("bartek", "react")], []),
        ([say("maya", "A"), do("bartek", "edit_issue", None, "@li")], []),
    ],
)
def test_an_issue(sandbox: Sandbox, acts: list[Play], told: list[tuple[str, str, str]]) -> None:
    for act in acts:
        act(sandbox)
    assert got(sandbox) == told


def test_an_edit_that_mentions_tells_nobody(sandbox: Sandbox) -> None:
    comment = sandbox.person("maya").comment(ENGINE, 42, "Hello")
    sandbox.person("maya").edit_comment(comment.id, "Hello @ravi")
    assert got(sandbox) == []


def test_a_mention_is_mailed_as_it_was(sandbox: Sandbox) -> None:
    comment = sandbox.person("maya").comment(ENGINE, 42, "Hello @ravi")
    sandbox.person("maya").edit_comment(comment.id, "Nothing")
    assert got(sandbox) == [("ravi", "mention", "Hello @ravi")]


def test_who_is_assigned_from_the_start_gets_one_mail(cairn: Client, sandbox: Sandbox) -> None:
    fields = {"title": "Welcome", "body": "Hello @maya", "assignees": ["kemal", "bartek"]}
    cairn.send("POST", f"/repos/{ENGINE}/issues", fields)
    assert got(sandbox) == [
        ("kemal", "assign", "Hello @maya"),
        ("bartek", "assign", "Hello @maya"),
        ("maya", "mention", "Hello @maya"),
    ]
    fields["body"] = "Hello @kemal"
    cairn.send("POST", f"/repos/{ENGINE}/issues", fields)
    assert [it[:2] for it in got(sandbox)[3:]] == [("kemal", "mention"), ("bartek", "assign")]


def test_who_may_not_see_it_gets_none(sandbox: Sandbox) -> None:
    sandbox.person("alice").open_issue("acme/mentors", "Quiet", "@maya @kemal")
    assert [it[0] for it in got(sandbox)] == ["kemal"]


def test_a_team(sandbox: Sandbox) -> None:
    sandbox.add_team("acme", "Mentors", ["kemal", "sam"])
    sandbox.person("maya").comment(ENGINE, 42, "@acme/mentors, please")
    assert [it[:2] for it in got(sandbox)] == [("kemal", "team_mention"), ("sam", "team_mention")]


def test_a_pull_request(sandbox: Sandbox) -> None:
    maya, bartek = sandbox.person("maya"), sandbox.person("bartek")
    number = maya.open_pull_request(ENGINE, "Work").number
    bartek.request_review(ENGINE, number, "kemal")
    sandbox.person("kemal").review(ENGINE, number, "APPROVE", "Good")
    maya.push_commits(ENGINE, number)
    bartek.complete_check(ENGINE, number, "DCO")
    bartek.merge(ENGINE, number)
    assert got(sandbox) == [
        ("kemal", "review_requested", f"@bartek asked for your review of #{number}."),
        ("maya", "author", "@kemal approved this pull request.\n\nGood"),
        ("kemal", "comment", "@maya pushed 1 commit: Update"),
        ("maya", "author", f"Merged #{number}."),
        ("kemal", "comment", f"Merged #{number}."),
    ]


def test_when_it_came_on_the_clock_on_the_wall(sandbox: Sandbox, clock: Clock) -> None:
    for day in range(0, 10, 3):
        clock.now = NOON + day * 86_400
        sandbox.person("zoe").comment(ENGINE, 42, "@maya")
    found = mails_to(sandbox.world, sandbox.world.user("maya"))
    assert found[-1].local.isoformat() == "2026-09-01T15:30:00+05:30"
    assert found[-1].subject == (
        "Re: [acme/engine] Compact old blocks in the background (Issue #42)"
    )
    assert {str(monday): count for monday, count in by_week(found).items()} == {
        "2026-09-07": 2,
        "2026-08-31": 2,
    }


def test_who_gets_what_is_new(sandbox: Sandbox) -> None:
    issue = sandbox.world.repository(ENGINE).issues[42]
    maya = sandbox.world.user("maya")
    assert not is_subscribed(sandbox.world, issue, maya)
    sandbox.person("zoe").comment(ENGINE, 42, "@maya")
    assert is_subscribed(sandbox.world, issue, maya)


async def test_the_mailbox(browser: Browser, sandbox: Sandbox) -> None:
    sandbox.person("zoe").comment(ENGINE, 42, '@maya **hello**\n\n```mermaid\npie\n"a" : 1\n```')
    await be(browser, "maya")
    assert "1 new" in await text(browser, "/")
    page = await text(browser, "/mail")
    assert "<strong>hello</strong>" in page
    assert "<svg" not in page
    assert "You get this because you were mentioned." in page
    assert "Tuesday, 1 September, 15:30" in page
    assert "1 mail from 31 Aug to 6 Sep" in page
    assert "1 new" not in await text(browser, "/")
