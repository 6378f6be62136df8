"""Who comes although their time as a mentee is over before the evening: whoever says so. Pure.

They are not counted among those who could present, nor asked, unless they said `talk` or `host`
themselves; of those who left only what they said since then counts. Words are the meetup's; whom
to ask is decided in the cohort's scope and in each mentee's, so what they came to is handed on as
facts.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time

from app.model import scopes
from app.model.facts import Fact
from app.model.order import instant
from app.model.scopes import MEETUP
from app.model.time import at
from app.model.workflow import View
from app.programme.model import Cohort, Mentee
from workflows.meetup.commands import may_be_said
from workflows.meetup.heard import Heard, Word, remembered

_COMES = "comes"
"""The kind of facts that say whether somebody comes all the same, by login in lower case."""


def said_so(view: View) -> Mapping[str, float]:
    """When each (in lower case) said that they have a talk or lead, the last time (Unix seconds).
    In the meetup's own scope also what they took back: it is not known yet what an `undo` means."""
    if view.scope.kind != MEETUP:
        known = view.facts.get(_COMES, {}).items()
        return {by: instant(each.order) for by, each in known if each.data["comes"]}
    commands = view.facts.get("command", {}).values()
    said = [(k.data["by"], k.order) for k in commands if may_be_said(k) and not k.ambiguous]
    said += [(word.by, word.order) for word in remembered(view.said).values()]
    return {by.lower(): instant(order) for by, order in sorted(said, key=lambda each: each[1])}


def has_left(view: View, cohort: Cohort, mentee: Mentee, said: Mapping[str, float]) -> bool:
    """Whether they did, and have not said since that they come."""
    if mentee.left is None:
        return False
    left = _left_at(cohort, mentee.left)
    return left <= view.now and said.get(mentee.login.lower(), 0.0) < left


def leavings(cohort: Cohort) -> Iterator[float]:
    """When somebody leaves (Unix seconds)."""
    for group in cohort.groups:
        for mentee in group.mentees:
            if mentee.left is not None:
                yield _left_at(cohort, mentee.left)


def _left_at(cohort: Cohort, day: date) -> float:
    return at(day, time.min, cohort.timezone)


def facts_of(view: View, cohort: Cohort, heard: Heard) -> Iterator[Fact]:
    """What those said last whose time is over before the cohort's. `view`: of its meetup."""
    words = heard.words.values()
    mentees = [mentee for group in cohort.groups for mentee in group.mentees]
    for mentee in mentees:
        own = [word for word in words if word.by.lower() == mentee.login.lower()]
        if own and (mentee.left is not None or mentee.ends < cohort.ends):
            yield from _facts(view, cohort, [each.login for each in mentees], own)


def _facts(view: View, cohort: Cohort, mentees: list[str], own: list[Word]) -> Iterator[Fact]:
    home = view.scope.home
    last = max(word.back or word.order for word in own)
    data = {"comes": not all(word.back for word in own)}
    asked = [scopes.mentee(home, cohort.id, login) for login in mentees]
    for scope in (scopes.cohort(home, cohort.id), *asked):
        yield Fact(scope, _COMES, own[0].by.lower(), last, data)
