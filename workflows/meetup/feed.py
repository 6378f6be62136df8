"""The evening as a date for a calendar. Pure.

Whoever has the address may read the public feed, so there is none for a private cohort (R5).
"""

from collections.abc import Iterator

from app.model.calendar import Event, Feed
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup.dates import FEWEST, evening, here, mentees
from workflows.meetup.heard import hear, talks
from workflows.meetup.plan import PRIVATE, PUBLIC
from workflows.meetup.settings import MeetupSettings


def feed(view: View) -> Feed | None:
    """The evening, once its issue is there."""
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or cohort.private:
        return None
    events = tuple(_events(view, cohort))
    return Feed(_title(cohort), events) if events else None


def own_dates(view: View, login: str) -> Iterator[Event]:
    """The same for the calendar of somebody who takes part."""
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is not None:
        takes_part = login.lower() in {each.lower() for each in here(view, cohort)}
        if takes_part or view.programme.is_organiser(login):
            yield from _events(view, cohort)


def _title(cohort: Cohort) -> str:
    return f"Meetup, {cohort.name}"


def _events(view: View, cohort: Cohort) -> Iterator[Event]:
    """None as long as there are too few talks."""
    settings = cohort.section(MeetupSettings)
    row = view.said.get(PRIVATE if cohort.private else PUBLIC)
    if not settings.enabled or row is None:
        return
    found = evening(view, cohort, settings, row)
    part = None if found.over else {login.lower() for login in mentees(view, cohort)}
    listed = talks(view, cohort, hear(view, frozenset(), found.closes(cohort)), part)
    if found.starts is not None and len(listed) >= FEWEST:
        yield Event(
            uid=f"{view.scope.rest}.{view.scope.home}.{view.scope.kind}@cairn",
            title=_title(cohort),
            starts=local(found.starts, cohort.timezone).replace(tzinfo=None),
            zone=cohort.timezone,
            minutes=settings.minutes,
            description="\n".join(f"{talk.title} ({talk.by})" for talk in listed),
            url=settings.url,
        )
