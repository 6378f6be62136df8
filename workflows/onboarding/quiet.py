"""When nothing happens for a while: one kind nudge, later a line to the mentors (O7)."""

from collections.abc import Callable, Sequence
from datetime import time
from math import inf
from typing import NamedTuple

from app.model.artefacts import Comment, Plan
from app.model.days import Duration
from app.model.home import home_key
from app.model.order import instant
from app.model.rests import rested_until
from app.model.reviews import telling
from app.model.text import Markdown, Mention, Text, Value
from app.model.time import at, calendar_of
from app.model.workflow import View
from app.programme.model import Mentee
from workflows.onboarding.fold import State

After = Callable[[float], float]
"""From an instant to one some working days of the mentee's later."""

PAUSE = Duration(20, "working day")
"""After a reminder there is none for so long: each tick would begin a quiet spell of its own, and
who does one step a week hears of nothing else."""

FIRST_HOUR = time(9)
"""On the mentee's own clock: when their first day begins."""

MOST_NAMED = 3
"""Open steps that a reminder names: all of them would be a reproach."""


class Spell(NamedTuple):
    """What a quiet time is measured by. `begins`: before that there is none (Unix seconds); `left`:
    the ids of required steps that are open, but for what GitHub shows by itself."""

    login: str
    state: State
    begins: float
    after: After
    left: Sequence[str]


def quiet(view: View, it: Spell, result: Plan) -> None:
    """Nudge once for each quiet spell. A nudge that stays unanswered as long again becomes a
    line in private to the mentors, by way of the card. Days of rest are no quiet days: after
    them a spell begins anew."""
    rested = rested_until(view, it.login)
    if rested > view.now:
        if rested < inf:  # what ends a pause is a command, which makes the scope be planned
            result.wake_at(rested, view.now)
        return
    signs = [instant(register.order) for register in it.state.registers.values()]
    last = max([it.begins, alive(view), rested, *signs])
    nudges = sorted(row.at for key, row in view.said.items() if key.startswith("nudge:"))
    nudged = next((at for at in nudges if at >= last), None)
    if nudged is None:
        due = max(it.after(last), _rest(view, it.login, nudges))
        result.wake_at(due, view.now)
        if view.now >= due and it.left:
            result.add(_reminder(view, it, last, again=bool(nudges)))
        return
    due = it.after(nudged)
    result.wake_at(due, view.now)
    if view.now >= due:
        own = alive(view, by=it)
        unheard = len([at for at in nudges if at > own])
        result.card = {
            **(result.card or {}),
            "quiet": {"since": int(last), "known": due, "silent": own == 0.0 or unheard >= 2},
        }


def first_morning(view: View, mentee: Mentee) -> float:
    """Of the mentee's first day (Unix seconds). Their issue opens some days before, for them to
    look around; nothing is expected of them yet."""
    return at(mentee.starts, FIRST_HOUR, view.programme.person(mentee.login).timezone)


def _rest(view: View, login: str, nudges: Sequence[float]) -> float:
    """Until when no other reminder comes (Unix seconds)."""
    return calendar_of(view.programme.person(login)).after(nudges[-1], PAUSE) if nudges else 0.0


def _reminder(view: View, it: Spell, last: float, *, again: bool) -> Comment:
    named = [Markdown(item) for item in it.left] if len(it.left) <= MOST_NAMED else []
    values: dict[str, Value] = {"mentee": Mention(it.login), "left": named, "again": again}
    text = Text("onboarding/nudge", values)
    return Comment(key=f"nudge:{int(last)}", on=home_key(view), text=text, notify=(it.login,))


def alive(view: View, by: Spell | None = None) -> float:
    """When the mentee was last heard of (Unix seconds; 0 for never): a comment, a review, work on a
    pull request or (with `by`) a box of their own; or when a mentor wrote in their issue."""
    signs = [instant(known.order) for known in view.facts.get("alive", {}).values()]
    signs += [instant(known.order) for known in telling(view)]
    signs += [card.get("acted", 0.0) for card in view.cards.values()]
    if by is not None:
        signs += [instant(r.order) for r in by.state.registers.values() if r.by == by.login]
    return max(signs, default=0.0)
