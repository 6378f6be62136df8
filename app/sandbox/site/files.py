"""Files: folders, a file, changing one on a page."""

from aiohttp import web

from app.sandbox.actions.commits import files_of
from app.sandbox.http import Refused
from app.sandbox.payloads.commits import blob_sha
from app.sandbox.site.context import done, form, look, page, person, repository
from app.sandbox.state import Issue, Repository
from app.sandbox.views import repositories as views
from app.sandbox.views.look import path as path_of


async def code(request: web.Request) -> web.Response:
    """GET /{owner}/{repo}: the files of the default branch."""
    it = repository(request)
    shown = views.tree(look(request), it, it.default_branch, "")
    return page(request, "tree", shown, of=it, tab="Code")


async def tree(request: web.Request) -> web.Response:
    """GET …/tree/{ref}/{path}."""
    it, match = repository(request), request.match_info
    shown = views.tree(look(request), it, match["ref"], match.get("path", "").strip("/"))
    return page(request, "tree", shown, of=it, tab="Code")


async def blob(request: web.Request) -> web.Response:
    """GET …/blob/{ref}/{path}. As on GitHub, HEAD is the default branch."""
    it, match = repository(request), request.match_info
    ref = it.default_branch if match["ref"] == "HEAD" else match["ref"]
    shown = views.blob(look(request), it, ref, match["path"])
    return page(request, "blob", shown, of=it, tab="Code")


async def edit(request: web.Request) -> web.Response:
    """GET …/edit/{ref}/{path}."""
    it, match = repository(request), request.match_info
    shown = views.editor(look(request), it, match["ref"], match["path"])
    return page(request, "edit", shown, of=it, tab="Code")


async def commit(request: web.Request) -> web.Response:
    """POST …/edit/{ref}/{path}: onto the branch, or as a pull request."""
    it, sent = repository(request), await form(request)
    ref, path = request.match_info["ref"], request.match_info["path"]
    before = files_of(it, ref).get(path)
    if before is None or blob_sha(before) != sent.get("sha"):
        raise Refused(409, "This file has changed since you opened it. Open it again, please.")
    text = _as_before(before, sent.get("content", ""))
    if text == before:
        raise Refused(422, "Nothing has changed in the file, so there is nothing to commit.")
    message = sent.get("message", "").strip() or f"Update {path.rsplit('/', 1)[-1]}"
    if sent.get("how") == "direct":
        person(request).push_file(it.full_name, path, text, branch=ref, message=message)
        return await done(request, _page_of(it, ref, path))
    made = person(request).open_pull_request(
        it.full_name,
        message,
        files={path: text},
        from_fork=not look(request).may(it, "write"),
    )
    return await done(request, path_of(made))


def _as_before(before: bytes, sent: str) -> bytes:
    """The text as a file has it: forms end lines with CR LF."""
    text = sent.replace("\r\n", "\n")
    return (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()


def _page_of(it: Repository, ref: str, path: str) -> str:
    """The pull request that the branch belongs to, else the file."""
    proposed: list[Issue] = [each for each in it.proposals.get(ref, ()) if each.state == "open"]
    return path_of(proposed[0]) if proposed else f"/{it.full_name}/blob/{ref}/{path}"
