"""Whether a list shows that something happened of which no event told (row R8). Pure."""

from app.model.facts import Known
from app.model.order import instant
from app.model.workflow import View

_TELLING = ("told", "moment", "review", "comment", "greeted", "history")

RECENT = 14 * 86400.0
"""Seconds for which a closed pull request is of interest: this week's summary, and the last."""

APART = 2.0
"""Seconds by which GitHub's `updated_at` may be later than what it is about."""


def is_missed(view: View) -> bool:
    """Whether a list shows a change that is newer than all that is known, Cairn's own comments and
    labels included."""
    listed, pull = view.facts.get("listed", {}).get("now"), view.facts["pull"]["now"].data
    if listed is None or (pull["closed"] or view.now) < view.now - RECENT:
        return False
    told = [k for kind in _TELLING for k in view.facts.get(kind, {}).values()]
    known = max([0.0, *map(_at, told), *(row.at for row in view.said.values())])
    return instant(listed.order) > known + APART


def _at(known: Known) -> float:
    return instant(known.order)
