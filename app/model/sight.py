"""What may be shown where (row R5): decided here and nowhere else. Pure.

Nothing from a private repository (a title, a branch, a link, that it exists) is shown in a public
one. Whether a repository is private is known from its own row when a plan is made, never from
facts: so one that is made private is hidden at the next plan, and no fact has to be written anew.

What comes from a repository is handed on as an `Of`, which cannot be read without saying where it
is going to be shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

EVERYBODYS = -1
"""In place of a repository's id: what everybody could read where it was found."""


@dataclass(frozen=True, slots=True)
class Of(Generic[T]):
    """Something that comes from the repository with this numeric id. Only `Sight` opens it."""

    repository: int
    _inside: T


@dataclass(frozen=True, slots=True)
class Sight:
    """Which repositories of an installation are public, and which private.

    `names` are full names in lower case, `private` says so of numeric ids. One that is not known
    (any more) counts as private where something comes from it, and as public where it would be
    shown.
    """

    names: Mapping[str, int] = field(default_factory=dict)
    private: Mapping[int, bool] = field(default_factory=dict)

    def name_of(self, repository: int) -> str:
        """The full name, in lower case, of the repository with this id; it may have been renamed
        since. "" where the App cannot reach it (any more)."""
        return next((name for name, id in self.names.items() if id == repository), "")

    def shows(self, repository: int, where: str) -> bool:
        """Whether what comes from a repository may be shown in the one with this full name."""
        place = self.names.get(where.lower())
        return (
            repository == EVERYBODYS
            or not self.private.get(repository, True)
            or place == repository
            or (place is not None and self.private[place])
        )

    def of(self, repository: str, inside: T) -> Of[T]:
        """Something that comes from the repository with this full name."""
        return Of(self.names.get(repository.lower(), 0), inside)

    def of_public(self, repository: str, inside: T) -> Of[T]:
        """Something that everybody could read when it was found, in a repository with this full
        name. The App need not be installed there; where it is, it knows better."""
        return Of(self.names.get(repository.lower(), EVERYBODYS), inside)

    def seen(self, things: Iterable[Of[T]], where: str) -> Iterator[T]:
        """Those that may be shown there, in their order."""
        return (thing._inside for thing in things if self.shows(thing.repository, where))  # noqa: SLF001

    def link(self, url: str | None, where: str) -> str | None:
        """An address on GitHub, if it may be shown there: `https://HOST/OWNER/NAME/…`."""
        owner, _, rest = urlsplit(url or "").path.lstrip("/").partition("/")
        return url if self.shows_named(f"{owner}/{rest.partition('/')[0]}", where) else None

    def shows_named(self, repository: str, where: str) -> bool:
        """Whether what comes from the repository with this full name may be shown there."""
        return any(True for _ in self.seen([self.of(repository, None)], where))
