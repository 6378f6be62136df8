"""Issues: reading, opening, changing, locking, nesting, their timelines, and search."""

from typing import Any

from app.sandbox.actions import assignees as assigned
from app.sandbox.actions import issues, labels, milestones
from app.sandbox.actions.extras import Extras
from app.sandbox.http import Json, Refused, invalid
from app.sandbox.payloads import issues as shown
from app.sandbox.payloads.commits import timeline_commit
from app.sandbox.payloads.pulls import timeline_review
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import Comment, Commit, Issue, IssueEvent, Milestone, Review
from app.sandbox.world import World

Entry = IssueEvent | Comment | Review | Commit
"""What a timeline is made of."""

LOCK_REASONS = (None, "off-topic", "too heated", "resolved", "spam")


def list_issues(call: Call) -> Answer:
    """GET …/issues. Pull requests are among them."""
    repository = call.repository
    issues.require_issues(repository)
    seen = [it for it in repository.issues.values() if _asked_for(call, it)]
    order = {"updated": _updated, "comments": _comments}.get(
        call.request.query.get("sort", ""), _created
    )
    newest_first = call.request.query.get("direction", "desc") == "desc"
    return call.page(sorted(seen, key=order, reverse=newest_first), shown.issue)


def _created(it: Issue) -> Any:
    return it.created, it.number


def _updated(it: Issue) -> Any:
    return it.updated, it.number


def _comments(it: Issue) -> Any:
    return len(it.comments), it.number


def _asked_for(call: Call, it: Issue) -> bool:
    query = call.request.query
    if query.get("state", "open") not in ("all", it.state):
        return False
    if "creator" in query and query["creator"].lower() != it.user.login.lower():
        return False
    if "assignee" in query and not _assigned(it, query["assignee"]):
        return False
    if "milestone" in query and not _under(it, query["milestone"]):
        return False
    wanted = {name.lower() for name in query.get("labels", "").split(",") if name}
    if wanted and not wanted <= {label.name.lower() for label in it.labels}:
        return False
    return "since" not in query or int(it.updated) >= call.since()


def _assigned(it: Issue, wanted: str) -> bool:
    if wanted in ("none", "*"):
        return bool(it.assignees) == (wanted == "*")
    return any(who.login.lower() == wanted.lower() for who in it.assignees)


def _under(it: Issue, wanted: str) -> bool:
    if wanted in ("none", "*"):
        return (it.milestone is not None) == (wanted == "*")
    return it.milestone is not None and str(it.milestone.number) == wanted


def _milestone(call: Call) -> Milestone | None:
    number = call.fields.get("milestone")
    if number is None:
        return None
    found = call.repository.milestones.get(int(number))
    if found is None:
        raise invalid("Issue", "milestone", "invalid")
    return found


def create_issue(call: Call) -> Answer:
    """POST …/issues."""
    extras = Extras(call.texts("labels") or (), call.texts("assignees") or (), _milestone(call))
    made = issues.open_issue(
        call.world, call.actor, call.repository, call.text("title"), call.text("body"), extras
    )
    return Answer(201, shown.issue(call.world, made))


def get_issue(call: Call) -> Answer:
    """GET …/issues/{issue_number}."""
    return Answer(200, shown.issue(call.world, call.issue))


def change_issue(call: Call) -> Answer:
    """PATCH …/issues/{issue_number}. All is checked before anything is changed."""
    world, actor, issue = call.world, call.actor, call.issue
    title, body = call.text("title"), call.text("body")
    names, assignees = call.texts("labels"), call.texts("assignees")
    milestone = _milestone(call)
    issues.edit(world, actor, issue, title, "" if "body" in call.fields and body is None else body)
    if names is not None:
        labels.replace(world, actor, issue, names)
    if assignees is not None:
        assigned.replace(world, actor, issue, assignees)
    if "milestone" in call.fields:
        milestones.set_milestone(world, actor, issue, milestone)
    state = call.text("state")
    if state is not None:
        issues.set_state(world, actor, issue, state, call.text("state_reason"))
    return Answer(200, shown.issue(world, issue))


def lock_issue(call: Call) -> Answer:
    """PUT …/issues/{issue_number}/lock."""
    reason = call.text("lock_reason")
    if reason not in LOCK_REASONS:
        raise Refused(422, "Invalid lock reason")
    issues.set_locked(call.world, call.actor, call.issue, True, reason)
    return Answer(204)


def list_sub_issues(call: Call) -> Answer:
    """GET …/issues/{issue_number}/sub_issues."""
    return call.page(call.issue.sub_issues, shown.issue)


def add_sub_issue(call: Call) -> Answer:
    """POST …/issues/{issue_number}/sub_issues: an id, not a number."""
    child = call.fields.get("sub_issue_id")
    if not isinstance(child, int):
        raise invalid("Issue", "sub_issue_id", "missing_field")
    replace = bool(call.fields.get("replace_parent"))
    parent = issues.add_sub_issue(call.world, call.actor, call.issue, child, replace)
    return Answer(201, shown.issue(call.world, parent))


def list_events(call: Call) -> Answer:
    """GET …/issues/{issue_number}/events."""
    issue = call.issue
    listed, headers = call.cut(issue.events)
    rows = [shown.issue_event(call.world, issue.repository, it) for it in listed]
    return Answer(200, rows, headers)


def list_timeline(call: Call) -> Answer:
    """GET …/issues/{issue_number}/timeline: events and comments, oldest first; a pull request's
    commits and reviews as well."""
    issue = call.issue
    entries: list[Entry] = [*issue.events, *call.known(issue.comments)]
    if issue.pull:
        entries += [issue.repository.commits[sha] for sha in issue.pull.commits]
        entries += call.known(issue.pull.reviews)
    listed, headers = call.cut(sorted(entries, key=_at))
    return Answer(200, [_entry(call.world, issue, it) for it in listed], headers)


def _at(it: Entry) -> float:
    return it.created if isinstance(it, Comment | Review) else it.at


def _entry(world: World, issue: Issue, it: Entry) -> Json:
    match it:
        case Comment():
            return shown.timeline_comment(world, it)
        case Review():
            return timeline_review(world, issue, it)
        case Commit():
            return timeline_commit(world, issue.repository, it)
        case IssueEvent():
            return shown.issue_event(world, issue.repository, it)


_ISSUES = "/repos/{owner}/{repo}/issues"
_ONE = f"{_ISSUES}/{{issue_number}}"
ROUTES = (
    Route("GET", _ISSUES, list_issues, "issues:read"),
    Route("POST", _ISSUES, create_issue, "issues:write"),
    Route("GET", _ONE, get_issue, "thread:read"),
    Route("PATCH", _ONE, change_issue, "thread:write"),
    Route("PUT", f"{_ONE}/lock", lock_issue, "thread:write"),
    Route("GET", f"{_ONE}/sub_issues", list_sub_issues, "issues:read"),
    Route("POST", f"{_ONE}/sub_issues", add_sub_issue, "issues:write"),
    Route("GET", f"{_ONE}/events", list_events, "thread:read"),
    Route("GET", f"{_ONE}/timeline", list_timeline, "thread:read"),
)
