"""What was said in a retrospective's issue, and which of it was taken back. Pure.

What the issue remembers stays, whoever's comment is gone since, and also if the database was lost.
What was taken back stays remembered, for the same reason, but without its words.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.model.artefacts import Verdict
from app.model.facts import Known, Said, was_refused
from app.model.order import instant
from app.model.text import Text
from app.model.undo import UNDO, taken_back_of
from app.model.workflow import View
from workflows.retrospective.commands import LEARNING, NOTES, WRITTEN

SAID = "said"
"""The parameter in which the issue remembers it."""

MOST = 20
"""Notes and learnings of one person, with those that they took back."""

NOTES_ROOM, LEARNINGS_ROOM = 14_000, 16_000
"""Characters for either, beside the notes that were sealed, of the 65,536 that GitHub takes for the
whole body."""


class Entry(NamedTuple):
    """Something that somebody said with the command `kind`. `verb`, `owner` and `due` (an ISO date)
    are a learning's; `back` is the order of the `undo` that took it back."""

    order: str
    by: str
    kind: str
    text: str = ""
    verb: str = ""
    owner: str = ""
    due: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was said, by the keys of the commands, and what is answered."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Entry]:
        """What stands of some kinds, in order."""
        return [each for each in self.entries.values() if each.kind in kinds and not each.back]

    @property
    def done(self) -> frozenset[str]:
        """Who has said that they are done with their notes, in lower case."""
        return frozenset(each.by.lower() for each in self.of(WRITTEN))


def remembered(row: Said | None) -> dict[str, Entry]:
    """What the issue remembers, by key."""
    kept = row.parameters.get(SAID, {}) if row is not None else {}
    return {key: Entry(*values) for key, values in kept.items()}


def hear(view: View, row: Said | None, over: float) -> Heard:
    """What was said before it is `over`, beside what the issue remembers."""
    here = replace(view, facts={**view.facts, "command": _certain(view)})
    before = remembered(row)
    entries, verdicts = dict(before), dict[str, Verdict]()
    for key, known in _given(here):
        reason = None if key in before else _refusal(here, key, known, entries, over)
        verdicts[key] = Verdict() if reason is None else no(reason)
        if key not in before and reason is None:
            entries[key] = _entry(known)
    back = taken_back_of(here, {key: entry.back for key, entry in entries.items()})
    undos = {order: key for key, order in back.items()}
    for key, known in here.facts["command"].items():
        if known.data["name"] == UNDO and known.order in undos:
            verdicts[key] = Verdict()
    found = {k: _as_it_stands(here, k, e, back.get(k, "")) for k, e in entries.items()}
    return Heard(dict(sorted(found.items(), key=lambda each: (each[1].order, each[0]))), verdicts)


def _certain(view: View) -> dict[str, Known]:
    """The commands of which it is known who gave them."""
    given = view.facts.get("command", {}).items()
    return {key: known for key, known in given if not known.ambiguous}


def _given(here: View) -> Iterator[tuple[str, Known]]:
    """What may be an entry, in order."""
    for key, known in sorted(here.facts["command"].items(), key=lambda each: each[1].order):
        if known.data["name"] in (*NOTES, WRITTEN, LEARNING):
            yield key, known


def _entry(known: Known) -> Entry:
    data = known.data
    if data["name"] == LEARNING:
        verb, text, owner, due = data["learning"]
        return Entry(known.order, data["by"], LEARNING, text, verb, owner, due)
    return Entry(known.order, data["by"], data["name"], data.get("note", ""))


def _as_it_stands(here: View, key: str, entry: Entry, back: str) -> Entry:
    """Without its words, if it was taken back; with them, if it is not after all, because an older
    command came late."""
    if back:
        return Entry(entry.order, entry.by, entry.kind, back=back)
    known = here.facts["command"].get(key)
    return _entry(known) if entry.back and known is not None else entry._replace(back="")


# ---- what does not count -------------------------------------------------------------------------


def _refusal(
    here: View, key: str, known: Known, entries: Mapping[str, Entry], over: float
) -> str | None:
    """Why something is not taken, as the text asks for it. A refusal that was given stands."""
    if {"mentee", "mentor"}.isdisjoint(known.data["roles"]):
        return "who"
    if was_refused(here.said, key) or instant(known.order) >= over:
        return "over"
    entry = _entry(known)
    if not entry.text and entry.kind != WRITTEN:
        return "empty"
    had = Counter(each.by.lower() for each in entries.values())
    if had[entry.by.lower()] >= MOST:
        return "many"
    room = LEARNINGS_ROOM if entry.kind == LEARNING else NOTES_ROOM
    alike = {k: e for k, e in entries.items() if (e.kind == LEARNING) == (entry.kind == LEARNING)}
    return "full" if sum(size(*each) for each in {**alike, key: entry}.items()) > room else None


def no(reason: str) -> Verdict:
    """An answer that says why not."""
    text = Text("retrospective/refused", {"reason": reason, "most": MOST})
    return Verdict(text, refused=reason != "empty", idle=reason == "empty")


def size(key: str, entry: Entry) -> int:
    """The most characters that an entry takes: shown as inert Markdown, and kept in the marker,
    which is JSON in Base64."""
    shown = 3 * len(entry.text + entry.owner)
    return shown + len(json.dumps([key, *entry])) * 4 // 3 + 60
