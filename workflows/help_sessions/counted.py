"""A session counts once as a pairing for each who took part (row H1); a mentee's farewell tells of
it as well (row F1). Pure.

Who did stands in the marker of the session's issue: so it counts the same after a lost database.
"""

from collections.abc import Iterator

from app.model import attended
from app.model.facts import Fact
from app.model.order import order
from app.model.pairings import WEEKS, Pairing, fact_of
from app.model.workflow import View
from workflows.help_sessions.entries import sessions_in
from workflows.help_sessions.sessions import PEOPLE, session_by

KEPT = (WEEKS + 2) * 7 * 86400.0
"""Seconds after which nothing is counted by it any more."""


def counted(view: View) -> Iterator[Fact]:
    """The pairings that sessions were, as far back as anybody counts; and for mentees who were
    there, as long as the file has them, that they were."""
    for key, row in sessions_in(view.said):
        people = tuple(row.parameters.get(PEOPLE, ()))
        session = session_by(view.programme, key) if people else None
        if session is None:
            continue
        yield from attended.facts_of(view, key, people, session.starts, row.repository)
        if len(people) > 1 and view.now - session.closes <= KEPT:
            where = (row.repository, row.ref)
            pairing = Pairing(people, "", session.starts, session.rota.minutes, *where, "session")
            yield fact_of(view.scope.home, key, order(session.closes), pairing)
