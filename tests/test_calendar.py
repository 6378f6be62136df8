"""Calendar feeds: what iCalendar says, as other libraries read it, and who gets it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from io import StringIO
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
import vobject
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from dateutil.tz import tzical
from sqlalchemy.exc import OperationalError

from app.github.client import Unknown
from app.model.calendar import Event, Feed, Rhythm
from app.pages import calendar
from app.pages.calendar import ical
from app.pages.signed import SignedAddresses

NOW = 1_788_000_000.0
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
URL = "https://cairn.example"
SCOPE = "office-hours:7/open-hour"


def event(first: str = "2026-09-03T17:00", zone: str = BERLIN, days: int = 14, *skip: str) -> Event:
    """Something that comes again and again."""
    return Event(
        uid="open-hour.7.office-hours@cairn",
        title="Open hour; with words, and\nlines",
        starts=datetime.fromisoformat(first),
        zone=zone,
        minutes=90,
        description="Hosts: " + "bartek, " * 20,
        url="https://acme.example/meet?a=1,2;3",
        rhythm=Rhythm(days, tuple(date.fromisoformat(each) for each in skip)),
    )


def written(one: Event, now: float = NOW) -> str:
    return ical(Feed("Öffnungszeiten, by name", (one,)), now)


def instants(one: Event, count: int) -> list[str]:
    """When it begins, in UTC, by the changes of the clock that the feed itself has."""
    text = written(one)
    zone = tzical(StringIO(text)).get(one.zone)
    found = vobject.readOne(text).vevent.getrruleset(addRDate=True)
    local = (each.replace(tzinfo=zone) for each in islice(found, count))
    return [each.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") for each in local]


# ---- iCalendar -----------------------------------------------------------------------------------


def test_another_parser_reads_it() -> None:
    text = written(event())
    found = vobject.readOne(text)
    one = found.vevent
    assert found.version.value == "2.0"
    assert found.contents["x-wr-calname"][0].value == "Öffnungszeiten, by name"
    assert one.uid.value == "open-hour.7.office-hours@cairn"
    assert one.summary.value == "Open hour; with words, and\nlines"
    assert one.url.value == "https://acme.example/meet?a=1,2;3"
    assert one.duration.value.total_seconds() == 90 * 60
    assert one.dtstamp.value == datetime.fromtimestamp(NOW, UTC)
    assert one.dtstart.value.strftime("%Y-%m-%dT%H:%M") == "2026-09-03T17:00"
    assert one.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Berlin"]
    assert one.description.value.startswith("Hosts: bartek, ")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize(
    ("first", "zone", "held"),
    [
        ("2026-10-15T17:00", BERLIN, ["2026-10-15T15:00", "2026-10-29T16:00"]),
        ("2027-03-18T17:00", BERLIN, ["2027-03-18T16:00", "2027-04-01T15:00"]),
        ("2026-10-29T17:00", NEW_YORK, ["2026-10-29T21:00", "2026-11-12T22:00"]),
        ("2027-03-04T17:00", NEW_YORK, ["2027-03-04T22:00", "2027-03-18T21:00"]),
        ("2026-09-03T17:00", "Asia/Kolkata", ["2026-09-03T11:30", "2026-09-17T11:30"]),
        ("2150-09-03T17:00", BERLIN, ["2150-09-03T15:00", "2150-09-17T15:00"]),
        ("2004-10-29T17:00", BERLIN, ["2004-10-29T15:00", "2004-11-12T16:00"]),
    ],
)
def test_the_wall_clock_is_kept(first: str, zone: str, held: list[str]) -> None:
    assert instants(event(first, zone), 2) == held


@pytest.mark.parametrize(
    ("first", "zone", "held"),
    [
        # The hours around both changes of the clock, on their very days.
        ("2027-03-14T01:30", BERLIN, "2027-03-28T00:30"),
        ("2027-03-14T03:00", BERLIN, "2027-03-28T01:00"),
        ("2027-03-14T03:30", BERLIN, "2027-03-28T01:30"),
        ("2026-10-11T01:30", BERLIN, "2026-10-24T23:30"),
        ("2026-10-11T03:30", BERLIN, "2026-10-25T02:30"),
        ("2027-02-28T01:30", NEW_YORK, "2027-03-14T06:30"),
        ("2027-02-28T03:00", NEW_YORK, "2027-03-14T07:00"),
        ("2026-10-18T00:30", NEW_YORK, "2026-11-01T04:30"),
        ("2026-10-18T02:30", NEW_YORK, "2026-11-01T07:30"),
    ],
)
def test_the_clock_changes_to_the_minute(first: str, zone: str, held: str) -> None:
    assert instants(event(first, zone), 2)[1] == held


@pytest.mark.parametrize(
    ("days", "skip", "held"),
    [
        (14, [], ["2026-09-03", "2026-09-17", "2026-10-01"]),
        (14, ["2026-09-17"], ["2026-09-03", "2026-10-01", "2026-10-15"]),
        (14, ["2026-09-17", "2026-10-15"], ["2026-09-03", "2026-10-01", "2026-10-29"]),
        (14, ["2026-09-03"], ["2026-09-17", "2026-10-01", "2026-10-15"]),
        (7, [], ["2026-09-03", "2026-09-10", "2026-09-17"]),
        (1, [], ["2026-09-03", "2026-09-04", "2026-09-05"]),
        (10, ["2026-09-13"], ["2026-09-03", "2026-09-23", "2026-10-03"]),
    ],
)
def test_every_rhythm(days: int, skip: list[str], held: list[str]) -> None:
    found = instants(event("2026-09-03T17:00", BERLIN, days, *skip), 3)
    assert [each[:10] for each in found] == held


def test_an_event_that_takes_place_once() -> None:
    once = Event(uid="a@cairn", title="A", starts=datetime(2026, 9, 3, 17), zone=BERLIN, minutes=5)  # noqa: DTZ001
    text = written(once)
    assert "RRULE" not in text
    assert "URL" not in text


# ---- addresses -----------------------------------------------------------------------------------


def parts(address: str) -> tuple[str, str]:
    """What the route takes out of an address."""
    packed, signature, _ = address.removeprefix(f"{URL}/calendar/").split(".")
    return packed, signature


def test_an_address_leads_where_it_was_made_for() -> None:
    made = SignedAddresses([b"one"], URL).of_calendar(12, SCOPE)
    assert made is not None
    assert SignedAddresses([b"one"]).calendar(*parts(made)) == (12, SCOPE)
    assert SignedAddresses([b"two", b"one"]).calendar(*parts(made)) == (12, SCOPE)
    assert SignedAddresses([b"two"]).calendar(*parts(made)) is None
    packed, signature = parts(made)
    assert SignedAddresses([b"one"]).calendar(packed + "A", signature) is None
    assert SignedAddresses([b"one"]).calendar(packed, "0" * 32) is None


def test_where_nobody_can_reach_cairn_there_is_no_address() -> None:
    assert SignedAddresses([b"one"]).of_calendar(12, SCOPE) is None


# ---- who gets it ---------------------------------------------------------------------------------

Client = TestClient[web.Request, web.Application]
ADDRESSES = SignedAddresses([b"one"], URL)


class Feeds:
    """A service with one feed, that fails as told."""

    def __init__(self) -> None:
        self.tenants = SimpleNamespace(addresses=ADDRESSES)
        self.event = event()
        self.failure: Exception | None = None

    async def feed(self, installation: int, scope: str) -> Feed | None:
        if self.failure is not None:
            raise self.failure
        known = (installation, scope) == (12, SCOPE)
        return Feed("Open hour", (self.event,)) if known else None


@asynccontextmanager
async def serving(feeds: Any, now: list[float]) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(calendar.routes(feeds, lambda: now[0]))
    async with TestClient(TestServer(app)) as client:
        yield client


def path(installation: int = 12, scope: str = SCOPE) -> str:
    return str(ADDRESSES.of_calendar(installation, scope)).removeprefix(URL)


async def test_whoever_has_the_address_gets_it() -> None:
    async with serving(Feeds(), [NOW]) as client, client.get(path()) as response:
        assert response.status == 200
        assert response.headers["content-type"] == "text/calendar; charset=utf-8"
        assert response.headers["cache-control"] == "max-age=3600"
        found = vobject.readOne(await response.text())
    assert found.vevent.summary.value.startswith("Open hour")


async def test_what_is_known_already_is_not_sent_again() -> None:
    feeds, now = Feeds(), [NOW]
    async with serving(feeds, now) as client:
        async with client.get(path()) as response:
            tag = response.headers["etag"]
        now[0] += 1_000.0
        async with client.get(path(), headers={"if-none-match": tag}) as response:
            assert (response.status, await response.read()) == (304, b"")
            assert response.headers["etag"] == tag
        feeds.event = event("2026-09-04T17:00")
        async with client.get(path(), headers={"if-none-match": tag}) as response:
            assert response.status == 200
            assert response.headers["etag"] != tag


async def answer(client: Client, where: str) -> tuple[int, str, Mapping[str, str]]:
    async with client.get(where) as response:
        kept = {k: v for k, v in response.headers.items() if k.lower() != "date"}
        return response.status, await response.text(), kept


@pytest.mark.parametrize(
    "wrong",
    [
        path(13),
        path(scope="office-hours:7/other"),
        path(scope="nonsense"),
        path()[:-5] + "0.ics",
        path().replace("/calendar/", "/calendar/A"),
        "/calendar/.ics",
        "/calendar/a.ics",
        f"/calendar/{'a' * 4_000}.{'0' * 32}.ics",
        f"/calendar/ü.{'0' * 32}.ics",
        f"/calendar/%00.{'0' * 32}.ics",
    ],
)
async def test_everything_else_is_not_found_and_looks_the_same(wrong: str) -> None:
    async with serving(Feeds(), [NOW]) as client:
        assert await answer(client, wrong) == await answer(client, "/calendar/unknown.ics")
        assert (await answer(client, wrong))[0] == 404


@pytest.mark.parametrize(
    "failure", [OperationalError("", {}, Exception()), OSError(), Unknown("a time-out")]
)
async def test_it_says_so_where_it_cannot_be_read_now(failure: Exception) -> None:
    feeds = Feeds()
    feeds.failure = failure
    async with serving(feeds, [NOW]) as client, client.get(path()) as response:
        assert response.status == 503
        assert response.headers["retry-after"] == "60"
