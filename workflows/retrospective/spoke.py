"""That a mentor of the group said something in its issue: so they have seen it (row T1). Pure."""

from collections.abc import Iterator

from app.model import events, scopes
from app.model.facts import Fact
from app.model.order import order
from app.model.workflow import Context

SPOKE = "spoke"
"""The kind of facts that a mentor did, and the parameter in which the issue keeps it."""


def record(event: events.Event, context: Context) -> Iterator[Fact]:
    """Any comment of theirs will do: nobody has to know a command for it."""
    if not isinstance(event, events.CommentEvent) or event.action == "deleted":
        return
    place = context.place(event.repository.id, f"#{event.issue.number}")
    scope = scopes.parse(place) if place is not None else None
    if place is None or scope is None or scope.kind != "group":
        return
    programme, comment = context.programmes.get(scope.home), event.comment
    group = programme.group(scope.cohort, scope.group) if programme is not None else None
    by = comment.user.login.lower() if comment.user is not None else ""
    if group is not None and by in {login.lower() for login in group.mentors}:
        yield Fact(place, SPOKE, "mentor", order(comment.created_at), {}, "first")
