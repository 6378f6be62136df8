"""What was asked in one issue or pull request, and what came of it (rows H2, H3). Pure.

People ask by a command, by the form, or by the label; an outcome ends that, and so does whoever
takes the label off. Whoever asks again afterwards has a new request. What Cairn's own comments
there remember stands also where people's comments are gone, or the database was lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.model.facts import Known
from app.model.order import instant, just_after, order
from app.model.undo import taken_back
from app.model.workflow import View
from workflows.help_sessions.commands import ASK, OUTCOME, may_settle, text_here
from workflows.help_sessions.facts import HAND, LABELLED, NOW, SAID, THING
from workflows.help_sessions.preparing import Part, missing

SETTLED = "outcome"
"""The kind of facts that say which outcome was written down for this in a session's issue, by the
key of its command. One that was taken back has no text."""

MADE, CAME_OF = "made", "outcome"
"""What comments of ours remember: how the request was made, and what came of it."""


SEEN = "seen"
"""The key of an opening of which only the label is known, after a lost database."""


class Opening(NamedTuple):
    """One way in which somebody asked: a command, `form` or `label` (by its key). `text` is empty
    where the issue's title says it; `own`: whoever asked did it themselves."""

    order: str
    key: str
    by: str
    text: str
    urgent: bool
    parts: tuple[Part, ...]
    own: bool = True


class Ending(NamedTuple):
    """What came of it: the next step, who wrote it down, whom they named (or ""), and the key of
    the session in whose issue they did (or "")."""

    order: str
    key: str
    by: str
    text: str
    expert: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `title`, `pull` and `labels` are the issue's."""

    openings: tuple[Opening, ...]
    ending: Ending | None
    is_open: bool
    title: str
    pull: bool
    labels: tuple[str, ...]

    @property
    def first(self) -> Opening:
        """How it began."""
        return self.openings[0]

    @property
    def askers(self) -> tuple[str, ...]:
        """Who asked, each once."""
        return tuple({each.by.lower(): each.by for each in reversed(self.openings)}.values())[::-1]

    @property
    def text(self) -> str:
        """What is asked, on a line."""
        return next((each.text for each in self.openings if each.text), self.title)

    @property
    def urgent(self) -> Opening | None:
        """The first that says that it is urgent."""
        return next((each for each in self.openings if each.urgent), None)

    @property
    def missing(self) -> tuple[Part, ...]:
        """What nobody has said yet."""
        return missing(part for each in self.openings for part in each.parts)


def request_of(view: View) -> Request | None:
    """What is asked for in a thread; None where nothing is."""
    happened: list[Opening | Ending | _Withdrawn] = [*openings(view), *_endings(view)]
    happened += _withdrawn(view)
    found: list[Opening] = []
    ending: Ending | None = None
    for each in sorted(happened, key=lambda one: one.order):
        if isinstance(each, Opening):
            found = [each] if ending is not None else [*found, each]
            ending = None
        elif isinstance(each, Ending):
            ending = each if found else None
        else:
            found, ending = [], None
    return _request(view, tuple(found), ending) if found else None


def _request(view: View, found: tuple[Opening, ...], ending: Ending | None) -> Request:
    thing = _thing(view)
    data = thing.data if thing is not None else {}
    asked = [known.data for known in view.facts.get("command", {}).values() if ASK in known.data]
    title = data.get("title") or next((each["title"] for each in asked), "")
    pull = data.get("pull", any(each["pull"] for each in asked))
    is_open = ending is None and bool(data.get("open", True))
    return Request(found, ending, is_open, title, pull, tuple(data.get("labels", ())))


# ---- how it was made -----------------------------------------------------------------------------


def openings(view: View) -> Iterator[Opening]:
    """All ways in which somebody asked, but for what was taken back."""
    back, known = taken_back(view), {each.key: each for each in _known(view)}
    for row in view.said.values():
        for values in row.parameters.get(MADE, ()):
            order_, key, by, text, urgent, parts, own = values
            kept = Opening(order_, key, by, text, urgent, tuple(parts), own)
            known.setdefault(kept.key, kept)
    yield from (each for key, each in known.items() if key not in back)


