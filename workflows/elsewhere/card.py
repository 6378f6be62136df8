"""The card of what is known of a mentee's contributions elsewhere. Pure."""

from typing import Any

from app.model.facts import Facts
from app.model.searches import ASKED, FOUND
from app.programme.model import Enrolment

MOST = 50
"""Contributions in a card, the newest: a cohort reads the cards of all its mentees."""


def card(facts: Facts, enrolment: Enrolment, starts: float) -> dict[str, Any] | None:
    """What was opened in the mentee's time in the cohort, the oldest first, in the repositories
    that its file names today; and those of them that GitHub does not show any more."""
    wanted = {name.lower() for name in enrolment.cohort.ecosystem}
    found = [
        dict(known.data)
        for known in facts.get(FOUND, {}).values()
        if known.data["repository"].lower() in wanted and known.data["opened"] >= starts
    ]
    if not found:
        return None
    asked = facts.get(ASKED, {}).items()
    hidden = sorted(name for name, known in asked if known.data["hidden"])
    found.sort(key=lambda each: (each["opened"], each["repository"], each["number"]))
    return {"contributions": found[-MOST:], "hidden": hidden}
