"""Following a conversation, or no longer."""

from app.sandbox.access import Actor, require
from app.sandbox.actions.notify import keep
from app.sandbox.state import Issue
from app.sandbox.world import World


def subscribe(world: World, actor: Actor, issue: Issue) -> None:
    """Get mail about whatever is new in it."""
    require(world, actor, issue.repository, "read")
    keep(world, "subscribed", actor, issue)


def unsubscribe(world: World, actor: Actor, issue: Issue) -> None:
    """Get no more mail about it, until somebody mentions or assigns one."""
    require(world, actor, issue.repository, "read")
    keep(world, "unsubscribed", actor, issue)
