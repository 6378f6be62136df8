"""A simulated course as people read it: first what to look at, then week by week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten, wrap

from app.model.time import local
from app.simulation.course import Receipt, Row, Week
from app.simulation.folded import Fold, Short, short, silently
from app.simulation.warnings import Warning

WIDTH = 100
"""Columns of a line."""

NAMED, MOST_NAMED = 5, 8
"""Of more than `MOST_NAMED` mails of one row, or warnings of one kind, so many are shown."""

PEOPLE = 40
"""People with a line of their own; of the others, how many they are."""

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
    weeks = [(first, short(found, people)) for first, found in groupby(all_, key=monday)]
    for is_silent, run in groupby(weeks, key=lambda week: not week[1].folds):
        if is_silent:
            yield from _silent_weeks(list(run))
        else:
            yield from (line for first, week in run for line in _week(first, week, zone))


def _week(first: date, week: Short, zone: str) -> Iterator[str]:
    yield from ("", f"Week of {_date(first)}")
    for fold in week.folds:
        yield from _fold(fold, zone)
    if words := silently(week.silent):
        yield f"  also {words}"


def _silent_weeks(weeks: Sequence[tuple[date, Short]]) -> Iterator[str]:
    """Weeks in which nobody gets anything."""
    (first, _), (last, _) = weeks[0], weeks[-1]
    span = (
        f"Week of {_date(first)}" if last == first else f"Weeks of {_date(first)} to {_date(last)}"
    )
    silent = sum((week.silent for _, week in weeks), Counter[str]())
    yield from ("", span, f"  only {silently(silent)}")


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
    hour = _hour(last, zone)
    until = f" until {hour}" if hour != _hour(first, zone) else ""
    return f"{number} × {first.repository}{until}: {fold.text}"


def _hour(row: Row, zone: str) -> str:
    wall = local(row.at, zone)
    return f"{wall:%a} {wall.day:>2} {wall:%H:%M}"


def _receipts(receipts: Sequence[Receipt]) -> str:
    if len(receipts) <= MOST_NAMED:
        return ", ".join(map(_receipt, receipts))
    people = list(dict.fromkeys(got.person for got in receipts))
    more = f" and {len(people) - NAMED} more" if len(people) > NAMED else ""
    walls = sorted(got.local.replace(tzinfo=None) for got in receipts)
    hours = f"{walls[0]:%a %H:%M} to {walls[-1]:%a %H:%M}"
    pings = sum(got.is_ping for got in receipts)
    counts = f"{len(receipts)} mails, {pings} mean them"
    return f"{', '.join(people[:NAMED])}{more}: {hours}, {counts}"


def _receipt(got: Receipt) -> str:
    reason = _REASONS[got.reason] if got.is_ping else "follows"
    # A name belongs to its hour, so no line breaks between them.
    return f"{got.person} {got.local:%a %H:%M} ({reason})".replace(" ", "\N{NO-BREAK SPACE}")


# ---- person by person ----------------------------------------------------------------------------


def _people(weeks: Iterable[Week]) -> Iterator[str]:
    yield "Mails for each person, with the week that has most of them; who gets most comes first"
    yield f"  {'person':<39} mails  pings  most  week of     earliest  latest"
    found = [list(theirs) for _, theirs in groupby(weeks, key=lambda week: week.person)]
    found.sort(key=lambda theirs: -_most(theirs).mails)
    yield from map(_person, found[:PEOPLE])
    if rest := found[PEOPLE:]:
        yield f"  and {len(rest)} more, with at most {_most(rest[0]).mails} in a week"


def _most(theirs: Sequence[Week]) -> Week:
    return max(theirs, key=lambda week: week.mails)


def _person(theirs: Sequence[Week]) -> str:
    most = _most(theirs)
    counts = f"{sum(it.mails for it in theirs):>5}  {sum(it.pings for it in theirs):>5}"
    earliest, latest = min(it.earliest for it in theirs), max(it.latest for it in theirs)
    hours = f"{earliest:%H:%M}     {latest:%H:%M}"
    return f"  {most.person:<39} {counts}  {most.mails:>4}  {most.first}     {hours}"
