"""Reviews that a mentee gave (row R3): what their issue's marker remembers of them. Pure.

Those on pull requests that are no mentee's stand in no list that a sweep reads, and to read each
pull request of a busy repository for them would be dear. So the marker knows the newest (rule 4).
"""

from collections.abc import Iterator

from app.model import scopes
from app.model.facts import Data, Fact, Known
from app.model.order import id_in
from app.model.workflow import View

GIVEN = "given"
"""The kind of facts that say what was reviewed, by the review's id."""

REMARK = "remark"
"""The kind of those that say that it has a comment on a line, by the same id."""

NEWEST = 20
"""Reviews that are remembered: more than two weeks of most mentees', which is what a summary shows.
Each is some 60 characters of a body."""

_KEY = "r"


def telling(view: View) -> list[Known]:
    """The reviews that count, the oldest first. A "commented" one does if it says something of its
    own, in words or on a line."""
    remarks = view.facts.get(REMARK, {})
    found = [
        known
        for key, known in view.facts.get(GIVEN, {}).items()
        if known.data["state"] != "commented" or known.data["words"] or key in remarks
    ]
    return sorted(found, key=lambda known: known.order)


def memory(view: View, where: str) -> Data:
    """What the marker of the mentee's issue in the repository `where` remembers; `recall` reads it.
    Nothing private in public (R5)."""
    told: dict[str, list[list[object]]] = {}
    for known in telling(view)[-NEWEST:]:
        repository, data = str(known.data["repository"]), known.data
        if view.sight.shows_named(repository, where):
            told.setdefault(repository, []).append([known.order, data["number"], data["state"]])
    return {_KEY: told} if told else {}


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What `memory` wrote, after the database was lost. Each of them counted, whatever it said: so
    it has its remark."""
    if scopes.parse(scope).kind != "mentee":
        return
    for repository, told in memory.get(_KEY, {}).items():
        for order, number, state in told:
            data = {"repository": repository, "number": number, "state": state, "words": False}
            yield Fact(scope, GIVEN, str(id_in(order)), order, data)
            yield Fact(scope, REMARK, str(id_in(order)), order, {}, rule="first")
