"""What the page's marker remembers: who led when, and what was said of days. Pure.

It lasts for some weeks, so that turns stay fair after the database was lost, and has an end,
because a body has one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from app.model.facts import Ledger, Said
from workflows.rota.weeks import WEEK, monday
from workflows.rota.words import No, Word

PAGE = "page:"
"""How the key of a page begins; the repository's id follows, as the file can move the page."""

WEEKS = 8
"""Weeks in which it counts who led how often."""

MOST_WORDS = 120
"""Words that are remembered, the newest: each takes some 150 characters of the 65,536."""


MOST_REFUSED = 40
"""Commands that came to nothing and are remembered; of older ones, their answers tell."""


class Memory(NamedTuple):
    """`days`: who leads, or led, by day ("" for nobody), as it was published. `told`: the words by
    the keys of their commands, and `refused` those that came to nothing. `late`: who was named when
    it was less than a day ahead, by day."""

    days: Mapping[date, str]
    told: Mapping[str, Word]
    late: Mapping[date, str]
    refused: Mapping[str, No]

    def parameters(self, today: date) -> dict[str, Any]:
        """As the marker keeps it, without what is over for good."""
        first = monday(today) - WEEKS * WEEK
        told = sorted(self.told.items(), key=lambda each: each[1].order)
        return {
            "days": _by_day(self.days, first),
            "told": {k: list(word) for k, word in told[-MOST_WORDS:] if word.on >= first},
            "late": _by_day(self.late, today),
            "refused": {key: list(no) for key, no in sorted(self.refused.items())[-MOST_REFUSED:]},
        }


def _by_day(days: Mapping[date, str], first: date) -> dict[str, str]:
    return {day.isoformat(): who for day, who in sorted(days.items()) if day >= first}


def remembered(said: Ledger) -> Memory:
    """What the newest page remembers; nothing where there is none yet."""
    pages = [row for key, row in said.items() if key.startswith(PAGE) and "days" in row.parameters]
    newest: Said | None = max(pages, key=lambda row: row.at, default=None)
    kept: Mapping[str, Any] = newest.parameters if newest is not None else {}
    days, late = (
        {date.fromisoformat(day): str(who) for day, who in kept.get(name, {}).items()}
        for name in ("days", "late")
    )
    told = {key: Word(*word) for key, word in kept.get("told", {}).items()}
    return Memory(days, told, late, {k: No(*no) for k, no in kept.get("refused", {}).items()})


def leader(said: Ledger, day: date) -> str | None:
    """Who leads a day's session, as the ledger of the rota's scope has it: a login, "" where nobody
    does; None where that day is not published (yet, or any more), or has no session."""
    return remembered(said).days.get(day)
