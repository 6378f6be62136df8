"""Pull requests: opening, pushing, drafts, merging."""

from dataclasses import dataclass

from app.sandbox.access import Actor, require, require_author_or
from app.sandbox.actions import commits, workflows
from app.sandbox.actions.issues import (
    checked_body,
    checked_title,
    mark_state,
    new_number,
    register,
)
from app.sandbox.actions.notify import emit_thread, keep, note, touch
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads.pulls import changed_files, pull_of
from app.sandbox.state import Commit, Issue, Pull, Repository, User
from app.sandbox.world import World


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
    workflows.start(world, actor, issue)
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
        pull = pull_of(issue)
        if pull.merged:
            continue
        before, pull.head = pull.head, made.sha
        pull.commits.append(made.sha)
        if issue.state == "open":
            _announce_push(world, actor, issue, made, before)
    return made


def force_push(
    world: World, actor: Actor, issue: Issue, message: str, changes: commits.Changes
) -> Commit:
    """Put one commit in place of those of a pull request. Closed ones do not follow, and cannot be
    opened again."""
    pull = pull_of(issue)
    owner, branch = pull.head_repository, pull.head_branch
    made = commits.force_push(world, actor, owner, branch, message, changes, pull.base_sha)
    for each in owner.proposals[branch]:
        if each.state == "open":
            its = pull_of(each)
            before, its.head, its.commits = its.head, made.sha, [made.sha]
            note(world, each, "head_ref_force_pushed", actor, commit_id=made.sha)
            _announce_push(world, actor, each, made, before)
    return made


def _announce_push(world: World, actor: Actor, issue: Issue, made: Commit, before: str) -> None:
    touch(world, issue)
    keep(world, "pushed", actor, issue, made.message)
    emit_thread(world, "synchronize", issue, actor, before=before, after=made.sha)
    workflows.start(world, actor, issue)


def set_draft(world: World, actor: Actor, issue: Issue, draft: bool) -> None:
    """Mark as ready for review, or turn back into a draft."""
    require_author_or(world, actor, issue.repository, issue.user, "write")
    pull = pull_of(issue)
    if pull.draft == draft:
        return
    pull.draft = draft
    action = "converted_to_draft" if draft else "ready_for_review"
    note(world, issue, "convert_to_draft" if draft else action, actor)
    emit_thread(world, action, issue, actor)


def merge(world: World, actor: Actor, issue: Issue) -> None:
    """Merge into the base branch as one commit."""
    require(world, actor, issue.repository, "write")
    pull, repository = pull_of(issue), issue.repository
    if pull.draft or issue.state == "closed":
        raise Refused(405, "Pull Request is not mergeable")
    files = {each["filename"]: each for each in changed_files(world, issue)}
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
