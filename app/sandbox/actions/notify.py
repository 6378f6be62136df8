"""Telling what happened: webhooks, entries of a timeline and of the journal, `updated_at`."""

from typing import Any

from app.sandbox.access import Actor
from app.sandbox.http import Json
from app.sandbox.installations import Installation
from app.sandbox.payloads import apps, basics
from app.sandbox.payloads.issues import issue as issue_json
from app.sandbox.payloads.pulls import pull as pull_json
from app.sandbox.state import (
    Comment,
    Happening,
    Issue,
    IssueEvent,
    Kind,
    Repository,
    Review,
    User,
)
from app.sandbox.world import World


def emit(
    world: World, event: str, action: str | None, repository: Repository, actor: Actor, **parts: Any
) -> None:
    """Send a webhook about something in a repository, if the App is installed there."""
    installation = world.installation_of(repository)
    if installation is None:
        return
    payload: Json = {} if action is None else {"action": action}
    payload |= parts
    payload.setdefault("repository", basics.repository(world, repository))
    organisation = world.organisation_of(repository)
    if organisation is not None:
        payload["organization"] = basics.organisation(world, organisation)
    payload["sender"] = basics.user(world, actor.user)
    payload["installation"] = {
        "id": installation.id,
        "node_id": basics.node_id("INST", installation.id),
    }
    world.deliver(event, payload, installation, repository)


def emit_installation(
    world: World,
    event: str,
    action: str,
    installation: Installation,
    sender: User,
    **parts: Any,
) -> None:
    """Send a webhook about the installation itself. These are sent while suspended as well."""
    payload: Json = {
        "action": action,
        "installation": apps.installation(world, installation),
        **parts,
        "sender": basics.user(world, sender),
    }
    world.deliver(event, payload, installation)


def emit_thread(world: World, action: str, issue: Issue, actor: Actor, **parts: Any) -> None:
    """Send `issues` or, for a pull request, `pull_request`."""
    if issue.pull is None:
        parts["issue"] = issue_json(world, issue)
        emit(world, "issues", action, issue.repository, actor, **parts)
    else:
        parts |= {"number": issue.number, "pull_request": pull_json(world, issue)}
        emit(world, "pull_request", action, issue.repository, actor, **parts)


def touch(world: World, issue: Issue) -> None:
    """Move `updated_at` on; it never goes back."""
    issue.updated = max(issue.updated, world.clock())


def note(world: World, issue: Issue, event: str, actor: Actor, **details: Any) -> None:
    """Put an entry into the issue's timeline, and move `updated_at`."""
    touch(world, issue)
    issue.events.append(
        IssueEvent(world.new_id("event"), event, actor.user, world.clock(), details, actor.app)
    )


def keep(
    world: World,
    kind: Kind,
    actor: Actor,
    it: Issue | Comment,
    text: str | None = "",
    whom: tuple[User, ...] = (),
    review: Review | None = None,
) -> None:
    """Put an entry into the journal. Whom it is mailed to is worked out when somebody looks."""
    entry = Happening(
        world.clock(),
        kind,
        it.thread,
        actor.user,
        text or "",
        it.id if isinstance(it, Comment) else None,
        whom,
        review.id if review else None,
        review.state if review else "",
    )
    world.journal.append(entry)
