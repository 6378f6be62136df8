"""Which files of a programme a commit changes: told by the hashes of two listings, so that only
what is new has to be read."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from app.github.reader import Reader
from app.programmes import FOLDER, is_file
from app.texts import FOLDER as TEXTS
from app.texts import is_text

MOST_OTHER_FOLDERS = 3
"""Folders for texts that are not called like ours: enough to tell of a letter amiss."""

Blobs = Mapping[str, str]
"""Git's hash of the content, by path."""


class Listed(NamedTuple):
    """The files of a programme at a commit, and the paths of those that are otherwise on the
    default branch or missing at one of the two."""

    now: Blobs
    changed: frozenset[str]


async def listed(repository: str, sha: str, ours: Collection[str], reader: Reader) -> Listed:
    """Compare a commit with the default branch. `ours`: the folders that our texts have."""
    now = await _blobs(repository, sha, ours, reader)
    was = await _blobs(repository, None, ours, reader)
    changed = {path for path in {*now, *was} if now.get(path) != was.get(path)}
    return Listed(now, frozenset(changed))


async def _blobs(repository: str, ref: str | None, ours: Collection[str], reader: Reader) -> Blobs:
    found = await reader.listing(repository, ".github", ref)
    dirs = {each.path for each in found if each.kind == "dir"}
    if FOLDER in dirs:
        inside = await reader.listing(repository, FOLDER, ref)
        found += inside
        if any(each.path == TEXTS and each.kind == "dir" for each in inside):
            below = await reader.listing(repository, TEXTS, ref)
            for path in _folders((each.path for each in below if each.kind == "dir"), ours):
                found += await reader.listing(repository, path, ref)
    return {
        each.path: each.sha
        for each in found
        if each.kind == "file" and (is_file(each.path) or is_text(each.path))
    }


def _folders(paths: Iterable[str], ours: Collection[str]) -> list[str]:
    known = {f"{TEXTS}/{name}" for name in ours}
    all_paths = sorted(paths)
    others = [path for path in all_paths if path not in known]
    return [path for path in all_paths if path in known] + others[:MOST_OTHER_FOLDERS]


def blob(content: bytes) -> str:
    """Git's hash of a file's content (git-scm.com, "Git Internals: Git Objects")."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


async def contents(
    paths: Iterable[str], at: Blobs, known: Iterable[bytes], repository: str, ref: str, r: Reader
) -> dict[str, bytes]:
    """What files hold; what is `known` is not read again."""
    kept = {blob(content): content for content in known}
    found: dict[str, bytes] = {}
    for path in paths:
        if at[path] in kept:
            found[path] = kept[at[path]]
        elif (file := await r.file(repository, path, ref)) is not None:
            found[path] = file.content
    return found
