"""Comments and reactions."""

from app.sandbox.access import Actor, require_author_or, require_talk
from app.sandbox.actions.issues import checked_body
from app.sandbox.actions.notify import emit, keep, touch
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads.issues import REACTIONS
from app.sandbox.payloads.issues import comment as comment_json
from app.sandbox.payloads.issues import issue as issue_json
from app.sandbox.state import Comment, Issue, Reaction
from app.sandbox.world import World


def _checked(body: str | None) -> str:
    if body is None or not body.strip():
        raise invalid("IssueComment", "body", "missing_field")
    return checked_body("IssueComment", body) or ""


def _announce(world: World, actor: Actor, comment: Comment, action: str, **parts: object) -> None:
    emit(
        world,
        "issue_comment",
        action,
        comment.issue.repository,
        actor,
        issue=issue_json(world, comment.issue),
        comment=comment_json(world, comment),
        **parts,
    )


def create(world: World, actor: Actor, issue: Issue, body: str | None) -> Comment:
    """Comment on an issue or pull request."""
    require_talk(world, actor, issue)
    now = world.clock()
    comment = Comment(
        world.new_id("comment"), issue, _checked(body), actor.user, actor.app, now, now
    )
    issue.comments.append(comment)
    issue.repository.comments[comment.id] = comment
    touch(world, issue)
    keep(world, "commented", actor, comment, comment.body)
    _announce(world, actor, comment, "created")
    return comment


def edit(world: World, actor: Actor, comment: Comment, body: str | None) -> None:
    """Change a comment. The same text sends nothing."""
    require_author_or(world, actor, comment.issue.repository, comment.user, "write")
    text = _checked(body)
    if text == comment.body:
        return
    before, comment.body = comment.body, text
    comment.updated = max(comment.updated, world.clock())
    touch(world, comment.issue)
    keep(world, "edited", actor, comment)
    _announce(world, actor, comment, "edited", changes={"body": {"from": before}})


def delete(world: World, actor: Actor, comment: Comment) -> None:
    """Delete a comment. The webhook carries it for the last time."""
    require_author_or(world, actor, comment.issue.repository, comment.user, "write")
    comment.issue.comments.remove(comment)
    del comment.issue.repository.comments[comment.id]
    touch(world, comment.issue)
    _announce(world, actor, comment, "deleted")


def react(
    world: World, actor: Actor, target: Issue | Comment, content: str
) -> tuple[Reaction, bool]:
    """React; also says whether that is new. GitHub keeps one of each kind, and sends no webhook."""
    require_talk(world, actor, target.thread)
    if content not in REACTIONS:
        raise Refused(422, "Validation Failed", [{"resource": "Reaction", "code": "invalid"}])
    key = (actor.user.id, content)
    found = target.reactions.get(key)
    if found is not None:
        return found, False
    reaction = Reaction(world.new_id("reaction"), actor.user, content, world.clock())
    target.reactions[key] = reaction
    return reaction, True
