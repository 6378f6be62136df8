"""From the facts of a pull request to what counts for the turn. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.model.facts import Facts, Known
from app.model.order import instant
from app.programme.model import Programme
from workflows.pull_requests.turn import Opinion, Summary

INSIDERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""Associations with a repository that make a review count (REST API, `author_association`)."""

RED = frozenset({"failure", "timed_out", "startup_failure", "cancelled"})
_STALE = "stale"
"""GitHub gives up a check after two weeks; that says nothing about the work."""


def summary(facts: Facts, programme: Programme, blocked: Mapping[bool, float]) -> Summary:
    """What counts for the turn. `blocked`: when it was blocked or, for False, unblocked last."""
    pull = facts["pull"]["now"].data
    people = _Heard.of(facts, programme, pull["by"])
    stops, frees = blocked.get(True, 0.0), blocked.get(False, 0.0)
    held, released = _held(facts, pull["head"])
    moves = sorted([*_pushes(facts), *_requests(facts)])
    return Summary(
        opened=pull["opened"],
        ready=max(_moment(facts, "ready_for_review"), _moment(facts, "reopened")),
        drafted=_moment(facts, "converted_to_draft"),
        closed=pull["closed"] or 0.0 if pull["state"] == "closed" else 0.0,
        merged=pull["merged"] or 0.0,
        blocked=stops,
        unblocked=frees,
        dismissed=_moment(facts, "dismissed"),
        draft=pull["draft"],
        held=held,
        released=released,
        checks=checks(facts, pull["head"]),
        asked=_asked(facts, pull),
        opinions=people.opinions(pull["head"]),
        said=people.said,
        sayings=tuple(sorted(at for _, at in people.reviewers)),
        acts=tuple(sorted([*people.author, *moves])),
        moves=tuple(moves),
        reds=tuple(_reds(facts)),
    )


def _moment(facts: Facts, action: str) -> float:
    known = facts.get("moment", {}).get(action)
    return instant(known.order) if known is not None else 0.0


def _pushes(facts: Facts) -> Iterator[float]:
    yield from (instant(known.order) for known in facts.get("push", {}).values())


def _requests(facts: Facts) -> Iterator[float]:
    for action in ("review_requested", "ready_for_review", "reopened"):
        if at := _moment(facts, action):
            yield at


# ---- people --------------------------------------------------------------------------------------


class _Heard:
    """Who said what: the author, and those whose word counts."""

    def __init__(self, reviews: list[Known], author: list[float], reviewers: list[Any]) -> None:
        self._reviews = reviews
        self.author = author
        self.reviewers: list[tuple[str, float]] = reviewers

    @classmethod
    def of(cls, facts: Facts, programme: Programme, author: str) -> "_Heard":
        reviews = [*facts.get("review", {}).values()]
        comments = [k for k in facts.get("comment", {}).values() if not k.data["gone"]]
        own = [k for k in (*reviews, *comments) if k.data["by"].lower() == author.lower()]
        heard = [k for k in (*reviews, *comments) if k.data.get("state") != "dismissed"]
        others = [known for known in heard if counts(known, programme, author)]
        return cls(
            [known for known in reviews if counts(known, programme, author)],
            [instant(known.order) for known in own],
            [(known.data["by"].lower(), instant(known.order)) for known in others],
        )

    @property
    def said(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for who, at in self.reviewers:
            found[who] = max(at, found.get(who, 0.0))
        return found

    def opinions(self, head: str) -> dict[str, Opinion]:
        """The newest one of each reviewer; a dismissed one is none."""
        formal = (k for k in self._reviews if k.data["state"] not in ("commented", "pending"))
        newest = {k.data["by"].lower(): k for k in sorted(formal, key=lambda k: k.order)}
        return {
            who: Opinion(
                known.data["state"] == "approved",
                instant(known.order),
                known.data["commit"] == head,
            )
            for who, known in newest.items()
            if known.data["state"] != "dismissed"
        }


def counts(said: Known, programme: Programme, author: str) -> bool:
    """Whether somebody's word moves the turn: a mentor's, or that of whoever belongs to the
    repository. A fellow mentee's review counts as given, but a mentor's is still waited for."""
    who = str(said.data["by"]).lower()
    if who == author.lower():
        return False
    if who in programme.mentors or programme.is_organiser(who):
        return True
    return said.data["association"] in INSIDERS and not programme.enrolments(who)


def _asked(facts: Facts, pull: Mapping[str, Any]) -> frozenset[str]:
    """Who is asked for a review: as GitHub showed it last, but for those who reviewed since. A
    team's place is taken by whoever reviews."""
    shown = instant(facts["pull"]["now"].order)
    reviews = facts.get("review", {}).values()
    since = {k.data["by"].lower() for k in reviews if instant(k.order) >= shown}
    people = {login.lower() for login in pull["requested"]} - since
    return frozenset(people | ({f"team {slug}" for slug in pull["teams"]} if not since else set()))


# ---- checks --------------------------------------------------------------------------------------


def checks(facts: Facts, head: str) -> str:
    """What the checks on the newest commit say: none, pending, red or green."""
    found = [k.data["conclusion"] for k in _suites(facts) if k.data["head"] == head]
    if any(conclusion in RED for conclusion in found):
        return "red"
    if any(conclusion is None for conclusion in found):
        return "pending"
    return "green" if any(conclusion != _STALE for conclusion in found) else "none"


def _suites(facts: Facts) -> list[Known]:
    return [*facts.get("suite", {}).values()]


def _reds(facts: Facts) -> list[float]:
    return sorted(instant(k.order) for k in _suites(facts) if k.data["conclusion"] in RED)


def _held(facts: Facts, head: str) -> tuple[float, float]:
    """Since when workflows on the newest commit wait for approval, and when they were let run."""
    held = {key: k for key, k in facts.get("held", {}).items() if k.data["head"] == head}
    suites = facts.get("suite", {})
    waits = [k for key, k in held.items() if key not in suites or suites[key].order < k.order]
    runs = [suites[key] for key in held if key in suites and suites[key].order > held[key].order]
    return (
        min((instant(known.order) for known in waits), default=0.0),
        max((instant(known.order) for known in runs), default=0.0),
    )
