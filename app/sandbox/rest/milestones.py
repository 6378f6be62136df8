"""Milestones of a repository."""

from app.sandbox.actions import milestones
from app.sandbox.http import invalid, not_found
from app.sandbox.payloads import basics
from app.sandbox.payloads.issues import milestone as shown
from app.sandbox.rest.call import Answer, Call, instant
from app.sandbox.rest.router import Route
from app.sandbox.state import Milestone

CHANGEABLE = ("title", "description", "due_on", "state")


def list_milestones(call: Call) -> Answer:
    """GET …/milestones: the open ones, unless asked otherwise."""
    wanted = call.request.query.get("state", "open")
    repository = call.repository
    seen = [it for it in repository.milestones.values() if wanted in ("all", it.state)]
    return call.page(seen, lambda world, it: shown(world, repository, it))


def create_milestone(call: Call) -> Answer:
    """POST …/milestones: 422 where the title exists."""
    title = call.needed_text("title", "Milestone")
    made = milestones.create(
        call.world, call.actor, call.repository, title, call.text("description"), _due(call)
    )
    return Answer(201, shown(call.world, call.repository, made))


def _due(call: Call) -> str | None:
    """`due_on` as GitHub writes it, whatever zone it came in."""
    text = call.text("due_on")
    return None if text is None else basics.when(instant(text, "due_on"))


def _milestone(call: Call) -> Milestone:
    found = call.repository.milestones.get(call.number("milestone_number"))
    if found is None:
        raise not_found()
    return found


def change_milestone(call: Call) -> Answer:
    """PATCH …/milestones/{milestone_number}."""
    milestone = _milestone(call)
    changes = {name: call.text(name) for name in CHANGEABLE if name in call.fields}
    if "due_on" in changes:
        changes["due_on"] = _due(call)
    if changes.get("state", "open") not in ("open", "closed"):
        raise invalid("Milestone", "state", "invalid")
    milestones.change(call.world, call.actor, call.repository, milestone, changes)
    return Answer(200, shown(call.world, call.repository, milestone))


_ALL = "/repos/{owner}/{repo}/milestones"
ROUTES = (
    Route("GET", _ALL, list_milestones, "issues:read"),
    Route("POST", _ALL, create_milestone, "issues:write"),
    Route("PATCH", f"{_ALL}/{{milestone_number}}", change_milestone, "issues:write"),
)
