"""Somebody's own pairings (rows H8, R6): they are shown to nobody else. Pure."""

from app.model.figures import Figure, Figures
from app.model.pairings import numbers, pairings
from app.model.time import calendar_of
from app.model.workflow import View
from workflows.pairing.settings import PairingSettings


def figures(view: View, login: str) -> Figures | None:
    """How many this week, and on average in the four before. None for those who had none and are
    neither senior nor expert."""
    name, programme = login.lower(), view.programme
    had = any(name in map(str.lower, each.people) for each in pairings(view.facts))
    if not had and name not in programme.named:
        return None
    counted = numbers(view.facts, login, calendar_of(programme.person(login)), view.now)
    most = programme.section(PairingSettings).intention_per_week
    often = "one each working day" if most == 5 else f"{most} a week"
    return Figures(
        "Pairing",
        (
            Figure("Pairings this week", counted.this_week),
            Figure("A week, on average over the last four", counted.average),
        ),
        f"About {often} is what seniors intend, and no more than that: there is no limit and no "
        "floor.",
    )
