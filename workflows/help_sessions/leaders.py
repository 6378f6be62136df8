"""Who leads which session, by the cards of the rotas (row H5). Pure."""

from collections.abc import Iterator
from itertools import islice

from app.model import scopes
from app.model.workflow import View
from workflows.help_sessions.sessions import Session, rotas, upcoming


def leader_of(view: View, session: Session) -> str:
    """Who leads a session; "" where nobody does, or that is not known (yet)."""
    card = view.cards.get(scopes.rota(view.scope.home, session.rota.id), {})
    return str(card.get("leads", {}).get(session.day.isoformat(), ""))


def leaders(view: View) -> Iterator[str]:
    """Who leads the session of each rota that is next, or going on: the earliest first."""
    coming = [next(islice(upcoming(rota, view.now), 1)) for rota in rotas(view.programme)]
    for session in sorted(coming, key=lambda each: each.starts):
        if leader := leader_of(view, session):
            yield leader
