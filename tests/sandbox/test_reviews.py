"""Reviews, requests for them, drafts and force pushes: who may, and what GitHub tells of it."""

import re
from collections.abc import Callable

import pytest

from app.sandbox.export import as_json, as_markdown
from app.sandbox.github import Sandbox
from app.sandbox.http import Refused
from app.sandbox.mail import mails_to
from app.sandbox.people import Person
from tests.sandbox.acting import ENGINE, PULLS, N, issue, pull, told
from tests.sandbox.client import Client, Clock, check_deliveries


@pytest.fixture(autouse=True)
def _opened(sandbox: Sandbox) -> None:
    """A pull request by Maya, from her fork; she has read access, as everybody."""
    sandbox.person("maya").open_pull_request(ENGINE, "Work", files={"a.txt": "a\n"})
    sandbox.take_deliveries()


@pytest.mark.parametrize(
    ("event", "state"),
    [("APPROVE", "approved"), ("REQUEST_CHANGES", "changes_requested"), ("COMMENT", "commented")],
)
def test_a_review_is_of_the_head_at_that_moment(
    sandbox: Sandbox, cairn: Client, event: str, state: str
) -> None:
    head = pull(sandbox).head
    sandbox.person("bartek").review(ENGINE, N, event, "Well")
    sandbox.person("maya").push_commits(ENGINE, N)
    payload = told(sandbox, "pull_request_review")[0]
    assert (payload["action"], payload["review"]["state"]) == ("submitted", state)
    assert payload["review"]["commit_id"] == head != pull(sandbox).head
    review = cairn.get(f"{PULLS}/{N}/reviews")[0]
    assert (review["state"], review["commit_id"]) == (state.upper(), head)


def test_a_review_with_comments_on_lines(sandbox: Sandbox, cairn: Client) -> None:
    remarks = [("a.txt", "Why?"), ("a.txt", "And here?")]
    review = sandbox.person("bartek").review(ENGINE, N, "COMMENT", "Two questions", remarks)
    assert check_deliveries(sandbox) == [
        "pull_request_review.submitted",
        *["pull_request_review_comment.created"] * 2,
    ]
    comments = cairn.get(f"{PULLS}/{N}/comments")
    assert [it["body"] for it in comments] == ["Why?", "And here?"]
    assert {it["pull_request_review_id"] for it in comments} == {review.id}
    assert cairn.get(f"{PULLS}/{N}")["review_comments"] == 2


def test_an_answer_on_a_line_is_a_review_of_whoever_answers(
    sandbox: Sandbox, cairn: Client
) -> None:
    bartek, maya = sandbox.person("bartek"), sandbox.person("maya")
    question = bartek.review_comment(ENGINE, N, "a.txt", "Why?")
    answer = maya.reply_to_review_comment(question, "Because")
    again = bartek.reply_to_review_comment(answer, "I see")
    assert [it["user"]["login"] for it in cairn.get(f"{PULLS}/{N}/reviews")] == [
        *("bartek", "maya", "bartek")
    ]
    assert [it.get("in_reply_to_id") for it in cairn.get(f"{PULLS}/{N}/comments")] == [
        *(None, question.id, question.id)
    ]
    maya.delete_review_comment(answer)
    bartek.edit_review_comment(again, "I see")
    bartek.edit_review_comment(again, "I see now")
    payloads = told(sandbox, "pull_request_review_comment")
    assert [it["action"] for it in payloads[3:]] == ["deleted", "edited"]
    assert payloads[4]["changes"]["body"]["from"] == "I see"
    assert len(cairn.get(f"{PULLS}/{N}/comments")) == 2


def test_a_pending_review_is_nobodys_business(sandbox: Sandbox, cairn: Client) -> None:
    bartek = sandbox.person("bartek")
    updated = issue(sandbox).updated
    bartek.begin_review(ENGINE, N, "a.txt", "First")
    begun = bartek.begin_review(ENGINE, N, "a.txt", "Second")
    assert sandbox.take_deliveries() == []
    assert cairn.get(f"{PULLS}/{N}/reviews") == cairn.get(f"{PULLS}/{N}/comments") == []
    assert issue(sandbox).updated == updated
    assert mails_to(sandbox.world, sandbox.world.user("maya")) == []
    sandbox.person("maya").push_commits(ENGINE, N)
    submitted = bartek.review(ENGINE, N, "REQUEST_CHANGES")
    assert submitted is begun
    assert (submitted.commit, len(pull(sandbox).comments)) == (pull(sandbox).head, 2)
    bartek.review(ENGINE, N, "APPROVE")
    assert [len(it.comments) for it in pull(sandbox).reviews] == [2, 0]


