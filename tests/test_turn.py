"""Whose turn it is: every input in every state, and facts in any order (row R2)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from app.model import events, scopes
from app.model.facts import Fact, Facts, Known
from app.model.work import State
from app.model.workflow import Context
from app.programme.load import load
from app.programme.model import Programme
from app.programme.source import SourceFile
from tests.behaviour.files import cohort, programme
from tests.world import HOME, all_kinds
from workflows.pull_requests.facts import record
from workflows.pull_requests.summary import summary
from workflows.pull_requests.turn import TURNS, Summary, since, state_of

OPENED = datetime(2026, 9, 2, 8, tzinfo=UTC).timestamp()
ENGINE, NUMBER, HOUR = 7, 43, 3600.0
SCOPE = scopes.pull(scopes.mentee(1, "autumn", "maya"), ENGINE, NUMBER)


def read(file: bytes) -> Programme:
    kinds = all_kinds()
    source = SourceFile(HOME, ".github/mentorship.yml", file, False)
    found = load((source,), kinds.sections, kinds.templates).programme
    assert found is not None
    return found


PROGRAMME = read(programme(cohort("{login: maya}, {login: ravi}")))


# ---- what happens --------------------------------------------------------------------------------


class Play:
    """A pull request, and what GitHub tells of it."""

    def __init__(self) -> None:
        self.now = OPENED
        self.told: list[events.Event] = []
        self.shown: dict[str, Any] = {
            "number": NUMBER,
            "state": "open",
            "draft": False,
            "user": user("maya"),
            "head": {"sha": "a0", "repo": {"id": 8}},
            "created_at": stamp(OPENED),
            "requested_reviewers": [],
        }
        self.commits = 0
        self.reviews = 0
        self.blocked: dict[bool, float] = {}

    def do(self, *names: str) -> "Play":
        for name in names:
            self.now += HOUR
            INPUTS[name](self)
        return self

    def pull(self, action: str, **new: Any) -> None:
        self.shown |= new
        shown = {**self.shown, "updated_at": stamp(self.now)}
        self.tell("pull_request", action=action, pull_request=shown, sender=user("maya"))

    def push(self, action: str = "synchronize") -> None:
        self.commits += 1
        self.pull(action, head={"sha": f"a{self.commits}", "repo": {"id": 8}})

    def review(self, state: str, by: str = "bartek", type: str = "User") -> None:
        self.reviews += 1
        who = user(by, type)
        asked = [it for it in self.shown["requested_reviewers"] if it["login"] != by]
        self.shown["requested_reviewers"] = asked
        self.submitted = {
            "id": self.reviews,
            "user": who,
            "state": state,
            "commit_id": self.shown["head"]["sha"],
            "submitted_at": stamp(self.now),
        }
        self._review("submitted")

    def _review(self, action: str) -> None:
        shown = {**self.shown, "updated_at": stamp(self.now)}
        self.tell(
            "pull_request_review",
            action=action,
            pull_request=shown,
            review=self.submitted,
            sender=user("bartek"),
        )

    def dismiss(self) -> None:
        if self.reviews and self.submitted["state"] in ("approved", "changes_requested"):
            self.submitted = {**self.submitted, "state": "dismissed"}
            self._review("dismissed")

    def comment(self, by: str, type: str = "User") -> None:
        at = stamp(self.now)
        issue = {"number": NUMBER, "user": user("maya"), "created_at": stamp(OPENED)}
        who = user(by, type)
        said = {"id": int(self.now), "user": who, "created_at": at, "updated_at": at, "body": "Hm"}
        issue |= {"updated_at": at, "pull_request": {}}
        self.tell("issue_comment", action="created", issue=issue, comment=said, sender=who)

    def ask(self, *people: str) -> None:
        self.pull("review_requested", requested_reviewers=[user(who) for who in people])

    def checks(self, conclusion: str) -> None:
        sha = self.shown["head"]["sha"]
        suite = {"id": self.commits, "head_sha": sha, "conclusion": conclusion}
        suite["updated_at"] = stamp(self.now)
        self.tell("check_suite", action="completed", check_suite=suite)

    def block(self, on: bool) -> None:
        self.blocked = {on: self.now}

    def tell(self, name: str, **parts: Any) -> None:
        where = {"id": ENGINE, "full_name": "acme/engine", "private": False}
        body = {"installation": {"id": 1}, "repository": where, **parts}
        event = events.parse(name, msgspec.json.encode(body))
        assert event is not None
        self.told.append(event)

    @property
    def summary(self) -> Summary:
        return summary(facts_of(self.told), PROGRAMME, self.blocked)


def stamp(at: float) -> str:
    return datetime.fromtimestamp(int(at), UTC).isoformat()


def user(login: str, type: str = "User") -> dict[str, Any]:
    return {"id": sum(login.encode()), "login": login, "type": type}


def facts_of(told: Iterable[events.Event]) -> Facts:
    """The facts of these events, in this order, as the store keeps them."""
    found: dict[str, dict[str, Known]] = {}
    context = Context({1: PROGRAMME}, lambda _repository, _thing: SCOPE, "cairn[bot]")
    for event in told:
        for fact in record(event, context):
            if isinstance(fact, Fact) and fact.scope == SCOPE:
                _keep(found.setdefault(fact.kind, {}), fact)
    return found


def _keep(kind: dict[str, Known], fact: Fact) -> None:
    known = kind.get(fact.key)
    wins = known is None or (
        fact.order < known.order if fact.rule == "first" else fact.order > known.order
    )
    if wins:
        kind[fact.key] = Known(fact.order, fact.data)


INPUTS: dict[str, Callable[[Play], None]] = {
    "open": lambda it: it.pull("opened"),
    "open draft": lambda it: it.pull("opened", draft=True),
    "push": Play.push,
    "force push": Play.push,
    "to draft": lambda it: it.pull("converted_to_draft", draft=True),
    "ready": lambda it: it.pull("ready_for_review", draft=False),
    "ask": lambda it: it.ask("bartek"),
    "ask two": lambda it: it.ask("bartek", "kemal"),
    "comments": lambda it: it.review("commented"),
    "wants": lambda it: it.review("changes_requested"),
    "approves": lambda it: it.review("approved"),
    "dismiss": Play.dismiss,
    "mentor": lambda it: it.comment("bartek"),
    "author": lambda it: it.comment("maya"),
    "mentee": lambda it: it.review("changes_requested", "ravi"),
    "stranger": lambda it: it.review("approved", "zoe"),
    "bot": lambda it: it.review("changes_requested", "copilot[bot]", "Bot"),
    "bot says": lambda it: it.comment("ci[bot]", "Bot"),
    "hold": lambda it: it.checks("action_required"),
    "red": lambda it: it.checks("failure"),
    "green": lambda it: it.checks("success"),
    "block": lambda it: it.block(True),
    "unblock": lambda it: it.block(False),
    "merge": lambda it: it.pull(
        "closed", state="closed", merged_at=stamp(it.now), closed_at=stamp(it.now)
    ),
    "close": lambda it: it.pull("closed", state="closed", closed_at=stamp(it.now)),
    "reopen": lambda it: it.pull("reopened", state="open", closed_at=None),
    "transfer": lambda it: it.pull("transferred"),
}

BEGINS: dict[State, tuple[str, ...]] = {
    State.DRAFT: ("open draft",),
    State.HELD: ("open", "hold"),
    State.REVIEW: ("open",),
    State.COMMENTED: ("open", "comments"),
    State.CHANGES: ("open", "wants"),
    State.RED: ("open", "red"),
    State.APPROVED: ("open", "approves"),
    State.BLOCKED: ("open", "block"),
    State.MERGED: ("open", "merge"),
    State.CLOSED: ("open", "close"),
}
"""How each state comes about, as shortly as may be."""

D, H, R, C, W, X, A, B, M, Z = (
    *(State.DRAFT, State.HELD, State.REVIEW, State.COMMENTED, State.CHANGES),
    *(State.RED, State.APPROVED, State.BLOCKED, State.MERGED, State.CLOSED),
)
TABLE: dict[str, tuple[State, ...]] = {
    #             D  H  R  C  W  X  A  B  M  Z
    "push": (*(D, R, R, R, R, R, R), B, M, Z),
    "force push": (*(D, R, R, R, R, R, R), B, M, Z),
    "to draft": (*(D, D, D, D, D, D, D), B, M, Z),
    "ready": (*(R, H, R, R, W, X, A), B, M, Z),
    "ask": (*(D, H, R, R, R, X, R), B, M, Z),
    "ask two": (*(D, H, R, R, R, X, R), B, M, Z),
    "comments": (*(D, H, C, C, W, X, A), B, M, Z),
    "wants": (*(D, H, W, W, W, W, W), B, M, Z),
    "approves": (*(D, H, A, A, A, X, A), B, M, Z),
    "dismiss": (*(D, H, R, C, R, X, R), B, M, Z),
    "mentor": (*(D, H, C, C, W, X, A), B, M, Z),
    "author": (*(D, H, R, R, W, X, A), B, M, Z),
    "mentee": (*(D, H, R, C, W, X, A), B, M, Z),
    "stranger": (*(D, H, R, C, W, X, A), B, M, Z),
    "bot": (*(D, H, R, C, W, X, A), B, M, Z),
    "bot says": (*(D, H, R, C, W, X, A), B, M, Z),
    "hold": (*(D, H, H, H, H, H, H), B, M, Z),
    "red": (*(D, X, X, X, W, X, X), B, M, Z),
    "green": (*(D, R, R, C, W, R, A), B, M, Z),
    "block": (*(B, B, B, B, B, B, B), B, M, Z),
    "unblock": (*(D, H, R, C, W, X, A), R, M, Z),
    "merge": (*(M, M, M, M, M, M, M), M, M, M),
    "close": (*(Z, Z, Z, Z, Z, Z, Z), Z, M, Z),
    "reopen": (*(D, H, R, R, W, X, A), B, M, R),
    "transfer": (*(D, H, R, C, W, X, A), B, M, Z),
}
"""The state after an input, for each state in the order of `BEGINS`."""


def test_the_table_is_whole() -> None:
    assert {*TABLE} == {*INPUTS} - {"open", "open draft"}
    assert {*BEGINS} == {*TURNS} == {*State}


@pytest.mark.parametrize("state", State)
def test_how_states_begin(state: State) -> None:
    assert state_of(Play().do(*BEGINS[state]).summary) is state


@pytest.mark.parametrize(
    ("state", "given", "then"),
    [
        pytest.param(state, name, row[place], id=f"{state}: {name}")
        for name, row in TABLE.items()
        for place, state in enumerate(BEGINS)
    ],
)
def test_transitions(state: State, given: str, then: State) -> None:
    assert state_of(Play().do(*BEGINS[state], given).summary) is then


@pytest.mark.parametrize(
    ("story", "hours"),
    [
        (("open",), 1),
        (("open", "push", "author", "push"), 1),
        (("open", "comments", "author", "push"), 3),
        (("open", "wants", "push", "push"), 3),
        (("open", "wants", "author"), 2),
        (("open", "wants", "author", "push"), 4),
        (("open", "wants", "author", "ask", "push"), 4),
        (("open", "wants", "push", "comments", "author"), 5),
        (("open", "red", "push", "green"), 3),
        (("open", "hold", "green"), 3),
        (("open", "wants", "dismiss", "author"), 3),
        (("open draft", "push", "ready", "push"), 3),
        (("open", "comments", "mentor"), 2),
        (("open", "block", "unblock"), 3),
        (("open", "close", "reopen"), 3),
    ],
)
def test_since_when(story: tuple[str, ...], hours: float) -> None:
    """What whoever waits does meanwhile does not begin the wait anew."""
    begins = OPENED + HOUR * hours
    if story[0].startswith("open") and hours == 1:
        begins = OPENED  # GitHub's `created_at`
    assert since(Play().do(*story).summary) == begins


STORIES = st.lists(st.sampled_from(sorted({*INPUTS} - {"open", "open draft"})), max_size=8)


@each(STORIES, st.randoms(use_true_random=False))
def test_any_order_and_doubled(story: list[str], random: Any) -> None:
    play = Play().do("open", *story)
    expected = play.summary
    play.told = [*play.told, *play.told]
    random.shuffle(play.told)
    assert play.summary == expected
    assert since(play.summary) == since(expected)
