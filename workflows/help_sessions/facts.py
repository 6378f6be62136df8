"""What is noted down of an issue or pull request that is a request (row H2). All of it commutes.

Of most issues nothing is: only of those that have the label, were made with the form, or in which
somebody asks. A session's own issue is none.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from app.model import events, scopes, things
from app.model.facts import Data, Fact, Record
from app.model.labels import LABEL as ON_OR_OFF
from app.model.labels import seen
from app.model.order import order
from app.model.sections.help_sessions import HelpSessionSettings
from app.model.workflow import Context
from app.programme.model import Programme
from workflows.help_sessions.form import read
from workflows.help_sessions.preparing import said_in, said_in_form

LABEL = "senior-help-sessions"
"""The label, exactly (row H1)."""

THING, LABELLED, SAID = "thing", "labelled", "said"
"""Kinds of facts: the issue as it was seen last; what a person last did to the label; what the
comment says in which somebody asked, by its id."""

NOW, HAND = "now", "hand"

_ASKS = re.compile(r"mentor\W+ask\b", re.IGNORECASE)
_GONE = ("deleted", "transferred")


def labels(programme: Programme) -> Iterable[str]:
    """The label that people put on by hand, where there are sessions."""
    return (LABEL,) if programme.section(HelpSessionSettings).rotas else ()


def record(event: events.Event, context: Context) -> Iterator[Record]:
    """What an event says of a request."""
    match event:
        case events.IssueEvent() if not _is_ours(event.issue.user, context):
            yield from _issue(event, context)
        case events.PullRequestEvent() if not _is_ours(event.pull_request.user, context):
            yield from _pull(event, context)
        case events.CommentEvent() if _ASKS.search(event.comment.body):
            yield from _comment(event, context)


def _is_ours(user: things.User | None, context: Context) -> bool:
    return user is not None and user.login == context.bot


def _issue(event: events.IssueEvent, context: Context) -> Iterator[Record]:
    scope = context.thread(event.repository, event.issue.number)
    has_label = LABEL in {label.name for label in event.issue.labels}
    about = event.label is not None and event.label.name == LABEL
    if scope is None or not (has_label or about or read(event.issue.body)):
        return
    yield _thing(scope, event.issue, is_open=event.action not in _GONE)
    yield from _labelled(scope, event, event.issue, context)


def _pull(event: events.PullRequestEvent, context: Context) -> Iterator[Record]:
    pull = event.pull_request
    scope = context.thread(event.repository, pull.number)
    has_label = LABEL in {label.name for label in pull.labels}
    about = event.label is not None and event.label.name == LABEL
    if scope is None or not (has_label or about):
        return
    data = {
        "title": pull.title,
        "by": pull.user.login if pull.user else "",
        "open": pull.state == "open",
        "pull": True,
        "labels": sorted(label.name for label in pull.labels),
    }
    yield _register(scope, pull.updated_at, {**data, "parts": [], "form": None})
    yield from _labelled(scope, event, pull, context)


def _comment(event: events.CommentEvent, context: Context) -> Iterator[Record]:
    """The words around a command, which may be half of what is asked for."""
    scope = context.thread(event.repository, event.issue.number)
    place = context.place(event.repository.id, f"#{event.issue.number}")
    if scope is None or (place is not None and scopes.parse(place).kind == scopes.DESK):
        return
    comment = event.comment
    parts = sorted(said_in(comment.body))
    at = order(comment.updated_at, id=len(parts)) + "".join(part[0] for part in parts)
    yield Fact(scope, SAID, str(comment.id), at, {"parts": parts})
    yield _thing(scope, event.issue, is_open=True)


def _thing(scope: str, issue: things.Issue, *, is_open: bool) -> Fact:
    form = read(issue.body)
    data = {
        "title": issue.title,
        "by": issue.user.login if issue.user else "",
        "open": is_open and issue.state == "open",
        "pull": issue.pull_request is not None,
        "labels": sorted(label.name for label in issue.labels),
        "parts": sorted(said_in_form(form) if form else said_in(issue.body)),
        "form": {"at": issue.created_at, "urgent": form.urgent, "text": form.problem[:500]}
        if form
        else None,
    }
    return _register(scope, issue.updated_at, data)


def _register(scope: str, at: float, data: Data) -> Fact:
    """The newest counts; of two in one second the closed one, then always the same one."""
    return Fact(scope, THING, NOW, f"{order(at, int(not data['open']))}{_packed(data)}", data)


def _packed(data: Data) -> str:
    packed = json.dumps(data, sort_keys=True).encode("utf-8", "replace")
    return hashlib.sha256(packed).hexdigest()[:16]


def _labelled(
    scope: str,
    event: events.IssueEvent | events.PullRequestEvent,
    thing: things.Issue | things.PullRequest,
    context: Context,
) -> Iterator[Fact]:
    """The label, put on or taken off; whether by us is told by the core's own kind of facts. A list
    does not tell who did it: then only what no event told of counts."""
    if event.label is None or event.label.name != LABEL:
        return
    yield from seen(scope, event, context.bot)
    by = thing.user if thing.user is not None and not thing.user.is_bot else event.sender
    data = {"on": event.action != "unlabeled", "by": by.login, "who": event.sender.login}
    if event.action in ("labeled", "unlabeled") and event.sender.login != context.bot:
        at = order(thing.updated_at, int(not data["on"]))
        yield Fact(scope, LABELLED, HAND, at, data)
    elif event.action == events.SEEN:
        at = order(thing.created_at)
        yield Fact(scope, ON_OR_OFF, LABEL, at, {"on": True, "ours": True})
        yield Fact(scope, LABELLED, "seen", at, {**data, "at": thing.updated_at}, "first")
