"""Which mentors a mentee is told of (row P9). Pure.

Where a cohort says `confirm_mentors: true`, those who have not confirmed are not named yet.
"""

from app.model.facts import Known
from app.model.workflow import View
from app.programme.model import Enrolment

CONFIRM = "confirm"
"""The command, in the cohort's tracking issue."""

TRACKING = "tracking"
"""The key of that issue."""

CONFIRMED = "confirmed"
"""What its marker remembers: who confirmed."""


def told_mentors(view: View, enrolment: Enrolment) -> tuple[str, ...]:
    """The mentors whom this mentee may be told of, in the order of the file."""
    cohort, group, _ = enrolment
    if not cohort.confirm_mentors:
        return group.mentors
    sure = confirmed(view.parent) if view.parent is not None else frozenset()
    return tuple(mentor for mentor in group.mentors if mentor.lower() in sure)


def confirmed(cohort: View) -> frozenset[str]:
    """Who confirmed, in lower case, as a cohort's scope knows it: those whom the tracking issue
    remembers (also if somebody tidied the comments, and the database was lost), and those since."""
    tracking = cohort.said.get(TRACKING)
    before = tracking.parameters.get(CONFIRMED, ()) if tracking is not None else ()
    given = cohort.facts.get("command", {}).items()
    since = (str(known.data["by"]).lower() for key, known in given if counts(cohort, key, known))
    return frozenset((*before, *since))


def counts(cohort: View, key: str, known: Known) -> bool:
    """Whether a command confirms. It speaks for its author alone, so it has to be certain who that
    is (a sweep cannot tell it of an edited comment); and a refusal that was given stands."""
    return (
        known.data["name"] == CONFIRM
        and "mentor" in known.data["roles"]
        and not known.ambiguous
        and not any(key in row.parameters.get("refused", ()) for row in cohort.said.values())
    )
