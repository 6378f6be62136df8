"""The list of a session: which requests are in it, and how each is shown (rows H1, R5). Pure."""

from collections.abc import Mapping

from app.model.order import instant, order
from app.model.text import Markdown, Value
from app.model.workflow import View
from workflows.help_sessions.desk_heard import Heard
from workflows.help_sessions.entries import Entry, handle_of
from workflows.help_sessions.sessions import Session

MOST = 15
"""Requests in one list, as a body has an end; of what is more the number is told."""


def entries_of(
    view: View, session: Session, repository: str, heard: Heard, leader: str
) -> tuple[list[Entry], int]:
    """The requests of a session, and how many more there are. Urgent ones come first, then all as
    they came: those that wait, and those that had their outcome in it. What is private is in no
    list that more people can read."""
    before = order(session.ends)
    found = [
        entry
        for entry in heard.entries.values()
        if entry.at < before
        and view.sight.shows(entry.repository, repository)
        and (entry.ending is None or _is_of(session, entry, leader))
    ]
    found.sort(key=lambda each: (each.ending is None, not each.urgent, each.at))
    kept = sorted(found[:MOST], key=lambda each: (not each.urgent, each.at))
    return kept, len(found) - len(kept)


def _is_of(session: Session, entry: Entry, leader: str) -> bool:
    """Whether the outcome came of this session: written down in its issue, or by its leader on that
    day in the request's own."""
    assert entry.ending is not None
    if entry.ending.session:
        return entry.ending.session == session.key
    in_time = session.opens <= instant(entry.ending.order) < session.closes
    return in_time and entry.ending.by.lower() == leader.lower()


def shown(view: View, entry: Entry) -> Mapping[str, Value]:
    """A request, as the texts get it."""
    ending = entry.ending
    return {
        "what": Markdown(handle_of(view, entry)),
        "here": entry.made_here,
        "by": list(entry.by),
        "text": entry.text,
        "urgent": entry.urgent,
        "experts": list(entry.experts),
        "outcome": ending.text if ending is not None else None,
        "expert": ending.expert if ending is not None else "",
    }
