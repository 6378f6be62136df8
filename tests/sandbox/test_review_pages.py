"""A pull request's page: its reviews, reviewers and checks, and the forms for them."""

import re

import pytest

from app.sandbox.github import Sandbox
from tests.sandbox.acting import ENGINE, pull
from tests.sandbox.browser import Browser, be, post, sent, text

PAGE = "/acme/engine/pull/43"


@pytest.fixture(autouse=True)
def _opened(sandbox: Sandbox) -> None:
    """A first pull request by Maya, from her fork."""
    sandbox.set_workflows(ENGINE, "test")
    sandbox.person("maya").open_pull_request(ENGINE, "Work", files={"a.txt": "a\n"})


def reviewers(page: str) -> list[str]:
    """Beside the conversation: who, and what of them."""
    side = page.split("<h2>Reviewers</h2>")[1].split("<h2>Assignees</h2>", maxsplit=1)[0]
    found = re.findall(r'height="20"> ([^<]+)</a> <span class="quiet">([^<]+)<', side)
    return [f"{who}: {says}" for who, says in found]


async def test_reviewing(browser: Browser, sandbox: Sandbox) -> None:
    await be(browser, "bartek")
    form = {"event": "REQUEST_CHANGES", "body": "A **test**, please"}
    status, place = await sent(browser, f"{PAGE}/review", **form)
    review = pull(sandbox).reviews[0]
    assert (status, place.split("#")[1]) == (303, f"pullrequestreview-{review.id}")
    page = await text(browser, PAGE)
    assert f'id="pullrequestreview-{review.id}"' in page
    for shown in ("requested changes", "A <strong>test</strong>, please", review.commit[:7]):
        assert shown in page
    assert reviewers(page) == ["bartek: requested changes"]
    assert "before the newest commit" not in page
    sandbox.person("maya").push_commits(ENGINE, 43)
    assert "before the newest commit" in await text(browser, PAGE)
    await post(browser, f"{PAGE}/review", event="APPROVE", body="")
    await post(browser, f"{PAGE}/review", event="COMMENT", body="Thank you")
    assert reviewers(await text(browser, PAGE)) == ["bartek: approved"]


async def test_comments_on_lines_stand_in_their_review(browser: Browser, sandbox: Sandbox) -> None:
    bartek, maya = sandbox.person("bartek"), sandbox.person("maya")
    asked = bartek.review(ENGINE, 43, "COMMENT", remarks=[("a.txt", "Why <b>?")]).comments[0]
    answer = maya.reply_to_review_comment(asked, "Because")
    bartek.begin_review(ENGINE, 43, "a.txt", "Not yet said")
    page = await text(browser, PAGE)
    assert page.index("On <code>a.txt</code>") < page.index("In reply, on <code>a.txt</code>")
    for comment in (asked, answer):
        assert f'id="discussion_r{comment.id}"' in page
    assert "Not yet said" not in page
    assert reviewers(page) == ["bartek: commented"]


async def test_authors_may_only_comment(browser: Browser, sandbox: Sandbox) -> None:
    await be(browser, "maya")
    page = await text(browser, PAGE)
    assert re.findall(r'name="event" value="(\w+)" disabled', page) == [
        *("APPROVE", "REQUEST_CHANGES")
    ]
    assert await post(browser, f"{PAGE}/review", event="APPROVE", body="Mine") == 422
    assert await post(browser, f"{PAGE}/review", event="COMMENT", body="Mine") == 303
    assert await post(browser, f"{PAGE}/review", event="", body="Mine") == 422
    assert reviewers(await text(browser, PAGE)) == []


async def test_asking_for_reviews(browser: Browser, sandbox: Sandbox) -> None:
    page = await text(browser, PAGE)
    askable = re.findall(r"<option>(\w+)</option>", page)
    assert askable == ["alice", "bartek", "kemal", "sam", "noor"]
    assert await post(browser, f"{PAGE}/reviewers", login="kemal", do="ask") == 303
    page = await text(browser, PAGE)
    assert reviewers(page) == ["kemal: asked for a review"]
    assert 'value="remove"' in page
    sandbox.person("kemal").review(ENGINE, 43, "REQUEST_CHANGES", "Hm")
    await be(browser, "maya")
    page = await text(browser, PAGE)
    assert "Ask again" in page
    assert "<option>" not in page
    assert await post(browser, f"{PAGE}/reviewers", login="kemal", do="ask") == 303
    assert reviewers(await text(browser, PAGE)) == ["kemal: asked for a review"]
    assert await post(browser, f"{PAGE}/reviewers", login="sam", do="ask") == 403
    await be(browser, "bartek")
    await post(browser, f"{PAGE}/reviewers", login="kemal", do="remove")
    page = await text(browser, PAGE)
    assert reviewers(page) == ["kemal: requested changes"]
    assert "no longer asks for a review by" in page


