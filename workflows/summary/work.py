"""What cards tell of a mentee's work, as the summary needs it (rows R1 to R5). Pure.

A card is JSON; here it gets its types. What comes from a repository is wrapped, so that nobody can
forget to ask whether it may be shown where the summary stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.facts import Data
from app.model.sight import Sight


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request of a mentee. Instants are Unix seconds; `README.md` of `pull_requests` says
    what a `stage` is. `first` is the first review that counts: by whom, when."""

    number: int
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

    @property
    def under_way(self) -> list[Pull]:
        """What is open, the oldest first."""
        return sorted((pull for pull in self.pulls if pull.is_open), key=lambda pull: pull.opened)


def work(card: Data, sight: Sight, where: str) -> Work:
    """What a mentee's card tells of their work to those who read in the repository `where`."""
    pulls, given = [*_pulls(card)], [*_given(card)]
    names = {name.lower() for name, _ in (*pulls, *given)}
    return Work(
        tuple(sight.seen([sight.of(*each) for each in pulls], where)),
        tuple(sight.seen([sight.of(*each) for each in given], where)),
        frozenset(sight.seen([sight.of(name, name) for name in names], where)),
    )


def _given(card: Data) -> Iterator[tuple[str, float]]:
    for each in card.get("reviews", ()):
        yield each["repository"], each["at"]


def _pulls(card: Data) -> Iterator[tuple[str, Pull]]:
    for each in card.get("pulls", {}).values():
        yield each["repository"], _pull(each)


def _pull(card: Data) -> Pull:
    same = ("number", "title", "link", "by", "stage", "turn", "since", "opened", "ready")
    first = card["first_review"]
    return Pull(
        **{name: card[name] for name in (*same, "merged", "closed", "changed", "files")},
        asked=tuple(card["asked"]),
        reviews=tuple(card["reviews"]),
        first=(first[0], first[1]) if first is not None else None,
    )
