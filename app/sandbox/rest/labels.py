"""Labels of a repository and on an issue."""

from app.sandbox.actions import labels
from app.sandbox.http import not_found
from app.sandbox.payloads import issues as shown
from app.sandbox.rest.call import Answer, Call, texts
from app.sandbox.rest.router import Route
from app.sandbox.state import Label


def _all(call: Call, found: list[Label], status: int = 200) -> Answer:
    return Answer(status, [shown.label(call.world, call.repository, it) for it in found])


def list_labels(call: Call) -> Answer:
    """GET …/labels: by name."""
    by_name = [call.repository.labels[name] for name in sorted(call.repository.labels)]
    return call.page(by_name, lambda world, it: shown.label(world, call.repository, it))


def create_label(call: Call) -> Answer:
    """POST …/labels: 422 where the name exists."""
    made = labels.create(
        call.world,
        call.actor,
        call.repository,
        call.needed_text("name", "Label"),
        call.text("color") or labels.NEW_COLOR,
        call.text("description"),
    )
    return Answer(201, shown.label(call.world, call.repository, made))


def _label(call: Call) -> Label:
    found = call.repository.labels.get(call.parameters["name"].lower())
    if found is None:
        raise not_found()
    return found


def get_label(call: Call) -> Answer:
    """GET …/labels/{name}."""
    return Answer(200, shown.label(call.world, call.repository, _label(call)))


def change_label(call: Call) -> Answer:
    """PATCH …/labels/{name}."""
    label = _label(call)
    new = (call.text("new_name"), call.text("color"), call.text("description"))
    labels.change(call.world, call.actor, call.repository, label, *new)
    return Answer(200, shown.label(call.world, call.repository, label))


def list_on_issue(call: Call) -> Answer:
    """GET …/issues/{issue_number}/labels."""
    return _all(call, call.issue.labels)


def _names(call: Call) -> list[str]:
    """The body is a list of names, or an object with `labels`."""
    if isinstance(call.body, list):
        return texts(call.body, "labels")
    return call.texts("labels") or []


def add_to_issue(call: Call) -> Answer:
    """POST …/issues/{issue_number}/labels."""
    issue = call.issue
    labels.put(call.world, call.actor, issue, _names(call))
    return _all(call, issue.labels)


def set_on_issue(call: Call) -> Answer:
    """PUT …/issues/{issue_number}/labels: exactly these."""
    issue = call.issue
    labels.replace(call.world, call.actor, issue, _names(call))
    return _all(call, issue.labels)


def remove_from_issue(call: Call) -> Answer:
    """DELETE …/issues/{issue_number}/labels/{name}: answers those that are left."""
    issue = call.issue
    labels.take(call.world, call.actor, issue, call.parameters["name"])
    return _all(call, issue.labels)


_REPO = "/repos/{owner}/{repo}"
_ISSUE = f"{_REPO}/issues/{{issue_number}}"
ROUTES = (
    Route("GET", f"{_REPO}/labels", list_labels, "issues:read"),
    Route("POST", f"{_REPO}/labels", create_label, "issues:write"),
    Route("GET", f"{_REPO}/labels/{{name}}", get_label, "issues:read"),
    Route("PATCH", f"{_REPO}/labels/{{name}}", change_label, "issues:write"),
    Route("GET", f"{_ISSUE}/labels", list_on_issue, "thread:read"),
    Route("POST", f"{_ISSUE}/labels", add_to_issue, "thread:write"),
    Route("PUT", f"{_ISSUE}/labels", set_on_issue, "thread:write"),
    Route("DELETE", f"{_ISSUE}/labels/{{name}}", remove_from_issue, "thread:write"),
)
