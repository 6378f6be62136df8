"""The only door for writes. One method, one request; what is unknown afterwards says so.

The converger takes the installation's write slot before it plans (rule 8), and books each write
with `charge` just before it is sent, so that every process sharing the lease keeps the pace.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from app.github.client import Refused, Session
from app.github.reader import since
from app.model.events import of
from app.model.things import Comment, Issue

MAX_BODY = 65_536
"""Characters that a body holds (GitHub answers 422 above)."""

Charge = Callable[[bool], Awaitable[None]]
"""Books a write; True for one that creates content."""


class Writer:
    """Writes of one installation. Every method may raise Refused, Patience or Unknown."""

    def __init__(self, session: Session, charge: Charge) -> None:
        self._session = session
        self._charge = charge

    async def _post(self, path: str, variables: Mapping[str, Any], data: Any) -> Any:
        await self._charge(True)
        return await self._session.post(path, variables, data)

    async def _patch(self, path: str, variables: Mapping[str, Any], data: Any) -> Any:
        await self._charge(False)
        return await self._session.patch(path, variables, data)

    async def open_issue(
        self,
        repo: str,
        title: str,
        body: str,
        labels: tuple[str, ...],
        assignees: tuple[str, ...],
        milestone: int | None,
    ) -> Issue:
        """Open an issue with all that belongs to it: each later request would be one more."""
        data: dict[str, Any] = {"title": title, "body": body, "labels": list(labels)}
        if assignees:
            data["assignees"] = list(assignees)
        if milestone:
            data["milestone"] = milestone
        found = await self._post("/repos/{+repo}/issues", {"repo": repo}, data)
        return of(Issue, found)

    async def edit_issue(
        self,
        repo: str,
        number: int,
        body: str | None,
        state: str | None,
        title: str | None = None,
    ) -> None:
        """Write a body, a state, a title, or several of them."""
        new = {"title": title, "body": body, "state": state}
        data = {k: v for k, v in new.items() if v is not None}
        if state == "closed":
            data["state_reason"] = "completed"
        path = "/repos/{+repo}/issues/{number}"
        await self._patch(path, {"repo": repo, "number": number}, data)

    async def add_sub_issue(self, repo: str, number: int, child: int) -> None:
        """Make an issue a part of another; `child` is its id, and not its number. Refused (422)
        where it has a parent, (404) by an Enterprise Server that has no sub-issues."""
        path = "/repos/{+repo}/issues/{number}/sub_issues"
        await self._post(path, {"repo": repo, "number": number}, {"sub_issue_id": child})

    async def comment(self, repo: str, number: int, body: str) -> Comment:
        """Write a comment."""
        path = "/repos/{+repo}/issues/{number}/comments"
        found = await self._post(path, {"repo": repo, "number": number}, {"body": body})
        return of(Comment, found)

    async def edit_comment(self, repo: str, id: int, body: str) -> None:
        """Write a comment anew."""
        path = "/repos/{+repo}/issues/comments/{id}"
        await self._patch(path, {"repo": repo, "id": id}, {"body": body})

    async def delete_comment(self, repo: str, id: int) -> None:
        """Delete a comment of ours that turned up twice."""
        await self._charge(False)
        path = "/repos/{+repo}/issues/comments/{id}"
        await self._session.delete(path, {"repo": repo, "id": id})

    async def react(self, repo: str, comment: int, content: str) -> None:
        """React to a comment; GitHub keeps one of a kind, so a repeat changes nothing."""
        path = "/repos/{+repo}/issues/comments/{id}/reactions"
        await self._post(path, {"repo": repo, "id": comment}, {"content": content})

    async def define_label(self, repo: str, name: str, colour: str, description: str) -> None:
        """Make a label; one that exists is used as it is."""
        data = {"name": name, "color": colour, "description": description}
        try:
            await self._post("/repos/{+repo}/labels", {"repo": repo}, data)
        except Refused as error:
            if error.status != 422:
                raise

    async def label(self, repo: str, number: int, name: str) -> None:
        """Put a label on an issue or pull request; one that is there stays."""
        path = "/repos/{+repo}/issues/{number}/labels"
        await self._post(path, {"repo": repo, "number": number}, {"labels": [name]})

    async def unlabel(self, repo: str, number: int, name: str) -> None:
        """Take a label off an issue or pull request."""
        await self._charge(False)
        path = "/repos/{+repo}/issues/{number}/labels/{name}"
        await self._session.delete(path, {"repo": repo, "number": number, "name": name})

    async def open_milestone(self, repo: str, title: str, description: str, due: float) -> int:
        """Make a milestone; its number."""
        data = {"title": title, "description": description, "due_on": since(due)}
        found = await self._post("/repos/{+repo}/milestones", {"repo": repo}, data)
        return int(found["number"])

    async def check(self, repo: str, data: Mapping[str, Any]) -> int:
        """Write a check on a commit; its id."""
        found = await self._post("/repos/{+repo}/check-runs", {"repo": repo}, data)
        return int(found["id"])

    async def edit_milestone(
        self, repo: str, number: int, title: str, description: str, due: float
    ) -> None:
        """Write a milestone anew."""
        path = "/repos/{+repo}/milestones/{number}"
        data = {"title": title, "description": description, "due_on": since(due)}
        await self._patch(path, {"repo": repo, "number": number}, data)
