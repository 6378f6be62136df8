"""The App, its installations, tokens and deliveries."""

from app.sandbox.http import Json
from app.sandbox.installations import Installation, Token
from app.sandbox.payloads.basics import maybe_user, maybe_when, node_id, repository, user, when
from app.sandbox.world import Sent, World

EVENTS = (
    "check_run",
    "check_suite",
    "issue_comment",
    "issues",
    "label",
    "milestone",
    "pull_request",
    "pull_request_review",
    "pull_request_review_comment",
    "push",
    "repository",
)
"""The events that the App has subscribed to; those about itself come unasked."""


def app(world: World) -> Json:
    """The App ("integration")."""
    return {
        "id": world.app.id,
        "slug": world.app.slug,
        "client_id": world.app.client_id,
        "node_id": node_id("A", world.app.id),
        "owner": user(world, world.app.owner),
        "name": world.app.slug.capitalize(),
        "description": "Runs a mentorship programme through issues, labels and comments",
        "external_url": f"{world.html_url}/apps/{world.app.slug}",
        "html_url": f"{world.html_url}/apps/{world.app.slug}",
        "created_at": when(world.app.created),
        "updated_at": when(world.app.created),
        "permissions": dict(world.app.permissions),
        "events": list(EVENTS),
    }


def via_app(world: World, by_app: bool) -> Json | None:
    """`performed_via_github_app` of what the App, or a person, has written."""
    return app(world) if by_app else None


def installation(world: World, it: Installation) -> Json:
    """An installation."""
    organisation = it.account.type == "Organization"
    page = f"organizations/{it.account.login}/" if organisation else ""
    return {
        "id": it.id,
        "client_id": world.app.client_id,
        "account": user(world, it.account),
        "repository_selection": "all" if it.all_repositories else "selected",
        "access_tokens_url": f"{world.api_url}/app/installations/{it.id}/access_tokens",
        "repositories_url": f"{world.api_url}/installation/repositories",
        "html_url": f"{world.html_url}/{page}settings/installations/{it.id}",
        "app_id": world.app.id,
        "app_slug": world.app.slug,
        "target_id": it.account.id,
        "target_type": it.account.type,
        "permissions": dict(it.permissions),
        "events": list(EVENTS),
        "created_at": when(it.created),
        "updated_at": when(it.updated),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_at": maybe_when(it.suspended),
        "suspended_by": maybe_user(world, it.suspended_by),
    }


def token(world: World, it: Token) -> Json:
    """An installation's token."""
    shown: Json = {
        "token": it.text,
        "expires_at": when(it.expires),
        "permissions": dict(it.permissions),
        "repository_selection": "all" if it.repositories is None else "selected",
    }
    if it.repositories is not None:
        seen = it.installation.repositories
        shown["repositories"] = [
            repository(world, seen[number]) for number in sorted(it.repositories) if number in seen
        ]
    return shown


def delivery_item(it: Sent) -> Json:
    """A row of the list of deliveries."""
    return {
        "id": it.id,
        "guid": it.delivery.id,
        "delivered_at": when(it.at),
        "redelivery": it.delivery.redelivery,
        "duration": round(it.seconds, 2),
        "status": it.status,
        "status_code": it.status_code,
        "event": it.delivery.event,
        "action": it.delivery.payload.get("action"),
        "installation_id": it.delivery.installation,
        "repository_id": it.delivery.repository,
        "throttled_at": None,
    }


def delivery(it: Sent) -> Json:
    """A delivery with what was sent."""
    return {
        **delivery_item(it),
        "url": "",
        "request": {
            "headers": {"X-GitHub-Delivery": it.delivery.id, "X-GitHub-Event": it.delivery.event},
            "payload": it.delivery.payload,
        },
        "response": {"headers": {}, "payload": ""},
    }
