"""What people do about pull requests, each with their own rights."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.sandbox.access import Actor
from app.sandbox.actions import commits, issues, pulls, review_requests, reviews, workflows
from app.sandbox.http import not_found
from app.sandbox.payloads.pulls import pull_of
from app.sandbox.state import Comment, Issue, Repository, Review, ReviewComment, User
from app.sandbox.world import World

Files = Mapping[str, str | bytes | None]
"""New contents by path; None removes the file."""


def crlf(text: str) -> str:
    """Text as a browser's form sends it: lines end in CR LF."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def as_bytes(files: Files) -> dict[str, bytes | None]:
    """Files as they are committed."""
    return {path: it.encode() if isinstance(it, str) else it for path, it in files.items()}


@dataclass(frozen=True, slots=True)
class Proposing:
    """The part of a `Person` that is about pull requests."""

    world: World
    user: User

    @property
    def actor(self) -> Actor:
        """The person, as whoever changes something."""
        return Actor(self.user)

    def _repository(self, name: str) -> Repository:
        return self.world.repository(name)

    def _issue(self, repository: str, number: int) -> Issue:
        found = self._repository(repository).issues.get(number)
        if found is None:
            raise not_found()
        return found

    def _pull(self, repository: str, number: int) -> Issue:
        found = self._issue(repository, number)
        if found.pull is None:
            raise not_found()
        return found

    def _comment(self, number: int) -> Comment:
        for repository in self.world.repositories.values():
            if number in repository.comments:
                return repository.comments[number]
        raise not_found()

    def open_pull_request(
        self,
        repository: str,
        title: str,
        body: str = "",
        draft: bool = False,
        files: Files | None = None,
        from_fork: bool = True,
    ) -> Issue:
        """Commit the files on a new branch (of one's fork), and open a pull request with it."""
        base = self._repository(repository)
        head = pulls.fork_of(self.world, base, self.user) if from_fork else base
        branch = f"{self.user.login}-{base.last_number + 1}"
        start = base.branches[base.default_branch]
        changes = as_bytes(files or {"change.txt": f"{title}\n"})
        commits.push(self.world, self.actor, head, branch, title, changes, start)
        new = pulls.Draft(title, crlf(body), base.default_branch, head, branch, draft)
        return pulls.open_pull(self.world, self.actor, base, new)

    def push_commits(
        self, repository: str, number: int, *pushed: Files, message: str = "Update"
    ) -> None:
        """Push commits to a pull request's branch, one for each set of files."""
        issue = self._pull(repository, number)
        pull = pull_of(issue)
        branch = pull.head_branch
        for files in pushed or (_fresh(issue),):
            changes = as_bytes(files)
            pulls.push(self.world, self.actor, pull.head_repository, branch, message, changes)

    def force_push(
        self, repository: str, number: int, files: Files | None = None, message: str = "Rewrite"
    ) -> None:
        """Put one commit with these files in place of all of a pull request's."""
        issue = self._pull(repository, number)
        changes = as_bytes(files or _fresh(issue))
        pulls.force_push(self.world, self.actor, issue, message, changes)

    def ready_for_review(self, repository: str, number: int) -> None:
        """A draft no longer."""
        pulls.set_draft(self.world, self.actor, self._pull(repository, number), False)

    def convert_to_draft(self, repository: str, number: int) -> None:
        """A draft again."""
        pulls.set_draft(self.world, self.actor, self._pull(repository, number), True)

    def review(
        self,
        repository: str,
        number: int,
        event: str = "COMMENT",
        body: str = "",
        remarks: reviews.Remarks = (),
    ) -> Review:
        """Review: "APPROVE", "REQUEST_CHANGES" or "COMMENT". `remarks`: path and text of comments
        on files; what is pending of one's own goes with it."""
        issue = self._pull(repository, number)
        lines = [(path, crlf(text)) for path, text in remarks]
        return reviews.submit(self.world, self.actor, issue, event, crlf(body), lines)

    def begin_review(self, repository: str, number: int, path: str, body: str) -> Review:
        """Comment on a file's first line in a review that nobody sees until it is submitted."""
        issue = self._pull(repository, number)
        return reviews.begin(self.world, self.actor, issue, [(path, crlf(body))])

    def edit_review(self, repository: str, number: int, review: Review, body: str) -> None:
        """Change what a review says."""
        issue = self._pull(repository, number)
        reviews.edit(self.world, self.actor, issue, review, crlf(body))

    def dismiss_review(
        self, repository: str, number: int, review: Review, message: str = "Out of date"
    ) -> None:
        """Dismiss somebody's approval or request for changes."""
        issue = self._pull(repository, number)
        reviews.dismiss(self.world, self.actor, issue, review, message)

    def review_comment(self, repository: str, number: int, path: str, body: str) -> ReviewComment:
        """Comment on a file's first line, which is a review of its own."""
        issue = self._pull(repository, number)
        made = reviews.submit(
            self.world, self.actor, issue, "COMMENT", remarks=[(path, crlf(body))]
        )
        return made.comments[-1]

    def reply_to_review_comment(self, comment: ReviewComment, body: str) -> ReviewComment:
        """Answer a comment on a line."""
        return reviews.reply(self.world, self.actor, comment, crlf(body))

    def edit_review_comment(self, comment: ReviewComment, body: str) -> None:
        """Change a comment on a line."""
        reviews.edit_comment(self.world, self.actor, comment, crlf(body))

    def delete_review_comment(self, comment: ReviewComment) -> None:
        """Delete a comment on a line."""
        reviews.delete_comment(self.world, self.actor, comment)

    def request_review(self, repository: str, number: int, login: str) -> None:
        """Ask somebody for a review, or again."""
        issue = self._pull(repository, number)
        review_requests.request(self.world, self.actor, issue, self.world.user(login))

    def remove_review_request(self, repository: str, number: int, login: str) -> None:
        """Ask somebody no longer."""
        issue = self._pull(repository, number)
        review_requests.remove(self.world, self.actor, issue, self.world.user(login))

    def merge(self, repository: str, number: int) -> None:
        """Merge a pull request."""
        pulls.merge(self.world, self.actor, self._pull(repository, number))

    def close_pull_request(self, repository: str, number: int) -> None:
        """Close a pull request without merging it."""
        issues.set_state(self.world, self.actor, self._pull(repository, number), "closed")

    def approve_workflows(self, repository: str, number: int) -> None:
        """ "Approve and run" the workflows that wait on a pull request's newest commit."""
        workflows.approve(self.world, self.actor, self._pull(repository, number))

    def complete_check(
        self, repository: str, number: int, name: str, conclusion: str = "success"
    ) -> None:
        """Let a workflow, or another service's check, on a pull request's newest commit end."""
        issue = self._pull(repository, number)
        workflows.complete(self.world, self.actor, issue, name, conclusion)


def _fresh(issue: Issue) -> Files:
    """A change that the pull request does not have yet."""
    return {"change.txt": f"{len(pull_of(issue).commits) + 1}\n"}
