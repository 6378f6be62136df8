"""`GET /calendar/….ics`: a scope's dates as iCalendar (RFC 5545), for whoever has the address."""

import hashlib
from collections.abc import Awaitable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import icalendar
import structlog
from aiohttp import ETag, web
from sqlalchemy.exc import SQLAlchemyError

from app.clock import Clock
from app.github.client import Patience, Refused, Unknown
from app.model.calendar import Day, Event, Feed, Rhythm
from app.service import Service

log = structlog.get_logger()

T = TypeVar("T")

ADDRESS = r"{packed:[A-Za-z0-9_-]{1,200}}.{signature:[0-9a-f]{32}}.ics"
"""The last part of an address, as `SignedAddresses` makes it."""

KEPT_FOR = 3600
"""Seconds after which a calendar may ask again."""

_YEARS = 10
"""Years ahead for which a zone's changes of the clock are written down."""


def routes(service: Service, clock: Clock) -> list[web.RouteDef]:
    """What is served below `/calendar`."""

    async def calendar(request: web.Request) -> web.Response:
        parts = request.match_info
        place = service.tenants.addresses.calendar(parts["packed"], parts["signature"])
        feed = await reading(service.feed(*place), place.installation) if place else None
        if feed is None:
            raise web.HTTPNotFound  # the same for what is unknown, over, and not signed by us
        return answer(request, feed, clock(), f"max-age={KEPT_FOR}")

    return [web.get(f"/calendar/{ADDRESS}", calendar)]


async def reading(found: Awaitable[T], installation: int | None = None) -> T:
    """What is read for a calendar; 503 where that cannot be done now. `installation` is logged."""
    try:
        return await found
    except (SQLAlchemyError, OSError, Patience, Refused, Unknown) as error:
        log.warning("no calendar", installation=installation, why=str(error))
        raise web.HTTPServiceUnavailable(headers={"retry-after": "60"}) from error


def answer(request: web.Request, feed: Feed, now: float, cache: str) -> web.Response:
    """A feed, or that it is as the one who asks has it already; `cache`: who may keep it."""
    text = ical(feed, now)
    # DTSTAMP is when this copy was made: two copies that differ in nothing else are the same.
    lasting = [line for line in text.splitlines() if not line.startswith("DTSTAMP")]
    tag = hashlib.sha256("\n".join(lasting).encode()).hexdigest()[:32]
    known = {each.value for each in request.if_none_match or ()}
    response = web.Response(status=304) if known & {tag, "*"} else _calendar(text)
    response.etag = ETag(tag, is_weak=True)
    response.headers["cache-control"] = cache
    return response


def _calendar(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/calendar", charset="utf-8")


# ---- iCalendar -----------------------------------------------------------------------------------


def ical(feed: Feed, now: float) -> str:
    """A feed as iCalendar, made at an instant (Unix seconds)."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Cairn//Mentorship//EN")
    calendar.add("version", "2.0")
    calendar.add("name", icalendar.vText(feed.name))
    calendar.add("x-wr-calname", icalendar.vText(feed.name))
    this_year = datetime.fromtimestamp(now, UTC).year
    events = [each for each in feed.events if isinstance(each, Event)]
    for name in sorted({event.zone for event in events}):
        years = [event.starts.year for event in events if event.zone == name]
        last = max([this_year, *years]) + _YEARS
        calendar.add_component(_zone(name, min([this_year, *years]), last))
    for each in feed.events:
        calendar.add_component(_event(each, now) if isinstance(each, Event) else _day(each, now))
    return str(calendar.to_ical(), "utf-8")


def _event(event: Event, now: float) -> icalendar.Event:
    zone = ZoneInfo(event.zone)
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", datetime.fromtimestamp(now, UTC))
    made.add("summary", event.title)
    made.add("dtstart", event.starts.replace(tzinfo=zone))
    made.add("duration", timedelta(minutes=event.minutes))
    if event.description:
        made.add("description", event.description)
    if event.url is not None:
        made.add("url", event.url)
        made.add("location", event.url)  # many calendars show no other address
    if event.rhythm is not None:
        _repeat(made, event, event.rhythm, zone)
    return made


def _day(day: Day, now: float) -> icalendar.Event:
    """Without an end it takes one day, and without TRANSP it would say that one is busy."""
    made = icalendar.Event()
    made.add("uid", day.uid)
    made.add("dtstamp", datetime.fromtimestamp(now, UTC))
    made.add("summary", day.title)
    made.add("dtstart", day.on)
    made.add("transp", "TRANSPARENT")
    return made


def _repeat(made: icalendar.Event, event: Event, rhythm: Rhythm, zone: ZoneInfo) -> None:
    weeks, days = divmod(rhythm.days, 7)
    freq, interval = ("DAILY", rhythm.days) if days else ("WEEKLY", weeks)
    made.add("rrule", {"freq": freq, "interval": interval})
    if rhythm.skip:
        hour = event.starts.time()
        made.add("exdate", [datetime.combine(day, hour, zone) for day in sorted(rhythm.skip)])


@lru_cache(maxsize=64)
def _zone(name: str, first: int, last: int) -> icalendar.Timezone:
    """A zone's changes of the clock in these years."""
    zone = icalendar.Timezone.from_tzid(
        name, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1)
    )
    for change in zone.subcomponents:
        _as_before(change)
    return zone


def _as_before(change: Any) -> None:
    """RFC 5545 (3.6.5) wants the wall clock as it was before a change. icalendar 7.3 has it as it
    is after one that skips an hour, so an hour too late."""
    skipped = change["TZOFFSETTO"].td - change["TZOFFSETFROM"].td
    if skipped > timedelta(0):
        further = change["RDATE"].dts if "RDATE" in change else ()
        for each in (change["DTSTART"], *further):
            each.dt -= skipped
