"""The sandbox's pages: what they show, and to whom; what their forms do."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.github import Sandbox
from app.sandbox.site.home import text_on
from app.sandbox.state import CheckRun, Issue
from tests.sandbox.browser import Browser, be, post, sent, text
from tests.sandbox.client import Client, Clock

ISSUES = "/repos/acme/engine/issues"
BOXES = "- [ ] **chat** an account\n- [x] **hello**\n"
HOME = "/acme/mentorship"
FILE = f"{HOME}/edit/main/.github/mentorship.yml"


def welcome(cairn: Client, **more: Any) -> str:
    """The path of an issue that Cairn opens with two boxes."""
    number = cairn.send("POST", ISSUES, {"title": "Welcome", "body": BOXES, **more})["number"]
    return f"/acme/engine/issues/{number}"


async def test_an_issue_is_shown_as_on_github(browser: Browser, cairn: Client) -> None:
    body = "> [!NOTE]\n> Hello @maya, see #42\n\n<!-- cairn:x.y -->\n" + BOXES
    path = welcome(cairn, title="Welcome <maya>", body=body, labels=["mentee"])
    page = await text(browser, path)
    for shown in (
        *("Welcome &lt;maya&gt;", "markdown-alert-note", 'href="/maya">@maya</a>', ">cairn</a>"),
        *('href="/acme/engine/issues/42">#42</a>', 'class="label cededed">mentee', "1 Sep 2026"),
    ):
        assert shown in page
    assert "cairn:x.y" not in page
    assert "1 of 2 tasks" in await text(browser, "/acme/engine/issues")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Three", "Two"]),
        ("?state=open", ["Three", "Two"]),
        ("?state=closed", ["One"]),
        ("?state=all", ["Three", "Two", "One"]),
        ("?state=nonsense", ["Three", "Two"]),
        ("?state=all&label=blue", ["Two", "One"]),
        ("?label=none", []),
    ],
)
async def test_lists_are_filtered(
    browser: Browser, sandbox: Sandbox, clock: Clock, query: str, shown: list[str]
) -> None:
    alice = sandbox.person("alice")
    for title, label in (("One", "blue"), ("Two", "blue"), ("Three", "red")):
        clock.now += 1
        alice.open_issue("acme/support", title, labels=[label])
    alice.close("acme/support", 1)
    page = await text(browser, f"/acme/support/issues{query}")
    assert re.findall(r'class="strong" href="/acme/support/issues/\d+">(\w+)</a>', page) == shown
    assert ("Nothing here yet" in page) == (not shown)


async def test_acting_as_somebody(browser: Browser, sandbox: Sandbox, cairn: Client) -> None:
    assert await post(browser, "/act", login="bartek", back="/acme/engine/issues/42") == 303
    assert await post(browser, "/acme/engine/issues/42/comment", body="Hello") == 303
    page = await text(browser, "/acme/engine/issues/42")
    assert "Comment as bartek" in page
    assert "Hello" in page
    path = welcome(cairn)
    assert 'name="box" value="0:true"' in await text(browser, path)
    status, back = await sent(browser, f"{path}/tick", box="0:true")
    assert (status, back.endswith("#box-issue-0")) == (303, True)
    assert cairn.get(f"/repos{path}")["body"].startswith("- [x] **chat**")
    comment = sandbox.person("maya").comment("acme/engine", int(path.split("/")[-1]), BOXES)
    assert await post(browser, f"{path}/tick", box="1:false", comment=str(comment.id)) == 303
    assert comment.body.count("[ ]") == 2


async def test_pages_keep_peoples_rights(browser: Browser, sandbox: Sandbox, cairn: Client) -> None:
    await be(browser, "maya")
    path = welcome(cairn)
    page = await text(browser, path)
    assert 'name="box"' not in page
    assert page.count('type="checkbox" disabled') == 2
    assert f"{path}/text" not in page
    refused = [("tick", {"box": "0:true"}), ("text", {"body": "x"}), ("lock", {"do": "lock"})]
    for action, form in refused:
        assert await post(browser, f"{path}/{action}", **form) == 403, action
    assert await post(browser, f"{path}/comment", do="close", body="") == 403
    sandbox.person("bartek").lock("acme/engine", int(path.split("/")[-1]))
    assert "conversation is locked" in await text(browser, path)
    assert await post(browser, f"{path}/comment", body="Hello") == 403
    for hidden in ("/acme/mentors", "/acme/mentors/issues", "/acme/mentors/tree/main"):
        assert (await browser.get(hidden)).status == 404
    assert "acme/mentors<" not in await text(browser, "/")


async def test_a_private_issue_is_no_link_for_whoever_may_not_see_it(
    browser: Browser, sandbox: Sandbox
) -> None:
    sandbox.person("alice").open_issue("acme/mentors", "About somebody")
    sandbox.person("alice").comment("acme/engine", 42, "See acme/mentors#1")
    assert 'href="/acme/mentors/issues/1"' in await text(browser, "/acme/engine/issues/42")
    await be(browser, "maya")
    page = await text(browser, "/acme/engine/issues/42")
    assert "acme/mentors#1" in page
    assert 'href="/acme/mentors/issues/1"' not in page


async def test_ones_own_words_can_be_changed(browser: Browser, sandbox: Sandbox) -> None:
    path = "/acme/engine/issues/42"
    comment = sandbox.person("maya").comment("acme/engine", 42, "Helo")
    await be(browser, "maya")
    assert "Helo</textarea>" in await text(browser, f"{path}/text?comment={comment.id}")
    assert await post(browser, f"{path}/text", body="Hello", comment=str(comment.id)) == 303
    assert comment.body == "Hello"
    assert "· edited" not in await text(browser, path)  # within the same second, as on GitHub
    await be(browser, "bartek")
    assert await post(browser, f"{path}/text", body="My task", comment="") == 303
    assert "· edited" in await text(browser, path)


async def test_closing_and_opening_again(browser: Browser) -> None:
    path = "/acme/engine/issues/42"
    await be(browser, "bartek")
    assert await post(browser, f"{path}/comment", do="close", body="Done") == 303
    page = await text(browser, path)
    assert 'class="badge closed"' in page
    assert "closed this" in page
    assert "Done" in page
    assert await post(browser, f"{path}/comment", do="reopen", body="") == 303
    assert 'class="badge open"' in await text(browser, path)


async def test_an_issue_of_ones_own(browser: Browser) -> None:
    await be(browser, "zoe")
    status, path = await sent(browser, "/acme/ui/issues/new", title="A bug", body=BOXES)
    assert (status, path.split("?")[0]) == (303, "/acme/ui/issues/8")
    assert 'name="box" value="0:true"' in await text(browser, "/acme/ui/issues/8")


async def test_reactions_and_subscriptions(browser: Browser) -> None:
    path = "/acme/engine/issues/42"
    assert await post(browser, f"{path}/react", content="heart", comment="") == 303
    assert await post(browser, f"{path}/react", content="nonsense", comment="") == 422
    page = await text(browser, path)
    assert 'aria-label="heart"' in page
    assert 'value="subscribe"' in page
    await post(browser, f"{path}/follow", do="subscribe")
    assert 'value="unsubscribe"' in await text(browser, path)
    await post(browser, f"{path}/follow", do="unsubscribe")
    assert 'value="subscribe"' in await text(browser, path)


async def test_files(browser: Browser) -> None:
    assert "README.md" in await text(browser, HOME)
    assert "mentorship.yml" in await text(browser, f"{HOME}/tree/main/.github")
    assert "version: 1" in await text(browser, f"{HOME}/blob/main/.github/mentorship.yml")
    for missing in ("tree/main/nothing", "blob/main/nothing", "tree/nothing", "edit/nothing/x"):
        assert (await browser.get(f"{HOME}/{missing}")).status == 404, missing


def sha_in(page: str) -> str:
    found = re.search(r'name="sha" value="(\w+)"', page)
    assert found
    return found[1]


async def test_a_change_is_proposed_and_added_to(browser: Browser, sandbox: Sandbox) -> None:
    form = {"sha": sha_in(await text(browser, FILE)), "content": "version: 2\r\n"}
    status, path = await sent(browser, FILE, how="propose", message="Two", **form)
    assert (status, path.split("?")[0]) == (303, f"{HOME}/pull/1")
    repository = sandbox.world.repository("acme/mentorship")
    pull = repository.issues[1].pull
    assert pull is not None
    assert repository.commits[pull.head].files[".github/mentorship.yml"] == b"version: 2\n"
    files = await text(browser, f"{HOME}/pull/1/files")
    branch = f"{HOME}/edit/alice-1/.github/mentorship.yml"
    assert f'href="{branch}"' in files
    form = {"sha": sha_in(await text(browser, branch)), "content": "version: 3\n"}
    assert await sent(browser, branch, how="direct", **form) == (303, path.replace("=3", "=4"))
    assert len(pull.commits) == 2
    assert "committed" in await text(browser, f"{HOME}/pull/1")
    assert await post(browser, f"{HOME}/pull/1/merge") == 303
    assert "version: 3" in await text(browser, f"{HOME}/blob/main/.github/mentorship.yml")


async def test_a_change_of_the_branch_itself(browser: Browser) -> None:
    form = {"sha": sha_in(await text(browser, FILE)), "content": "version: 1\n"}
    assert await post(browser, FILE, how="direct", **form) == 303
    assert await post(browser, FILE, how="direct", **form) == 409
    form["sha"] = sha_in(await text(browser, FILE))
    assert await post(browser, FILE, how="direct", **form) == 422


async def test_without_write_access_a_fork_proposes(browser: Browser, sandbox: Sandbox) -> None:
    await be(browser, "maya")
    page = await text(browser, FILE)
    assert 'name="how"' not in page
    form = {"sha": sha_in(page), "content": "version: 1\n"}
    assert await post(browser, FILE, how="direct", **form) == 403
    assert await post(browser, FILE, how="propose", **form) == 303
    pull = sandbox.world.repository("acme/mentorship").issues[1].pull
    assert pull is not None
    assert pull.head_repository.full_name == "maya/mentorship"
    assert "Merge pull request" not in await text(browser, f"{HOME}/pull/1")
    assert await post(browser, f"{HOME}/pull/1/merge") == 403


def proposal(sandbox: Sandbox) -> Issue:
    return sandbox.person("alice").open_pull_request(
        "acme/mentorship", "Plan", files={"plan.md": "one\ntwo\n"}, from_fork=False
    )


def check(cairn: Client, sandbox: Sandbox, pull: Issue, *lines: int) -> CheckRun:
    assert pull.pull is not None
    notes = [
        {
            "path": "plan.md",
            "start_line": line,
            "end_line": line,
            "annotation_level": "failure",
            "message": f"Line {line} <is> wrong",
        }
        for line in lines
    ]
    body = {
        "name": "Plan",
        "head_sha": pull.pull.head,
        "conclusion": "failure",
        "output": {"title": "To mend", "summary": "**All** of it", "annotations": notes},
    }
    made = cairn.send("POST", "/repos/acme/mentorship/check-runs", body)
    return sandbox.world.repository("acme/mentorship").check_runs[made["id"]]


async def test_checks_stand_at_their_lines(
    browser: Browser, sandbox: Sandbox, cairn: Client
) -> None:
    pull = proposal(sandbox)
    run = check(cairn, sandbox, pull, 2, 9)
    page = await text(browser, f"{HOME}/pull/{pull.number}")
    assert "Some checks were not successful" in page
    assert f'href="{HOME}/runs/{run.id}"' in page
    page = await text(browser, f"{HOME}/runs/{run.id}")
    assert "<strong>All</strong>" in page
    assert page.count('class="note failure"') == 2
    page = await text(browser, f"{HOME}/pull/{pull.number}/files")
    noted = page.split('class="noted"')
    assert "Line 2 &lt;is&gt; wrong" in noted[1]
    assert "Line 9 &lt;is&gt; wrong" in noted[0], "outside the diff: above the file"


async def test_milestones_and_labels(browser: Browser, cairn: Client) -> None:
    fields = {"title": "Autumn", "due_on": "2026-11-27T12:00:00Z", "description": "**It** ends"}
    number = cairn.send("POST", "/repos/acme/engine/milestones", fields)["number"]
    welcome(cairn, milestone=number)
    assert "Due by 27 November 2026" in await text(browser, "/acme/engine/milestones")
    page = await text(browser, f"/acme/engine/milestone/{number}")
    assert "<strong>It</strong> ends" in page
    assert "Welcome" in page
    assert "stage: query" in await text(browser, "/acme/support/labels")
    assert ".c1d76db{background:#1d76db;color:#" in await text(browser, "/labels.css")


def luminance(colour: str) -> float:
    """WCAG 2, "relative luminance"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@given(st.integers(0, 0xFFFFFF).map("{:06x}".format))
