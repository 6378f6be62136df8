"""Notes that people write on their own page, sealed until all are shown together (row T3). Pure.

They are read here and nowhere else, and only once the time for writing is over. Shown, they are the
group's: the issue remembers them, in an order that tells nobody who wrote which.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.model.facts import Said
from app.model.text import shortened
from app.model.workflow import View
from workflows.retrospective.commands import BETTER, WELL

OPENED = "opened"
"""The parameter in which the issue remembers the notes that were sealed."""

ROOM = 22_000
"""Characters for them, beside what is said in the issue."""

_LENGTHS = (280, 200, 140, 100, 70, 40, 20)


class Note(NamedTuple):
    """What somebody wrote; `kind` is `WELL` or `BETTER`."""

    kind: str
    text: str


def opened(row: Said | None) -> list[Note] | None:
    """The notes that were sealed, as the issue remembers them; None before they are shown."""
    kept = row.parameters.get(OPENED) if row is not None else None
    return None if kept is None else [Note(*each) for each in kept]


def unseal(view: View, people: Iterable[str]) -> list[Note]:
    """What these people wrote on their own pages for the group of this scope."""
    notes = sorted(_all(view, people), key=lambda note: _shuffled(view.key, note))
    return next(
        (cut for cut in (_cut(notes, length) for length in _LENGTHS) if _size(cut) <= ROOM),
        _cut(notes, _LENGTHS[-1])[: ROOM // 200],
    )


def _all(view: View, people: Iterable[str]) -> Iterator[Note]:
    for login in people:
        own = view.programme.own.get(login.lower())
        if own is not None:
            notes = own.notes_for(view.key)
            yield from (Note(WELL, text) for text in notes.well)
            yield from (Note(BETTER, text) for text in notes.better)


def _shuffled(group: str, note: Note) -> str:
    """Where a note comes: in no order that anybody could read something from, and always the
    same."""
    return hashlib.sha256("\n".join((group, *note)).encode()).hexdigest()


def _cut(notes: list[Note], length: int) -> list[Note]:
    """Notes that a body could not hold are shorter; whole, they are in each one's own export."""
    return [Note(note.kind, shortened(note.text, length)) for note in notes]


def _size(notes: list[Note]) -> int:
    """The most characters that they take: shown as inert Markdown, and kept in the marker."""
    return sum(3 * len(note.text) + len(json.dumps(note)) * 4 // 3 + 10 for note in notes)
