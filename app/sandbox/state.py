"""What there is on the sandbox: plain objects, which only `actions` change.

Instants are Unix seconds with fractions, so that things have an order within a second. GitHub shows
whole seconds (`payloads.when`).
"""

from dataclasses import dataclass, field
from typing import Any, Literal

ROLES = ("none", "read", "triage", "write", "maintain", "admin")
"""From least to most: docs.github.com, "Repository roles for an organization"."""

Role = Literal["none", "read", "triage", "write", "maintain", "admin"]
Kind = Literal[
    "opened",
    "commented",
    "edited",
    "assigned",
    "unassigned",
    "closed",
    "reopened",
    "merged",
    "pushed",
    "reviewed",
    "review_requested",
    "checked",
    "subscribed",
    "unsubscribed",
]
UserType = Literal["User", "Bot", "Organization"]


@dataclass(slots=True, eq=False)
class User:
    """A person, an organisation or the App's bot. `shown` caches their JSON; `timezone` is where
    their clock on the wall hangs (an IANA name)."""

    id: int
    login: str
    type: UserType
    name: str
    created: float
    timezone: str = "UTC"
    shown: dict[str, Any] | None = None


@dataclass(slots=True, eq=False)
class Team:
    """A team of an organisation, and what it may in repositories (role by repository id)."""

    id: int
    name: str
    slug: str
    members: dict[int, User]
    roles: dict[int, Role] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Organisation:
    """An organisation: owners are admins of all its repositories."""

    account: User
    members: dict[int, User] = field(default_factory=dict)
    owners: set[int] = field(default_factory=set)
    teams: dict[str, Team] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Reaction:
    """One person's reaction of one kind."""

    id: int
    user: User
    content: str
    created: float


Reactions = dict[tuple[int, str], Reaction]


@dataclass(slots=True, eq=False)
class Label:
    """A label of a repository."""

    id: int
    name: str
    color: str
    description: str | None
    created: float


@dataclass(slots=True, eq=False)
class Milestone:
    """A milestone of a repository."""

    id: int
    number: int
    title: str
    description: str | None
    due_on: str | None
    creator: User
    created: float
    updated: float
    state: str = "open"
    closed: float | None = None
    open_issues: int = 0
    closed_issues: int = 0


@dataclass(slots=True, eq=False)
class IssueEvent:
    """An entry of an issue's timeline that is not a comment."""

    id: int
    event: str
    actor: User
    at: float
    details: dict[str, Any]
    via_app: bool


@dataclass(slots=True, eq=False)
class Issue:
    """An issue or, with `pull`, the issue side of a pull request."""

    id: int
    number: int
    repository: "Repository"
    title: str
    body: str | None
    user: User
    via_app: bool
    created: float
    updated: float
    state: str = "open"
    state_reason: str | None = None
    closed: float | None = None
    closed_by: User | None = None
    locked: bool = False
    lock_reason: str | None = None
    labels: list[Label] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    milestone: Milestone | None = None
    comments: list["Comment"] = field(default_factory=list)
    reactions: Reactions = field(default_factory=dict)
    sub_issues: list["Issue"] = field(default_factory=list)
    parent: "Issue | None" = None
    events: list[IssueEvent] = field(default_factory=list)
    pull: "Pull | None" = None

    @property
    def thread(self) -> "Issue":
        """The issue whose page shows it."""
        return self


@dataclass(slots=True, eq=False)
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    issue: Issue
    body: str
    user: User
    via_app: bool
    created: float
    updated: float
    reactions: Reactions = field(default_factory=dict)

    @property
    def thread(self) -> Issue:
        """The issue whose page shows it."""
        return self.issue