def test_labels_can_be_read(colour: str) -> None:
    dark, light = sorted((luminance(colour), luminance(text_on(colour))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/maya", 200), ("/acme", 200), ("/cairn", 200), ("/apps/cairn", 200)),
        *(("/apps/x", 404), ("/nobody", 404), ("/mail/nobody", 404), ("/mail/cairn", 404)),
        *(("/avatars/41000002", 200), ("/avatars/1", 404), ("/acme/engine/runs/1", 404)),
        *(("/acme/engine/milestone/9", 404), ("/acme/engine/pull/42/files", 404)),
        *(("/acme/engine/issues/42?since=0", 200), ("/?since=x", 200), ("/?since=٣", 200)),
        *(("/acme/engine/issues/42/text?comment=1", 409), ("/a/b/c/d/e", 404)),
    ],
)
async def test_there_or_not_there(browser: Browser, path: str, status: int) -> None:
    response = await browser.get(path)
    assert response.status == status
    assert "script" not in response.headers["content-security-policy"]


@pytest.mark.parametrize("login", ["alice", "maya", "cairn[bot]", "nobody", ""])
async def test_one_is_somebody_of_the_cast(browser: Browser, login: str) -> None:
    await post(browser, "/act", login=login)
    shown = login if login in ("alice", "maya") else "alice"
    assert f"You are <strong>{shown}</strong>" in await text(browser, "/")


async def test_head_is_the_default_branch(browser: Browser) -> None:
    """So that a link to a file need not know what that is called."""
    page = await text(browser, f"{HOME}/blob/HEAD/.github/mentorship.yml")
    assert FILE in page, "it may be edited"
