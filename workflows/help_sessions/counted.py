"""A session counts once as a pairing for each who took part (row H1). Pure.

Who did stands in the record of the session: so it counts the same after a lost database.
"""

from collections.abc import Iterator

from app.model.facts import Fact
from app.model.order import order
from app.model.pairings import WEEKS, Pairing, fact_of
from app.model.workflow import View
from workflows.help_sessions.entries import sessions_in
from workflows.help_sessions.sessions import RECORD, session_by

KEPT = (WEEKS + 2) * 7 * 86400.0
"""Seconds after which nothing is counted by it any more."""


def counted(view: View) -> Iterator[Fact]:
    """The pairings that sessions were, as far back as anybody counts."""
    for key, row in sessions_in(view.said):
        name, session = key.partition(":")[2], session_by(view.programme, key)
        record = view.said.get(f"{RECORD}{name}")
        if record is None or session is None or view.now - record.at > KEPT:
            continue
        people = tuple(record.parameters.get("people", ()))
        if len(people) > 1:
            where = (row.repository, row.ref)
            pairing = Pairing(people, "", session.starts, session.rota.minutes, *where, "session")
            yield fact_of(view.scope.home, key, order(record.at), pairing)
