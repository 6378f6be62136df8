"""What a webhook, the clock or a sweep of GitHub told us: only the fields that are used.

Names are GitHub's own (docs.github.com, "Webhook events and payloads"). Instants are Unix seconds.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field


def _instant(value: object) -> object:
    if isinstance(value, str):
        return datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()
    return value


def _text(value: object) -> object:
    return "" if value is None else value


def _present(value: object) -> bool:
    return value is not None and value is not False


Instant = Annotated[float, BeforeValidator(_instant)]
Body = Annotated[str, BeforeValidator(_text)]


class Model(BaseModel):
    """Frozen, and deaf to all that it does not name."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class User(Model):
    """A person, an organisation or a bot."""

    id: int
    login: str
    type: str = "User"

    @property
    def is_bot(self) -> bool:
        """Whether GitHub calls it a bot. Bots command nothing."""
        return self.type == "Bot" or self.login.endswith("[bot]")


class Profile(User):
    """A person as they show themselves."""

    avatar_url: str = ""


class Repository(Model):
    """The repository that an event came from."""

    id: int
    full_name: str
    private: bool = True
    fork: bool = False
    default_branch: str | None = None


class Installation(Model):
    """The installation, as short as webhooks carry it."""

    id: int


class Label(Model):
    """A label on an issue."""

    name: str


class Reactions(Model):
    """How many reactions of the kinds that Cairn gives."""

    plus: int = Field(0, alias="+1")
    confused: int = 0


class Issue(Model):
    """An issue or, with `pull_request`, the issue side of a pull request."""

    number: int
    title: str = ""
    body: Body = ""
    state: str = "open"
    locked: bool = False
    user: User | None = None
    assignees: tuple[User, ...] = ()
    labels: tuple[Label, ...] = ()
    comments: int = 0
    created_at: Instant
    updated_at: Instant
    pull_request: Annotated[bool, BeforeValidator(_present)] = False


class Comment(Model):
    """A comment on an issue or a pull request."""

    id: int
    body: Body = ""
    user: User | None = None
    html_url: str = ""
    created_at: Instant
    updated_at: Instant
    reactions: Reactions = Reactions()


class Numbered(Model):
    """A repository by its id only."""

    id: int


class Head(Model):
    """The newest commit of a pull request."""

    sha: str
    repo: Numbered | None = None


class Base(Model):
    """The branch that a pull request is to be merged into."""

    ref: str
    repo: Numbered | None = None


class PullRequest(Model):
    """A pull request, as far as it is used."""

    number: int
    user: User | None = None
    state: str = "open"
    html_url: str = ""
    head: Head
    base: Base | None = None
    created_at: Instant
    updated_at: Instant
    merged_at: Instant | None = None

    @property
    def is_from_fork(self) -> bool:
        """Whether its author need not be able to write here."""
        return self.base is None or self.base.repo != self.head.repo


class CheckRun(Model):
    """A check on a commit. For forks GitHub leaves `pull_requests` empty."""

    id: int = 0
    external_id: str | None = None
    name: str
    head_sha: str
    conclusion: str | None = None
    html_url: str | None = None
    completed_at: Instant | None = None


class Milestone(Model):
    """A milestone of a repository."""

    number: int
    title: str
    description: Body = ""
    creator: User | None = None
    created_at: Instant


class Event(Model):
    """What every delivery carries."""

    name: str = ""
    action: str = ""
    installation: Installation
    repository: Repository | None = None
    sender: User | None = None

    @property
    def things(self) -> tuple[str, ...]:
        """What this event is about in its repository: "#12" or a commit's hash."""
        return ()


class Edit(Event):
    """An event that may carry what a body was before."""

    before: str | None = Field(
        None, validation_alias=AliasPath("changes", "body", "from"), serialization_alias="before"
    )


class IssueEvent(Edit):
    """`issues`."""

    repository: Repository
    sender: User
    issue: Issue
    assignee: User | None = None

    @property
    def things(self) -> tuple[str, ...]:
        """The issue."""
        return (f"#{self.issue.number}",)


class CommentEvent(Edit):
    """`issue_comment`. The embedded issue's boxes are never read (rule 3)."""

    repository: Repository
    sender: User
    issue: Issue
    comment: Comment

    @property
    def things(self) -> tuple[str, ...]:
        """The issue that the comment is on."""
        return (f"#{self.issue.number}",)


class PullRequestEvent(Event):
    """`pull_request`."""

    repository: Repository
    sender: User
    pull_request: PullRequest

    @property
    def things(self) -> tuple[str, ...]:
        """The pull request and its head."""
        return (f"#{self.pull_request.number}", self.pull_request.head.sha)


class CheckRunEvent(Event):
    """`check_run`."""

    repository: Repository
    check_run: CheckRun

    @property
    def things(self) -> tuple[str, ...]:
        """The commit: forks' checks name no pull request."""
        return (self.check_run.head_sha,)


class Commit(Model):
    """The paths that a pushed commit touched."""

    added: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class PushEvent(Event):
    """`push`. GitHub lists at most 2,048 commits; none are listed for a forced push."""

    repository: Repository
    ref: str
    after: str
    commits: tuple[Commit, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Every path that the push touched."""
        return frozenset(p for c in self.commits for p in (*c.added, *c.modified, *c.removed))


class RepositoryEvent(Event):
    """`repository`: renamed, privatized, publicized, deleted, transferred, …"""

    repository: Repository


class Account(Model):
    """Whoever installed the App."""

    login: str


class InstallationDetails(Installation):
    """The installation, as its own events carry it."""

    account: Account | None = None


class InstallationEvent(Event):
    """`installation`: created, deleted, suspend, unsuspend, new_permissions_accepted."""

    installation: InstallationDetails


class InstallationRepositoriesEvent(Event):
    """`installation_repositories`: added, removed."""


EVENTS: Mapping[str, type[Event]] = {
    "issues": IssueEvent,
    "issue_comment": CommentEvent,
    "pull_request": PullRequestEvent,
    "check_run": CheckRunEvent,
    "push": PushEvent,
    "repository": RepositoryEvent,
    "installation": InstallationEvent,
    "installation_repositories": InstallationRepositoriesEvent,
}
"""The events that Cairn listens to, by GitHub's name. All others are let go."""


def parse(name: str, body: bytes | str) -> Event | None:
    """The event in a payload (or in one of our own rows), or None where nobody listens.

    Raises pydantic.ValidationError where the payload is not what GitHub documents.
    """
    model = EVENTS.get(name)
    if model is None:
        return None
    return model.model_validate_json(body).model_copy(update={"name": name})


def dump(event: Event) -> str:
    """What is kept of an event: `parse` reads it back."""
    return event.model_dump_json(by_alias=False, exclude_defaults=True)
