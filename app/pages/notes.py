"""What people enter on `/me` for a retrospective (row T3), sealed until all notes are shown, and
how the form shows it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.model.notebook import Notebook
from app.model.own import Notes, Own
from app.model.text import LONGEST
from app.model.time import local
from app.pages.forms import Form, Mistakes, one

MOST_NOTES = 10
"""Notes of one person in each of the two parts."""

_CLOSED = (
    "All notes are shown to the group by now, so yours were not saved. Your browser's way back "
    "still has them; `/mentor well` and `/mentor better` take them in the issue."
)


def entered(form: Form, before: Own, open_: Sequence[Notebook]) -> Own:
    """The settings with these notes in place of those before; those for what is not open any more
    are dropped. Raises Mistakes."""
    group = one(form, "group")
    if group not in {book.group for book in open_}:
        raise Mistakes({"parts": _CLOSED})
    mistakes: dict[str, str] = {}
    well = _lines(form, "well", mistakes)
    better = _lines(form, "better", mistakes)
    if mistakes:
        raise Mistakes({f"{name}-{group}": said for name, said in mistakes.items()})
    others = [before.notes_for(book.group) for book in open_ if book.group != group]
    new = [*others, Notes(group=group, well=well, better=better)]
    kept = tuple(each for each in new if each.well or each.better)
    return before.model_copy(update={"notes": kept})


def _lines(form: Form, name: str, mistakes: dict[str, str]) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in one(form, name).splitlines())
    found = tuple(line for line in lines if line)
    if len(found) > MOST_NOTES:
        mistakes[name] = f"Those are {len(found)} notes; write {MOST_NOTES} at most, one a line."
    for number, line in enumerate(found, start=1):
        if len(line) > LONGEST:
            mistakes[name] = f"Note {number} has {len(line)} characters; write {LONGEST} at most."
    return found


def shown(own: Own, book: Notebook, sent: Form | None, github: str) -> Mapping[str, Any]:
    """What the form shows; `sent`: what was entered where that could not be taken; `github`: where
    its pages are."""
    notes, until = own.notes_for(book.group), local(book.until, book.zone)
    is_sent = sent is not None and one(sent, "group") == book.group
    values: Form = {"well": ["\n".join(notes.well)], "better": ["\n".join(notes.better)]}
    if is_sent and sent is not None:
        values = sent
    return {
        "group": book.group,
        "title": book.title,
        "issue": f"{github}/{book.repository}/issues/{book.number}",
        "until": f"{until.day} {until:%B %Y, %H:%M} ({book.zone.replace('_', ' ')})",
        "parts": [
            {"name": "well", "title": book.well, "text": one(values, "well")},
            {"name": "better", "title": book.better, "text": one(values, "better")},
        ],
    }
