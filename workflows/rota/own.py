"""Somebody's own numbers in a rota (rows H8, R6): they are shown to nobody else. Pure."""

from app.model.figures import Figure, Figures
from app.model.workflow import View
from workflows.rota.memory import remembered
from workflows.rota.settings import rota_of
from workflows.rota.weeks import WEEK, begins

AHEAD, BEHIND = 2 * WEEK, 4 * WEEK


def figures(view: View, login: str) -> Figures | None:
    """How often a senior leads in the next two weeks, and led in the last four; a session counts as
    led once it has begun. None for those who are no seniors of this rota."""
    rota = rota_of(view.programme, view.scope.rest)
    if rota is None or login.lower() not in {name.lower() for name in rota.seniors}:
        return None
    days = remembered(view.said).days
    begun = [
        begins(rota, day) - view.now for day, who in days.items() if who.lower() == login.lower()
    ]
    ahead = sum(0 < left <= AHEAD.total_seconds() for left in begun)
    behind = sum(-BEHIND.total_seconds() < left <= 0 for left in begun)
    return Figures(
        f"Help sessions, {rota.id}",
        (
            Figure("You lead in the next two weeks", ahead),
            Figure("You led in the last four weeks", behind),
        ),
    )
