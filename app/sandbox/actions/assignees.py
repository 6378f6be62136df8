"""Who an issue is assigned to."""

from collections.abc import Sequence

from app.sandbox.access import Actor, explicit_role, require, role
from app.sandbox.actions.notify import emit_thread, keep, note
from app.sandbox.payloads import basics
from app.sandbox.state import ROLES, Issue, User
from app.sandbox.world import World

MOST_ASSIGNEES = 10


def assignable(world: World, issue: Issue, who: User) -> bool:
    """Who can be assigned: docs.github.com, "Assigning issues and pull requests"."""
    repository = issue.repository
    if explicit_role(world, who, repository) in ROLES[ROLES.index("write") :]:
        return True
    organisation = world.organisation_of(repository)
    member = organisation is not None and who.id in organisation.members
    return (
        (member and role(world, who, repository) != "none")
        or any(comment.user is who for comment in issue.comments)
        or who is issue.user
    )


def among(world: World, issue: Issue, logins: Sequence[str]) -> list[User]:
    """Those of the people who can be assigned."""
    found = (world.users.get(login.lower()) for login in logins)
    return [who for who in found if who is not None and assignable(world, issue, who)]


def assign(world: World, actor: Actor, issue: Issue, logins: Sequence[str]) -> None:
    """Assign people; those without access are dropped silently, and so are those over ten."""
    require(world, actor, issue.repository, "triage")
    for who in among(world, issue, logins):
        if who not in issue.assignees and len(issue.assignees) < MOST_ASSIGNEES:
            issue.assignees.append(who)
            keep(world, "assigned", actor, issue, whom=(who,))
            announce(world, actor, issue, who, "assigned")


def unassign(world: World, actor: Actor, issue: Issue, logins: Sequence[str]) -> None:
    """Assign people no longer."""
    require(world, actor, issue.repository, "triage")
    gone = {login.lower() for login in logins}
    for who in [who for who in issue.assignees if who.login.lower() in gone]:
        issue.assignees.remove(who)
        keep(world, "unassigned", actor, issue, whom=(who,))
        announce(world, actor, issue, who, "unassigned")


def replace(world: World, actor: Actor, issue: Issue, logins: Sequence[str]) -> None:
    """Assign exactly these people."""
    wanted = {login.lower() for login in logins}
    gone = [who.login for who in issue.assignees if who.login.lower() not in wanted]
    unassign(world, actor, issue, gone)
    assign(world, actor, issue, logins)


def announce(world: World, actor: Actor, issue: Issue, who: User, action: str) -> None:
    """Tell that somebody was assigned, or is no longer."""
    its = basics.user(world, who)
    note(world, issue, action, actor, assignee=its, assigner=basics.user(world, actor.user))
    emit_thread(world, action, issue, actor, assignee=its)
