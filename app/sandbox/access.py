"""Who may do what: roles of people, and which people count as what.

Source: docs.github.com, "Repository roles for an organization" and "Permission levels for a
personal account repository".
"""

from dataclasses import dataclass

from app.sandbox.http import Refused, not_found
from app.sandbox.state import ROLES, Issue, Repository, Role, User
from app.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever changes something. `app`: Cairn, whose rights were checked with its token."""

    user: User
    app: bool = False


def role(world: World, user: User, repository: Repository) -> Role:
    """The person's highest role there. Everybody reads what is public."""
    held: list[Role] = ["none" if repository.private else "read"]
    held.append(explicit_role(world, user, repository))
    return max(held, key=ROLES.index)


def explicit_role(world: World, user: User, repository: Repository) -> Role:
    """The role given to the person or one of their teams; "none" for the public."""
    if user is repository.owner:
        return "admin"
    held: list[Role] = [repository.roles.get(user.id, "none")]
    organisation = world.organisation_of(repository)
    if organisation is not None:
        if user.id in organisation.owners:
            return "admin"
        held += [
            team.roles.get(repository.id, "none")
            for team in organisation.teams.values()
            if user.id in team.members
        ]
    return max(held, key=ROLES.index)


def has(world: World, actor: Actor, repository: Repository, needed: Role) -> bool:
    """Whether the actor has at least that role."""
    return actor.app or ROLES.index(role(world, actor.user, repository)) >= ROLES.index(needed)


def require(world: World, actor: Actor, repository: Repository, needed: Role) -> None:
    """404 for whoever may not see the repository, 403 for a role too low."""
    if not has(world, actor, repository, "read"):
        raise not_found()
    if not has(world, actor, repository, needed):
        raise Refused(403, f"Must have {needed} access to {repository.full_name}.")


def require_author_or(
    world: World, actor: Actor, repository: Repository, author: User, needed: Role
) -> None:
    """What authors may do with their own, and others with that role."""
    require(world, actor, repository, "read" if actor.user is author else needed)


def require_talk(world: World, actor: Actor, issue: Issue) -> None:
    """Whether the actor may comment or react. Locked: write access only."""
    require(world, actor, issue.repository, "read")
    if issue.locked and not has(world, actor, issue.repository, "write"):
        raise Refused(403, "Unable to create comment because issue is locked.")


def association(world: World, user: User, repository: Repository) -> str:
    """GitHub's `author_association`. It is no right: a MEMBER may have read access only."""
    organisation = world.organisation_of(repository)
    if user is repository.owner:
        return "OWNER"
    if organisation is not None and user.id in organisation.members:
        return "MEMBER"
    if user.id in repository.roles:
        return "COLLABORATOR"
    return "CONTRIBUTOR" if user.id in repository.contributors else "NONE"