def test_the_apps_own_pending_review(sandbox: Sandbox, cairn: Client) -> None:
    path = f"{PULLS}/{N}/reviews"
    made = cairn.send("POST", path, {"comments": [{"path": "a.txt", "body": "Hm", "line": 1}]})
    assert made["state"] == "PENDING"
    assert "submitted_at" not in made
    assert [it["id"] for it in cairn.get(path)] == [made["id"]]
    assert sandbox.take_deliveries() == []
    cairn.send("POST", path, {"event": "COMMENT", "body": "Done"})
    assert [(it["id"], it["state"]) for it in cairn.get(path)] == [(made["id"], "COMMENTED")]


def test_whoever_reviews_is_asked_no_longer_until_asked_again(sandbox: Sandbox) -> None:
    maya, bartek, kemal = (sandbox.person(it) for it in ("maya", "bartek", "kemal"))
    for login in ("kemal", "sam", "kemal"):
        bartek.request_review(ENGINE, N, login)
    payloads = told(sandbox, "pull_request")
    assert [it["requested_reviewer"]["login"] for it in payloads] == ["kemal", "sam"]
    kemal.review(ENGINE, N, "REQUEST_CHANGES", "A test, please")
    payload = told(sandbox, "pull_request_review")[0]
    assert [it["login"] for it in payload["pull_request"]["requested_reviewers"]] == ["sam"]
    maya.request_review(ENGINE, N, "kemal")
    bartek.remove_review_request(ENGINE, N, "sam")
    bartek.remove_review_request(ENGINE, N, "sam")
    payloads = told(sandbox, "pull_request")
    assert [(it["action"], it["requested_reviewer"]["login"]) for it in payloads] == [
        ("review_requested", "kemal"),
        ("review_request_removed", "sam"),
    ]
    assert [who.login for who in pull(sandbox).requested] == ["kemal"]


@pytest.mark.parametrize(
    ("by", "whom", "status"),
    [
        ("bartek", "maya", 422),  # the author
        ("bartek", "zoe", 422),  # one of the public
        ("bartek", "nobody", 404),
        ("maya", "kemal", 403),  # authors may ask again only
        ("zoe", "kemal", 403),
    ],
)
def test_who_cannot_be_asked_by_whom(sandbox: Sandbox, by: str, whom: str, status: int) -> None:
    with pytest.raises(Refused) as refused:
        sandbox.person(by).request_review(ENGINE, N, whom)
    assert refused.value.status == status
    assert pull(sandbox).requested == []


@pytest.mark.parametrize("event", ["APPROVE", "REQUEST_CHANGES", "COMMENT"])
def test_authors_only_comment_on_their_own(sandbox: Sandbox, event: str) -> None:
    maya = sandbox.person("maya")
    if event == "COMMENT":
        assert maya.review(ENGINE, N, event, "A hint").state == "COMMENTED"
        return
    with pytest.raises(Refused, match="422") as refused:
        maya.review(ENGINE, N, event, "Fine")
    assert refused.value.errors == [{"message": "Can not review your own pull request"}]


def test_bots_and_mentees_review_as_anybody_does(sandbox: Sandbox, cairn: Client) -> None:
    sandbox.add_user("checker[bot]", "Bot")
    sandbox.person("checker[bot]").review(ENGINE, N, "REQUEST_CHANGES", "Line 1 is long")
    sandbox.person("ravi").review(ENGINE, N, "APPROVE")
    users = [it["user"] for it in cairn.get(f"{PULLS}/{N}/reviews")]
    assert [(it["login"], it["type"]) for it in users] == [
        ("checker[bot]", "Bot"),
        ("ravi", "User"),
    ]


Deed = Callable[[Person], object]
BLANK: list[Deed] = [
    lambda it: it.review(ENGINE, N, "COMMENT", " \n"),
    lambda it: it.review(ENGINE, N, "REQUEST_CHANGES"),
    lambda it: it.review_comment(ENGINE, N, "a.txt", " "),
    lambda it: it.begin_review(ENGINE, N, "a.txt", ""),
    lambda it: it.begin_review(ENGINE, N, "README.md", "Not a part of it"),
    lambda it: it.review(ENGINE, N, "COMMENT", "x" * 65_537),
    lambda it: it.reply_to_review_comment(it.review_comment(ENGINE, N, "a.txt", "A"), ""),
    lambda it: it.edit_review_comment(it.review_comment(ENGINE, N, "a.txt", "A"), ""),
    lambda it: it.dismiss_review(ENGINE, N, it.review(ENGINE, N, "COMMENT", "A")),
    lambda it: it.dismiss_review(ENGINE, N, it.review(ENGINE, N, "APPROVE"), " "),
    lambda it: it.review(ENGINE, N, "PRAISE", "A"),
]


@pytest.mark.parametrize("deed", BLANK)
def test_what_github_does_not_take(sandbox: Sandbox, deed: Deed) -> None:
    with pytest.raises(Refused, match="422"):
        deed(sandbox.person("bartek"))


