"""What a webhook, the clock or a sweep of GitHub told us: only the fields that are used.

Names are GitHub's own (docs.github.com, "Webhook events and payloads").
msgspec reads them, because it skips what is not named: of 28 kB some 500 bytes are used.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

import msgspec
from msgspec import Struct, field

from app.model.things import (
    CheckRun,
    CheckSuite,
    Comment,
    Installation,
    Issue,
    Model,
    Named,
    PullRequest,
    Repository,
    Review,
    ReviewComment,
    User,
)

S = TypeVar("S", bound=Struct)


class Event(Model, frozen=True, kw_only=True):
    """What every delivery carries."""

    name: ClassVar[str]
    action: str = ""
    installation: Installation
    repository: Repository | None = None
    sender: User | None = None

    @property
    def things(self) -> tuple[str, ...]:
        """What this event is about in its repository: "#12" or a commit's hash."""
        return ()


class Was(Model, frozen=True, kw_only=True):
    """What a field was before an edit."""

    text: str | None = field(name="from", default=None)


class Rebased(Model, frozen=True, kw_only=True):
    """Another branch that a pull request is to be merged into."""

    ref: Was | None = None


class Changes(Model, frozen=True, kw_only=True):
    """The fields that an edit changed."""

    body: Was | None = None
    base: Rebased | None = None


class Edit(Event, frozen=True, kw_only=True):
    """An event that may carry what a body was before."""

    changes: Changes | None = None

    @property
    def before(self) -> str | None:
        """The body before the edit; None where GitHub does not tell."""
        return self.changes.body.text if self.changes and self.changes.body else None


class IssueEvent(Edit, frozen=True, kw_only=True):
    """`issues`. `label` is the one that was put on or taken off."""

    name = "issues"
    repository: Repository
    sender: User
    issue: Issue
    assignee: User | None = None
    label: Named | None = None

    @property
    def things(self) -> tuple[str, ...]:
        """The issue."""
        return (f"#{self.issue.number}",)


class CommentEvent(Edit, frozen=True, kw_only=True):
    """`issue_comment`. The embedded issue's boxes are never read (rule 3)."""

    name = "issue_comment"
    repository: Repository
    sender: User
    issue: Issue
    comment: Comment

    @property
    def things(self) -> tuple[str, ...]:
        """The issue that the comment is on."""
        return (f"#{self.issue.number}",)


SEEN, READ = "seen", "read"
"""Actions of our own: a pull request as a list shows it, and one that was asked for by itself,
which outranks whatever shares its second (rule 1)."""


class PullRequestEvent(Event, frozen=True, kw_only=True):
    """`pull_request`. `label` is the one that was put on or taken off."""

    name = "pull_request"
    repository: Repository
    sender: User
    pull_request: PullRequest
    label: Named | None = None
    changes: Changes | None = None

    @property
    def things(self) -> tuple[str, ...]:
        """The pull request and its head."""
        return (f"#{self.pull_request.number}", self.pull_request.head.sha)


class ReviewEvent(Event, frozen=True, kw_only=True):
    """`pull_request_review`: submitted, edited, dismissed."""

    name = "pull_request_review"
    repository: Repository
    sender: User
    pull_request: PullRequest
    review: Review


class ReviewCommentEvent(Event, frozen=True, kw_only=True):
    """`pull_request_review_comment`. Each belongs to a review, which has an event of its own."""

    name = "pull_request_review_comment"
    repository: Repository
    sender: User
    pull_request: PullRequest
    comment: ReviewComment


class CheckRunEvent(Event, frozen=True, kw_only=True):
    """`check_run`."""

    name = "check_run"
    repository: Repository
    check_run: CheckRun

    @property
    def things(self) -> tuple[str, ...]:
        """The commit: forks' checks name no pull request."""
        return (self.check_run.head_sha, head_of(self.check_run.head_sha))


class CheckSuiteEvent(Event, frozen=True, kw_only=True):
    """`check_suite`: completed; the others are for Apps that check something themselves."""

    name = "check_suite"
    repository: Repository
    check_suite: CheckSuite

    @property
    def things(self) -> tuple[str, ...]:
        """The commit: forks' checks name no pull request."""
        return (head_of(self.check_suite.head_sha),)


def head_of(sha: str) -> str:
    """A commit as the head of a pull request: a place beside the one of its author's."""
    return f"head:{sha}"


class Commit(Model, frozen=True, kw_only=True):
    """The paths that a pushed commit touched."""

    added: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class PushEvent(Event, frozen=True, kw_only=True):
    """`push`. GitHub lists at most 2,048 commits; none are listed for a forced push."""

    name = "push"
    repository: Repository
    ref: str
    after: str
    commits: tuple[Commit, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Every path that the push touched."""
        return frozenset(p for c in self.commits for p in (*c.added, *c.modified, *c.removed))


class RepositoryEvent(Event, frozen=True, kw_only=True):
    """`repository`: renamed, privatized, publicized, deleted, transferred, …"""

    name = "repository"
    repository: Repository


class Account(Model, frozen=True, kw_only=True):
    """Whoever installed the App."""

    login: str


class InstallationDetails(Installation, frozen=True, kw_only=True):
    """The installation, as its own events carry it."""

    account: Account | None = None


class InstallationEvent(Event, frozen=True, kw_only=True):
    """`installation`: created, deleted, suspend, unsuspend, new_permissions_accepted."""

    name = "installation"
    installation: InstallationDetails


class InstallationRepositoriesEvent(Event, frozen=True, kw_only=True):
    """`installation_repositories`: added, removed."""

    name = "installation_repositories"


_LISTENED = (
    IssueEvent,
    CommentEvent,
    PullRequestEvent,
    ReviewEvent,
    ReviewCommentEvent,
    CheckRunEvent,
    CheckSuiteEvent,
    PushEvent,
    RepositoryEvent,
    InstallationEvent,
    InstallationRepositoriesEvent,
)


EVENTS: Mapping[str, type[Event]] = {model.name: model for model in _LISTENED}
"""The events that Cairn listens to, by GitHub's name. All others are let go."""


_DECODERS = {name: msgspec.json.Decoder(model) for name, model in EVENTS.items()}


_encoder = msgspec.json.Encoder()


def parse(name: str, body: bytes | str) -> Event | None:
    """The event in a payload (or in one of our own rows), or None where nobody listens.

    Raises msgspec.ValidationError where the payload is not what GitHub documents, and
    msgspec.DecodeError where it is not JSON. What is skipped is not looked at any closer.
    """
    decoder = _DECODERS.get(name)
    return decoder.decode(body) if decoder is not None else None


def dump(event: Event) -> str:
    """What is kept of an event: `parse` reads it back."""
    return _encoder.encode(event).decode()


def of(model: type[S], found: Any) -> S:
    """What an answer of GitHub's REST API tells. Raises msgspec.ValidationError where it is not
    what GitHub documents."""
    return msgspec.convert(found, model)
