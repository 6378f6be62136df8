"""What a webhook, the clock or a sweep of GitHub told us: only the fields that are used.

Names are GitHub's own (docs.github.com, "Webhook events and payloads"). Instants are Unix seconds.
msgspec reads them, because it skips what is not named: of 28 kB some 500 bytes are used.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, TypeVar

import msgspec
from msgspec import Meta, Struct, field

Time = Annotated[datetime, Meta(tz=True)]
S = TypeVar("S", bound=Struct)


class Model(Struct, frozen=True, omit_defaults=True):
    """Frozen, and deaf to all that it does not name."""


class User(Model, frozen=True, kw_only=True):
    """A person, an organisation or a bot."""

    id: int
    login: str
    type: str = "User"

    @property
    def is_bot(self) -> bool:
        """Whether GitHub calls it a bot. Bots command nothing."""
        return self.type == "Bot" or self.login.endswith("[bot]")


GHOST = User(id=0, login="ghost")
"""Whom GitHub shows in place of a deleted account."""


class Profile(User, frozen=True, kw_only=True):
    """A person as they show themselves."""

    avatar_url: str = ""


class Repository(Model, frozen=True, kw_only=True):
    """The repository that an event came from."""

    id: int
    full_name: str
    private: bool = True
    fork: bool = False
    default_branch: str | None = None


class Installation(Model, frozen=True, kw_only=True):
    """The installation, as short as webhooks carry it."""

    id: int


class Reactions(Model, frozen=True, kw_only=True):
    """How many reactions of the kinds that Cairn gives."""

    plus: int = field(name="+1", default=0)
    confused: int = 0


class Present(Model, frozen=True, kw_only=True):
    """Something that is there; nothing in it is used."""


class Named(Model, frozen=True, kw_only=True):
    """A label, by its name."""

    name: str


class Issue(Model, frozen=True, kw_only=True):
    """An issue or, with `pull_request`, the issue side of a pull request."""

    number: int
    title: str = ""
    text: str | None = field(name="body", default="")
    state: str = "open"
    locked: bool = False
    user: User | None = None
    assignees: tuple[User, ...] = ()
    labels: tuple[Named, ...] = ()
    comments: int = 0
    created: Time = field(name="created_at")
    updated: Time = field(name="updated_at")
    pull_request: Present | None = None

    @property
    def body(self) -> str:
        """Its words; GitHub says null for none."""
        return self.text or ""

    @property
    def created_at(self) -> float:
        """When it was opened."""
        return self.created.timestamp()

    @property
    def updated_at(self) -> float:
        """When anything about it changed."""
        return self.updated.timestamp()


class Comment(Model, frozen=True, kw_only=True):
    """A comment on an issue or a pull request."""

    id: int
    text: str | None = field(name="body", default="")
    user: User | None = None
    html_url: str = ""
    author_association: str = "NONE"
    created: Time = field(name="created_at")
    updated: Time = field(name="updated_at")
    reactions: Reactions = Reactions()

    @property
    def body(self) -> str:
        """Its words."""
        return self.text or ""

    @property
    def created_at(self) -> float:
        """When it was written."""
        return self.created.timestamp()

    @property
    def updated_at(self) -> float:
        """When it was last edited."""
        return self.updated.timestamp()


class Numbered(Model, frozen=True, kw_only=True):
    """A repository by its id only."""

    id: int


class Head(Model, frozen=True, kw_only=True):
    """The newest commit of a pull request."""

    sha: str
    repo: Numbered | None = None


class Base(Model, frozen=True, kw_only=True):
    """The branch that a pull request is to be merged into."""

    ref: str
    repo: Numbered | None = None


class Team(Model, frozen=True, kw_only=True):
    """A team of the repository's organisation that is asked for a review."""

    slug: str


