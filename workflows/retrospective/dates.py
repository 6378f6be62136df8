"""When a group's retrospective is announced, held, read out and over. Pure; all in Unix seconds.

Everything follows from the file, so a day that moves there moves all of it. The local hours are
those of the cohort's zone.
"""

from datetime import time, timedelta
from typing import NamedTuple

from app.model.days import Duration
from app.model.time import Calendar, at, last_minute, local
from app.programme.model import Cohort, Group
from workflows.retrospective.settings import RetrospectiveSettings

_ANNOUNCED_AT, _HELD_AT, _READ_AT = time(9), time(14), time(17)

_OVER_AT = time(15)
"""Closing mails everybody who follows, so it is done by day, also some zones away."""

_TO_LEARN = Duration(3, "working day")
"""How long notes are talked about at least, before the learnings are published."""

_AFTER_THE_END = Duration(1, "working day")


class Dates(NamedTuple):
    """`opens`: mentors get the text that explains it. `meets`: it is held. `read`: all notes are
    shown, also if not everybody has said that they are done. `over`: what was learned is published,
    and nothing is added. `together`: whether there is a meeting in which it is held."""

    opens: float
    meets: float
    read: float
    over: float
    together: bool


def dates(
    cohort: Cohort, group: Group, settings: RetrospectiveSettings, held: float | None = None
) -> Dates:
    """The dates as the file has them; `held`: it began already, then."""
    zone, together = cohort.timezone, group.last_meeting is not None
    calendar = Calendar(zone)
    meets = meeting(cohort, group) if held is None else held
    day = local(meets, zone).date()
    opens = max(calendar.before(day, settings.announce_before), cohort.starts)
    if together:
        read = meets + settings.writing_minutes * 60
    else:  # each when it suits them, until the next working day ends
        read = calendar.add_working_days(at(day, _READ_AT, zone), 1)
    end = last_minute(max(cohort.ends, day), zone)
    last = max(calendar.after(end, _AFTER_THE_END), calendar.after(read, _TO_LEARN))
    over = at(local(last, zone).date(), _OVER_AT, zone)
    return Dates(at(opens, _ANNOUNCED_AT, zone), meets, read, over, together)


def meeting(cohort: Cohort, group: Group) -> float:
    """When it is held: in the last meeting; without one, on the cohort's last working day."""
    if group.last_meeting is not None:
        return group.last_meeting
    day = Calendar(cohort.timezone).working_days_before(cohort.ends + timedelta(days=1), 1)
    return at(day, _HELD_AT, cohort.timezone)


def posts(dates_: Dates, opened: float, settings: RetrospectiveSettings, zone: str) -> float:
    """When Cairn posts the text itself, if no mentor has; `opened`: when they got it."""
    return Calendar(zone).after(max(dates_.opens, opened), settings.post_after)
