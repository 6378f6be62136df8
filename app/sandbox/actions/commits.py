"""Commits, branches, pushes."""

import hashlib
from collections.abc import Mapping

from app.sandbox.access import Actor, require
from app.sandbox.actions import suites
from app.sandbox.actions.notify import emit
from app.sandbox.http import Refused
from app.sandbox.payloads import basics
from app.sandbox.payloads.commits import pushed_commit
from app.sandbox.state import Commit, Repository, User
from app.sandbox.world import World

NOTHING = "0" * 40
"""What a push names where there was, or will be, no commit."""

Changes = Mapping[str, bytes | None]
"""New contents by path; None removes the file."""


def files_of(repository: Repository, ref: str | None = None) -> dict[str, bytes]:
    """The files at a branch or commit (None: the default branch); 404 where there is none."""
    sha = sha_of(repository, ref)
    if sha is None:
        raise Refused(404, f"No commit found for the ref {ref or repository.default_branch}")
    return repository.commits[sha].files


def sha_of(repository: Repository, ref: str | None) -> str | None:
    """The commit that a branch, a full reference or a hash names."""
    name = (ref or repository.default_branch).removeprefix("refs/").removeprefix("heads/")
    sha = repository.branches.get(name, name)
    return sha if sha in repository.commits else None


def commit(
    world: World,
    repository: Repository,
    branch: str,
    author: User,
    message: str,
    changes: Changes,
    start: str | None = None,
) -> Commit:
    """Put a commit on a branch, which begins at `start` if it is new. Says nothing."""
    parent = repository.branches.get(branch, start)
    before = repository.commits[parent].files if parent else {}
    after = {path: text for path, text in {**before, **changes}.items() if text is not None}
    made = Commit(
        _sha(repository, parent, message, world.clock()),
        message,
        author,
        world.clock(),
        after,
        parent,
        sorted(path for path in changes if path in after and path not in before),
        sorted(
            path
            for path in changes
            if path in after and before.get(path, after[path]) != after[path]
        ),
        sorted(path for path in changes if path in before and path not in after),
    )
    repository.commits[made.sha] = made
    repository.branches[branch] = made.sha
    repository.pushed = world.clock()
    repository.shown = None
    return made


def _sha(repository: Repository, parent: str | None, message: str, at: float) -> str:
    text = f"{repository.id} {len(repository.commits)} {parent} {at} {message}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def push(
    world: World,
    actor: Actor,
    repository: Repository,
    branch: str,
    message: str,
    changes: Changes,
    start: str | None = None,
) -> Commit:
    """Commit on a branch, and send `push`."""
    require(world, actor, repository, "write")
    before = repository.branches.get(branch, NOTHING)
    made = commit(world, repository, branch, actor.user, message, changes, start)
    announce(world, actor, repository, branch, before, made)
    return made


def force_push(
    world: World,
    actor: Actor,
    repository: Repository,
    branch: str,
    message: str,
    changes: Changes,
    start: str,
) -> Commit:
    """Put one commit on `start` in place of what the branch had since, and send `push`."""
    require(world, actor, repository, "write")
    before, repository.branches[branch] = repository.branches[branch], start
    made = commit(world, repository, branch, actor.user, message, changes)
    announce(world, actor, repository, branch, before, made, forced=True)
    return made


def announce(
    world: World,
    actor: Actor,
    repository: Repository,
    branch: str,
    before: str,
    head: Commit,
    forced: bool = False,
) -> None:
    """Send `push` for one commit on a branch, and ask the App for its checks."""
    its = pushed_commit(world, repository, head)
    page = basics.repository_page(world, repository)
    emit(
        world,
        "push",
        None,
        repository,
        actor,
        ref=f"refs/heads/{branch}",
        before=before,
        after=head.sha,
        created=before == NOTHING,
        deleted=False,
        forced=forced,
        base_ref=None,
        compare=f"{page}/compare/{before[:12]}...{head.sha[:12]}",
        commits=[its],
        head_commit=its,
        pusher={
            "name": actor.user.login,
            "email": basics.email(world, actor.user),
        },
    )
    suites.request(world, actor, repository, head.sha)
