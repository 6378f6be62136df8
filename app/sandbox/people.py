"""What people do through GitHub's pages, each with their own rights."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.sandbox import boxes
from app.sandbox.actions import (
    assignees,
    comments,
    issues,
    labels,
    milestones,
    pulls,
    subscriptions,
)
from app.sandbox.actions.extras import Extras
from app.sandbox.proposing import Proposing, as_bytes, crlf
from app.sandbox.state import Comment, Issue, Milestone


@dataclass(frozen=True, slots=True)
class Person(Proposing):
    """Somebody at a browser. Repositories are named "owner/name", issues by number.

    What GitHub would not let them do raises Refused with its status and message.
    """

    def open_issue(
        self,
        repository: str,
        title: str,
        body: str = "",
        labels: Iterable[str] = (),
        number: int | None = None,
    ) -> Issue:
        """Open an issue. `number`: a free one that it must get, for worlds told of in advance."""
        where = self._repository(repository)
        extras = Extras(labels=tuple(labels))
        return issues.open_issue(self.world, self.actor, where, title, crlf(body), extras, number)

    def edit_issue(
        self, repository: str, number: int, title: str | None = None, body: str | None = None
    ) -> None:
        """Change title or body; None leaves it."""
        text = None if body is None else crlf(body)
        issues.edit(self.world, self.actor, self._issue(repository, number), title, text)

    def delete_issue(self, repository: str, number: int) -> None:
        """Delete an issue, which admins may."""
        issues.delete(self.world, self.actor, self._issue(repository, number))

    def transfer_issue(self, repository: str, number: int, target: str) -> Issue:
        """Move an issue to another repository; returns the new one."""
        issue = self._issue(repository, number)
        return issues.transfer(self.world, self.actor, issue, self._repository(target))

    def close(self, repository: str, number: int, reason: str = "completed") -> None:
        """Close an issue or pull request. The reason may also be "not_planned"."""
        issue = self._issue(repository, number)
        issues.set_state(self.world, self.actor, issue, "closed", reason)

    def reopen(self, repository: str, number: int) -> None:
        """Open an issue or pull request again."""
        issues.set_state(self.world, self.actor, self._issue(repository, number), "open")

    def lock(self, repository: str, number: int, reason: str | None = None) -> None:
        """Lock the conversation."""
        issue = self._issue(repository, number)
        issues.set_locked(self.world, self.actor, issue, True, reason)

    def unlock(self, repository: str, number: int) -> None:
        """Unlock the conversation."""
        issues.set_locked(self.world, self.actor, self._issue(repository, number), False)

    def comment(self, repository: str, number: int, body: str) -> Comment:
        """Comment on an issue or pull request."""
        issue = self._issue(repository, number)
        return comments.create(self.world, self.actor, issue, crlf(body))

    def edit_comment(self, comment_id: int, body: str) -> None:
        """Change a comment."""
        comments.edit(self.world, self.actor, self._comment(comment_id), crlf(body))

    def delete_comment(self, comment_id: int) -> None:
        """Delete a comment."""
        comments.delete(self.world, self.actor, self._comment(comment_id))

    def react(self, repository: str, number: int, content: str = "+1") -> None:
        """React to an issue."""
        comments.react(self.world, self.actor, self._issue(repository, number), content)

    def react_to_comment(self, comment_id: int, content: str = "+1") -> None:
        """React to a comment."""
        comments.react(self.world, self.actor, self._comment(comment_id), content)

    def subscribe(self, repository: str, number: int) -> None:
        """Get mail about what is new in a conversation."""
        subscriptions.subscribe(self.world, self.actor, self._issue(repository, number))

    def unsubscribe(self, repository: str, number: int) -> None:
        """Get no more mail about a conversation."""
        subscriptions.unsubscribe(self.world, self.actor, self._issue(repository, number))

    def tick(self, repository: str, number: int, item: str, value: bool = True) -> bool:
        """Click on the box of **item** in an issue's body. False where it is shown so already."""
        issue = self._issue(repository, number)
        line = boxes.line_of(issue.body or "", item)
        return self.tick_line(repository, number, line, value)

    def tick_line(self, repository: str, number: int, line: int, value: bool) -> bool:
        """Click on the box in that line (from 0) of an issue's body."""
        issue = self._issue(repository, number)
        body = issue.body or ""
        if boxes.is_ticked(body, line) == value:
            return False
        issues.edit(self.world, self.actor, issue, body=boxes.ticked(body, line, value))
        return True

    def tick_comment(self, comment_id: int, item: str, value: bool = True) -> bool:
        """Click on the box of **item** in a comment. False where it is shown so already."""
        line = boxes.line_of(self._comment(comment_id).body, item)
        return self.tick_comment_line(comment_id, line, value)

    def tick_comment_line(self, comment_id: int, line: int, value: bool) -> bool:
        """Click on the box in that line (from 0) of a comment."""
        comment = self._comment(comment_id)
        if boxes.is_ticked(comment.body, line) == value:
            return False
        text = boxes.ticked(comment.body, line, value)
        comments.edit(self.world, self.actor, comment, text)
        return True

    def label(self, repository: str, number: int, *names: str) -> None:
        """Put labels on an issue or pull request."""
        labels.put(self.world, self.actor, self._issue(repository, number), names)

    def unlabel(self, repository: str, number: int, name: str) -> None:
        """Take a label off."""
        labels.take(self.world, self.actor, self._issue(repository, number), name)

    def create_label(
        self, repository: str, name: str, color: str = labels.NEW_COLOR, description: str = ""
    ) -> None:
        """Make a label in a repository."""
        where = self._repository(repository)
        labels.create(self.world, self.actor, where, name, color, description)

    def create_milestone(self, repository: str, title: str) -> Milestone:
        """Make a milestone in a repository."""
        where = self._repository(repository)
        return milestones.create(self.world, self.actor, where, title)

    def assign(self, repository: str, number: int, *logins: str) -> None:
        """Assign people."""
        assignees.assign(self.world, self.actor, self._issue(repository, number), logins)

    def unassign(self, repository: str, number: int, *logins: str) -> None:
        """Assign people no longer."""
        assignees.unassign(self.world, self.actor, self._issue(repository, number), logins)

    def push_file(
        self,
        repository: str,
        path: str,
        content: str | bytes | None,
        branch: str | None = None,
        message: str | None = None,
    ) -> str:
        """Commit one file (None: delete it) on a branch; returns the commit's hash."""
        where = self._repository(repository)
        usual = f"{'Delete' if content is None else 'Update'} {path}"
        made = pulls.push(
            self.world,
            self.actor,
            where,
            branch or where.default_branch,
            message or usual,
            as_bytes({path: content}),
            start=where.branches.get(where.default_branch),
        )
        return made.sha

    def delete_file(self, repository: str, path: str, branch: str | None = None) -> str:
        """Delete one file on a branch; returns the commit's hash."""
        return self.push_file(repository, path, None, branch)
