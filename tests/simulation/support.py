"""People and their mails, as tests of `simulate` need them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.model.days import parse_week
from app.model.time import Calendar
from app.simulation.course import Receipt, Row
from tests.world import HOME

CALENDARS = {
    "bartek": Calendar("Europe/London", holidays="GB"),
    "noor": Calendar("America/Chicago", parse_week("mon-thu"), "US"),
    "maya": Calendar("Asia/Kolkata"),
}


def got(person: str, wall: str, *, ping: bool = True) -> Receipt:
    """A mail at an hour on somebody's own clock."""
    local = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(CALENDARS[person].zone))
    return Receipt(person, local.timestamp(), local, "mention", ping)


def row(*receipts: Receipt, text: str = "Hello") -> Row:
    """A comment that these get."""
    return Row(receipts[0].at if receipts else 0.0, "commented", HOME, 7, text, receipts)


def act(what: str, at: str, *receipts: Receipt) -> Row:
    """Something that Cairn did, at an hour in UTC."""
    moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("UTC")).timestamp()
    return Row(moment, what, HOME, 7, "Hello", receipts)
