"""Who leads which session, by the cards of the rotas (row H5). Pure."""

from collections.abc import Iterator
from itertools import islice

from app.model import scopes
from app.model.rotas import rotas_of
from app.model.workflow import View
from workflows.help_sessions.sessions import Session, upcoming


def leader_of(view: View, session: Session) -> str | None:
    """Who leads a session; "" where nobody does, None where that is not published (yet)."""
    card = view.cards.get(scopes.rota(view.scope.home, session.rota.id), {})
    found: str | None = card.get("leads", {}).get(session.day.isoformat())
    return found


def leaders(view: View) -> Iterator[str]:
    """Who leads the session of each rota that is next, or going on: the earliest first."""
    coming = [next(islice(upcoming(rota, view.now), 1)) for rota in rotas_of(view.programme)]
    for session in sorted(coming, key=lambda each: each.starts):
        if leader := leader_of(view, session):
            yield leader
