"""Dates for a calendar, as plain data; `app.pages.calendar` writes them as iCalendar."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many days, for ever, but for those days that are left out."""

    days: int
    skip: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that takes place. `starts` is what the wall clock of `zone` shows then.

    `uid` is the same for ever, and no other event anywhere has it: calendars know it again by that.
    """

    uid: str
    title: str
    starts: datetime
    zone: str
    minutes: int
    description: str = ""
    url: str | None = None
    rhythm: Rhythm | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day to know of, wherever one is. `uid` as an event has it."""

    uid: str
    title: str
    on: date


Entry = Event | Day


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar's name, and what is in it."""

    name: str
    events: tuple[Entry, ...]
