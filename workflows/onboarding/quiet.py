"""When nothing happens for a while: one kind nudge, later a line to the mentors (O7)."""

from collections.abc import Callable
from math import inf

from app.model.artefacts import Comment, Plan
from app.model.facts import Said
from app.model.order import instant
from app.model.rests import rested_until
from app.model.text import Mention, Text
from app.model.workflow import View
from workflows.onboarding.fold import State

After = Callable[[float], float]
"""From an instant to one some working days of the mentee's later."""


def quiet(view: View, login: str, state: State, home: Said, after: After, result: Plan) -> None:
    """Nudge once for each quiet spell. A nudge that stays unanswered as long again becomes a
    line in private to the mentors, by way of the card. Days of rest are no quiet days: after
    them a spell begins anew."""
    rested = rested_until(view, login)
    if rested > view.now:
        if rested < inf:  # what ends a pause is a command, which makes the scope be planned
            result.wake_at(rested, view.now)
        return
    signs = [instant(register.order) for register in state.registers.values()]
    last = max([home.at, _alive(view), rested, *signs])
    nudges = sorted(row.at for key, row in view.said.items() if key.startswith("nudge:"))
    nudged = next((at for at in nudges if at >= last), None)
    if nudged is None:
        due = after(last)
        result.wake_at(due, view.now)
        if view.now >= due:
            text = Text("onboarding/nudge", {"mentee": Mention(login)})
            result.add(Comment(key=f"nudge:{int(last)}", on="home", text=text, notify=(login,)))
        return
    due = after(nudged)
    result.wake_at(due, view.now)
    if view.now >= due:
        own = _alive(view, by=state, login=login)
        unheard = len([at for at in nudges if at > own])
        result.card = {
            **(result.card or {}),
            "quiet": {"since": int(last), "silent": own == 0.0 or unheard >= 2},
        }


def _alive(view: View, by: State | None = None, login: str = "") -> float:
    """When the mentee was last heard of: a comment, or (with `by`) a box of their own."""
    known = view.facts.get("alive", {}).get("comment")
    signs = [instant(known.order)] if known is not None else []
    if by is not None:
        signs += [instant(r.order) for r in by.registers.values() if r.by == login]
    return max(signs, default=0.0)
