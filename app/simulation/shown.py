"""A simulated course as people read it, and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from textwrap import shorten, wrap
from typing import Any

from app.model.time import local
from app.simulation.course import Receipt, Row, Week
from app.simulation.warnings import Warning

WIDTH = 100
"""Columns of a line."""

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
    "name is the hour on that person's own clock. What has no names below it mails nobody."
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
        yield from wrap(_NOTE.format(zone=self.zone), WIDTH)
        yield from _days(self.rows, self.zone)
        yield from ("", "Mails for each person and week", *_weeks(self.weeks))
        yield from ("", *_warnings(self.warnings, self.file))

    def data(self) -> dict[str, Any]:
        """The same for programs.

        Instants are ISO 8601 in UTC, `local` is a person's wall clock without a zone; `ping`:
        whether the mail asks for that person; `line` counts from 1, null where a warning is not
        about a line.

        {"version": 1, "file", "home", "starts", "ends", "timezone",
         "rows": [{"at", "what", "repository", "number", "text",
                   "mails": [{"person", "local", "reason", "ping"}]}],
         "weeks": [{"person", "week", "mails", "pings", "earliest", "latest"}],
         "warnings": [{"kind", "what", "do", "line", "people"}]}
        """
        return {
            "version": 1,
            "file": self.file,
            "home": self.home,
            "starts": _instant(self.starts),
            "ends": _instant(self.ends),
            "timezone": self.zone,
            "rows": [_row_data(row) for row in self.rows],
            "weeks": [_week_data(week) for week in self.weeks],
            "warnings": [
                {"kind": w.kind, "what": w.what, "do": w.do, "line": w.line, "people": [*w.people]}
                for w in self.warnings
            ],
        }


# ---- for people ----------------------------------------------------------------------------------


def _days(rows: Iterable[Row], zone: str) -> Iterator[str]:
    for day, found in groupby(rows, key=lambda row: local(row.at, zone).date()):
        yield from ("", f"{day:%A}, {_date(day)}")
        for row in found:
            what = f"{row.repository}#{row.number}  {row.text}"
            head = f"  {local(row.at, zone):%H:%M}  {row.what:<9}  "
            yield head + shorten(what, WIDTH - len(head), placeholder=" …")
            names = ", ".join(map(_receipt, row.receipts))
            indent = " " * len(head)
            lines = wrap(names, WIDTH, initial_indent=indent, subsequent_indent=indent)
            yield from (line.replace("\N{NO-BREAK SPACE}", " ") for line in lines)


def _receipt(got: Receipt) -> str:
    reason = _REASONS[got.reason] if got.is_ping else "follows"
    # A name belongs to its hour, so no line breaks between them.
    return f"{got.person} {got.local:%a %H:%M} ({reason})".replace(" ", "\N{NO-BREAK SPACE}")


def _weeks(weeks: Iterable[Week]) -> Iterator[str]:
    yield f"  {'person':<39} {'week of':<10}  mails  pings  earliest  latest"
    for it in weeks:
        counts = f"{it.mails:>5}  {it.pings:>5}"
        hours = f"{it.earliest:%H:%M}     {it.latest:%H:%M}"
        yield f"  {it.person:<39} {it.first}  {counts}     {hours}"


def _warnings(warnings: Iterable[Warning], file: str) -> Iterator[str]:
    found = list(warnings)
    if not found:
        yield "Nothing to warn of."
        return
    yield "Please look at"
    for it in found:
        place = f"{file}:{it.line}: " if it.line else ""
        text = f"- {place}{it.what}; {it.do}"
        yield from wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ---- for programs --------------------------------------------------------------------------------


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "at": _instant(row.at),
        "what": row.what,
        "repository": row.repository,
        "number": row.number,
        "text": row.text,
        "mails": [_mail_data(receipt) for receipt in row.receipts],
    }


def _mail_data(got: Receipt) -> dict[str, Any]:
    wall = got.local.replace(tzinfo=None).isoformat(timespec="minutes")
    return {"person": got.person, "local": wall, "reason": got.reason, "ping": got.is_ping}


def _week_data(week: Week) -> dict[str, Any]:
    hours = {"earliest": f"{week.earliest:%H:%M}", "latest": f"{week.latest:%H:%M}"}
    counts = {"mails": week.mails, "pings": week.pings}
    return {"person": week.person, "week": week.first.isoformat(), **counts, **hours}


def _instant(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
