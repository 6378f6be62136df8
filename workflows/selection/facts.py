"""What is noted down of an application (row S1): whose issue, when, whether it still stands. Pure.

What is written in it is read by people, and by nobody else.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.model import events, scopes
from app.model.facts import Fact, Record
from app.model.order import order
from app.model.sections.selection import SelectionSettings
from app.model.time import local
from app.model.workflow import Context, View
from app.programme.model import Cohort, Programme

LABEL = "mentorship application"
"""The label that makes an issue of the home repository an application; the form puts it on."""

LIST = "list"
"""The key of the private list. It remembers applications, and what was said of them."""

_APPLICATION = "application"
"""The kind of these facts, by the issue's number. The newest counts."""

_GONE = ("deleted", "transferred")


class Application(NamedTuple):
    """Somebody's application: the issue, when it was opened (Unix seconds), whether it stands."""

    number: int
    by: str
    at: float
    stands: bool


def labels(programme: Programme) -> Iterable[str]:
    """The label, where people can apply."""
    cohorts = (cohort.section(SelectionSettings) for cohort in programme.cohorts)
    return (LABEL,) if any(each.enabled for each in cohorts) else ()


def record(event: events.Event, context: Context) -> Iterator[Record]:
    """An application that was made, or taken back: its issue closed, or without its label."""
    if not isinstance(event, events.IssueEvent):
        return
    issue, author = event.issue, event.issue.user
    has_label = LABEL in {label.name for label in issue.labels}
    about = event.label is not None and event.label.name == LABEL
    if author is None or author.is_bot or not (has_label or about):
        return
    stands = has_label and issue.state == "open" and event.action not in _GONE
    data = {"by": author.login, "at": issue.created_at, "stands": stands}
    at = order(issue.updated_at, int(not stands))
    for scope in _scope(event, context):
        yield Fact(scope, _APPLICATION, str(issue.number), at, data)


def _scope(event: events.IssueEvent, context: Context) -> Iterator[str]:
    """The cohort that it is for: of those in this repository whose applications had opened, one for
    which they had not closed; of several, the first to close; else the last that closed."""
    found = [
        (not open_, last if open_ else -last, scopes.selection(home, cohort.id))
        for home, programme in context.programmes.items()
        for cohort in programme.cohorts
        if cohort.home.lower() == event.repository.full_name.lower()
        for open_, last in _open(cohort, event.issue.created_at)
    ]
    yield from (scope for _, _, scope in sorted(found)[:1])


def _open(cohort: Cohort, at: float) -> Iterator[tuple[bool, int]]:
    """Whether applications are open then, and the number of their last day; nothing where they have
    not begun."""
    settings, day = cohort.section(SelectionSettings), local(at, cohort.timezone).date()
    if settings.enabled and (settings.opens is None or settings.opens <= day):
        yield settings.is_open(day, cohort.starts), settings.last_day(cohort.starts).toordinal()


def applications(view: View) -> list[Application]:
    """All that were made for a cohort, the oldest first. After the database was lost, the list in
    the private repository tells of those that GitHub was not asked for yet."""
    row = view.said.get(LIST)
    kept = row.parameters.get("applications", ()) if row is not None else ()
    found = {each[0]: Application(*each) for each in kept}
    known = view.facts.get(_APPLICATION, {}).items()
    found |= {int(number): Application(int(number), **each.data) for number, each in known}
    return sorted(found.values(), key=lambda each: (each.at, each.number))
