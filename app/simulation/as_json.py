"""A simulated course as JSON, for programs."""

from datetime import UTC, datetime
from typing import Any

from app.simulation.course import Receipt, Row, Week
from app.simulation.shown import Simulation
from app.simulation.warnings import Warning


def data(it: Simulation) -> dict[str, Any]:
    """All of it, nothing left out.

    Instants are ISO 8601 in UTC, `local` is a person's wall clock without a zone; `ping`: whether
    the mail asks for that person; `line` counts from 1; it and `file` are null where a warning is
    not about a line.

    {"version": 1, "file", "home", "starts", "ends", "timezone",
     "rows": [{"at", "what", "repository", "number", "text",
               "mails": [{"person", "local", "reason", "ping"}]}],
     "weeks": [{"person", "week", "mails", "pings", "earliest", "latest"}],
     "warnings": [{"kind", "what", "do", "people", "file", "line"}]}
    """
    return {
        "version": 1,
        "file": it.file,
        "home": it.home,
        "starts": _instant(it.starts),
        "ends": _instant(it.ends),
        "timezone": it.zone,
        "rows": [_row_data(row) for row in it.rows],
        "weeks": [_week_data(week) for week in it.weeks],
        "warnings": [
            {"kind": w.kind, "what": w.what, "do": w.do, "people": [*w.people], **_place(w)}
            for w in it.warnings
        ],
    }


def _place(warning: Warning) -> dict[str, Any]:
    place = warning.place
    return {"file": place.file if place else None, "line": place.line if place else None}


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
