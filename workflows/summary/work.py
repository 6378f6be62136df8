"""What cards tell of a mentee's work, as the summary needs it (rows R1 to R5). Pure.

A card is JSON; here it gets its types. What comes from a repository is wrapped, so that nobody can
forget to ask whether it may be shown where the summary stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.model.facts import Data
from app.model.sight import Of, Sight


class Given(NamedTuple):
    """A review that a mentee gave, when (Unix seconds)."""

    at: float


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request of a mentee. Instants are Unix seconds.

    `turn` is whose turn it is since `since`: "author", "reviewer", "mentor" or "nobody"; `asked`
    are the logins whose review was requested; `changed` are lines, None where not known; `reviews`
    are (reviewer, submitted) in order; `ready` is since when it could be reviewed.
    """

    number: int
    repository: str
    title: str
    link: str
    author: str
    state: str
    turn: str
    since: float
    opened: float
    merged: float | None
    closed: float | None
    ready: float | None
    asked: tuple[str, ...]
    reviews: tuple[tuple[str, float], ...]
    changed: int | None
    files: int | None

    @property
    def is_open(self) -> bool:
        """Neither merged nor closed."""
        return self.closed is None and self.merged is None


@dataclass(frozen=True, slots=True)
class Work:
    """What a mentee does, as far as it may be shown somewhere."""

    pulls: tuple[Pull, ...] = ()
    given: tuple[Given, ...] = ()


def work(card: Data, sight: Sight, where: str) -> Work:
    """What a mentee's card tells of their work, for those who read in the repository `where`."""
    pulls = (_of(sight, each, _pull(each)) for each in card.get("pulls", ()))
    given = (_of(sight, each, Given(each["at"])) for each in card.get("given", ()))
    return Work(tuple(sight.seen(pulls, where)), tuple(sight.seen(given, where)))
