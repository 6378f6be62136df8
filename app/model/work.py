"""What cards tell of a mentee's work, typed (rows R1 to R5). Pure.

A card is JSON; here it gets its types. What comes from a repository is wrapped, so that nobody can
forget to ask whether it may be shown in the place where it is wanted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.model.contributions import Contribution
from app.model.contributions import seen as seen_elsewhere
from app.model.days import Duration
from app.model.facts import Data
from app.model.sight import Of, Sight

A_DAY = Duration(1, "working day")
"""After a review request nobody is nudged for so long: somebody was just told (R2). Fellow mentees
and mentors who were told in a pull request are not told elsewhere for so long, either."""


class State(StrEnum):
    """Where a pull request is."""

    DRAFT = "draft"
    HELD = "held"
    """Its workflows wait until a maintainer lets them run."""
    REVIEW = "review"
    COMMENTED = "commented"
    CHANGES = "changes"
    RED = "red"
    APPROVED = "approved"
    BLOCKED = "blocked"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request of a mentee. Instants are Unix seconds; `README.md` of `pull_requests` says
    what a `stage` is. `first` is the first review that counts: by whom, when."""

    number: int
    repository: str
    title: str
    link: str
    by: str
    stage: str
    turn: str
    since: float
    opened: float
    ready: float
    merged: float | None
    closed: float | None
    asked: tuple[str, ...]
    reviews: tuple[float, ...]
    first: tuple[str, float] | None
    changed: int | None
    files: int | None
    big: bool = False
    nudged: float = 0.0
    reached: tuple[str, ...] = ()
    """When Cairn said last that it waits, and who was told (logins in lower case)."""

    @property
    def is_open(self) -> bool:
        """Neither merged nor closed."""
        return self.closed is None and self.merged is None


@dataclass(frozen=True, slots=True)
class Work:
    """What a mentee does, as far as it may be shown somewhere. `given`: when they gave a review."""

    pulls: tuple[Pull, ...] = ()
    given: tuple[float, ...] = ()
    repositories: frozenset[str] = frozenset()
    """Where all this comes from, in lower case."""
    elsewhere: tuple[Contribution, ...] = ()
    """Outside the programme's own repositories; the oldest first."""

    @property
    def under_way(self) -> list[Pull]:
        """What is open, the oldest first."""
        return sorted((pull for pull in self.pulls if pull.is_open), key=lambda pull: pull.opened)


def work(card: Data, sight: Sight, where: str) -> Work:
    """What a mentee's card tells of their work to those who read in the repository `where`."""
    seen = list(sight.seen(_of_each_repository(card, sight), where))
    return Work(
        tuple(_pull(pull) for it in seen for pull in it.pulls),
        tuple(at for it in seen for at in it.given),
        frozenset(it.name for it in seen),
        tuple(seen_elsewhere(card, sight, where)),
    )


def under_way(card: Data, sight: Sight, where: str) -> list[Pull]:
    """What of it is open, the oldest first; what is over is not even looked at."""
    pulls = {k: v for k, v in card.get("pulls", {}).items() if not (v["closed"] or v["merged"])}
    return work({"pulls": pulls}, sight, where).under_way


class Review(NamedTuple):
    """A review that a mentee gave, `at` this instant (Unix seconds)."""

    repository: str
    number: int
    at: float


def reviews(card: Data, sight: Sight, where: str) -> list[Review]:
    """The reviews that a mentee gave, as far as they may be told of in the repository `where`."""
    given = (Review(it["repository"], it["number"], it["at"]) for it in card.get("reviews", ()))
    return list(sight.seen((sight.of(each.repository, each) for each in given), where))


def own_work(card: Data) -> Work:
    """All of a mentee's work, wherever it is: for numbers that are shown only to whoever did it."""
    pulls = tuple(_pull(pull) for pull in card.get("pulls", {}).values())
    return Work(pulls, tuple(review["at"] for review in card.get("reviews", ())))


class _Here(NamedTuple):
    """What a card holds of one repository (its full name in lower case): it is asked once for each
    whether that may be shown."""

    name: str
    pulls: list[Data]
    given: list[float]


def _of_each_repository(card: Data, sight: Sight) -> Iterator[Of[_Here]]:
    found: dict[str, _Here] = {}
    for pull in card.get("pulls", {}).values():
        _at(found, pull).pulls.append(pull)
    for review in card.get("reviews", ()):
        _at(found, review).given.append(review["at"])
    return (sight.of(name, here) for name, here in found.items())


def _at(found: dict[str, _Here], what: Data) -> _Here:
    name = what["repository"].lower()
    return found.setdefault(name, _Here(name, [], []))


_PLAIN = frozenset(
    (
        *("number", "repository", "title", "link", "by", "stage", "turn", "since"),
        *("opened", "ready", "merged", "closed", "changed", "files", "big"),
        "nudged",
    )
)
_OVER: Data = {
    **{"title": "", "link": "", "turn": "nobody", "since": 0.0, "changed": None, "files": None}
}
"""What cards no longer hold of a pull request that is over (`workflows/pull_requests/card.py`)."""


def _pull(card: Data) -> Pull:
    first = card["first_review"]
    return Pull(
        **{**_OVER, **{name: card[name] for name in card.keys() & _PLAIN}},
        asked=tuple(card.get("asked", ())),
        reached=tuple(card.get("reached", ())),
        reviews=tuple(card["reviews"]),
        first=(first[0], first[1]) if first is not None else None,
    )
