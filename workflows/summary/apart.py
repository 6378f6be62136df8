"""What mentees did elsewhere, as the weekly page tells it (rows R4, R7): counted apart. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.model.contributions import Contribution, link
from app.model.listing import fitting
from app.model.text import Value
from app.model.work import Work
from workflows.summary.numbers import opened_elsewhere
from workflows.summary.rhythm import Week

LINES = 50
"""Contributions that the page lists at most, beside all that it lists anyway."""


def apart(works: Iterable[tuple[str, Work]], weeks: Sequence[Week]) -> list[Mapping[str, Any]]:
    """Each mentee (by login) who did something elsewhere in the last of these weeks, opened
    something in the one before, or has something open; in the order given."""
    found = [_of(login, work, weeks) for login, work in works if work.elsewhere]
    told = [each for each in found if each["pulls"] or any(each["opened"].values())]
    return list(fitting([{"mentees": told}], "pulls", LINES)[0]["mentees"])


def _of(login: str, work: Work, weeks: Sequence[Week]) -> Mapping[str, Any]:
    counts = opened_elsewhere(work, weeks)
    told = [_shown(each) for each in work.elsewhere if _is_told(each, weeks[-1])]
    return {
        "login": login,
        "opened": {"now": counts[-1], "last": counts[-2] if len(counts) > 1 else None},
        "pulls": told,
        "all": len(told),
    }


def _is_told(it: Contribution, week: Week) -> bool:
    ended = it.merged or it.closed
    return it.opened < week.until and (ended is None or ended >= week.start)


def _shown(it: Contribution) -> Mapping[str, Value]:
    return {"pull": link(it), "repository": it.repository, "state": it.state}
