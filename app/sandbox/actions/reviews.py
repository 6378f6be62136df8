"""Reviews of pull requests: submitting, editing, dismissing them, comments on lines.

Source: docs.github.com, "About pull request reviews" and "Dismissing a pull request review".
"""

from collections.abc import Sequence

from app.sandbox.access import Actor, require, require_author_or, require_talk
from app.sandbox.actions.issues import checked_body
from app.sandbox.actions.notify import emit, keep, note, touch
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads import pulls as shown
from app.sandbox.payloads.pulls import pull_of
from app.sandbox.state import Issue, Review, ReviewComment
from app.sandbox.verdicts import full_text
from app.sandbox.world import World

REVIEW_STATES = {
    "APPROVE": "APPROVED",
    "REQUEST_CHANGES": "CHANGES_REQUESTED",
    "COMMENT": "COMMENTED",
}
"""What one asks for, and what becomes of it: REST API, "Create a review"."""

DISMISSIBLE = ("APPROVED", "CHANGES_REQUESTED")

Remarks = Sequence[tuple[str, str]]
"""Comments on lines: the path of the file, and the text."""


def submit(
    world: World, actor: Actor, issue: Issue, event: str, body: str = "", remarks: Remarks = ()
) -> Review:
    """Submit a review, together with what one wrote on lines before (the pending review). Whoever
    reviews is asked for it no longer."""
    _check(world, actor, issue, event, body, remarks)
    pull = pull_of(issue)
    made = begin(world, actor, issue, remarks)
    del pull.pending[actor.user.id]
    made.state, made.body, made.commit = REVIEW_STATES[event], body, pull.head
    made.created = made.updated = world.clock()
    pull.reviews.append(made)
    if actor.user in pull.requested:
        pull.requested.remove(actor.user)
    touch(world, issue)
    keep(world, "reviewed", actor, issue, full_text(made), review=made)
    _announce(world, actor, issue, made, "submitted")
    for comment in made.comments:
        _announce_comment(world, actor, comment, "created")
    return made


def _check(
    world: World, actor: Actor, issue: Issue, event: str, body: str, remarks: Remarks
) -> None:
    """422 for what GitHub does not take. Nobody approves, or asks changes of, their own."""
    require_talk(world, actor, issue)
    if event not in REVIEW_STATES:
        raise Refused(422, f"Variable $event was given an invalid value: {event}")
    if actor.user is issue.user and event != "COMMENT":
        raise _unprocessable("Can not review your own pull request")
    checked_body("PullRequestReview", body)
    pending = pull_of(issue).pending.get(actor.user.id)
    says = body.strip() or remarks or (pending is not None and pending.comments)
    if event != "APPROVE" and not says:
        raise _unprocessable("Review cannot be blank: say something, or comment on a line")


def _unprocessable(message: str) -> Refused:
    return Refused(422, "Unprocessable Entity", [{"message": message}])


def begin(world: World, actor: Actor, issue: Issue, remarks: Remarks = ()) -> Review:
    """Add to one's pending review, begun if need be. Nobody else sees it, nobody is told."""
    require_talk(world, actor, issue)
    lines = [(path, _checked(text)) for path, text in remarks]
    _check_paths(world, issue, remarks)
    pull, now, number = pull_of(issue), world.clock(), actor.user.id
    if number not in pull.pending:
        new = Review(world.new_id("review"), actor.user, "PENDING", "", pull.head, now, now)
        pull.pending[number] = new
    for path, text in lines:
        _remark(world, actor, issue, pull.pending[number], path, text)
    return pull.pending[number]


def _checked(text: str) -> str:
    """What is said on a line, or 422 where it is blank or too long."""
    if not text.strip():
        raise invalid("PullRequestReviewComment", "body", "missing_field")
    return checked_body("PullRequestReviewComment", text) or ""


def _check_paths(world: World, issue: Issue, remarks: Remarks) -> None:
    """422 for a file that the pull request does not change."""
    changed = {each["filename"] for each in shown.changed_files(world, issue)} if remarks else set()
    if any(path not in changed for path, _ in remarks):
        raise invalid("PullRequestReviewComment", "path", "invalid")


