"""The cohort's time, drawn (row P4): Mermaid, below sentences that say the same (K5). Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from app.programme.model import Cohort

_UNUSUAL = re.compile(r"[^\w .-]+")
"""What could mean something to Mermaid. `Markdown` is trusted, so people's words lose it here."""


def timeline(cohort: Cohort, opens: date) -> str:
    """A Gantt chart: first steps from `opens` on, the whole cohort, its dates, the groups' ends."""
    lines = [
        "```mermaid",
        "gantt",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %d %b",
        "    section Cohort",
        f"    First steps :{opens}, {cohort.starts}",
        f"    {_plain(cohort.name)} :{cohort.starts}, {cohort.ends + timedelta(days=1)}",
        *_dates(cohort),
        "```",
    ]
    return "\n".join(lines)


def _dates(cohort: Cohort) -> Iterator[str]:
    if cohort.dates:
        yield "    section Dates"
    for day in sorted(cohort.dates):
        yield f"    {_plain(day.title)} :milestone, {day.on}, 0d"


def _plain(words: str) -> str:
    return " ".join(_UNUSUAL.sub(" ", words).split())[:60] or "Date"
