"""What events say about pairs (rows H7, H9). Pure."""

from collections.abc import Iterable

from app.model import events, scopes
from app.model.facts import Fact, Record, thread_key
from app.model.labels import Look, seen
from app.model.order import order
from app.model.workflow import Context

LABEL = "pairing"
LOOK = Look("d4c5f9", "Two people work on this together")
"""The label of what people pair on, and how it looks."""

CLOSED = "closed"
"""The kind of facts that say whether a person closed a pair's issue, by the issue."""


def record(event: events.Event, context: Context) -> Iterable[Record]:
    """Who puts the label on or takes it off, and who closes a pair's issue by hand."""
    if isinstance(event, events.PullRequestEvent):
        yield from _label(event, event.pull_request.number, context)
    elif isinstance(event, events.IssueEvent):
        author = event.issue.user
        if author is None or author.login != context.bot:  # ours have it from the beginning
            yield from _label(event, event.issue.number, context)
        yield from _closed(event, context)


def _label(
    event: events.IssueEvent | events.PullRequestEvent, number: int, context: Context
) -> Iterable[Record]:
    if event.label is not None and event.label.name == LABEL:
        thread = context.thread(event.repository, number)
        if thread is not None:
            yield from seen(thread, event, context.bot)


def _closed(event: events.IssueEvent, context: Context) -> Iterable[Record]:
    number = event.issue.number
    place = context.place(event.repository.id, f"#{number}") or ""
    by_us = event.sender.login == context.bot
    if event.action in ("closed", "reopened") and not by_us and place.startswith(scopes.DONUT):
        key = thread_key(event.repository.id, number)
        at = order(event.issue.updated.timestamp())
        yield Fact(place, CLOSED, key, at, {"on": event.action == "closed"})