@dataclass(slots=True, eq=False)
class Review:
    """A review of a pull request; `state` in GitHub's capitals."""

    id: int
    user: User
    state: str
    body: str
    commit: str
    created: float
    updated: float
    comments: list["ReviewComment"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ReviewComment:
    """A comment on a line of a pull request, perhaps in reply to another one."""

    id: int
    issue: Issue
    review: Review
    user: User
    path: str
    body: str
    commit: str
    created: float
    updated: float
    reply_to: "ReviewComment | None" = None


@dataclass(slots=True, eq=False)
class Pull:
    """What a pull request has beyond its issue. `head` and `commits` are commit hashes; `pending`
    are reviews begun and not submitted, by their author's id."""

    id: int
    draft: bool
    base: str
    base_sha: str
    head_repository: "Repository"
    head_branch: str
    head: str
    commits: list[str]
    merged: float | None = None
    merged_by: User | None = None
    merge_sha: str | None = None
    reviews: list[Review] = field(default_factory=list)
    pending: dict[int, Review] = field(default_factory=dict)
    requested: list[User] = field(default_factory=list)

    @property
    def comments(self) -> list[ReviewComment]:
        """The comments of submitted reviews, the oldest first."""
        found = (it for review in self.reviews for it in review.comments)
        return sorted(found, key=lambda it: it.id)


@dataclass(slots=True, eq=False)
class Commit:
    """A commit with its whole tree; `added`, `modified`, `removed` against its parent."""

    sha: str
    message: str
    author: User
    at: float
    files: dict[str, bytes]
    parent: str | None
    added: list[str]
    modified: list[str]
    removed: list[str]


@dataclass(slots=True, eq=False)
class CheckSuite:
    """The check runs of one App (by its slug) on a commit, the newest of each name. It may be there
    before they are: asked for, or with the conclusion "action_required" until somebody lets it run.
    """

    id: int
    head: str
    app: str
    created: float
    updated: float
    status: str = "queued"
    conclusion: str | None = None
    runs: dict[str, "CheckRun"] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class CheckRun:
    """A check run on a commit; `by_app` tells Cairn's own from other services'."""

    id: int
    suite: CheckSuite
    name: str
    head: str
    by_app: bool
    created: float
    status: str = "queued"
    conclusion: str | None = None
    completed: float | None = None
    details_url: str | None = None
    external_id: str | None = None
    output: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Repository:
    """A repository. `proposals` are the pull requests from each of its branches; `check_suites` are
    by commit and App; `workflows` names the checks that GitHub Actions runs on pull requests;
    `shown` caches the greater part of its JSON."""

    id: int
    owner: User
    name: str
    private: bool
    default_branch: str
    created: float
    fork: bool = False
    has_issues: bool = True
    pushed: float = 0
    open_issues: int = 0
    last_number: int = 0
    last_milestone: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    gone: dict[int, Issue | None] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    commits: dict[str, Commit] = field(default_factory=dict)
    check_runs: dict[int, CheckRun] = field(default_factory=dict)
    check_suites: dict[tuple[str, str], CheckSuite] = field(default_factory=dict)
    workflows: tuple[str, ...] = ()
    contributors: set[int] = field(default_factory=set)
    proposals: dict[str, list[Issue]] = field(default_factory=dict)
    shown: dict[str, Any] | None = None

    @property
    def full_name(self) -> str:
        """As in owner/name."""
        return f"{self.owner.login}/{self.name}"


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the world's journal: something that people may get mail about, or look up.

    `text` is what was written, as it was then; `whom` are those who were assigned (from the start,
    where it was opened), or asked for a review; `comment` is the comment's id, `review` the
    review's, and `verdict` what the review was when it was submitted.
    """

    at: float
    kind: Kind
    issue: Issue
    actor: User
    text: str = ""
    comment: int | None = None
    whom: tuple[User, ...] = ()
    review: int | None = None
    verdict: str = ""

    @property
    def anchor(self) -> str:
        """Its place on the conversation's page."""
        if self.review is not None:
            return f"#pullrequestreview-{self.review}"
        return "" if self.comment is None else f"#issuecomment-{self.comment}"
