"""Commits, files, branches, pushes, checks."""

import base64
import difflib
import hashlib
from urllib.parse import quote

from app.sandbox.http import Json
from app.sandbox.payloads.apps import app
from app.sandbox.payloads.basics import (
    email,
    maybe_when,
    node_id,
    repository,
    repository_page,
    repository_url,
    user,
    when,
)
from app.sandbox.state import CheckRun, Commit, Issue, Repository, User
from app.sandbox.world import World


def blob_sha(content: bytes) -> str:
    """What git calls the content of a file: the SHA-1 of a header and the bytes."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def tree_sha(it: Commit) -> str:
    """A stand-in for git's tree hash: the same for the same files, else different."""
    listing = "\n".join(f"{path} {blob_sha(content)}" for path, content in sorted(it.files.items()))
    return hashlib.sha1(listing.encode(), usedforsecurity=False).hexdigest()


def _git_user(world: World, who: User, at: float) -> Json:
    return {"name": who.name, "email": email(world, who), "date": when(at)}


def git_commit(world: World, owner: Repository, it: Commit) -> Json:
    """A commit, as git itself has it."""
    url = repository_url(world, owner)
    tree = tree_sha(it)
    return {
        "url": f"{url}/git/commits/{it.sha}",
        "author": _git_user(world, it.author, it.at),
        "committer": _git_user(world, it.author, it.at),
        "message": it.message,
        "tree": {"url": f"{url}/git/trees/{tree}", "sha": tree},
        "comment_count": 0,
    }


def commit(world: World, owner: Repository, it: Commit) -> Json:
    """A commit, as lists of commits have it."""
    url = f"{repository_url(world, owner)}/commits/{it.sha}"
    page = f"{repository_page(world, owner)}/commit"
    parents = [it.parent] if it.parent else []
    return {
        "url": url,
        "sha": it.sha,
        "node_id": f"C_{it.sha}",
        "html_url": f"{page}/{it.sha}",
        "comments_url": f"{url}/comments",
        "commit": git_commit(world, owner, it),
        "author": user(world, it.author),
        "committer": user(world, it.author),
        "parents": [
            {
                "sha": sha,
                "url": f"{repository_url(world, owner)}/commits/{sha}",
                "html_url": f"{page}/{sha}",
            }
            for sha in parents
        ],
    }


def pushed_commit(world: World, owner: Repository, it: Commit) -> Json:
    """A commit, as `push` carries it."""
    author = {
        "name": it.author.name,
        "email": email(world, it.author),
        "username": it.author.login,
    }
    return {
        "id": it.sha,
        "tree_id": tree_sha(it),
        "distinct": True,
        "message": it.message,
        "timestamp": when(it.at),
        "url": f"{repository_page(world, owner)}/commit/{it.sha}",
        "author": author,
        "committer": author,
        "added": it.added,
        "removed": it.removed,
        "modified": it.modified,
    }


def entry(world: World, owner: Repository, path: str, ref: str, content: bytes | None) -> Json:
    """A row of a directory; a directory itself where there is no content."""
    kind, sub = ("dir", "tree") if content is None else ("file", "blob")
    sha = blob_sha(content if content is not None else path.encode())
    where = quote(path)
    url = f"{repository_url(world, owner)}/contents/{where}?ref={quote(ref, safe='')}"
    page = f"{repository_page(world, owner)}/{sub}/{ref}/{where}"
    git = f"{repository_url(world, owner)}/git/{sub}s/{sha}"
    raw = f"{repository_page(world, owner)}/raw/{ref}/{where}"
    return {
        "name": path.rsplit("/", 1)[-1],
        "path": path,
        "sha": sha,
        "size": len(content or b""),
        "url": url,
        "html_url": page,
        "git_url": git,
        "download_url": None if content is None else raw,
        "type": kind,
        "_links": {"self": url, "git": git, "html": page},
    }


def file(world: World, owner: Repository, path: str, ref: str, content: bytes) -> Json:
    """A file with its content. Base64 in lines of 60, as GitHub gives it."""
    text = base64.b64encode(content).decode()
    lines = [text[at : at + 60] for at in range(0, len(text), 60)]
    return {
        **entry(world, owner, path, ref, content),
        "content": "".join(f"{line}\n" for line in lines),
        "encoding": "base64",
    }


def reference(world: World, owner: Repository, branch: str, sha: str) -> Json:
    """A branch, as git's references have it."""
    url = repository_url(world, owner)
    return {
        "ref": f"refs/heads/{branch}",
        "node_id": f"REF_{quote(branch, safe='')}",
        "url": f"{url}/git/refs/heads/{quote(branch)}",
        "object": {"type": "commit", "sha": sha, "url": f"{url}/git/commits/{sha}"},
    }


