"""A pull request of the story: who does what to it, each at a time of day of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from app.sandbox.github import Sandbox
from app.sandbox.payloads.pulls import pull_of
from app.sandbox.people import Person
from app.sandbox.proposing import Files
from app.sandbox.state import Issue
from app.sandbox.story.acts import Act, local_to

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pull request, found by its title. Times are ISO dates and times on the clock of whoever
    does it."""

    repository: str
    author: str
    title: str

    def by(
        self,
        who: str,
        when: str,
        do: Callable[Concatenate[Person, str, int, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Act:
        """Somebody does something that a person can do with a pull request."""

        def act(sandbox: Sandbox) -> None:
            do(sandbox.person(who), self.repository, self.on(sandbox).number, *args, **kwargs)

        return Act(local_to(who, when), act)

    def on(self, sandbox: Sandbox) -> Issue:
        """The pull request itself, once it is open."""
        issues = sandbox.world.repository(self.repository).issues.values()
        return next(issue for issue in issues if issue.title == self.title)

    def opened(
        self, when: str, files: Files, body: str = "", draft: bool = False, from_fork: bool = True
    ) -> Act:
        """The author opens it."""

        def act(sandbox: Sandbox) -> None:
            author = sandbox.person(self.author)
            author.open_pull_request(self.repository, self.title, body, draft, files, from_fork)

        return Act(local_to(self.author, when), act)

    def pushed(self, when: str, files: Files, message: str = "Answer the review") -> Act:
        """The author pushes a commit."""
        return self.by(self.author, when, Person.push_commits, files, message=message)

    def checked(self, when: str, conclusion: str = "success", name: str = "test") -> Act:
        """A check of the newest commit ends, on the author's clock."""
        return self.by(self.author, when, Person.complete_check, name, conclusion)

    def answered(self, when: str, text: str) -> Act:
        """The author answers the newest comment on a line."""

        def act(sandbox: Sandbox) -> None:
            remarks = [it for review in pull_of(self.on(sandbox)).reviews for it in review.comments]
            sandbox.person(self.author).reply_to_review_comment(remarks[-1], text)

        return Act(local_to(self.author, when), act)

    def dismissed(self, who: str, when: str, message: str) -> Act:
        """Somebody dismisses the newest review that asks for changes."""

        def act(sandbox: Sandbox) -> None:
            issue = self.on(sandbox)
            found = [it for it in pull_of(issue).reviews if it.state == "CHANGES_REQUESTED"]
            person = sandbox.person(who)
            person.dismiss_review(self.repository, issue.number, found[-1], message)

        return Act(local_to(who, when), act)


def runs_workflows(who: str, when: str, repository: str, *names: str) -> Act:
    """A repository gets GitHub Actions."""

    def act(sandbox: Sandbox) -> None:
        sandbox.set_workflows(repository, *names)

    return Act(local_to(who, when), act)


def adds_a_bot(who: str, when: str, login: str) -> Act:
    """Another App's account appears, such as `coverage[bot]`."""

    def act(sandbox: Sandbox) -> None:
        sandbox.add_user(login, "Bot")

    return Act(local_to(who, when), act)


def code(count: int, subject: str = "step") -> str:
    """A file of so many lines."""
    return "".join(f"// {subject} {number}\n" for number in range(1, count + 1))
