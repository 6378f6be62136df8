"""A day that moved after people were told of it: one comment that corrects it (rule 5). Pure.

What was told last stands in the ledger: in the comments, or in the issue as it was opened. So what
is moved back before it was told comes to nothing, and two moves become one comment.
"""

from collections.abc import Iterator

from app.model.artefacts import Comment
from app.model.facts import Ledger, Said
from app.model.text import Mention, Text, Value
from app.model.workflow import View
from workflows.retrospective.state import KEY, Here, mentees
from workflows.retrospective.where import is_private

TOLD = "told"
"""The parameter in which the issue (as it opened) and each comment keep the instant that they
named."""

_MOVED = "moved:"


def moved(view: View, found: Here, *, explained: bool) -> Iterator[Comment]:
    """The comment that is due; `explained`: mentees got the text
    here, and not from their mentors."""
    written = [row for key, row in view.said.items() if key.startswith(_MOVED) and _is_told(row)]
    was, at = told_last(view.said, found), found.dates.meets
    if was == at:
        return
    listed = (*found.group.mentors, *(mentees(found) if explained else ()))
    everybody = tuple(dict.fromkeys(listed))
    values: dict[str, Value] = {
        "people": [Mention(login) for login in everybody],
        "group": found.group.name,
        "was": was,
        "at": at,
        "zone": found.zone,
        "explained": explained,
        "together": found.dates.together,
        "mentees": len(mentees(found)),
    }
    yield Comment(
        key=f"{_MOVED}{len(written) + 1}",
        on=KEY,
        text=Text("retrospective/moved", values),
        notify=everybody,
        parameters={TOLD: at},
        private=is_private(view, found),
    )


def told_first(found: Here) -> float:
    """The instant that the issue named as it opened."""
    at = found.dates.meets
    return float(found.row.parameters.get(TOLD, at)) if found.row is not None else at


def told_last(said: Ledger, found: Here) -> float:
    """The instant that people know."""
    rows = [row for key, row in said.items() if key != KEY and _is_told(row)]
    newest = max(rows, key=lambda row: row.at, default=None)
    return float(newest.parameters[TOLD]) if newest is not None else told_first(found)


def _is_told(row: Said) -> bool:
    return TOLD in row.parameters and row.status in ("there", "gone")