def changed_file(
    world: World, owner: Repository, path: str, before: bytes | None, after: bytes | None, ref: str
) -> Json:
    """A file that a pull request changes ("diff-entry")."""
    old, new = _lines(before), _lines(after)
    patch = list(difflib.unified_diff(old, new, lineterm="", n=3))[2:]
    added = sum(line.startswith("+") for line in patch)
    deleted = sum(line.startswith("-") for line in patch)
    status = "added" if before is None else "removed" if after is None else "modified"
    where, page = quote(path), repository_page(world, owner)
    return {
        "sha": blob_sha(after if after is not None else before or b""),
        "filename": path,
        "status": status,
        "additions": added,
        "deletions": deleted,
        "changes": added + deleted,
        "blob_url": f"{page}/blob/{ref}/{where}",
        "raw_url": f"{page}/raw/{ref}/{where}",
        "contents_url": f"{repository_url(world, owner)}/contents/{where}?ref={ref}",
        "patch": "\n".join(patch),
    }


def _lines(content: bytes | None) -> list[str]:
    return [] if content is None else content.decode("utf-8", "replace").splitlines()


def pull_minimal(world: World, it: Issue) -> Json:
    """A pull request, as checks name it."""
    if it.pull is None:
        raise ValueError(f"#{it.number} is no pull request")
    url = repository_url(world, it.repository)
    where = {"id": it.repository.id, "url": url, "name": it.repository.name}
    return {
        "id": it.pull.id,
        "number": it.number,
        "url": f"{url}/pulls/{it.number}",
        "head": {"ref": it.pull.head_branch, "sha": it.pull.head, "repo": where},
        "base": {"ref": it.pull.base, "sha": it.pull.base_sha, "repo": where},
    }


def _pulls_of(world: World, owner: Repository, sha: str) -> list[Json]:
    """Open pull requests with that head, but none from forks: GitHub leaves those out."""
    return [
        pull_minimal(world, each)
        for each in owner.issues.values()
        if each.pull and each.pull.head == sha and each.pull.head_repository is owner
    ]


def _branch_of(owner: Repository, sha: str) -> str | None:
    return next((name for name, head in owner.branches.items() if head == sha), None)


def check_run(world: World, owner: Repository, it: CheckRun) -> Json:
    """A check run."""
    page = f"{repository_page(world, owner)}/runs/{it.id}"
    url = f"{repository_url(world, owner)}/check-runs/{it.id}"
    return {
        "id": it.id,
        "node_id": node_id("CR", it.id),
        "name": it.name,
        "head_sha": it.head,
        "external_id": it.external_id or "",
        "url": url,
        "html_url": page,
        "details_url": it.details_url or page,
        "status": it.status,
        "conclusion": it.conclusion,
        "started_at": when(it.created),
        "completed_at": maybe_when(it.completed),
        "output": {
            "title": it.output.get("title"),
            "summary": it.output.get("summary"),
            "text": it.output.get("text"),
            "annotations_count": len(it.output.get("annotations") or ()),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": it.suite},
        "app": app(world) if it.by_app else actions_app(world),
        "pull_requests": _pulls_of(world, owner, it.head),
    }


def actions_app(world: World) -> Json:
    """The App behind other people's checks: GitHub's own (its id and slug on github.com)."""
    return {**app(world), "id": 15368, "slug": "github-actions", "name": "GitHub Actions"}


def check_suite(world: World, owner: Repository, runs: list[CheckRun]) -> Json:
    """The check runs of one App on one commit, of which there is at least one."""
    first = runs[0]
    done = all(run.status == "completed" for run in runs)
    head = owner.commits[first.head]
    url = f"{repository_url(world, owner)}/check-suites/{first.suite}"
    return {
        "id": first.suite,
        "node_id": node_id("CS", first.suite),
        "head_branch": _branch_of(owner, first.head),
        "head_sha": first.head,
        "status": "completed" if done else "in_progress",
        "conclusion": _conclusion(runs) if done else None,
        "url": url,
        "before": head.parent,
        "after": first.head,
        "pull_requests": _pulls_of(world, owner, first.head),
        "app": app(world) if first.by_app else actions_app(world),
        "created_at": when(first.created),
        "updated_at": when(max(run.completed or run.created for run in runs)),
        "latest_check_runs_count": len(runs),
        "check_runs_url": f"{url}/check-runs",
        "head_commit": _simple_commit(world, head),
        "repository": repository(world, owner),
    }


def _simple_commit(world: World, it: Commit) -> Json:
    who = {"name": it.author.name, "email": email(world, it.author)}
    return {
        "id": it.sha,
        "tree_id": tree_sha(it),
        "message": it.message,
        "timestamp": when(it.at),
        "author": who,
        "committer": who,
    }


def _conclusion(runs: list[CheckRun]) -> str:
    """The worst counts; what was skipped or neutral does no harm."""
    found = {run.conclusion for run in runs}
    for bad in ("failure", "timed_out", "cancelled", "action_required"):
        if bad in found:
            return bad
    return "success"
