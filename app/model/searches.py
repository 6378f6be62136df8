"""Searching for somebody's pull requests outside an installation (row R7). Pure.

The language is GitHub's: docs.github.com, "Filtering and searching issues and pull requests" and
"REST API endpoints for search".
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from msgspec import Struct, field

from app.model.events import of
from app.model.facts import Data, Fact
from app.model.order import order
from app.model.things import Model, Time, User

TURN = "turn"
"""The fact that says when a scope may search next; data: `at` (Unix seconds)."""

ASKED = "asked"
"""Facts that say, by repository in lower case, when it was searched last. Data: `until` (what was
updated up to then is known; 0: nothing), `alone` (it is searched by itself, because a search with
others was refused), `hidden` (GitHub does not show it, or not any more)."""

FOUND = "found"
"""Facts about pull requests that were found, by "owner/name#12" in lower case."""

EVERY = 3.0
"""Seconds between two searches of an installation: 20 a minute. GitHub lets it search 30 times."""

LATE = 20.0
"""Seconds for which a turn is good. Then there is another one, so that turns that were missed are
not taken all at once: with those that are just due, it is never more than 27 a minute."""

LONGEST = 256
"""Characters of a query. GitHub counts words only; nobody has to know what it takes for a word."""

MOST = 6
"""Repositories in one search: GitHub takes five operators (OR)."""

PAGE = 100
"""What one search brings at most."""

LAG = 86400.0
"""Seconds that are searched again each time: the index of a search may be late."""


def query(login: str, repositories: Iterable[str], since: float) -> str:
    """Public pull requests of a person in these repositories, updated since that day (UTC)."""
    day = datetime.fromtimestamp(max(0.0, since), UTC).date().isoformat()
    where = " OR ".join(f"repo:{name}" for name in repositories)
    return f"({where}) is:pr is:public author:{login} updated:>={day}"


def fits(login: str, repositories: tuple[str, ...]) -> bool:
    """Whether these can be searched at once. A single one always can."""
    return len(repositories) <= MOST and len(query(login, repositories, 0.0)) <= LONGEST


class _Merge(Struct, frozen=True):
    merged_at: Time | None = None


class Item(Model, frozen=True, kw_only=True):
    """A pull request as a search shows it."""

    number: int
    title: str
    state: str
    html_url: str
    repository_url: str
    created: Time = field(name="created_at")
    updated: Time = field(name="updated_at")
    closed: Time | None = field(name="closed_at", default=None)
    user: User | None = None
    pull_request: _Merge | None = None

    @property
    def repository(self) -> str:
        """Its repository's full name: the last two parts of the API's address."""
        return "/".join(self.repository_url.split("/")[-2:])


class Answer(NamedTuple):
    """What a search brought, the oldest change first. `complete`: GitHub had the time to look at
    everything; `more`: there are others behind these."""

    items: tuple[Item, ...]
    complete: bool
    more: bool


def answer(found: Mapping[str, Any]) -> Answer:
    """GitHub's answer. Raises msgspec.ValidationError where it is not what GitHub documents."""
    items = tuple(of(Item, item) for item in found["items"])
    return Answer(items, not found["incomplete_results"], found["total_count"] > len(items))


def found(scope: str, item: Item, source: int) -> Fact:
    """A pull request that was found, as a fact by GitHub's own time; instants are Unix seconds.
    `source`: the repository's numeric id, if the App is installed there; else 0."""
    merged = item.pull_request.merged_at if item.pull_request is not None else None
    data: Data = {
        "repository": item.repository,
        "source": source,
        "number": item.number,
        "title": item.title,
        "link": item.html_url,
        "state": "merged" if merged else item.state,
        "opened": item.created.timestamp(),
        "merged": merged.timestamp() if merged else None,
        "closed": item.closed.timestamp() if item.closed else None,
    }
    key = f"{item.repository}#{item.number}".lower()
    return Fact(scope, FOUND, key, order(item.updated.timestamp()), data)
