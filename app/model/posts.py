"""Posts and talks that a mentee logged with `/mentor log` (row F1): theirs to keep. Pure.

The mentee's own issue remembers them in its marker (rule 4), whoever's comment is gone since.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.model import scopes
from app.model.facts import Data, Fact, Known, was_refused
from app.model.goodbye import goodbye_at
from app.model.order import instant
from app.model.workflow import View

LOG = "log"
"""The command."""

MOST = 50
"""What one mentee may log in a cohort, with what they took back: a marker has an end."""

_REMEMBERED = "post"
"""The kind of facts that the marker becomes after the database was lost."""

_KEY = "l"


class Post(NamedTuple):
    """An address, and what its author says of it. `back` is the order of the `undo` that took it
    back, or ""; then neither is kept."""

    order: str
    url: str
    words: str
    back: str = ""


def posts(view: View, where: str) -> dict[str, Post]:
    """All that a mentee logged, the oldest first, by the keys of their commands; `where` is the
    repository with their issue."""
    found = {k: Post(*v.data["post"]) for k, v in view.facts.get(_REMEMBERED, {}).items()}
    for key, known in logged(view).items():
        if key not in found and refusal(view, key, known, where) is None:
            found[key] = Post(known.order, known.data["url"], known.data["words"])
    first = dict(sorted(found.items(), key=lambda each: (each[1].order, each[0]))[:MOST])
    back = _taken_back(view, first)
    return {
        key: Post(post.order, "", "", back[key]) if key in back else post
        for key, post in first.items()
    }


def logged(view: View) -> dict[str, Known]:
    """The commands of this kind in a scope."""
    commands = view.facts.get("command", {})
    return {key: known for key, known in commands.items() if known.data["name"] == LOG}


def refusal(view: View, key: str, known: Known, where: str) -> str | None:
    """Why a command of this kind does not count, as the text asks for it. A refusal that was given
    stands. Of a line in an edited comment a sweep cannot tell who wrote it."""
    data = known.data
    if "mentee" not in data["roles"] or known.ambiguous or was_refused(view.said, key):
        return "who"
    if not view.sight.shows_named(data["repository"], where):
        return "place"
    if not data["url"]:
        return "empty"
    return "over" if instant(known.order) > goodbye_at(view.said) else None


def _taken_back(view: View, found: Mapping[str, Post]) -> dict[str, str]:
    """What was taken back, and the order of that `undo`. It means another one than was thought,
    where a command came late: then what the marker remembers of it is old."""
    now = {key: order for key, order in view.undone.items() if key in found}
    meant = set(now.values())
    before = {key: post.back for key, post in found.items() if post.back}
    return {key: order for key, order in before.items() if order not in meant} | now


def memory(view: View, where: str) -> Data:
    """What the marker of the mentee's issue in the repository `where` remembers; `recall` reads
    it."""
    kept = {key: list(post) for key, post in posts(view, where).items()}
    return {_KEY: kept} if kept else {}


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What `memory` wrote, after the database was lost."""
    if scopes.parse(scope).kind == "mentee":
        for key, post in memory.get(_KEY, {}).items():
            yield Fact(scope, _REMEMBERED, key, max(post[0], post[3]), {"post": post})
