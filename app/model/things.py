"""What GitHub shows: people, issues, pull requests and the like, only the fields that are used.

Names are GitHub's own (docs.github.com, "REST API"); webhooks carry the same things. Instants are
Unix seconds.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct, field

Time = Annotated[datetime, Meta(tz=True)]


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
    id: int = 0
    title: str = ""
    text: str | None = field(name="body", default="")
    state: str = "open"
    locked: bool = False
    user: User | None = None
    parent_issue_url: str | None = None
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
    labels: tuple[Named, ...] = ()
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
