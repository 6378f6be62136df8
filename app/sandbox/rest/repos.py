"""Repositories, and who people are in them, in organisations and teams."""

from app.sandbox import access
from app.sandbox.http import Refused, not_found
from app.sandbox.payloads import basics
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import ROLES, Organisation, Team

LEGACY = {"triage": "read", "maintain": "write"}
"""`permission` knows four words only; `role_name` has all of them."""


def get_repository(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}."""
    return Answer(200, basics.full_repository(call.world, call.repository))


def _require_seen(call: Call) -> None:
    """Who collaborates is told of the installation's own repositories only."""
    if not call.sees(call.repository):
        raise Refused(403, "Must have push access to view collaborator permission.")


def get_collaborator(call: Call) -> Answer:
    """GET …/collaborators/{username}: 204 for whoever was given a role, else 404."""
    _require_seen(call)
    who = call.world.user(call.parameters["username"])
    if access.explicit_role(call.world, who, call.repository) == "none":
        raise not_found()
    return Answer(204)


def get_permission(call: Call) -> Answer:
    """GET …/collaborators/{username}/permission."""
    _require_seen(call)
    who = call.world.user(call.parameters["username"])
    role = access.role(call.world, who, call.repository)
    held = ROLES.index(role)
    rights = {
        {"read": "pull", "write": "push"}.get(name, name): held >= ROLES.index(name)
        for name in ROLES[1:]
    }
    shown = {**basics.user(call.world, who), "permissions": rights, "role_name": role}
    return Answer(200, {"permission": LEGACY.get(role, role), "role_name": role, "user": shown})


def get_user(call: Call) -> Answer:
    """GET /users/{username}."""
    return Answer(200, basics.public_user(call.world, call.world.user(call.parameters["username"])))


def _organisation(call: Call) -> Organisation:
    found = call.world.organisations.get(call.parameters["org"].lower())
    if found is None:
        raise not_found()
    return found


def get_member(call: Call) -> Answer:
    """GET /orgs/{org}/members/{username}."""
    organisation = _organisation(call)
    if call.world.user(call.parameters["username"]).id not in organisation.members:
        raise not_found()
    return Answer(204)


def _team(call: Call) -> Team:
    found = _organisation(call).teams.get(call.parameters["team_slug"])
    if found is None:
        raise not_found()
    return found


def list_team_members(call: Call) -> Answer:
    """GET /orgs/{org}/teams/{team_slug}/members."""
    return call.page(_team(call).members.values(), basics.user)


def get_team_membership(call: Call) -> Answer:
    """GET /orgs/{org}/teams/{team_slug}/memberships/{username}."""
    team, who = _team(call), call.world.user(call.parameters["username"])
    if who.id not in team.members:
        raise not_found()
    return Answer(200, basics.team_membership(call.world, _organisation(call), team, who))


_REPO = "/repos/{owner}/{repo}"
_TEAM = "/orgs/{org}/teams/{team_slug}"
ROUTES = (
    Route("GET", _REPO, get_repository, "metadata:read"),
    Route("GET", f"{_REPO}/collaborators/{{username}}", get_collaborator, "metadata:read"),
    Route("GET", f"{_REPO}/collaborators/{{username}}/permission", get_permission, "metadata:read"),
    Route("GET", "/users/{username}", get_user, "nothing"),
    Route("GET", "/orgs/{org}/members/{username}", get_member, "members:read"),
    Route("GET", f"{_TEAM}/members", list_team_members, "members:read"),
    Route("GET", f"{_TEAM}/memberships/{{username}}", get_team_membership, "members:read"),
)
