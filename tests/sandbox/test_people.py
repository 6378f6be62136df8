"""What people may do, and what their clicks leave behind."""

from collections.abc import Callable

import pytest

from app.sandbox.github import Sandbox
from app.sandbox.http import Refused
from app.sandbox.people import Person
from app.sandbox.state import Review, Role
from tests.sandbox.client import Client, Clock

ENGINE = "acme/engine"
ISSUES = "/repos/acme/engine/issues"
BOXES = "- [ ] **chat** an account\n- [x] **hello**\n"
ROLES: tuple[Role, ...] = ("read", "triage", "write", "maintain", "admin")


def as_role(sandbox: Sandbox, role: Role) -> Person:
    """Zoe, with that role in the engine."""
    if role != "read":
        sandbox.set_permission(ENGINE, "zoe", role)
    return sandbox.person("zoe")


def reviewed(whoever: Person) -> Review:
    """A review by somebody else."""
    bartek = Person(whoever.world, whoever.world.user("bartek"))
    return bartek.review(ENGINE, 43, "APPROVE")


DEEDS: list[tuple[str, Callable[[Person], object], str]] = [
    ("comment", lambda it: it.comment(ENGINE, 42, "Hello"), "read"),
    ("open", lambda it: it.open_issue(ENGINE, "Hello"), "read"),
    ("react", lambda it: it.react(ENGINE, 42), "read"),
    ("pull", lambda it: it.open_pull_request(ENGINE, "Hello"), "read"),
    ("review", lambda it: it.review(ENGINE, 43, "APPROVE"), "read"),
    ("label", lambda it: it.label(ENGINE, 42, "known"), "triage"),
    ("assign", lambda it: it.assign(ENGINE, 42, "bartek"), "triage"),
    ("close", lambda it: it.close(ENGINE, 42), "triage"),
    ("request", lambda it: it.request_review(ENGINE, 43, "bartek"), "triage"),
    ("no request", lambda it: it.remove_review_request(ENGINE, 43, "bartek"), "triage"),
    ("dismiss", lambda it: it.dismiss_review(ENGINE, 43, reviewed(it)), "write"),
    ("edit a review", lambda it: it.edit_review(ENGINE, 43, reviewed(it), "Mine"), "write"),
    ("ready", lambda it: it.convert_to_draft(ENGINE, 43), "write"),
    ("approve and run", lambda it: it.approve_workflows(ENGINE, 43), "write"),
    ("new label", lambda it: it.label(ENGINE, 42, "unknown"), "write"),
    ("edit", lambda it: it.edit_issue(ENGINE, 42, body="Mine"), "write"),
    ("tick", lambda it: it.tick(ENGINE, 44, "chat"), "write"),
    ("lock", lambda it: it.lock(ENGINE, 42), "write"),
    ("merge", lambda it: it.merge(ENGINE, 43), "write"),
    ("push", lambda it: it.push_file(ENGINE, "a", "b"), "write"),
    ("transfer", lambda it: it.transfer_issue(ENGINE, 42, "zoe/own"), "never"),
    ("delete", lambda it: it.delete_issue(ENGINE, 42), "admin"),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("deed", "needed"), [it[1:] for it in DEEDS], ids=[it[0] for it in DEEDS])
def test_rights(
    sandbox: Sandbox, cairn: Client, deed: Callable[[Person], object], needed: str, role: Role
) -> None:
    sandbox.person("bartek").create_label(ENGINE, "known")
    sandbox.set_workflows(ENGINE, "test")
    sandbox.person("maya").open_pull_request(ENGINE, "Work")
    cairn.send("POST", ISSUES, {"title": "Welcome", "body": BOXES})
    sandbox.add_repository("zoe/own")
    zoe = as_role(sandbox, role)
    if needed in ROLES and ROLES.index(role) >= [*ROLES].index(needed):
        deed(zoe)
    else:
        with pytest.raises(Refused) as refused:
            deed(zoe)
        assert refused.value.status in (403, 422)


def test_authors_may_with_their_own(sandbox: Sandbox) -> None:
    zoe = sandbox.person("zoe")
    number = zoe.open_issue(ENGINE, "A question", BOXES).number
    comment = zoe.comment(ENGINE, number, BOXES)
    assert zoe.tick(ENGINE, number, "chat") is True
    assert zoe.tick_comment(comment.id, "chat") is True
    zoe.edit_comment(comment.id, "Never mind")
    zoe.delete_comment(comment.id)
    zoe.close(ENGINE, number)
    zoe.reopen(ENGINE, number)


def test_others_comments_need_write(sandbox: Sandbox) -> None:
    comment = sandbox.person("maya").comment(ENGINE, 42, "Mine")
    zoe = sandbox.person("zoe")
    with pytest.raises(Refused, match="403"):
        zoe.edit_comment(comment.id, "Ours")
    with pytest.raises(Refused, match="403"):
        zoe.delete_comment(comment.id)
    sandbox.person("bartek").edit_comment(comment.id, "Ours")
    assert comment.body == "Ours"