def _remark(
    world: World,
    actor: Actor,
    issue: Issue,
    its: Review,
    path: str,
    text: str,
    reply_to: ReviewComment | None = None,
) -> ReviewComment:
    """Put a comment on a line into a review."""
    head, now = pull_of(issue).head, world.clock()
    number = world.new_id("review_comment")
    made = ReviewComment(number, issue, its, actor.user, path, text, head, now, now, reply_to)
    its.comments.append(made)
    return made


def reply(world: World, actor: Actor, to: ReviewComment, body: str) -> ReviewComment:
    """Answer a comment on a line. That is a review as well: "commented", by whoever answers, be it
    the author."""
    require_talk(world, actor, to.issue)
    text = _checked(body)
    pull, now = pull_of(to.issue), world.clock()
    its = Review(world.new_id("review"), actor.user, "COMMENTED", "", pull.head, now, now)
    made = _remark(world, actor, to.issue, its, to.path, text, to.reply_to or to)
    pull.reviews.append(its)
    touch(world, to.issue)
    keep(world, "reviewed", actor, to.issue, full_text(its), review=its)
    _announce(world, actor, to.issue, its, "submitted")
    _announce_comment(world, actor, made, "created")
    return made


def edit(world: World, actor: Actor, issue: Issue, it: Review, body: str) -> None:
    """Change what a review says. The same text sends nothing."""
    require_author_or(world, actor, issue.repository, it.user, "write")
    text = checked_body("PullRequestReview", body) or ""
    if text == it.body:
        return
    before, it.body, it.updated = it.body, text, world.clock()
    touch(world, issue)
    _announce(world, actor, issue, it, "edited", changes={"body": {"from": before}})


def edit_comment(world: World, actor: Actor, it: ReviewComment, body: str) -> None:
    """Change a comment on a line. The same text sends nothing."""
    require_author_or(world, actor, it.issue.repository, it.user, "write")
    text = _checked(body)
    if text == it.body:
        return
    before, it.body, it.updated = it.body, text, world.clock()
    touch(world, it.issue)
    _announce_comment(world, actor, it, "edited", changes={"body": {"from": before}})


def delete_comment(world: World, actor: Actor, it: ReviewComment) -> None:
    """Delete a comment on a line. The webhook carries it for the last time."""
    require_author_or(world, actor, it.issue.repository, it.user, "write")
    it.review.comments.remove(it)
    touch(world, it.issue)
    _announce_comment(world, actor, it, "deleted")


def dismiss(world: World, actor: Actor, issue: Issue, it: Review, message: str) -> None:
    """Dismiss a review that approved, or asked for changes. It keeps the time at which it was
    submitted, and its commit."""
    require(world, actor, issue.repository, "write")
    if it.state not in DISMISSIBLE:
        raise _unprocessable(f"Can not dismiss a {it.state.lower()} pull request review")
    if not message.strip():
        raise invalid("PullRequestReview", "message", "missing_field")
    details = {"state": it.state.lower(), "review_id": it.id, "dismissal_message": message}
    it.state, it.updated = "DISMISSED", world.clock()
    note(world, issue, "review_dismissed", actor, dismissed_review=details)
    _announce(world, actor, issue, it, "dismissed")


def _announce(
    world: World, actor: Actor, issue: Issue, it: Review, action: str, **parts: object
) -> None:
    its = shown.webhook_review(world, issue, it)
    pull_request = shown.pull_simple(world, issue)
    parts |= {"review": its, "pull_request": pull_request}
    emit(world, "pull_request_review", action, issue.repository, actor, **parts)


def _announce_comment(
    world: World, actor: Actor, it: ReviewComment, action: str, **parts: object
) -> None:
    its = shown.review_comment(world, it)
    pull_request = shown.pull_simple(world, it.issue)
    parts |= {"comment": its, "pull_request": pull_request}
    emit(world, "pull_request_review_comment", action, it.issue.repository, actor, **parts)
