"""What a group's retrospective tells the others of its cohort (rows F1 and M3): mentees' farewells
and the meetup. Pure.

A learning can be read where the issue is; once it is published, where the cohort's issues are.
"""

from collections.abc import Iterator

from app.model import scopes
from app.model.facts import Fact
from app.model.lookback import Learning, begun, facts_of
from app.model.order import instant, order
from app.model.workflow import View
from workflows.retrospective.commands import LEARNING
from workflows.retrospective.heard import Entry, Heard
from workflows.retrospective.state import BEGUN, Here, Phase, mentees
from workflows.retrospective.where import place


def shared(view: View, found: Here, heard: Heard, now: Phase) -> Iterator[Fact]:
    """Learnings as they stand; and for mentees, that there are some to come, or no more."""
    home, cohort, group = view.scope.home, found.cohort.id, found.group.id
    own = [scopes.mentee(home, cohort, login) for login in mentees(found)]
    at = _turned(found, now)
    if at is not None:
        yield from (begun(scope, group, at, over=now == "over") for scope in own)
    if now in ("learnings", "over"):
        everybody = (*own, scopes.meetup(home, cohort))
        for key, entry in heard.entries.items():
            if entry.kind == LEARNING:
                said, learning = _said_last(entry, found, now), _learning(view, found, entry, now)
                yield from facts_of(everybody, f"{group}/{key}", said, learning)


def _turned(found: Here, now: Phase) -> float | None:
    """When it began, or was over (Unix seconds); None as long as nobody has said anything."""
    kept = found.row.parameters.get(BEGUN) if found.row is not None else None
    return found.dates.over if kept is not None and now == "over" else kept


def _learning(view: View, found: Here, entry: Entry, now: Phase) -> Learning:
    where = found.cohort.home if now == "over" else place(view, found)
    return Learning(
        text=entry.text,
        verb=entry.verb,
        group=found.group.name,
        said=instant(entry.order),
        repository=view.sight.names.get(where.lower(), 0),
        gone=bool(entry.back),
    )


def _said_last(entry: Entry, found: Here, now: Phase) -> str:
    """Being published is the newest that is known of a learning, but for an `undo` after it."""
    said = entry.back or entry.order
    return max(said, order(found.dates.over)) if now == "over" else said
