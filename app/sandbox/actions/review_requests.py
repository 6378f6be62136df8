"""Asking for reviews.

Source: docs.github.com, "Requesting a pull request review" and "Repository roles for an
organization" (triage may ask for reviews).
"""

from app.sandbox.access import Actor, explicit_role, has, require
from app.sandbox.actions.notify import emit_thread, keep, note
from app.sandbox.http import Refused
from app.sandbox.payloads import basics
from app.sandbox.payloads.pulls import pull_of
from app.sandbox.state import Issue, User
from app.sandbox.world import World


def may_ask(world: World, actor: Actor, issue: Issue, who: User) -> bool:
    """Whether the actor may ask them: with triage access; authors without it may ask again whoever
    has reviewed."""
    if has(world, actor, issue.repository, "triage"):
        return True
    return actor.user is issue.user and any(it.user is who for it in pull_of(issue).reviews)


def askable(world: World, issue: Issue, who: User) -> bool:
    """Whether they can be asked: not the author, and not who is only one of the public."""
    if who is issue.user or who.type != "User":
        return False
    organisation = world.organisation_of(issue.repository)
    member = organisation is not None and who.id in organisation.members
    if member and has(world, Actor(who), issue.repository, "read"):
        return True
    return explicit_role(world, who, issue.repository) != "none"


def request(world: World, actor: Actor, issue: Issue, who: User) -> None:
    """Ask somebody for a review, or again. Whoever is asked already is not asked twice."""
    _require(world, actor, issue, who)
    if who is issue.user:
        raise Refused(422, "Review cannot be requested from pull request author.")
    if not askable(world, issue, who):
        raise Refused(
            422,
            "Reviews may only be requested from collaborators. One or more of the users or teams "
            f"you specified is not a collaborator of the {issue.repository.full_name} repository.",
        )
    pull = pull_of(issue)
    if who not in pull.requested:
        pull.requested.append(who)
        keep(world, "review_requested", actor, issue, whom=(who,))
        _announce(world, actor, issue, who, "review_requested")


def remove(world: World, actor: Actor, issue: Issue, who: User) -> None:
    """Ask somebody no longer."""
    _require(world, actor, issue, who)
    pull = pull_of(issue)
    if who in pull.requested:
        pull.requested.remove(who)
        _announce(world, actor, issue, who, "review_request_removed")


def _require(world: World, actor: Actor, issue: Issue, who: User) -> None:
    require(world, actor, issue.repository, "read")
    if not may_ask(world, actor, issue, who):
        raise Refused(403, f"Must have triage access to {issue.repository.full_name}.")


def _announce(world: World, actor: Actor, issue: Issue, who: User, action: str) -> None:
    its, by = basics.user(world, who), basics.user(world, actor.user)
    note(world, issue, action, actor, requested_reviewer=its, review_requester=by)
    emit_thread(world, action, issue, actor, requested_reviewer=its)