def test_nothing_is_kept_of_a_refused_review(sandbox: Sandbox) -> None:
    with pytest.raises(Refused):
        sandbox.person("bartek").review(ENGINE, N, "COMMENT", "A", [("a.txt", "ok"), ("a.txt", "")])
    assert (pull(sandbox).reviews, pull(sandbox).pending) == ([], {})


def test_editing_a_review(sandbox: Sandbox, clock: Clock) -> None:
    bartek = sandbox.person("bartek")
    review = bartek.review(ENGINE, N, "APPROVE", "Good")
    clock.now += 60
    bartek.edit_review(ENGINE, N, review, "Good")
    bartek.edit_review(ENGINE, N, review, "Very good")
    with pytest.raises(Refused, match="403"):
        sandbox.person("maya").edit_review(ENGINE, N, review, "Best")
    submitted, edited = told(sandbox, "pull_request_review")
    assert (edited["action"], edited["changes"]) == ("edited", {"body": {"from": "Good"}})
    assert edited["review"]["submitted_at"] == submitted["review"]["submitted_at"]


def test_dismissing_a_review(sandbox: Sandbox, cairn: Client, clock: Clock) -> None:
    bartek = sandbox.person("bartek")
    review = sandbox.person("ravi").review(ENGINE, N, "REQUEST_CHANGES", "No")
    clock.now += 60
    bartek.dismiss_review(ENGINE, N, review, "Settled in the meeting")
    with pytest.raises(Refused, match="422"):
        bartek.dismiss_review(ENGINE, N, review)
    submitted, dismissed = (it["review"] for it in told(sandbox, "pull_request_review"))
    assert dismissed["state"] == "dismissed"
    assert dismissed["submitted_at"] == submitted["submitted_at"] < dismissed["updated_at"]
    event = cairn.get(f"/repos/{ENGINE}/issues/{N}/events")[-1]
    assert event["dismissed_review"] == {
        "state": "changes_requested",
        "review_id": review.id,
        "dismissal_message": "Settled in the meeting",
    }


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("APPROVE", "@bartek approved this pull request."),
        ("REQUEST_CHANGES", "@bartek requested changes on this pull request."),
        ("COMMENT", "@bartek commented on this pull request."),
    ],
)
def test_a_review_is_mailed_as_a_whole(sandbox: Sandbox, event: str, said: str) -> None:
    bartek = sandbox.person("bartek")
    review = bartek.review(ENGINE, N, event, "Nearly", [("a.txt", "See @ravi’s")])
    maya, ravi = (mails_to(sandbox.world, sandbox.world.user(it)) for it in ("maya", "ravi"))
    assert [(it.reason, it.text) for it in maya] == [
        ("author", f"{said}\n\nNearly\n\nOn `a.txt`:\n\nSee @ravi’s")
    ]
    assert [it.reason for it in ravi] == ["mention"]
    assert maya[0].about.anchor == f"#pullrequestreview-{review.id}"


def test_only_who_is_asked_gets_mail_of_the_request(sandbox: Sandbox) -> None:
    bartek = sandbox.person("bartek")
    bartek.request_review(ENGINE, N, "kemal")
    bartek.request_review(ENGINE, N, "kemal")
    bartek.remove_review_request(ENGINE, N, "kemal")
    for login, count in (("kemal", 1), ("maya", 0)):
        found = mails_to(sandbox.world, sandbox.world.user(login))
        assert [it.reason for it in found] == ["review_requested"] * count


def test_the_export_has_reviews_among_the_comments(sandbox: Sandbox, clock: Clock) -> None:
    bartek, maya = sandbox.person("bartek"), sandbox.person("maya")
    bartek.review(ENGINE, N, "REQUEST_CHANGES", "A test, please", [("a.txt", "Here")])
    clock.now += 60
    maya.comment(ENGINE, N, "Done")
    clock.now += 60
    bartek.review(ENGINE, N, "APPROVE")
    bartek.begin_review(ENGINE, N, "a.txt", "Not yet said")
    head = pull(sandbox).head[:7]
    rows = as_json(issue(sandbox))["comments"]
    assert [(it["author"], it["body"]) for it in rows] == [
        (
            "bartek",
            f"*Review of {head}: changes requested*\n\nA test, please\n\nOn `a.txt`:\n\nHere",
        ),
        ("maya", "Done"),
        ("bartek", f"*Review of {head}: approved*"),
    ]
    markdown = as_markdown(issue(sandbox))
    assert re.findall(r"^\*\*(\w+)\*\*", markdown, re.MULTILINE) == ["bartek", "maya", "bartek"]
    assert "Not yet said" not in markdown


def test_lists_of_reviews_lag_behind(sandbox: Sandbox, cairn: Client, clock: Clock) -> None:
    sandbox.list_lag = 30
    sandbox.person("bartek").review(ENGINE, N, "APPROVE")
    assert cairn.get(f"{PULLS}/{N}/reviews") == []
    clock.now += 30
    assert len(cairn.get(f"{PULLS}/{N}/reviews")) == 1
