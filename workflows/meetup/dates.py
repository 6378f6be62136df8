"""When people are asked, when the evening is, when it is over. Pure; all in Unix seconds."""

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from app.model.facts import Data, Said
from app.model.time import Calendar, at, calendar_of, last_minute, local
from app.model.workflow import View
from app.programme.model import Cohort, Mentee
from workflows.meetup.coming import has_left, said_so
from workflows.meetup.evening import first_day, propose
from workflows.meetup.settings import MeetupSettings

AT, FOR, OVER = "at", "for", "over"
"""Parameters of the issue: the evening that it named, the cohort's end for which that one was
computed (None where the file says it), and that it is over."""

FEWEST = 2
"""Talks that make an evening."""

MORNING = time(9)

FIRST_WEEK = timedelta(days=7)
"""Of a cohort or of a mentee: who has just begun is asked for nothing that is about the end."""


class Evening(NamedTuple):
    """`starts`: None where no evening is left, and none is in the file. `proposed`: it was computed
    for a cohort that ends on this day (ISO); None where the file says when. `over`: nothing moves
    it any more."""

    starts: float | None
    proposed: str | None
    over: bool = False

    def closes(self, cohort: Cohort) -> float:
        """The morning after; without an evening, that after the cohort's last day."""
        zone = cohort.timezone
        day = cohort.ends if self.starts is None else local(self.starts, zone).date()
        return at(day + timedelta(days=1), MORNING, zone)

    def parameters(self) -> Data:
        """What the issue remembers of it."""
        return {AT: self.starts, FOR: self.proposed, **({OVER: True} if self.over else {})}


def asks(cohort: Cohort, settings: MeetupSettings, mentee: Mentee | None = None) -> float:
    """When mentees and mentors are asked; or one `mentee`, who may have begun later."""
    day = Calendar(cohort.timezone).before(cohort.ends, settings.ask_before)
    return at(max(day, settled(cohort, mentee)), MORNING, cohort.timezone)


def settled(cohort: Cohort, mentee: Mentee | None = None) -> date:
    """The first day after the first week of a cohort, and of a mentee who began later."""
    return max(cohort.starts, mentee.starts if mentee else cohort.starts) + FIRST_WEEK


def last_chance(cohort: Cohort, settings: MeetupSettings) -> float:
    """Until when it makes sense to ask, or to open an issue."""
    if settings.on is not None:
        return at(settings.on.date(), settings.on.time(), cohort.timezone)
    return last_minute(cohort.ends, cohort.timezone)


def evening(view: View, cohort: Cohort, settings: MeetupSettings, row: Said | None) -> Evening:
    """The evening of the file; else the one that was proposed for this end of the cohort, so that
    it does not move with whoever comes and goes; else the best one. `row`: the issue, if any."""
    kept = row.parameters if row is not None else {}
    if kept.get(OVER):
        return Evening(kept[AT], kept[FOR], over=True)
    if settings.on is not None:
        found = Evening(last_chance(cohort, settings), None)
    elif kept.get(FOR) == cohort.ends.isoformat():
        found = Evening(kept[AT], kept[FOR])
    else:
        people = part_of(view, cohort, earliest(cohort, settings), said_so(view))
        calendars = [calendar_of(view.programme.person(login)) for login in people]
        starts = propose(cohort.ends, cohort.timezone, calendars, settings.minutes, view.now)
        found = Evening(starts, cohort.ends.isoformat())
    # An evening that was not told of is not over, whatever the clock says.
    was_told = row is not None and kept.get(AT) == found.starts
    return found._replace(over=was_told and found.closes(cohort) <= view.now)


def earliest(cohort: Cohort, settings: MeetupSettings) -> date:
    """The first day that the evening may be on."""
    return settings.on.date() if settings.on is not None else first_day(cohort.ends)


def mentees(view: View, cohort: Cohort) -> list[str]:
    """The mentees who have not left, or who said since then that they come, each once."""
    said = said_so(view)
    every = (mentee for group in cohort.groups for mentee in group.mentees)
    return _each_once(m.login for m in every if not has_left(view, cohort, m, said))


def here(view: View, cohort: Cohort) -> list[str]:
    """Those mentees, and the mentors, each once."""
    return _each_once((*mentees(view, cohort), *_mentors(cohort)))


def expected(view: View, cohort: Cohort, day: date, said: Collection[str]) -> list[str]:
    """Those mentees whose time lasts until that day, or who said that they come (in lower case)."""
    there = {login.lower() for login in mentees(view, cohort)}
    every = (mentee for group in cohort.groups for mentee in group.mentees)
    return _each_once(
        m.login
        for m in every
        if m.login.lower() in there and (m.login.lower() in said or _lasts(m, day))
    )


def part_of(view: View, cohort: Cohort, day: date, said: Collection[str]) -> list[str]:
    """Those who are expected on that day, and the mentors, each once."""
    return _each_once((*expected(view, cohort, day, said), *_mentors(cohort)))


def _lasts(mentee: Mentee, day: date) -> bool:
    return mentee.ends >= day and (mentee.left is None or mentee.left > day)


def _mentors(cohort: Cohort) -> list[str]:
    return [mentor for group in cohort.groups for mentor in group.mentors]


def _each_once(logins: Iterable[str]) -> list[str]:
    return list({login.lower(): login for login in logins}.values())
