"""Scopes: the units that are planned anew. Their keys are spelled here and nowhere else."""

from typing import NamedTuple

OFFICE_HOURS, ROTA = "office-hours", "rota"

_OF_NO_COHORT = frozenset({OFFICE_HOURS, ROTA})
"""Kinds of scopes with an id of their own, which could be spelled like a cohort's."""


class Scope(NamedTuple):
    """`kind:home/rest`, where home is the numeric id of the repository that declares it."""

    kind: str
    home: int
    rest: str = ""

    @property
    def cohort(self) -> str:
        """The cohort's id, for a cohort's scope, its ideas', a mentee's and what is below one."""
        return "" if self.kind in _OF_NO_COHORT else self.rest.partition("/")[0]

    @property
    def login(self) -> str:
        """The mentee's login in lower case, for a mentee's scope and what is below one."""
        return self.rest.partition("/")[2].partition("/")[0]

    def __str__(self) -> str:
        return f"{self.kind}:{self.home}/{self.rest}"


def parse(key: str) -> Scope:
    """The parts of a scope's key."""
    kind, _, rest = key.partition(":")
    home, _, tail = rest.partition("/")
    return Scope(kind, int(home), tail)


def reach() -> str:
    """Which repositories an installation may see."""
    return str(Scope("reach", 0))


def commit(repository: int, sha: str) -> str:
    """A commit that is not known to be a mentee's (yet): what is said of it waits here."""
    return str(Scope("commit", repository, sha))


def file(home: int) -> str:
    """Reading the programme file of a home repository."""
    return str(Scope("file", home))


def programme(home: int) -> str:
    """What the file of a home repository said last, and the issue about its errors."""
    return str(Scope("programme", home))


def proposal(repository: int, sha: str) -> str:
    """A commit that may change a programme's files, before it is merged."""
    return str(Scope("proposal", repository, sha))


def sweep(repository: int) -> str:
    """Reading a whole repository as events."""
    return str(Scope("sweep", repository))


def labels(repository: int) -> str:
    """The labels of a repository, which belong to no cohort alone."""
    return str(Scope("labels", repository))


def cohort(home: int, id: str) -> str:
    """A cohort."""
    return str(Scope("cohort", home, id))


def mentee(home: int, cohort_id: str, login: str) -> str:
    """A mentee in a cohort."""
    return str(Scope("mentee", home, f"{cohort_id}/{login.lower()}"))


def pull(mentee: str, repository: int, number: int) -> str:
    """A mentee's pull request, by the mentee's scope."""
    return str(parse(mentee)._replace(kind="pull")) + f"/{repository}/{number}"


def elsewhere(mentee: str) -> str:
    """What a mentee contributes outside the installation, by the mentee's scope."""
    return str(parse(mentee)._replace(kind="elsewhere"))


def searches() -> str:
    """When an installation may search next."""
    return str(Scope("searches", 0))


def roster(home: int, *, private: bool) -> str:
    """The page of a programme's mentees that everybody may read, or the one that is private."""
    return str(Scope("private-roster" if private else "roster", home))


def ideas(home: int, cohort_id: str) -> str:
    """What a cohort's mentees and mentors suggest for the project."""
    return str(Scope("ideas", home, cohort_id))


def office_hours(home: int, id: str) -> str:
    """The meetings of one entry of a programme's office hours."""
    return str(Scope(OFFICE_HOURS, home, id))


def rota(home: int, id: str) -> str:
    """Who leads the help sessions of a region, day by day."""
    return str(Scope(ROTA, home, id))


def person(home: int, login: str) -> str:
    """What somebody said of themselves, for a whole programme."""
    return str(Scope("person", home, login.lower()))


def thread(repository: int, number: int) -> str:
    """An issue that belongs to nobody's plan, in which somebody gave a command."""
    return str(Scope("thread", repository, str(number)))


def parent(key: str) -> str | None:
    """The scope that gets this one's card."""
    scope = parse(key)
    if scope.kind in ("pull", "elsewhere"):
        return mentee(scope.home, scope.cohort, scope.login)
    is_part = scope.kind in ("mentee", "ideas")
    return cohort(scope.home, scope.cohort) if is_part else None


def line(key: str) -> list[str]:
    """A scope, the one that gets its card, and so on."""
    above = parent(key)
    return [key, *line(above)] if above is not None else [key]


def is_planned(key: str) -> bool:
    """Whether anything is wanted of such a scope; the others only hold rows (decision 003)."""
    return parse(key).kind not in ("commit", "labels", "searches")


def rank(key: str) -> int:
    """The order in which dirty scopes are planned: what others stand on comes first."""
    return _RANKS.get(key.partition(":")[0], 9)


PULL_RANK = 4
_RANKS = {
    "reach": 0,
    "file": 0,
    "sweep": 1,
    "programme": 2,
    "proposal": 2,
    "cohort": 3,
    "pull": PULL_RANK,
    "mentee": 5,
    "thread": 6,
}
COMMAND_RANK = 2
"""A scope in which somebody waits for an answer."""
