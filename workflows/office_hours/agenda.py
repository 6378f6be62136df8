"""The agenda of one meeting: which topics are on it, and which were taken back. Pure.

What the issue remembers stays, whoever's comment is gone since, and also if the database was lost.
A topic that was taken back stays remembered, for the same reason, but without its words.
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
from workflows.office_hours.commands import TOPIC

MOST = 5
"""Topics of one person for one meeting, with those they took back: an hour is for everybody."""

ROOM = 45_000
"""Characters for the agenda, of the 65,536 that GitHub takes for the whole body."""


class Topic(NamedTuple):
    """What somebody wants to talk about; `back` is the order of the `undo` that took it back."""

    order: str
    by: str
    text: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The topics of a meeting by the keys of their commands, and what is answered."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


def remembered(row: Said) -> dict[str, Topic]:
    """The topics that a meeting's issue remembers, by key."""
    return {key: Topic(*values) for key, values in row.parameters.get("topics", {}).items()}


def hear(view: View, row: Said, ends: float) -> Agenda:
    """What was said in a meeting's issue comes to, beside what it remembers."""
    here = replace(view, facts={**view.facts, "command": _said_in(view, row)})
    before = remembered(row)
    topics, verdicts = dict(before), dict[str, Verdict]()
    for key, known in _given(here, TOPIC):
        reason = None if key in before else _refusal(here, key, known, topics, ends)
        verdicts[key] = Verdict() if reason is None else _no(reason)
        if key not in before and reason is None:
            topics[key] = _topic(known)
    verdicts.update((key, Verdict()) for key, _ in _given(here, UNDO))
    back = taken_back_of(here, {key: topic.back for key, topic in topics.items()})
    for key, topic in topics.items():
        text = "" if key in back else topic.text or _words(here, key)
        topics[key] = topic._replace(text=text, back=back.get(key, ""))
    return Agenda(dict(sorted(topics.items(), key=lambda each: (each[1].order, each[0]))), verdicts)


def _said_in(view: View, row: Said) -> dict[str, Known]:
    """The commands that were given in this issue, by whom it is known."""
    return {
        key: known
        for key, known in view.facts.get("command", {}).items()
        if known.data["number"] == row.ref
        and view.sight.names.get(known.data["repository"].lower()) == row.repository
        and not known.ambiguous
    }


def _given(here: View, name: str) -> Iterator[tuple[str, Known]]:
    """Commands of this name, in order."""
    for key, known in sorted(here.facts["command"].items(), key=lambda each: each[1].order):
        if known.data["name"] == name:
            yield key, known


def _topic(known: Known) -> Topic:
    return Topic(known.order, known.data["by"], known.data["topic"])


def _words(here: View, key: str) -> str:
    """The words of a topic that is not taken back after all: an older command came late."""
    known = here.facts["command"].get(key)
    return str(known.data["topic"]) if known is not None else ""


# ---- what does not count -------------------------------------------------------------------------


def _refusal(
    here: View, key: str, known: Known, topics: Mapping[str, Topic], ends: float
) -> str | None:
    """Why a topic is not taken, as the text asks for it. A refusal that was given stands, also if
    the meeting has moved since."""
    if not known.data["topic"]:
        return "empty"
    if was_refused(here.said, key) or instant(known.order) >= ends:
        return "over"
    had = Counter(topic.by.lower() for topic in topics.values())
    if had[known.data["by"].lower()] >= MOST:
        return "many"
    size = sum(_size(*each) for each in topics.items()) + _size(key, _topic(known))
    return "full" if size > ROOM else None


def _no(reason: str) -> Verdict:
    text = Text("office_hours/refused", {"reason": reason, "most": MOST})
    return Verdict(text, refused=reason != "empty", idle=reason == "empty")


def _size(key: str, topic: Topic) -> int:
    """The most characters that a topic takes: shown as inert Markdown, and kept in the marker,
    which is JSON in Base64."""
    shown = 3 * len(topic.by + topic.text)
    return shown + len(json.dumps([key, *topic])) * 4 // 3 + 200
