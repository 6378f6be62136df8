"""The App on accounts: its installations, their tokens, and what they have used up."""

from collections import defaultdict
from dataclasses import dataclass, field

from app.sandbox.state import Repository, User


@dataclass(slots=True)
class Budget:
    """How many requests were made since the window began (Unix seconds)."""

    window: float = 0
    used: int = 0


@dataclass(slots=True, eq=False)
class Installation:
    """The App on an account, for some of its repositories. `budgets`: by GitHub's names of what is
    limited apart, such as "core" and "search"."""

    id: int
    account: User
    repositories: dict[int, Repository]
    permissions: dict[str, str]
    created: float
    updated: float
    all_repositories: bool = False
    suspended: float | None = None
    suspended_by: User | None = None
    budgets: defaultdict[str, Budget] = field(default_factory=lambda: defaultdict(Budget))


@dataclass(frozen=True, slots=True)
class Token:
    """An installation's token, perhaps narrowed. `repositories` None means all of them."""

    text: str
    installation: Installation
    expires: float
    permissions: dict[str, str]
    repositories: frozenset[int] | None
