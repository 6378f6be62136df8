"""Which talks there are, who leads, and what was taken back. Pure.

What the issue remembers stays, whoever's comment is gone or edited since, and also if the database
was lost. A talk that was taken back stays remembered without its words, for the same reason.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.model.artefacts import Verdict
from app.model.facts import Known, Ledger, was_refused
from app.model.order import instant
from app.model.text import Text
from app.model.undo import UNDO, taken_back_in_all
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup.commands import HOST, TALK, may_be_said

MOST = 10
"""Talks of one person that are remembered, with those that they took back or called otherwise."""

ROOM = 40_000
"""Characters for all talks, of the 65,536 that GitHub takes for the whole body."""

WORDS = "words"
"""The parameter of the issue that remembers what was said."""


class Word(NamedTuple):
    """`talk` or `host`, as somebody said it. `where` is the numeric id of the repository in which
    they did (0: not known); `back` the order of the `undo` that took it back, or ""."""

    name: str
    order: str
    by: str
    where: int
    title: str = ""
    about: str = ""
    back: str = ""


class Talk(NamedTuple):
    """A mentee's talk, as they called it last."""

    by: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Heard:
    """All words by the keys of their commands, what is answered, and who leads (or "")."""

    words: dict[str, Word] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    host: str = ""


def hear(view: View, people: Collection[str], deadline: float) -> Heard:
    """What was said comes to this, beside what the issue remembers. `people` take part (in lower
    case); what was said from the `deadline` on (Unix seconds) comes too late."""
    before = remembered(view.said)
    words, verdicts = dict(before), dict[str, Verdict]()
    for key, known in _given(view, TALK, HOST):
        reason = None if key in before else _refusal(view, key, known, words, deadline)
        verdicts[key] = Verdict() if reason is None else _no(reason)
        if key not in before and reason is None:
            words[key] = _word(view, known)
    verdicts.update((key, Verdict()) for key, _ in _given(view, UNDO))
    taken = taken_back_in_all(view, {key: each.back for key, each in words.items()})
    for key, word in words.items():
        words[key] = _with_back(view, key, word, taken.get(key, ""))
    host = _lead(words, verdicts, people)
    return Heard(dict(sorted(words.items(), key=lambda each: each[1].order)), verdicts, host)


def talks(view: View, cohort: Cohort, heard: Heard, people: Collection[str] | None) -> list[Talk]:
    """One of each person, in the order in which they first said that they have one. `people`: only
    theirs (in lower case). What fewer people could read where it was said is left out (R5)."""
    found: dict[str, Talk] = {}
    for word in heard.words.values():
        is_part = people is None or word.by.lower() in people
        stands = word.name == TALK and not word.back and is_part
        if stands and view.sight.shows(word.where, cohort.home):
            found[word.by.lower()] = Talk(word.by, word.title, word.about)
    return list(found.values())


def remembered(said: Ledger) -> dict[str, Word]:
    """What the issue remembers, by key; also where the cohort moved, and has two."""
    rows = [row.parameters.get(WORDS, {}) for _, row in sorted(said.items())]
    return {key: Word(*values) for words in rows for key, values in words.items()}


def _given(view: View, *names: str) -> Iterator[tuple[str, Known]]:
    """Commands of these names, in order. Of a line in an edited comment a sweep cannot tell who
    wrote it, so it speaks for nobody; the issue remembers what it did."""
    commands = view.facts.get("command", {})
    for key, known in sorted(commands.items(), key=lambda each: each[1].order):
        if known.data["name"] in names and not known.ambiguous:
            yield key, known


def _word(view: View, known: Known) -> Word:
    data = known.data
    where = view.sight.names.get(data["repository"].lower(), 0)
    words = (data["title"], data["about"]) if data["name"] == TALK else ()
    return Word(data["name"], known.order, data["by"], where, *words)


def _with_back(view: View, key: str, word: Word, back: str) -> Word:
    """The words of a talk come back with it, if it is not taken back after all: an older command
    came late."""
    known = view.facts.get("command", {}).get(key)
    if back:
        return word._replace(title="", about="", back=back)
    if word.back and known is not None:
        return _word(view, known)
    return word._replace(back="")


# ---- what does not count -------------------------------------------------------------------------


def _refusal(
    view: View, key: str, known: Known, words: Mapping[str, Word], deadline: float
) -> str | None:
    """Why a command is not taken, as the text asks for it. A refusal that was given stands, also if
    its author takes part since and the database was lost."""
    data, cohort = known.data, view.programme.cohort(view.scope.cohort)
    is_talk = data["name"] == TALK
    if is_talk and not data["title"]:
        return "empty"
    if cohort is None or instant(known.order) >= deadline:
        return "over"
    if was_refused(view.said, key) or not may_be_said(known):
        return "who" if is_talk else "no-part"
    if is_talk and not view.sight.shows_named(data["repository"], cohort.home):
        return "place"
    had = Counter(word.by.lower() for word in words.values())
    if had[data["by"].lower()] >= MOST:
        return "many"
    size = sum(_size(*each) for each in words.items()) + _size(key, _word(view, known))
    return "full" if size > ROOM else None


def _no(reason: str, host: str = "") -> Verdict:
    text = Text("meetup/refused", {"reason": reason, "host": host, "most": MOST})
    return Verdict(text, refused=reason != "empty", idle=reason == "empty")


def _size(key: str, word: Word) -> int:
    """The most characters that a word takes: shown as inert Markdown, the title twice, and kept in
    the marker, which is JSON in Base64."""
    shown = 3 * (2 * len(word.by + word.title) + len(word.about))
    return shown + len(json.dumps([key, *word])) * 4 // 3 + 200


def _lead(words: dict[str, Word], verdicts: dict[str, Verdict], people: Collection[str]) -> str:
    """Who leads: the first who said so and takes part, until they took all of it back; then the
    next who says so. Whoever said it while somebody led is told, and that is forgotten."""
    lead: list[Word] = []
    for key, word in sorted(words.items(), key=lambda each: each[1].order):
        if word.name != HOST or word.by.lower() not in people:
            continue
        if not any(each.back == "" or each.back > word.order for each in lead):
            lead = [word]
        elif lead[0].by.lower() == word.by.lower():
            lead.append(word)
        else:
            del words[key]
            verdicts[key] = _no("taken", lead[0].by)
    return lead[0].by if any(each.back == "" for each in lead) else ""
