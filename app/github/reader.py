"""What Cairn asks GitHub for. Answers are parsed at once: gidgethub's cache shares its objects."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from app.github.client import Refused, Session
from app.model.events import of
from app.model.searches import PAGE, Answer, answer, query
from app.model.things import (
    CheckRun,
    CheckSuite,
    Comment,
    Issue,
    Milestone,
    Profile,
    PullRequest,
    Repository,
    Review,
)
from app.model.timeline import Entry
from app.programme.source import is_plain

_ISSUE = "/repos/{+repo}/issues/{number}"


def since(at: float) -> str:
    """GitHub's way to write an instant."""
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class File:
    """A file's content, at the head of the default branch or at a commit."""

    path: str
    content: bytes


class InFolder(NamedTuple):
    """What lies in a folder: `kind` is "file" or "dir", `sha` git's hash of it."""

    path: str
    kind: str
    sha: str


class Reader:
    """Reads of one installation. Every method may raise Refused, Patience or Unknown."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def repositories(self) -> list[Repository]:
        """All repositories that the App may see."""
        path = "/installation/repositories?per_page={n}"
        return [of(Repository, item) async for item in self._session.list(path, {"n": PAGE})]

    async def issue(self, repo: str, number: int) -> Issue:
        """One issue."""
        found = await self._session.get(_ISSUE, {"repo": repo, "number": number})
        return of(Issue, found)

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
        found = [of(Issue, i) async for i in self._session.list(path, variables)]
        return [issue for issue in found if not issue.pull_request]

    async def issues_with(self, repo: str, label: str, after: float) -> list[Issue]:
        """Issues and pull requests with a label, open and closed, changed since then."""
        path = "/repos/{+repo}/issues{?labels,state,since,per_page}"
        variables = {
            "repo": repo,
            "labels": label,
            "state": "all",
            "since": since(after),
            "per_page": PAGE,
        }
        return [of(Issue, i) async for i in self._session.list(path, variables)]

    async def comments(self, repo: str, number: int, after: float = 0.0) -> list[Comment]:
        """Comments on an issue, changed since then."""
        path = _ISSUE + "/comments{?since,per_page}"
        variables = {"repo": repo, "number": number, "since": since(after), "per_page": PAGE}
        return [of(Comment, c) async for c in self._session.list(path, variables)]

    async def comment(self, repo: str, id: int) -> Comment:
        """One comment."""
        path = "/repos/{+repo}/issues/comments/{id}"
        return of(Comment, await self._session.get(path, {"repo": repo, "id": id}))

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
            pull_request = of(PullRequest, item)
            if pull_request.updated_at < after:
                break
            found.append(pull_request)
        return found

    async def pull_request(self, repo: str, number: int) -> PullRequest:
        """One pull request, with its size."""
        path = "/repos/{+repo}/pulls/{number}"
        return of(PullRequest, await self._session.get(path, {"repo": repo, "number": number}))

    async def paths(self, repo: str, number: int) -> list[str]:
        """The files that a pull request touches, at most 100: enough to tell whom it concerns."""
        path = "/repos/{+repo}/pulls/{number}/files{?per_page}"
        variables = {"repo": repo, "number": number, "per_page": 100}
        return [str(file["filename"]) for file in await self._session.get(path, variables)]

    async def pull_requests_by(
        self, login: str, repositories: tuple[str, ...], after: float
    ) -> Answer:
        """Public pull requests of a person in these repositories, changed since then; one request,
        so only the first hundred. GitHub refuses (422) where it shows none of the repositories."""
        # Without `advanced_search` an older GitHub does not know brackets and OR.
        path = "/search/issues{?q,sort,order,per_page,advanced_search}"
        variables = {
            "q": query(login, repositories, after),
            "sort": "updated",
            "order": "asc",
            "per_page": PAGE,
            "advanced_search": "true",
        }
        return answer(await self._session.get(path, variables))

    async def timeline(self, repo: str, number: int) -> list[Comment | Review | Entry]:
        """What happened to a pull request, oldest first. A review of whose state nobody is told
        (because it is pending) is not in it."""
        path = "/repos/{+repo}/issues/{number}/timeline{?per_page}"
        variables = {"repo": repo, "number": number, "per_page": PAGE}
        return [_entry(item) async for item in self._session.list(path, variables)]

    async def check_suites(self, repo: str, sha: str) -> list[CheckSuite]:
        """The check suites of a commit, one for each App; the first hundred."""
        path = "/repos/{+repo}/commits/{sha}/check-suites{?per_page}"
        found = await self._session.get(path, {"repo": repo, "sha": sha, "per_page": PAGE})
        return [of(CheckSuite, suite) for suite in found["check_suites"]]

    async def milestones(self, repo: str) -> list[Milestone]:
        """All milestones of a repository, open and closed."""
        path = "/repos/{+repo}/milestones{?state,per_page}"
        variables = {"repo": repo, "state": "all", "per_page": PAGE}
        return [of(Milestone, m) async for m in self._session.list(path, variables)]

    async def labels(self, repo: str) -> list[str]:
        """The names of a repository's labels."""
        path = "/repos/{+repo}/labels?per_page={n}"
        return [i["name"] async for i in self._session.list(path, {"repo": repo, "n": PAGE})]

    async def role(self, repo: str, login: str) -> str:
        """A person's role in a repository: read, triage, write, maintain, admin, or none.

        A no means none: nobody gets a right on a guess.
        """
        path = "/repos/{+repo}/collaborators/{login}/permission"
        try:
            found = await self._session.get(path, {"repo": repo, "login": login})
        except Refused:
            return "none"
        return str(found.get("role_name") or found.get("permission") or "none")

    async def team(self, name: str) -> list[str] | None:
        """The logins of a team's members (`org/team`), those of teams within it as well; None
        where GitHub does not say: no such team, or the App may not read members."""
        path = "/orgs/{org}/teams/{team}/members{?per_page}"
        org, _, team = name.partition("/")
        variables = {"org": org, "team": team, "per_page": PAGE}
        try:
            return [str(who["login"]) async for who in self._session.list(path, variables)]
        except Refused as error:
            if error.status in (403, 404):
                return None
            raise

    async def file(self, repo: str, path: str, ref: str | None = None) -> File | None:
        """A file on the default branch, or at a commit; None where there is none."""
        found = await self._contents(repo, path, ref)
        if not isinstance(found, dict) or found.get("type") != "file":
            return None
        return File(path, base64.b64decode(found.get("content") or ""))

    async def folder(self, repo: str, path: str, ref: str | None = None) -> list[tuple[str, str]]:
        """(path, "file" or "dir") of what lies in a folder; nothing where there is none."""
        return [(each.path, each.kind) for each in await self.listing(repo, path, ref)]

    async def listing(self, repo: str, path: str, ref: str | None = None) -> list[InFolder]:
        """The same with hashes."""
        found = await self._contents(repo, path, ref)
        rows = found if isinstance(found, list) else []
        return [InFolder(i["path"], i["type"], i["sha"]) for i in rows]

    async def profile(self, login: str) -> Profile | None:
        """A person; None where nobody has that login."""
        try:
            found = await self._session.get("/users/{login}", {"login": login})
            return of(Profile, found)
        except Refused as error:
            if error.status == 404:
                return None
            raise

    async def check_runs(self, repo: str, sha: str, name: str) -> list[CheckRun]:
        """The newest check of that name on a commit, of each App."""
        path = "/repos/{+repo}/commits/{sha}/check-runs{?check_name,filter}"
        variables = {"repo": repo, "sha": sha, "check_name": name, "filter": "latest"}
        found = await self._session.get(path, variables)
        return [of(CheckRun, run) for run in found["check_runs"]]

    async def _contents(self, repo: str, path: str, ref: str | None = None) -> object:
        if not is_plain(repo) or not is_plain(path):
            return None
        url = "/repos/{+repo}/contents/{+path}{?ref}"
        try:
            return await self._session.get(url, {"repo": repo, "path": path, "ref": ref})
        except Refused as error:
            if error.status == 404:
                return None
            raise


def _entry(item: dict[str, Any]) -> Comment | Review | Entry:
    match item.get("event"):
        case "commented":
            return of(Comment, item)
        case "reviewed":
            return of(Review, item)
    return of(Entry, item)
