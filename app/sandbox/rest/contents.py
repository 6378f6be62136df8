"""Files, directories and branches."""

import base64
import binascii

from app.sandbox.actions import commits, pulls
from app.sandbox.http import Json, Refused, not_found
from app.sandbox.payloads import commits as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route


def get_contents(call: Call) -> Answer:
    """GET …/contents/{path}: a file, or the rows of a directory."""
    path = call.parameters["path"].strip("/")
    ref = call.request.query.get("ref") or call.repository.default_branch
    files = commits.files_of(call.repository, ref)
    if path in files:
        found = shown.file(call.world, call.repository, path, ref, files[path])
        return Answer(200, found)
    rows = _directory(call, path, ref, files)
    if not rows:
        raise not_found()
    return Answer(200, rows)


def _directory(call: Call, path: str, ref: str, files: dict[str, bytes]) -> list[Json]:
    prefix = f"{path}/" if path else ""
    rows: dict[str, bytes | None] = {}
    for name, content in files.items():
        if name.startswith(prefix):
            head, slash, _ = name.removeprefix(prefix).partition("/")
            rows[prefix + head] = None if slash else content
    return [
        shown.entry(call.world, call.repository, name, ref, rows[name]) for name in sorted(rows)
    ]


def put_contents(call: Call) -> Answer:
    """PUT …/contents/{path}: 409 where `sha` is not the file's, 422 where it is left out."""
    world, repository, path = call.world, call.repository, call.parameters["path"]
    branch = call.text("branch") or repository.default_branch
    before = commits.files_of(repository, branch).get(path)
    _check_sha(before, call.text("sha"), path)
    message = call.needed_text("message", "Commit")
    changes = {path: _decoded(call.text("content") or "")}
    made = pulls.push(world, call.actor, repository, branch, message, changes)
    data = {
        "content": shown.entry(world, repository, path, branch, changes[path]),
        "commit": {**shown.git_commit(world, repository, made), "sha": made.sha},
    }
    return Answer(201 if before is None else 200, data)


def _check_sha(before: bytes | None, sha: str | None, path: str) -> None:
    if before is None:
        return
    if sha is None:
        raise Refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    if sha != shown.blob_sha(before):
        raise Refused(409, f"{path} does not match {sha}")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except binascii.Error:
        raise Refused(422, "content is not valid Base64") from None


def get_reference(call: Call) -> Answer:
    """GET …/git/ref/{ref}: branches only."""
    ref = call.parameters["ref"]
    branch = ref.removeprefix("heads/")
    sha = call.repository.branches.get(branch)
    if sha is None or branch == ref:
        raise not_found()
    return Answer(200, shown.reference(call.world, call.repository, branch, sha))


_REPO = "/repos/{owner}/{repo}"
ROUTES = (
    Route("GET", f"{_REPO}/contents/{{path}}", get_contents, "contents:read"),
    Route("PUT", f"{_REPO}/contents/{{path}}", put_contents, "contents:write"),
    Route("GET", f"{_REPO}/git/ref/{{ref}}", get_reference, "contents:read"),
)
