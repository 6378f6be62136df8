"""What came about in a sandbox, as a table: what Cairn did, and who got a mail of it when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from app.model.time import Calendar, local
from app.sandbox.mail import Mail, mails, shown
from app.sandbox.state import Happening
from app.sandbox.world import World

_TOLD = ("opened", "commented", "edited", "closed", "reopened", "assigned", "review_requested")
"""What is in the table. Edits mail nobody, as labels and reactions, but change what people read."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A mail to one person: when (Unix seconds), what their own clock showed, and GitHub's reason
    (REST API, "Notifications"). `is_ping`: it means them, who do not only follow along."""

    person: str
    at: float
    local: datetime
    reason: str
    is_ping: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Something that Cairn did at an instant (Unix seconds), and who got a mail of it. `text` is
    one line: an issue's title, or how a comment begins."""

    at: float
    what: str
    repository: str
    number: int
    text: str
    receipts: tuple[Receipt, ...] = ()


class Week(NamedTuple):
    """What one person gets in a week of theirs, which begins on `first`."""

    person: str
    first: date
    mails: int
    pings: int
    earliest: time
    latest: time


class _Received(Protocol):
    @property
    def person(self) -> str: ...

    @property
    def at(self) -> float: ...


R = TypeVar("R", bound=_Received)


def rows(world: World, calendars: Mapping[str, Calendar]) -> list[Row]:
    """What the App did, the oldest first. `calendars` is by login in lower case; who is not in it
    is left out, as somebody whom the sandbox needed."""
    receipts: dict[int, list[Receipt]] = {}
    for mail in mails(world):
        calendar = calendars.get(mail.person.login.lower())
        if calendar is not None:
            receipts.setdefault(id(mail.about), []).append(_receipt(mail, calendar))
    return [
        _row(it, receipts.get(id(it), []))
        for it in world.journal
        if it.actor is world.app.bot and it.kind in _TOLD
    ]


def _receipt(mail: Mail, calendar: Calendar) -> Receipt:
    wall = local(mail.at, calendar.zone)
    return Receipt(mail.person.login, mail.at, wall, mail.reason, mail.named)


def _row(it: Happening, receipts: Iterable[Receipt]) -> Row:
    said = shown(it.text) if it.kind == "commented" else it.issue.title
    first = next((line.strip() for line in said.splitlines() if line.strip()), "")
    where = it.issue.repository.full_name
    return Row(it.at, it.kind, where, it.issue.number, first, tuple(receipts))


def weeks(found: Iterable[Row], calendars: Mapping[str, Calendar]) -> list[Week]:
    """The mails for each person and week, by person."""
    receipts = (receipt for row in found for receipt in row.receipts)
    return [_week(person, first, got) for (person, first), got in by_week(receipts, calendars)]


def _week(person: str, first: date, got: list[Receipt]) -> Week:
    hours = [receipt.local.time() for receipt in got]
    pings = sum(receipt.is_ping for receipt in got)
    return Week(person, first, len(got), pings, min(hours), max(hours))


def by_week(
    found: Iterable[R], calendars: Mapping[str, Calendar]
) -> Iterator[tuple[tuple[str, date], list[R]]]:
    """What each person got in each of their weeks, by person and the week's first day; `calendars`
    is by login in lower case."""

    def week(it: R) -> tuple[str, date]:
        calendar = calendars[it.person.lower()]
        return it.person, local(calendar.week_start(it.at), calendar.zone).date()

    for key, got in groupby(sorted(found, key=lambda it: (week(it), it.at)), key=week):
        yield key, list(got)
