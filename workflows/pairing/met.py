"""Whether a pair met: what was said in its issue (row H9). Pure.

The issue remembers each word with its author, whoever's comment is gone since, and also if the
database was lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.model.artefacts import Verdict
from app.model.facts import ABOVE, Known, Said
from app.model.scopes import DONUT
from app.model.text import Text
from app.model.undo import ABOUT_RESTS, UNDO, undoes
from app.model.workflow import View
from workflows.pairing.commands import DONE
from workflows.pairing.rounds import issues, read_key


class Word(NamedTuple):
    """That somebody said they met: the order of the command, and its author; `back`: the order of
    the `undo` that took it back, or ""."""

    order: str
    by: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The words in one issue by the keys of their commands, and what is answered."""

    words: Mapping[str, Word]
    verdicts: Mapping[str, Verdict]

    @property
    def met(self) -> Word | None:
        """The first word that says so, if one does."""
        return min((word for word in self.words.values() if not word.back), default=None)

    @property
    def newest(self) -> str:
        """The order of what was said last; "" where nothing was."""
        return max((max(word.order, word.back) for word in self.words.values()), default="")


def remembered(row: Said) -> dict[str, Word]:
    """What an issue remembers."""
    return {key: Word(*word) for key, word in row.parameters.get("words", {}).items()}


def hear(view: View, key: str, row: Said) -> Heard:
    """What was said in a pair's issue comes to, beside what it remembers."""
    before, commands = remembered(row), _given_in(view, row, "command")
    words, verdicts = dict(before), dict[str, Verdict]()
    for each, known in commands.items():
        if known.data["name"] != DONE.name:
            continue
        if each in before or _may_tell(known, key):
            words.setdefault(each, Word(known.order, known.data["by"]))
            verdicts[each] = Verdict()
        else:
            verdicts[each] = Verdict(Text("pairing/refused", {"reason": "others"}), refused=True)
    undos = {known.order for known in commands.values() if known.data["name"] == UNDO}
    for each, word in words.items():
        kept = word.back if word.back not in undos else ""
        words[each] = word._replace(back=view.undone.get(each, kept))
    return Heard(words, verdicts)


def _may_tell(known: Known, key: str) -> bool:
    """Those who are in it speak for all of it; organisers, for everybody."""
    return known.data["by"].lower() in read_key(key)[1] or "organiser" in known.data["roles"]


def _given_in(view: View, row: Said, kind: str) -> dict[str, Known]:
    """The commands that were given in this issue, by whom it is known, in order."""
    found = {
        key: known
        for key, known in view.facts.get(kind, {}).items()
        if known.data["number"] == row.ref
        and view.sight.names.get(known.data["repository"].lower()) == row.repository
        and not known.ambiguous
    }
    return dict(sorted(found.items(), key=lambda each: each[1].order))


# ---- undo ----------------------------------------------------------------------------------------


def did(view: View) -> dict[str, Known]:
    """The commands in all pairs' issues that came to something."""
    if view.scope.kind != DONUT:
        return {}
    return {
        each: known
        for key, row in issues(view.said)
        for each, known in _given_in(view, row, "command").items()
        if known.data["name"] == DONE.name and _may_tell(known, key)
    }


def undone(view: View) -> dict[str, str]:
    """What was taken back, with the order of that `undo`: it means the last word in that issue, and
    not in that of another week."""
    found: dict[str, str] = {}
    for _, row in issues(view.said):
        commands = _given_in(view, row, "command")
        here = {**view.facts, "command": commands, ABOVE: _given_in(view, row, ABOVE)}
        for undo, (key, meant) in undoes(replace(view, facts=here), view.did).items():
            if meant.data["name"] not in ABOUT_RESTS:
                found[key] = commands[undo].order
    return found
