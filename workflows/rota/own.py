"""Somebody's own numbers in a rota (rows H8, R6): they are shown to nobody else. Pure."""

from app.model.figures import Figure, Figures
from app.model.rotas import begins, rota_of, today
from app.model.workflow import View
from workflows.rota.memory import remembered
from workflows.rota.weeks import WEEK

AHEAD, BEHIND = 2 * WEEK, 4 * WEEK


def figures(view: View, login: str) -> Figures | None:
    """How often a senior leads in the next two weeks, and led in the last four; a session counts as
    led once it has begun. None for those who are no seniors of this rota."""
    rota = rota_of(view.programme, view.scope.rest)
    if rota is None or login.lower() not in {name.lower() for name in rota.seniors}:
        return None
    name, now = login.lower(), today(rota, view.now)
    theirs = [day for day, who in remembered(view.said).days.items() if who.lower() == name]
    begun = [day for day in theirs if begins(rota, day) <= view.now]
    ahead = sum(day <= now + AHEAD for day in theirs if day not in begun)
    behind = sum(day > now - BEHIND for day in begun)
    return Figures(
        f"Help sessions, {rota.id}",
        (
            Figure("You lead in the next two weeks", ahead),
            Figure("You led in the last four weeks", behind),
        ),
    )