class PullRequest(Model, frozen=True, kw_only=True):
    """A pull request, as far as it is used. Lists and the events of reviews leave out its size."""

    number: int
    title: str = ""
    user: User | None = None
    html_url: str = ""
    state: str = "open"
    draft: bool = False
    locked: bool = False
    head: Head
    base: Base | None = None
    created: Time = field(name="created_at")
    updated: Time = field(name="updated_at")
    closed: Time | None = field(name="closed_at", default=None)
    merged: Time | None = field(name="merged_at", default=None)
    requested_reviewers: tuple[User, ...] = ()
    requested_teams: tuple[Team, ...] = ()
    additions: int | None = None
    deletions: int | None = None
    changed_files: int | None = None

    @property
    def created_at(self) -> float:
        """When it was opened."""
        return self.created.timestamp()

    @property
    def updated_at(self) -> float:
        """When anything about it changed."""
        return self.updated.timestamp()

    @property
    def closed_at(self) -> float | None:
        """When it was closed, or merged; None while it is open."""
        return self.closed.timestamp() if self.closed else None

    @property
    def merged_at(self) -> float | None:
        """When it was merged; None if it is not."""
        return self.merged.timestamp() if self.merged else None

    @property
    def is_from_fork(self) -> bool:
        """Whether its author need not be able to write here."""
        return self.base is None or self.base.repo != self.head.repo


class Review(Model, frozen=True, kw_only=True):
    """A review. Webhooks write its state in small letters, the REST API in capitals."""

    id: int
    user: User | None = None
    text: str | None = field(name="body", default="")
    raw_state: str = field(name="state")
    commit_id: str | None = None
    author_association: str = "NONE"
    submitted: Time | None = field(name="submitted_at", default=None)

    @property
    def state(self) -> str:
        """approved, changes_requested, commented, dismissed or pending."""
        return self.raw_state.lower()

    @property
    def has_words(self) -> bool:
        """Whether it says something beside comments on lines."""
        return bool((self.text or "").strip())

    @property
    def submitted_at(self) -> float | None:
        """When it was submitted; None while only its author sees it."""
        return self.submitted.timestamp() if self.submitted else None


class ReviewComment(Model, frozen=True, kw_only=True):
    """A comment on a line."""

    id: int
    pull_request_review_id: int | None = None
    in_reply_to_id: int | None = None
    user: User | None = None
    created: Time = field(name="created_at")

    @property
    def created_at(self) -> float:
        """When it was written."""
        return self.created.timestamp()


class CheckSuite(Model, frozen=True, kw_only=True):
    """What one App's checks on a commit come to. For forks GitHub leaves `pull_requests` empty."""

    id: int
    head_sha: str = ""
    conclusion: str | None = None
    updated: Time | None = field(name="updated_at", default=None)

    @property
    def updated_at(self) -> float | None:
        """When it last changed."""
        return self.updated.timestamp() if self.updated else None


class CheckRun(Model, frozen=True, kw_only=True):
    """A check on a commit. For forks GitHub leaves `pull_requests` empty."""

    id: int = 0
    external_id: str | None = None
    name: str
    head_sha: str
    conclusion: str | None = None
    html_url: str | None = None
    started: Time | None = field(name="started_at", default=None)
    completed: Time | None = field(name="completed_at", default=None)
    check_suite: CheckSuite | None = None

    @property
    def started_at(self) -> float | None:
        """When it began."""
        return self.started.timestamp() if self.started else None

    @property
    def completed_at(self) -> float | None:
        """When it ended; None while it runs."""
        return self.completed.timestamp() if self.completed else None


class Milestone(Model, frozen=True, kw_only=True):
    """A milestone of a repository."""

    number: int
    title: str
    text: str | None = field(name="description", default="")
    creator: User | None = None
    created: Time = field(name="created_at")

    @property
    def description(self) -> str:
        """Its words."""
        return self.text or ""

    @property
    def created_at(self) -> float:
        """When it was made."""
        return self.created.timestamp()


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
