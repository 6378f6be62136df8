"""Commits, files, branches, pushes."""

import base64
import difflib
import hashlib
from urllib.parse import quote

from app.sandbox.http import Json
from app.sandbox.payloads.basics import (
    email,
    repository_page,
    repository_url,
    user,
    when,
)
from app.sandbox.state import Commit, Repository, User
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


def timeline_commit(world: World, owner: Repository, it: Commit) -> Json:
    """A commit in the timeline of a pull request, where people are git's own."""
    full = commit(world, owner, it)
    git = full["commit"]
    parts = {name: full[name] for name in ("sha", "node_id", "html_url", "parents")}
    parts |= {name: git[name] for name in ("url", "author", "committer", "message", "tree")}
    unsigned = {"verified": False, "reason": "unsigned", "signature": None, "payload": None}
    return {**parts, "event": "committed", "verification": {**unsigned, "verified_at": None}}


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
