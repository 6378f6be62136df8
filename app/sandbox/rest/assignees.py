"""Who an issue is assigned to."""

from app.sandbox.actions import assignees
from app.sandbox.payloads import issues as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route


def add(call: Call) -> Answer:
    """POST …/issues/{issue_number}/assignees: whoever has no access is dropped."""
    issue = call.issue
    assignees.assign(call.world, call.actor, issue, call.texts("assignees") or [])
    return Answer(201, shown.issue(call.world, issue))


def remove(call: Call) -> Answer:
    """DELETE …/issues/{issue_number}/assignees."""
    issue = call.issue
    assignees.unassign(call.world, call.actor, issue, call.texts("assignees") or [])
    return Answer(200, shown.issue(call.world, issue))


_ASSIGNEES = "/repos/{owner}/{repo}/issues/{issue_number}/assignees"
ROUTES = (
    Route("POST", _ASSIGNEES, add, "thread:write"),
    Route("DELETE", _ASSIGNEES, remove, "thread:write"),
)
