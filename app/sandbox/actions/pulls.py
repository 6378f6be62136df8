"""Pull requests: opening, pushing, reviewing, merging."""

from dataclasses import dataclass

from app.sandbox.access import Actor, has, require, require_author_or, require_talk
from app.sandbox.actions import commits
from app.sandbox.actions.issues import (
    checked_body,
    checked_title,
    mark_state,
    new_number,
    register,
)
from app.sandbox.actions.notify import emit, emit_thread, keep, note, touch
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads import basics
from app.sandbox.payloads import pulls as shown
from app.sandbox.state import Commit, Issue, Pull, Repository, Review, ReviewComment, User
from app.sandbox.world import World

REVIEW_STATES = {
    "APPROVE": "APPROVED",
    "REQUEST_CHANGES": "CHANGES_REQUESTED",
    "COMMENT": "COMMENTED",
}
"""What one asks for, and what becomes of it: REST API, "Create a review"."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new pull request is made of."""

    title: str
    body: str | None
    base: str
    head_repository: Repository
    head_branch: str
    draft: bool = False


def fork_of(world: World, repository: Repository, who: User) -> Repository:
    """The person's fork, made if need be. Forks share commits, as on GitHub."""
    name = f"{who.login}/{repository.name}".lower()
    found = world.repositories.get(name)
    if found is not None:
        return found
    fork = Repository(
        world.new_id("repository"),
        who,
        repository.name,
        repository.private,
        repository.default_branch,
        world.clock(),
        fork=True,
        pushed=world.clock(),
        commits=repository.commits,
        branches=dict(repository.branches),
    )
    world.repositories[name] = world.repositories_by_id[fork.id] = fork
    return fork


def open_pull(world: World, actor: Actor, repository: Repository, it: Draft) -> Issue:
    """Open a pull request. The head branch exists already."""
    require(world, actor, repository, "read")
    head = it.head_repository.branches.get(it.head_branch)
    base = repository.branches.get(it.base)
    if head is None or base is None:
        raise invalid("PullRequest", "base" if head else "head", "invalid")
    if head == base:
        raise invalid("PullRequest", "head", "custom", f"No commits between {it.base} and head")
    now = world.clock()
    issue = Issue(
        world.new_id("issue"),
        new_number(repository),
        repository,
        checked_title(it.title),
        checked_body("PullRequest", it.body),
        actor.user,
        actor.app,
        now,
        now,
    )
    issue.pull = Pull(
        world.new_id("pull"),
        it.draft,
        it.base,
        base,
        it.head_repository,
        it.head_branch,
        head,
        _between(repository, base, head),
    )
    register(world, issue)
    it.head_repository.proposals.setdefault(it.head_branch, []).append(issue)
    keep(world, "opened", actor, issue, issue.body)
    emit_thread(world, "opened", issue, actor)
    return issue


def _between(repository: Repository, base: str, head: str) -> list[str]:
    """The commits from the base (not with it) to the head, oldest first."""
    found: list[str] = []
    sha: str | None = head
    while sha is not None and sha != base:
        found.append(sha)
        sha = repository.commits[sha].parent
    return found[::-1]


def push(
    world: World,
    actor: Actor,
    repository: Repository,
    branch: str,
    message: str,
    changes: commits.Changes,
    start: str | None = None,
) -> Commit:
    """Push a commit to a branch; the pull requests from it follow, closed ones in silence."""
    made = commits.push(world, actor, repository, branch, message, changes, start)
    for issue in repository.proposals.get(branch, ()):
        pull = shown.pull_of(issue)
        if pull.merged:
            continue
        before, pull.head = pull.head, made.sha
        pull.commits.append(made.sha)
        if issue.state == "open":
            _announce_push(world, actor, issue, made, before)
    return made


def _announce_push(world: World, actor: Actor, issue: Issue, made: Commit, before: str) -> None:
    touch(world, issue)
    keep(world, "pushed", actor, issue, made.message)
    emit_thread(world, "synchronize", issue, actor, before=before, after=made.sha)


def set_draft(world: World, actor: Actor, issue: Issue, draft: bool) -> None:
    """Mark as ready for review, or turn back into a draft."""
    require_author_or(world, actor, issue.repository, issue.user, "write")
    pull = shown.pull_of(issue)
    if pull.draft == draft:
        return
    pull.draft = draft
    action = "converted_to_draft" if draft else "ready_for_review"
    note(world, issue, "convert_to_draft" if draft else action, actor)
    emit_thread(world, action, issue, actor)


