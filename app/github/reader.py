"""What Cairn asks GitHub for. Answers are parsed at once: gidgethub's cache shares its objects."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime

from app.github.client import Refused, Session, Unknown
from app.model.events import Comment, Issue, Milestone, PullRequest, Repository

PAGE = 100
_ISSUE = "/repos/{+repo}/issues/{number}"


def since(at: float) -> str:
    """GitHub's way to write an instant."""
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class File:
    """A file's content at the head of the default branch."""

    path: str
    content: bytes


class Reader:
    """Reads of one installation. Every method may raise Refused, Patience or Unknown."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def repositories(self) -> list[Repository]:
        """All repositories that the App may see."""
        path = "/installation/repositories?per_page={n}"
        return [
            Repository.model_validate(item) async for item in self._session.list(path, {"n": PAGE})
        ]

    async def issue(self, repo: str, number: int) -> Issue:
        """One issue."""
        found = await self._session.get(_ISSUE, {"repo": repo, "number": number})
        return Issue.model_validate(found)

    async def issues_by(self, repo: str, creator: str, after: float = 0.0) -> list[Issue]:
        """Issues that somebody opened, open and closed, changed since then."""
        path = "/repos/{+repo}/issues{?creator,state,since,sort,direction,per_page}"
        variables = {
            "repo": repo,
            "creator": creator,
            "state": "all",
            "since": since(after),
            "sort": "created",
            "direction": "asc",
            "per_page": PAGE,
        }
        found = [Issue.model_validate(i) async for i in self._session.list(path, variables)]
        return [issue for issue in found if not issue.pull_request]

    async def comments(self, repo: str, number: int, after: float = 0.0) -> list[Comment]:
        """Comments on an issue, changed since then."""
        path = _ISSUE + "/comments{?since,per_page}"
        variables = {"repo": repo, "number": number, "since": since(after), "per_page": PAGE}
        return [Comment.model_validate(c) async for c in self._session.list(path, variables)]

    async def comment(self, repo: str, id: int) -> Comment:
        """One comment."""
        path = "/repos/{+repo}/issues/comments/{id}"
        return Comment.model_validate(await self._session.get(path, {"repo": repo, "id": id}))

    async def pull_requests(self, repo: str, after: float) -> list[PullRequest]:
        """Pull requests of a repository, changed since then; the newest change first."""
        path = "/repos/{+repo}/pulls{?state,sort,direction,per_page}"
        variables = {
            "repo": repo,
            "state": "all",
            "sort": "updated",
            "direction": "desc",
            "per_page": PAGE,
        }
        found = []
        async for item in self._session.list(path, variables):
            pull_request = PullRequest.model_validate(item)
            if pull_request.updated_at < after:
                break
            found.append(pull_request)
        return found

    async def milestones(self, repo: str) -> list[Milestone]:
        """All milestones of a repository, open and closed."""
        path = "/repos/{+repo}/milestones{?state,per_page}"
        variables = {"repo": repo, "state": "all", "per_page": PAGE}
        return [Milestone.model_validate(m) async for m in self._session.list(path, variables)]

    async def labels(self, repo: str) -> list[str]:
        """The names of a repository's labels."""
        path = "/repos/{+repo}/labels?per_page={n}"
        return [i["name"] async for i in self._session.list(path, {"repo": repo, "n": PAGE})]

    async def role(self, repo: str, login: str) -> str:
        """A person's role in a repository: read, triage, write, maintain, admin, or none.

        A no means none, and so does no answer: nobody gets a right on a guess.
        """
        path = "/repos/{+repo}/collaborators/{login}/permission"
        try:
            found = await self._session.get(path, {"repo": repo, "login": login})
        except (Refused, Unknown):
            return "none"
        return str(found.get("role_name") or found.get("permission") or "none")

    async def file(self, repo: str, path: str) -> File | None:
        """A file on the default branch, or None where there is none."""
        found = await self._contents(repo, path)
        if not isinstance(found, dict) or found.get("type") != "file":
            return None
        return File(path, base64.b64decode(found.get("content") or ""))

    async def folder(self, repo: str, path: str) -> list[tuple[str, str]]:
        """(path, "file" or "dir") of what lies in a folder; nothing where there is none."""
        found = await self._contents(repo, path)
        return [(i["path"], i["type"]) for i in found] if isinstance(found, list) else []

    async def _contents(self, repo: str, path: str) -> object:
        url = "/repos/{+repo}/contents/{+path}"
        try:
            return await self._session.get(url, {"repo": repo, "path": path})
        except Refused as error:
            if error.status == 404:
                return None
            raise
