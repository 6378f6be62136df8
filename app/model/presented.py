"""What a mentee presented at their cohort's meetup, as their own scope knows of it (row F1). Pure.

The meetup hands it on as a fact; the marker of its issue has all talks, so it comes out the same
after a lost database.
"""

from app.model import scopes
from app.model.facts import Fact
from app.model.workflow import View

_PRESENTED = "presented"


def fact_of(view: View, login: str, at: str, title: str, repository: int) -> Fact:
    """That somebody of the cohort presented this; "" where they took it back. `at` is the order of
    what they said last of it, `repository` the numeric id of the one in which they did. `view`: of
    the cohort's meetup."""
    scope = scopes.mentee(view.scope.home, view.scope.cohort, login)
    return Fact(scope, _PRESENTED, view.key, at, {"title": title, "repository": repository})


def presented(view: View, where: str) -> list[str]:
    """The titles, as far as they may be told in the repository `where`."""
    known = view.facts.get(_PRESENTED, {}).values()
    told = [k.data for k in known if view.sight.shows(k.data["repository"], where)]
    return [data["title"] for data in told if data["title"]]
