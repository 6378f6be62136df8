"""Somebody's own numbers in a cohort (rows R3, R6): they are shown to nobody else. Pure."""

from collections.abc import Mapping
from statistics import median

from app.model import scopes
from app.model.work import Work, own_work
from app.model.workflow import View
from workflows.summary.numbers import own_answers


def numbers(view: View, login: str) -> Mapping[str, float]:
    """What they did in this cohort. As a mentee: pull requests `opened` and `merged`, reviews
    `given` and `received`. As the first to review somebody's pull request: how often (`answers`),
    and within how many working hours half of the times (`hours`)."""
    works = {key: own_work(card) for key, card in view.cards.items() if "pulls" in card}
    own = works.get(scopes.mentee(view.scope.home, view.scope.cohort, login))
    hours = own_answers(view.programme, list(works.values()), login)
    answers = {"answers": len(hours), "hours": round(median(hours), 1)} if hours else {}
    return {**(_as_mentee(own) if own is not None else {}), **answers}


def _as_mentee(work: Work) -> Mapping[str, float]:
    return {
        "opened": len(work.pulls),
        "merged": sum(pull.merged is not None for pull in work.pulls),
        "given": len(work.given),
        "received": sum(len(pull.reviews) for pull in work.pulls),
    }
