"""What a mentee's scope makes of their contributions elsewhere (row R7): the card for the cohort,
and one kind comment at the first. Pure.
"""

from typing import Any

from app.model import scopes
from app.model.artefacts import Comment, Plan
from app.model.contributions import link, seen
from app.model.home import home_key, home_row
from app.model.text import Mention, Text
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.elsewhere.when import is_searched, time_of

FIRST = "elsewhere:first"
"""The key of the comment: one for each mentee in a cohort."""


def plan_mentee(view: View) -> Plan:
    """Hand on what was found, and tell the mentee once that it counts."""
    result = Plan()
    found = [d for key, d in view.cards.items() if scopes.parse(key).kind == "elsewhere"]
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    if found and enrolment is not None and is_searched(enrolment):
        result.card = {"elsewhere": dict(found[0])}
        _tell(view, enrolment, result.card, result)
    return result


def _tell(view: View, enrolment: Enrolment, card: dict[str, Any], result: Plan) -> None:
    home, mentee = home_row(view), enrolment.mentee
    shown = seen(card, view.sight, enrolment.cohort.home)
    _, ends = time_of(view.programme, enrolment)
    if home is None or home.status != "there" or not shown or view.now >= ends:
        return
    first = shown[0]
    text = Text(
        "elsewhere/first",
        {
            "mentee": Mention(mentee.login),
            "pull": link(first),
            "repository": first.repository,
        },
    )
    result.add(Comment(key=FIRST, on=home_key(view), text=text, notify=(mentee.login,)))
