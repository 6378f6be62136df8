"""Comments on issues and pull requests."""

from typing import Any

from app.sandbox.actions import comments
from app.sandbox.http import not_found
from app.sandbox.payloads.issues import comment as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import Comment


def list_for_issue(call: Call) -> Answer:
    """GET …/issues/{issue_number}/comments: oldest first."""
    since = call.since()
    return call.page([it for it in call.issue.comments if int(it.updated) >= since], shown)


def list_for_repository(call: Call) -> Answer:
    """GET …/issues/comments."""
    since, query = call.since(), call.request.query
    seen = [it for it in call.repository.comments.values() if int(it.updated) >= since]
    seen.sort(key=_updated if query.get("sort") == "updated" else _created)
    return call.page(seen[::-1] if query.get("direction") == "desc" else seen, shown)


def _created(it: Comment) -> Any:
    return it.created, it.id


def _updated(it: Comment) -> Any:
    return it.updated, it.id


def create(call: Call) -> Answer:
    """POST …/issues/{issue_number}/comments."""
    made = comments.create(call.world, call.actor, call.issue, call.text("body"))
    return Answer(201, shown(call.world, made))


def comment_of(call: Call) -> Comment:
    """The comment in the path."""
    found = call.repository.comments.get(call.number("comment_id"))
    if found is None:
        raise not_found()
    return found


def get(call: Call) -> Answer:
    """GET …/issues/comments/{comment_id}."""
    return Answer(200, shown(call.world, comment_of(call)))


def change(call: Call) -> Answer:
    """PATCH …/issues/comments/{comment_id}."""
    comment = comment_of(call)
    comments.edit(call.world, call.actor, comment, call.text("body"))
    return Answer(200, shown(call.world, comment))


def delete(call: Call) -> Answer:
    """DELETE …/issues/comments/{comment_id}."""
    comments.delete(call.world, call.actor, comment_of(call))
    return Answer(204)


_ISSUES = "/repos/{owner}/{repo}/issues"
_COMMENT = f"{_ISSUES}/comments/{{comment_id}}"
ROUTES = (
    Route("GET", f"{_ISSUES}/comments", list_for_repository, "issues:read"),
    Route("GET", f"{_ISSUES}/{{issue_number}}/comments", list_for_issue, "thread:read"),
    Route("POST", f"{_ISSUES}/{{issue_number}}/comments", create, "thread:write"),
    Route("GET", _COMMENT, get, "issues:read"),
    Route("PATCH", _COMMENT, change, "issues:write"),
    Route("DELETE", _COMMENT, delete, "issues:write"),
)
