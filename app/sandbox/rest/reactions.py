"""Reactions to issues and comments."""

from app.sandbox.actions import comments
from app.sandbox.payloads.issues import reaction as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.comments import comment_of
from app.sandbox.rest.router import Route
from app.sandbox.state import Comment, Issue


def _create(call: Call, target: Issue | Comment) -> Answer:
    """201 for a new one, 200 where it was there already."""
    reaction, new = comments.react(
        call.world, call.actor, target, call.needed_text("content", "Reaction")
    )
    return Answer(201 if new else 200, shown(call.world, reaction))


def create_for_issue(call: Call) -> Answer:
    """POST …/issues/{issue_number}/reactions."""
    return _create(call, call.issue)


def list_for_comment(call: Call) -> Answer:
    """GET …/issues/comments/{comment_id}/reactions."""
    content = call.request.query.get("content")
    given = comment_of(call).reactions.values()
    return call.page([it for it in given if content in (None, it.content)], shown)


def create_for_comment(call: Call) -> Answer:
    """POST …/issues/comments/{comment_id}/reactions."""
    return _create(call, comment_of(call))


_ISSUES = "/repos/{owner}/{repo}/issues"
_COMMENT = f"{_ISSUES}/comments/{{comment_id}}/reactions"
_ISSUE = f"{_ISSUES}/{{issue_number}}/reactions"
ROUTES = (
    Route("POST", _ISSUE, create_for_issue, "thread:write"),
    Route("GET", _COMMENT, list_for_comment, "issues:read"),
    Route("POST", _COMMENT, create_for_comment, "issues:write"),
)
