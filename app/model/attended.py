"""Help sessions in which a mentee took part, as their own scope knows of them (row F1). Pure.

Other workflows hand them on as facts; the record of a session says who was there, so it comes out
the same after a lost database.
"""

from collections.abc import Iterator
from datetime import timedelta

from app.model import scopes
from app.model.facts import Fact
from app.model.order import order
from app.model.time import local
from app.model.workflow import View

ATTENDED = "attended"
"""The kind of these facts, by the key of the session."""


_ASKED_FOR = timedelta(days=60)
"""After a mentee's last day sessions are handed on for so long; by then their farewell was said."""


def facts_of(
    view: View, key: str, people: tuple[str, ...], at: float, repository: int
) -> Iterator[Fact]:
    """That these people were in a session `at` (Unix seconds), whose issue is in the repository
    with this numeric id: for each who was a mentee on that day. `view`: of the programme's help
    desk."""
    zone = view.programme.timezone
    day, today = local(at, zone).date(), local(view.now, zone).date()
    for login in people:
        for cohort, _, mentee in view.programme.enrolments(login):
            if mentee.starts <= day <= mentee.ends and today <= mentee.ends + _ASKED_FOR:
                scope = scopes.mentee(view.scope.home, cohort.id, login)
                data = {"at": at, "repository": repository}
                yield Fact(scope, ATTENDED, key, order(at), data)


def attended(view: View, where: str) -> list[float]:
    """When a mentee was in a session (Unix seconds), as far as that may be told of in the
    repository `where`."""
    known = view.facts.get(ATTENDED, {}).values()
    return sorted(k.data["at"] for k in known if view.sight.shows(k.data["repository"], where))
