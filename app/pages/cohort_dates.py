"""A cohort's days for the calendar of somebody who has a part in it. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.model.calendar import Day, Entry, Event
from app.model.time import local
from app.programme.model import Cohort, Group

MEETING = 60
"""Minutes that a group's last meeting takes: the file does not say."""


def cohort_dates(cohort: Cohort, home: int, login: str) -> Iterator[Entry]:
    """First and last day, the days to know of in between, the last meetings of their groups: for
    mentors, and for mentees by their own days. `home`: the id of the home repository."""
    groups = list(_groups(cohort, login.lower()))
    if not groups:
        return
    place = f"{cohort.id}.{home}.cohort@cairn"
    first = min(first for _, first, _ in groups)
    last = max(last for _, _, last in groups)
    yield Day(f"first.{place}", f"{cohort.name}: first day", first)
    yield from (day for day in _to_know_of(cohort, place) if first <= day.on <= last)
    for group, _, until in groups:
        meeting = _last_meeting(cohort, group, place)
        if meeting is not None and meeting.starts.date() <= until:
            yield meeting
    yield Day(f"last.{place}", f"{cohort.name}: last day", last)


def _groups(cohort: Cohort, login: str) -> Iterator[tuple[Group, date, date]]:
    """The groups in which somebody is, with their first and last day there."""
    for group in cohort.groups:
        if login in {mentor.lower() for mentor in group.mentors}:
            yield group, cohort.starts, cohort.ends
        for mentee in group.mentees:
            if mentee.login.lower() == login:
                yield group, mentee.starts, mentee.left or mentee.ends


def _to_know_of(cohort: Cohort, place: str) -> Iterator[Day]:
    """A day that moves stays the same event, so it is known by its title, and by its place among
    those with the same one."""
    seen: Counter[str] = Counter()
    for on, title in cohort.dates:
        name = hashlib.sha256(title.encode()).hexdigest()[:12]
        yield Day(f"{name}-{seen[name]}.{place}", f"{cohort.name}: {title}", on)
        seen[name] += 1


def _last_meeting(cohort: Cohort, group: Group, place: str) -> Event | None:
    if group.last_meeting is None:
        return None
    return Event(
        uid=f"{group.id}.last-meeting.{place}",
        title=f"{cohort.name}: last meeting of {group.name}",
        starts=local(group.last_meeting, cohort.timezone).replace(tzinfo=None),
        zone=cohort.timezone,
        minutes=MEETING,
    )