async def test_drafts_and_pushes(browser: Browser, sandbox: Sandbox) -> None:
    await be(browser, "maya")
    assert await post(browser, f"{PAGE}/draft", do="draft") == 303
    page = await text(browser, PAGE)
    assert 'class="badge draft pull">Draft' in page
    assert "Ready for review" in page
    assert await post(browser, f"{PAGE}/draft", do="ready") == 303
    assert await post(browser, f"{PAGE}/push", message="Add a test") == 303
    page = await text(browser, PAGE)
    assert 'class="badge open pull">Open' in page
    assert "Add a test" in page
    sandbox.person("maya").force_push(ENGINE, 43, message="All anew")
    assert "force-pushed" in await text(browser, PAGE)
    await be(browser, "ravi")
    page = await text(browser, PAGE)
    for form in ("draft", "push", "approve", "reviewers", "dismiss"):
        assert f'action="{PAGE}/{form}"' not in page
    assert await post(browser, f"{PAGE}/draft", do="draft") == 403
    assert await post(browser, f"{PAGE}/push", message="") == 403


async def test_approve_and_run(browser: Browser, sandbox: Sandbox) -> None:
    await be(browser, "ravi")
    page = await text(browser, PAGE)
    assert "Workflows await approval" in page
    assert "Approve and run" not in page
    assert await post(browser, f"{PAGE}/approve") == 403
    await be(browser, "bartek")
    assert "Approve and run" in await text(browser, PAGE)
    assert await post(browser, f"{PAGE}/approve") == 303
    page = await text(browser, PAGE)
    assert "Some checks have not completed yet" in page
    assert "await approval" not in page
    assert await post(browser, f"{PAGE}/check", name="test", outcome="failure") == 303
    page = await text(browser, PAGE)
    assert "Some checks were not successful" in page
    assert "Let it pass" not in page
    for name, outcome in (("test", "maybe"), ("DCO", "success")):
        assert await post(browser, f"{PAGE}/check", name=name, outcome=outcome) == 422


async def test_a_checks_page_says_whose_it_is(browser: Browser, sandbox: Sandbox) -> None:
    sandbox.person("maya").complete_check(ENGINE, 43, "DCO")
    sandbox.person("bartek").approve_workflows(ENGINE, 43)
    runs = sandbox.world.repository(ENGINE).check_runs
    pages = [await text(browser, f"/acme/engine/runs/{number}") for number in runs]
    assert [re.findall(r"by ([\w ]+), <time", page) for page in pages] == [
        ["DCO"],
        ["GitHub Actions"],
    ]


async def test_dismissing(browser: Browser, sandbox: Sandbox) -> None:
    review = sandbox.person("ravi").review(ENGINE, 43, "APPROVE")
    form = {"review": str(review.id), "message": "By <mistake>"}
    await be(browser, "maya")
    assert f'action="{PAGE}/dismiss"' not in await text(browser, PAGE)
    assert await post(browser, f"{PAGE}/dismiss", **form) == 403
    await be(browser, "bartek")
    assert f'action="{PAGE}/dismiss"' in await text(browser, PAGE)
    assert await post(browser, f"{PAGE}/dismiss", review="1", message="x") == 409
    assert await post(browser, f"{PAGE}/dismiss", **form) == 303
    page = await text(browser, PAGE)
    assert "<strong>By &lt;mistake&gt;</strong>" in page
    assert reviewers(page) == ["ravi: dismissed"]


async def test_a_closed_one_is_not_a_done_one(browser: Browser, sandbox: Sandbox) -> None:
    await be(browser, "maya")
    assert await post(browser, f"{PAGE}/comment", do="close", body="") == 303
    page = await text(browser, PAGE)
    assert 'class="badge closed pull">Closed' in page
    for form in ("draft", "push", "reviewers", "approve"):
        assert f'action="{PAGE}/{form}"' not in page
    assert 'class="dot closed pull"' in await text(browser, "/acme/engine/pulls?state=closed")


async def test_an_issue_has_no_reviews(browser: Browser) -> None:
    page = await text(browser, "/acme/engine/issues/42")
    assert "Reviewers" not in page
    assert "Review changes" not in page
    assert await post(browser, "/acme/engine/issues/42/review", event="COMMENT", body="x") == 404
    assert await post(browser, "/acme/engine/issues/42/check", name="test", outcome="x") == 422


async def test_a_review_is_in_the_mailbox(browser: Browser, sandbox: Sandbox) -> None:
    review = sandbox.person("bartek").review(ENGINE, 43, "APPROVE", "Well **done**")
    await be(browser, "maya")
    page = await text(browser, "/mail")
    assert "approved this pull request." in page
    assert "<strong>done</strong>" in page
    assert f'href="{PAGE}#pullrequestreview-{review.id}"' in page
