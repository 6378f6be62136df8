"""The requests that a desk knows, wherever they were made, and what its issues remember. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.model import scopes
from app.model.facts import Ledger, Said
from app.model.workflow import View
from workflows.help_sessions.requests import Ending
from workflows.help_sessions.sessions import SESSION

ASKED, TOLD, LISTED = "asked", "told", "listed"
"""What a session's issue remembers: what was asked and told in it, and which requests of others'
issues it lists."""


class Asked(NamedTuple):
    """A request that was made in a session's issue; `place` is that issue (repository's id, number)
    and `back` the order of the `undo` that took it back."""

    order: str
    by: str
    text: str
    urgent: bool
    number: int
    place: tuple[int, int]
    back: str = ""


class Told(NamedTuple):
    """An outcome that was written down in a session's issue, and the key of the request."""

    order: str
    by: str
    request: str
    text: str
    expert: str
    session: str
    back: str = ""

    def ending(self, key: str) -> Ending:
        """As a request has it."""
        return Ending(self.order, key, self.by, self.text, self.expert, self.session)


class Entry(NamedTuple):
    """A request, wherever it was made. `key`: its thread's scope, or that of its command; `number`:
    the issue's, or the request's own (`made_here`); `repository`: the id of that which it is in."""

    key: str
    repository: int
    number: int
    at: str
    by: tuple[str, ...]
    text: str
    urgent: bool
    experts: tuple[str, ...]
    ending: Ending | None
    made_here: bool = False

    def remembered(self) -> dict[str, Any]:
        """As a session's issue remembers it: like the card of its thread."""
        return {
            "at": self.at,
            "by": list(self.by),
            "text": self.text,
            "urgent": self.urgent,
            "experts": list(self.experts),
            "ending": list(self.ending) if self.ending is not None else None,
        }

    def was_open(self, order: str) -> bool:
        """Whether it waited for an outcome then."""
        return self.at < order and (self.ending is None or self.ending.order >= order)


def sessions_in(said: Ledger) -> Iterator[tuple[str, Said]]:
    """The issues of sessions."""
    return ((key, row) for key, row in said.items() if key.startswith(SESSION))


def entries_of(
    view: View, all_asked: Mapping[str, Asked], all_told: Mapping[str, Told]
) -> Iterator[Entry]:
    """All requests: those of threads, by their cards, and those that were made in sessions."""
    ended = {
        told.request: told.ending(key)
        for key, told in sorted(all_told.items(), key=lambda each: each[1].order)
        if not told.back
    }
    listed = dict(_listed_before(view))
    for scope, card in view.cards.items():
        if (asked := card.get("asked")) is not None:
            before = listed.pop(scope, None)
            if asked["unsure"] and before is not None:
                asked = {**asked, **before, "ending": asked["ending"]}
            yield _entry_of(scope, asked, all_told, ended.get(scope))
    for scope, asked in listed.items():
        if asked["ending"] is not None:  # a thread that is not read again, after a lost database
            yield _entry_of(scope, asked, all_told, ended.get(scope))
    for key, made in all_asked.items():
        if not made.back:
            said = (made.order, (made.by,), made.text, made.urgent, ())
            yield Entry(key, made.place[0], made.number, *said, ended.get(key), made_here=True)


def _listed_before(view: View) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The requests of others' issues as sessions remember them; the newest counts."""
    for _, row in sorted(sessions_in(view.said), key=lambda each: each[1].at):
        yield from row.parameters.get(LISTED, {}).items()


def _entry_of(
    scope: str, asked: Mapping[str, Any], all_told: Mapping[str, Told], told: Ending | None
) -> Entry:
    """A thread's request. It hears of an outcome that was written down here, or taken back, a
    moment later than the desk."""
    repository, _, number = scopes.parse(scope).rest.partition("/")
    kept = Ending(*asked["ending"]) if asked["ending"] is not None else None
    if kept is not None and kept.key in all_told and all_told[kept.key].back:
        kept = None
    found = [each for each in (kept, told) if each is not None and each.order > asked["at"]]
    return Entry(
        scope,
        int(repository),
        int(number),
        asked["at"],
        tuple(asked["by"]),
        asked["text"],
        asked["urgent"],
        tuple(asked["experts"]),
        max(found, key=lambda each: each.order, default=None),
    )


def handle_of(view: View, entry: Entry) -> str:
    """What a request is called in an outcome: `r1`, or `acme/engine#12`."""
    if entry.made_here:
        return f"r{entry.number}"
    return f"{view.sight.name_of(entry.repository)}#{entry.number}"