def test_locked_issues_are_for_writers(sandbox: Sandbox, cairn: Client) -> None:
    sandbox.person("bartek").lock(ENGINE, 42)
    with pytest.raises(Refused, match="locked"):
        sandbox.person("maya").comment(ENGINE, 42, "Hello?")
    sandbox.person("bartek").comment(ENGINE, 42, "Closed for now")
    assert cairn("POST", f"{ISSUES}/42/comments", {"body": "As the App"}).status == 201


def test_private_repositories_are_not_there_for_strangers(sandbox: Sandbox) -> None:
    number = sandbox.person("alice").open_issue("acme/mentors", "Quiet weeks").number
    with pytest.raises(Refused, match="404"):
        sandbox.person("zoe").comment("acme/mentors", number, "Hello")
    sandbox.person("sam").comment("acme/mentors", number, "Hello")


@pytest.mark.parametrize(
    ("login", "repository", "role"),
    [
        ("alice", "acme/mentors", "admin"),
        ("bartek", "acme/engine", "write"),
        ("bartek", "acme/mentorship", "read"),
        ("kemal", "acme/mentorship", "triage"),
        ("maya", "acme/engine", "read"),
        ("maya", "acme/mentors", "none"),
        ("noor", "acme/support", "write"),
        ("sam", "acme/mentors", "read"),
    ],
)
def test_the_cast(cairn: Client, login: str, repository: str, role: str) -> None:
    path = f"/repos/{repository}/collaborators/{login}/permission"
    assert cairn.get(path)["role_name"] == role


def test_teams_give_roles(sandbox: Sandbox, cairn: Client) -> None:
    sandbox.add_team("acme", "Reviewers", ["zoe"], {"acme/ui": "triage"})
    found = cairn.get("/repos/acme/ui/collaborators/zoe/permission")
    assert (found["role_name"], found["permission"]) == ("triage", "read")


@pytest.mark.parametrize(
    ("login", "association"),
    [("alice", "MEMBER"), ("sam", "MEMBER"), ("maya", "NONE"), ("ravi", "COLLABORATOR")],
)
def test_author_association(sandbox: Sandbox, cairn: Client, login: str, association: str) -> None:
    sandbox.set_permission(ENGINE, "ravi", "triage")
    number = sandbox.person(login).comment(ENGINE, 42, "Hello").id
    found = cairn.get(f"/repos/acme/engine/issues/comments/{number}")
    assert found["author_association"] == association


def test_merging_makes_a_contributor(sandbox: Sandbox, cairn: Client) -> None:
    number = sandbox.person("maya").open_pull_request(ENGINE, "Work").number
    sandbox.person("bartek").merge(ENGINE, number)
    sandbox.person("maya").comment(ENGINE, 42, "Hello")
    assert cairn.get(f"{ISSUES}/42/comments")[0]["author_association"] == "CONTRIBUTOR"
    assert cairn.get("/repos/acme/engine/contents/change.txt")["size"] > 0


def test_browsers_send_crlf(sandbox: Sandbox, cairn: Client) -> None:
    made = cairn.send("POST", ISSUES, {"title": "Welcome", "body": BOXES})
    sandbox.take_deliveries()
    bartek = sandbox.person("bartek")
    assert bartek.tick(ENGINE, made["number"], "chat") is True
    payload = sandbox.take_deliveries()[0].payload
    assert payload["changes"]["body"]["from"] == BOXES
    assert payload["issue"]["body"] == BOXES.replace("[ ]", "[x]")  # a click keeps the line ends
    bartek.edit_issue(ENGINE, made["number"], body=BOXES + "Mine\n")
    assert sandbox.take_deliveries()[0].payload["issue"]["body"].count("\r\n") == 3
    assert bartek.tick(ENGINE, made["number"], "hello", False) is True
    assert cairn.get(f"{ISSUES}/{made['number']}")["body"].count("\r\n") == 3


def test_the_same_again_tells_nothing(sandbox: Sandbox, cairn: Client) -> None:
    made = cairn.send("POST", ISSUES, {"title": "Welcome", "body": BOXES, "labels": ["mentee"]})
    comment = cairn.send("POST", f"{ISSUES}/42/comments", {"body": "Hello"})
    one = f"{ISSUES}/{made['number']}"
    sandbox.take_deliveries()
    cairn.send("PATCH", one, {"title": "Welcome", "body": BOXES, "state": "open"})
    cairn.send("POST", f"{one}/labels", {"labels": ["Mentee"]})
    cairn.send("PATCH", f"/repos/acme/engine/issues/comments/{comment['id']}", {"body": "Hello"})
    assert sandbox.person("bartek").tick(ENGINE, made["number"], "hello") is False
    assert sandbox.take_deliveries() == []


