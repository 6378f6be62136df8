"""A simulated course as people read it: first what to look at, then week by week."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten, wrap

from app.model.time import local
from app.simulation.course import Receipt, Row, Week
from app.simulation.folded import Fold, short, silently
from app.simulation.warnings import Warning

WIDTH = 100
"""Columns of a line."""

NAMED, MOST_NAMED = 5, 8
"""Of more than `MOST_NAMED` mails of one row, or warnings of one kind, so many are shown."""

_REASONS = {
    "mention": "mentioned",
    "team_mention": "team mentioned",
    "assign": "assigned",
    "review_requested": "asked to review",
}
"""Why somebody is asked for; all others follow."""

_NOTE = (
    "Nobody does anything here: this is what comes if nobody reacts. Drafts count as if they were "
    "none, and nothing was written anywhere. Hours on the left are those of {zone}; behind each "
    "name is the hour on that person's own clock. What has no names below it mails nobody. With "
    "--json all is there, one by one."
)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A course that was played: `file` as it was named, the home repository that was taken, from
    and until when (Unix seconds), the programme's zone, and what came about."""

    file: str
    home: str
    starts: float
    ends: float
    zone: str
    rows: tuple[Row, ...]
    weeks: tuple[Week, ...]
    warnings: tuple[Warning, ...]

    def text(self) -> Iterator[str]:
        """The lines that people read."""
        first, last = (local(moment, self.zone) for moment in (self.starts, self.ends))
        yield f"{self.file} in {self.home}, simulated from {_date(first)} to {_date(last)}"
        yield _sum(self.weeks)
        yield from ("", *_warnings(self.warnings))
        yield from ("", *wrap(_NOTE.format(zone=self.zone), WIDTH))
        yield from _by_week(self.rows, self.zone)
        yield from ("", *_people(self.weeks))


def _sum(weeks: Sequence[Week]) -> str:
    people = len({week.person for week in weeks})
    mails, pings = sum(week.mails for week in weeks), sum(week.pings for week in weeks)
    return f"Mails: {mails} to {people} people; {pings} mean them, the others only follow along."


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ---- what to look at -----------------------------------------------------------------------------


def _warnings(warnings: Iterable[Warning]) -> Iterator[str]:
    found = list(warnings)
    if not found:
        yield "Nothing to warn of."
        return
    yield "Please look at"
    for _, alike in groupby(found, key=lambda it: it.kind):
        same = list(alike)
        shown = same if len(same) <= MOST_NAMED else same[:NAMED]
        for it in shown:
            place = f"{it.place.file}:{it.place.line}: " if it.place else ""
            yield from _item(f"{place}{it.what}; {it.do}")
        if more := len(same) - len(shown):
            yield from _item(f"and {more} more like the one before")


def _item(text: str) -> list[str]:
    return wrap(f"- {text}", WIDTH, initial_indent="  ", subsequent_indent="    ")


# ---- week by week --------------------------------------------------------------------------------


def _by_week(rows: Iterable[Row], zone: str) -> Iterator[str]:
    def monday(row: Row) -> date:
        day = local(row.at, zone).date()
        return day - timedelta(day.weekday())

    all_ = list(rows)
    people = {got.person.lower() for row in all_ for got in row.receipts}
    for first, found in groupby(all_, key=monday):
        folds, silent = short(found, people)
        yield from ("", f"Week of {_date(first)}")
        for fold in folds:
            yield from _fold(fold, zone)
        if words := silently(silent):
            yield f"  {words}"


def _fold(fold: Fold, zone: str) -> Iterator[str]:
    head = f"  {_hour(fold.rows[0], zone)}  {fold.rows[0].what:<9}  "
    yield head + shorten(_about(fold, zone), WIDTH - len(head), placeholder=" …")
    indent = " " * len(head)
    names = _receipts([got for each in fold.rows for got in each.receipts])
    for line in wrap(names, WIDTH, initial_indent=indent, subsequent_indent=indent):
        yield line.replace("\N{NO-BREAK SPACE}", " ")


def _about(fold: Fold, zone: str) -> str:
    first, last, number = fold.rows[0], fold.rows[-1], len(fold.rows)
    if number == 1:
        return f"{first.repository}#{first.number} {fold.text}"
    return f"{number} × {first.repository} until {_hour(last, zone)}: {fold.text}"


def _hour(row: Row, zone: str) -> str:
    wall = local(row.at, zone)
    return f"{wall:%a} {wall.day:>2} {wall:%H:%M}"


def _receipts(receipts: Sequence[Receipt]) -> str:
    if len(receipts) <= MOST_NAMED:
        return ", ".join(map(_receipt, receipts))
    rest = receipts[NAMED:]
    walls = sorted(got.local.replace(tzinfo=None) for got in rest)
    named = ", ".join(map(_receipt, receipts[:NAMED]))
    return f"{named} and {len(rest)} more, {walls[0]:%a %H:%M} to {walls[-1]:%a %H:%M}"


def _receipt(got: Receipt) -> str:
    reason = _REASONS[got.reason] if got.is_ping else "follows"
    # A name belongs to its hour, so no line breaks between them.
    return f"{got.person} {got.local:%a %H:%M} ({reason})".replace(" ", "\N{NO-BREAK SPACE}")


# ---- person by person ----------------------------------------------------------------------------


def _people(weeks: Iterable[Week]) -> Iterator[str]:
    yield "Mails for each person, with the week that has most of them"
    yield f"  {'person':<39} mails  pings  most  week of     earliest  latest"
    for person, found in groupby(weeks, key=lambda week: week.person):
        theirs = list(found)
        most = max(theirs, key=lambda week: week.mails)
        counts = f"{sum(it.mails for it in theirs):>5}  {sum(it.pings for it in theirs):>5}"
        hours = f"{min(it.earliest for it in theirs):%H:%M}     "
        hours += f"{max(it.latest for it in theirs):%H:%M}"
        yield f"  {person:<39} {counts}  {most.mails:>4}  {most.first}     {hours}"
