"""The mentees' hangout (row O9): an issue for each cohort that wants one, and why. Pure.

It mentions and assigns nobody, and names no mentor: so it pings none of them.
"""

from datetime import time

from app.model.artefacts import Issue, Plan
from app.model.text import Text
from app.model.time import at, last_minute
from app.model.why import Clock, Row, Why, file_of
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.hangout.settings import HangoutSettings

KEY = "hangout"

_OPENS = time(9)

FEWEST = 2
"""Mentees who can meet. Alone, nobody needs a place for it."""


def plan(view: View) -> Plan:
    """Open it on the morning of the first day, once; it stays theirs when the cohort is over."""
    result = Plan()
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or not cohort.section(HangoutSettings).enabled:
        return result
    opens, over = _opens(cohort), last_minute(cohort.ends, cohort.timezone)
    if KEY not in view.said and not opens <= view.now <= over:
        result.wake_at(opens, view.now)
    elif KEY in view.said or _mentees(cohort) >= FEWEST:
        result.add(_issue(cohort))
    return result


def _opens(cohort: Cohort) -> float:
    return at(cohort.starts, _OPENS, cohort.timezone)


def _mentees(cohort: Cohort) -> int:
    """How many there are who have not left."""
    mentees = [mentee for group in cohort.groups for mentee in group.mentees]
    return len({mentee.login.lower() for mentee in mentees if mentee.left is None})


def _issue(cohort: Cohort) -> Issue:
    return Issue(
        key=KEY,
        repository=cohort.home,
        title=Text("hangout/issue.title", {"cohort": cohort.name}),
        body=Text("hangout/issue", {"cohort": cohort.name}),
        labels=("mentorship", cohort.label),
    )


def explain(view: View, key: str) -> Why | None:
    """Why the hangout is there; None for any other key."""
    row, cohort = view.said.get(key), view.programme.cohort(view.scope.cohort)
    if key != KEY or view.scope.kind != "cohort" or row is None:
        return None
    opened = Row(what="Opened", at=row.at)
    if cohort is None:
        return Why(Text("hangout/why-hangout", {}), (opened,))
    where, clock = file_of(view.programme, cohort), Clock(cohort.timezone, "the cohort's")
    setting = f"starts: {cohort.starts}"
    due = Row(what="Due", at=_opens(cohort), clock=clock, setting=setting, where=where)
    made_by = Row(what="In the file", setting="hangout: {enabled: true}", where=where)
    return Why(Text("hangout/why-hangout", {}), (due, opened), (made_by,))