def review(world: World, actor: Actor, issue: Issue, event: str, body: str = "") -> Review:
    """Review. Nobody approves, or asks changes of, their own."""
    require_talk(world, actor, issue)
    pull = shown.pull_of(issue)
    if event not in REVIEW_STATES:
        raise Refused(422, f"Variable $event was given an invalid value: {event}")
    if actor.user is issue.user and event != "COMMENT":
        raise Refused(
            422, "Unprocessable Entity", [{"message": "Can not review your own pull request"}]
        )
    now = world.clock()
    made = Review(
        world.new_id("review"), actor.user, REVIEW_STATES[event], body, pull.head, now, now
    )
    pull.reviews.append(made)
    if actor.user in pull.requested:
        pull.requested.remove(actor.user)
    touch(world, issue)
    keep(world, "reviewed", actor, issue, body)
    _announce_review(world, actor, issue, made, "submitted")
    return made


def dismiss(world: World, actor: Actor, issue: Issue, it: Review) -> None:
    """Dismiss a review. It keeps the time at which it was submitted."""
    require(world, actor, issue.repository, "write")
    it.state, it.updated = "DISMISSED", world.clock()
    touch(world, issue)
    _announce_review(world, actor, issue, it, "dismissed")


def _announce_review(world: World, actor: Actor, issue: Issue, it: Review, action: str) -> None:
    emit(
        world,
        "pull_request_review",
        action,
        issue.repository,
        actor,
        review=shown.webhook_review(world, issue, it),
        pull_request=shown.pull_simple(world, issue),
    )


def line_comment(world: World, actor: Actor, issue: Issue, path: str, body: str) -> ReviewComment:
    """Comment on a line, which makes a review of its own."""
    made = review(world, actor, issue, "COMMENT")
    now = world.clock()
    comment = ReviewComment(
        world.new_id("review_comment"), issue, made, actor.user, path, body, made.commit, now, now
    )
    shown.pull_of(issue).comments.append(comment)
    emit(
        world,
        "pull_request_review_comment",
        "created",
        issue.repository,
        actor,
        comment=shown.review_comment(world, comment),
        pull_request=shown.pull_simple(world, issue),
    )
    return comment


def request_review(world: World, actor: Actor, issue: Issue, who: User) -> None:
    """Ask somebody for a review: 422 for whoever has no access, and for the author."""
    require(world, actor, issue.repository, "triage")
    if who is issue.user:
        raise Refused(422, "Review cannot be requested from pull request author.")
    if not has(world, Actor(who), issue.repository, "read"):
        raise Refused(422, "Reviews may only be requested from collaborators.")
    pull = shown.pull_of(issue)
    if who in pull.requested:
        return
    pull.requested.append(who)
    its = basics.user(world, who)
    by = basics.user(world, actor.user)
    note(world, issue, "review_requested", actor, requested_reviewer=its, review_requester=by)
    keep(world, "review_requested", actor, issue, whom=(who,))
    emit_thread(world, "review_requested", issue, actor, requested_reviewer=its)


def merge(world: World, actor: Actor, issue: Issue) -> None:
    """Merge into the base branch as one commit."""
    require(world, actor, issue.repository, "write")
    pull, repository = shown.pull_of(issue), issue.repository
    if pull.draft or issue.state == "closed":
        raise Refused(405, "Pull Request is not mergeable")
    files = {each["filename"]: each for each in shown.changed_files(world, issue)}
    head = repository.commits[pull.head].files
    before = repository.branches[pull.base]
    message = f"{issue.title} (#{issue.number})"
    changes = {path: head.get(path) for path in files}
    made = commits.commit(world, repository, pull.base, actor.user, message, changes)
    pull.merged, pull.merged_by, pull.merge_sha = world.clock(), actor.user, made.sha
    repository.contributors.add(issue.user.id)
    note(world, issue, "merged", actor, commit_id=made.sha)
    mark_state(world, actor, issue, "closed")
    keep(world, "merged", actor, issue)
    emit_thread(world, "closed", issue, actor)
    commits.announce(world, actor, repository, pull.base, before, made)
