"""A mentee's search of each day, and what is known from it (row R7). Pure.

Nothing is wanted on GitHub here: reading is all. See `README.md`.
"""

from collections.abc import Sequence

from app.model.artefacts import Need, Plan, Search, Turn
from app.model.facts import Fact, Facts
from app.model.order import instant, order
from app.model.rests import is_paused
from app.model.searches import ASKED, LAG, LATE, TURN, fits
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.elsewhere.card import card
from workflows.elsewhere.when import DAY, due, is_searched, is_turn_of, time_of

BEGUN = "begun"
"""The fact that says since when it is known when this mentee was searched for. Whatever was before
is not: a day's search may have been made, and the database lost since."""


def plan(view: View) -> Plan:
    """Search once a day while the mentee is in the cohort; the card tells of what was found."""
    result = Plan()
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    if enrolment is None or not is_searched(enrolment):
        return result
    starts, ends = time_of(view.programme, enrolment)
    result.card = card(view.facts, enrolment, starts)
    begun = view.facts.get(BEGUN, {}).get("now")
    if begun is None:
        result.facts.append(Fact(view.key, BEGUN, "now", order(view.now), {}, "first"))
        return result
    day = due(enrolment.mentee.login, view.now)
    for moment in (starts, day + DAY):
        if moment < ends:
            result.wake_at(moment, view.now)
    known = max([instant(begun.order), *map(instant, _asked(view.facts).values())])
    is_due = starts <= day and known < day and view.now < ends
    if is_due and not is_paused(view) and is_turn_of(view.programme, enrolment, day):
        _search(view, enrolment, starts, result)
    return result


def _asked(facts: Facts) -> dict[str, str]:
    """When each repository was searched last, as orders."""
    return {name: known.order for name, known in facts.get(ASKED, {}).items()}


def _search(view: View, enrolment: Enrolment, starts: float, result: Plan) -> None:
    turn = view.facts.get(TURN, {}).get("now")
    if turn is None or turn.data["at"] < view.now - LATE:
        result.needs.append(Turn())
    elif turn.data["at"] > view.now:
        result.wake_at(turn.data["at"], view.now)
    else:
        result.needs.append(_next(view.facts, enrolment, starts))


def _next(facts: Facts, enrolment: Enrolment, starts: float) -> Need:
    """The repositories that have waited longest, as many as fit into one search."""
    login, known = enrolment.mentee.login, facts.get(ASKED, {})
    chosen = chosen_of(login, enrolment.cohort.ecosystem, facts)
    until = [known[name.lower()].data["until"] if name.lower() in known else 0 for name in chosen]
    return Search(login, chosen, max(starts, min(until) - LAG))


def chosen_of(login: str, ecosystem: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """Which repositories are searched now, in the order of the file where they waited as long. One
    that made GitHub refuse is searched by itself, so that it is no longer in the others' way."""
    asked, known = _asked(facts), facts.get(ASKED, {})
    first, *others = sorted(ecosystem, key=lambda name: asked.get(name.lower(), ""))
    chosen: tuple[str, ...] = (first,)
    alone = {name for name, each in known.items() if each.data["alone"]}
    if first.lower() not in alone:
        for name in others:
            if name.lower() not in alone and fits(login, (*chosen, name)):
                chosen = (*chosen, name)
    return chosen