def test_updated_at_moves(sandbox: Sandbox, cairn: Client, clock: Clock) -> None:
    bartek = sandbox.person("bartek")
    number = sandbox.person("maya").open_pull_request(ENGINE, "Work").number
    comment = bartek.comment(ENGINE, number, "Hello")
    deeds: list[Callable[[], object]] = [
        lambda: bartek.comment(ENGINE, number, "Hello"),
        lambda: bartek.edit_comment(comment.id, "Hi"),
        lambda: bartek.label(ENGINE, number, "mentee"),
        lambda: bartek.edit_issue(ENGINE, number, body="More"),
        lambda: bartek.review(ENGINE, number, "APPROVE"),
        lambda: sandbox.person("maya").push_commits(ENGINE, number),
        lambda: bartek.close(ENGINE, number),
    ]
    for deed in deeds:
        before = cairn.get(f"{ISSUES}/{number}")["updated_at"]
        clock.now += 1
        deed()
        assert cairn.get(f"{ISSUES}/{number}")["updated_at"] > before


def test_forks_leave_checks_without_pull_requests(sandbox: Sandbox) -> None:
    for login, from_fork in (("maya", True), ("kemal", False)):
        number = (
            sandbox.person(login)
            .open_pull_request(ENGINE, f"By {login}", from_fork=from_fork)
            .number
        )
        sandbox.take_deliveries()
        sandbox.person(login).complete_check(ENGINE, number, "DCO", "failure")
        told = {it.event: it.payload for it in sandbox.take_deliveries()}
        named = [it["number"] for it in told["check_run"]["check_run"]["pull_requests"]]
        assert named == ([] if from_fork else [number])
        assert told["check_suite"]["check_suite"]["conclusion"] == "failure"


def test_pushes_name_their_files(sandbox: Sandbox) -> None:
    alice = sandbox.person("alice")
    sandbox.take_deliveries()
    alice.push_file("acme/mentorship", ".github/mentorship.yml", "version: 1\n")
    alice.push_file("acme/mentorship", "notes.md", "new\n", branch="draft")
    alice.delete_file("acme/mentorship", "README.md")
    told = [it.payload for it in sandbox.take_deliveries() if it.event == "push"]
    assert [(it["ref"], it["created"]) for it in told] == [
        ("refs/heads/main", False),
        ("refs/heads/draft", True),
        ("refs/heads/main", False),
    ]
    commits = [it["commits"][0] for it in told]
    assert [(it["added"], it["modified"], it["removed"]) for it in commits] == [
        ([], [".github/mentorship.yml"], []),
        (["notes.md"], [], []),
        ([], [], ["README.md"]),
    ]


def test_assigning_is_for_those_with_access(sandbox: Sandbox) -> None:
    bartek = sandbox.person("bartek")
    bartek.assign(ENGINE, 42, "zoe", "sam", "nobody", "maya")
    issue = sandbox.world.repository(ENGINE).issues[42]
    assert [it.login for it in issue.assignees] == ["sam"]
    sandbox.person("maya").comment(ENGINE, 42, "I take it")
    bartek.assign(ENGINE, 42, "maya")
    assert [it.login for it in issue.assignees] == ["sam", "maya"]


@pytest.mark.parametrize(
    ("deed", "status"),
    [
        (lambda it: it.review(ENGINE, 43, "APPROVE"), 422),
        (lambda it: it.open_issue(ENGINE, " "), 422),
        (lambda it: it.open_issue(ENGINE, "x" * 257), 422),
        (lambda it: it.comment(ENGINE, 42, " \n"), 422),
        (lambda it: it.comment(ENGINE, 42, "x" * 65_537), 422),
        (lambda it: it.comment(ENGINE, 99, "Hello"), 404),
        (lambda it: it.merge(ENGINE, 42), 404),
        (lambda it: it.edit_comment(1, "Hello"), 404),
        (lambda it: it.comment("acme/nothing", 1, "Hello"), 404),
    ],
)
def test_what_nobody_may(sandbox: Sandbox, deed: Callable[[Person], object], status: int) -> None:
    kemal = sandbox.person("kemal")
    kemal.open_pull_request(ENGINE, "Work", from_fork=False)
    with pytest.raises(Refused) as refused:
        deed(kemal)
    assert refused.value.status == status


def test_a_box_that_is_not_there_is_an_error(sandbox: Sandbox) -> None:
    number = sandbox.person("zoe").open_issue(ENGINE, "Hi", "```\n- [ ] **chat**\n```\n").number
    with pytest.raises(LookupError, match="chat"):
        sandbox.person("zoe").tick(ENGINE, number, "chat")


def test_numbers_and_logins_are_used_once(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="exists already"):
        sandbox.person("maya").open_issue(ENGINE, "Again", number=42)
    with pytest.raises(ValueError, match="taken"):
        sandbox.add_user("Maya")
    with pytest.raises(Refused, match="404"):
        sandbox.person("nobody")