def _known(view: View) -> Iterator[Opening]:
    yield from _asked(view)
    yield from _by_form(view)
    hand = view.facts.get(LABELLED, {}).get(HAND)
    if hand is not None and hand.data["on"]:
        yield _by_label(view, hand)
    elif hand is None and (seen := view.facts.get(LABELLED, {}).get("seen")) is not None:
        yield from _by_seen(view, seen)


def _by_seen(view: View, seen: Known) -> Iterator[Opening]:
    """A label of which nothing is known but that it is there, after a lost database. It was put on
    after each outcome that was answered before: with such a one, ours is gone."""
    others = [each.order for each in (*_asked(view), *_by_form(view))]
    others += [each[0] for row in view.said.values() for each in row.parameters.get(MADE, ())]
    rows = [row for row in view.said.values() if CAME_OF in row.parameters]
    told = [row.parameters[CAME_OF][0] for row in rows if row.at < seen.data.get("at", 0.0)]
    if max(others, default="") <= max(told, default=""):
        at = max(seen.order, *map(just_after, (*told, *_in_vain(view))), "")
        yield _by_label(view, seen)._replace(order=at, key=SEEN)


def _in_vain(view: View) -> Iterator[str]:
    """The orders of outcomes that were answered: they came to nothing."""
    answered = {key for row in view.said.values() for key in row.parameters.get("answers", ())}
    given = view.facts.get("command", {}).items()
    return (
        known.order for key, known in given if known.data["name"] == OUTCOME and key in answered
    )


def _asked(view: View) -> Iterator[Opening]:
    for key, known in view.facts.get("command", {}).items():
        data = known.data
        if data["name"] == ASK and data["ask"] and not known.ambiguous:
            around = view.facts.get(SAID, {}).get(str(data["comment"]))
            parts = {*data["parts"], *(around.data["parts"] if around is not None else ())}
            yield Opening(
                known.order, key, data["by"], data["ask"], data["urgent"], tuple(sorted(parts))
            )


def _by_form(view: View) -> Iterator[Opening]:
    thing = _thing(view)
    if thing is not None and (form := thing.data["form"]) is not None:
        parts = tuple(thing.data["parts"])
        at = order(form["at"])
        yield Opening(at, "form", thing.data["by"], "", form["urgent"], parts)


def _by_label(view: View, known: Known) -> Opening:
    thing, by = _thing(view), known.data["by"]
    parts = tuple(thing.data["parts"]) if thing is not None else ()
    own = known.data["who"].lower() == by.lower()
    return Opening(known.order, f"label@{instant(known.order):.0f}", by, "", False, parts, own)


def _thing(view: View) -> Known | None:
    return view.facts.get(THING, {}).get(NOW)


# ---- what came of it -----------------------------------------------------------------------------


class _Withdrawn(NamedTuple):
    """Somebody took the label off."""

    order: str


def _withdrawn(view: View) -> Iterator[_Withdrawn]:
    hand = view.facts.get(LABELLED, {}).get(HAND)
    if hand is not None and not hand.data["on"]:
        yield _Withdrawn(hand.order)


def _endings(view: View) -> Iterator[Ending]:
    back, found = taken_back(view), {each.key: each for each in _settled(view)}
    for row in view.said.values():
        if kept := row.parameters.get(CAME_OF):
            found.setdefault(kept[1], Ending(*kept))
    yield from (each for key, each in found.items() if each.text and key not in back)


def _settled(view: View) -> Iterator[Ending]:
    for key, known in view.facts.get("command", {}).items():
        data = known.data
        if data["name"] != OUTCOME or known.ambiguous or not may_settle(view, key, known):
            continue
        if text := text_here(known):
            yield Ending(known.order, key, data["by"], text, data["outcome"]["expert"])
    for key, known in view.facts.get(SETTLED, {}).items():
        data = known.data
        yield Ending(data["at"], key, data["by"], data["text"], data["expert"], data["session"])
