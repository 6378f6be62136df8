"""Which ideas count, and which of them were taken back. Pure.

What the pages remember stays, whoever's comment is gone or edited since, and also if the database
was lost. An idea that was taken back stays remembered without its words, for the same reason.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.model.artefacts import Verdict
from app.model.facts import Known, Ledger, Said, was_refused
from app.model.text import Text
from app.model.undo import UNDO, taken_back_in_all
from app.model.workflow import View
from workflows.ideas.commands import IDEA, may_have_ideas

MOST = 20
"""Ideas of one person in a cohort, with those that they took back: a page is for everybody."""


class Idea(NamedTuple):
    """What somebody suggested. `where` is the numeric id of the repository in which they did (0:
    not known); `back` the order of the `undo` that took it back, or ""."""

    order: str
    by: str
    text: str
    where: int
    back: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """All ideas by the keys of their commands, and what is answered."""

    ideas: dict[str, Idea] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)


def hear(view: View) -> Heard:
    """What was said comes to this, beside what the pages remember."""
    before = remembered(view.said)
    heard = Heard(dict(before))
    had = Counter(idea.by.lower() for idea in before.values())
    for key, known in _given(view, IDEA):
        if key not in before:
            reason = _refusal(view, key, known, had[known.data["by"].lower()])
            if reason is not None:
                heard.verdicts[key] = _no(reason)
                continue
            had[known.data["by"].lower()] += 1
            where = view.sight.names.get(known.data["repository"].lower(), 0)
            heard.ideas[key] = Idea(known.order, known.data["by"], known.data["idea"], where)
        heard.verdicts[key] = Verdict()
    heard.verdicts.update((key, Verdict()) for key, _ in _given(view, UNDO))
    taken = taken_back_in_all(view, {key: each.back for key, each in heard.ideas.items()})
    for key, idea in heard.ideas.items():
        text = "" if key in taken else idea.text or _said(view, key)
        heard.ideas[key] = idea._replace(text=text, back=taken.get(key, ""))
    return heard


def remembered(said: Ledger) -> dict[str, Idea]:
    """The ideas on all pages, as their markers have them."""
    return {key: idea for _, row in sorted(said.items()) for key, idea in ideas_on(row).items()}


def ideas_on(row: Said) -> dict[str, Idea]:
    """The ideas that one page remembers, by key."""
    return {key: Idea(*values) for key, values in row.parameters.get("ideas", {}).items()}


def _given(view: View, name: str) -> Iterator[tuple[str, Known]]:
    """Commands of this name, in order. Of a line in an edited comment a sweep cannot tell who wrote
    it, so it speaks for nobody; the pages remember what it did."""
    commands = view.facts.get("command", {})
    for key, known in sorted(commands.items(), key=lambda each: each[1].order):
        if known.data["name"] == name and not known.ambiguous:
            yield key, known


def _said(view: View, key: str) -> str:
    """The words of an idea that is not taken back after all: an older command came late."""
    known = view.facts.get("command", {}).get(key)
    return str(known.data["idea"]) if known is not None else ""


# ---- what does not count -------------------------------------------------------------------------


def _refusal(view: View, key: str, known: Known, had: int) -> str | None:
    """Why an idea is not taken, as the text asks for it. A refusal that was given stands, also if
    its author has become a mentee since and the database was lost."""
    cohort = view.programme.cohort(view.scope.cohort)
    if not known.data["idea"]:
        return "empty"
    if was_refused(view.said, key) or cohort is None or not may_have_ideas(known):
        return "who"
    if not view.sight.shows_named(known.data["repository"], cohort.home):
        return "place"
    return "many" if had >= MOST else None


def _no(reason: str) -> Verdict:
    text = Text("ideas/refused", {"reason": reason, "most": MOST})
    return Verdict(text, refused=reason != "empty", idle=reason == "empty")
