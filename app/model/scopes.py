"""Scopes: the units that are planned anew. Their keys are spelled here and nowhere else."""

from collections.abc import Mapping
from typing import NamedTuple

OFFICE_HOURS, ROTA, THREAD, DESK = "office-hours", "rota", "thread", "desk"
DONUT, PAIRINGS = "donut", "pairings"
MEETUP = "meetup"


class Kind(NamedTuple):
    """What holds for all scopes of a kind.

    `of`: whose they are, a cohort's ("cohort"), a mentee's ("mentee") or nobody's; their keys begin
    with that one's. `above`: the kind of scope that gets their cards; `prompt`: at once, because
    people wait for it. `rank`: of dirty scopes the lowest is planned first, as others stand on it.
    `planned`: whether anything is wanted of them; the others only hold rows (decision 003).
    """

    of: str = ""
    above: str = ""
    rank: int = 9
    prompt: bool = False
    planned: bool = True


PULL_RANK = 4
KINDS: Mapping[str, Kind] = {
    "reach": Kind(rank=0),
    "file": Kind(rank=0),
    "sweep": Kind(rank=1),
    "programme": Kind(rank=2),
    "proposal": Kind(rank=2),
    "commit": Kind(planned=False),
    "labels": Kind(planned=False),
    "searches": Kind(planned=False),
    "cohort": Kind("cohort", rank=3),
    "ideas": Kind("cohort", "cohort"),
    "group": Kind("cohort", "cohort"),
    "selection": Kind("cohort", "cohort"),
    "mentee": Kind("mentee", "cohort", rank=5),
    "pull": Kind("mentee", "mentee", rank=PULL_RANK),
    "elsewhere": Kind("mentee", "mentee"),
    MEETUP: Kind("cohort", "cohort"),
    "roster": Kind(),
    "private-roster": Kind(),
    "person": Kind(),
    OFFICE_HOURS: Kind(),
    ROTA: Kind(above=DESK, prompt=True),
    THREAD: Kind(above=DESK, rank=6, prompt=True),
    DESK: Kind(),
    DONUT: Kind(),
    PAIRINGS: Kind(planned=False),
}


class Scope(NamedTuple):
    """`kind:home/rest`, where home is the numeric id of the repository that declares it."""

    kind: str
    home: int
    rest: str = ""

    @property
    def cohort(self) -> str:
        """The cohort's id, for the scopes of a cohort, its ideas, its applications, its groups, its
        mentees and of what is below one."""
        return self.rest.partition("/")[0] if KINDS[self.kind].of else ""

    @property
    def login(self) -> str:
        """The mentee's login in lower case, for a mentee's scope and what is below one."""
        tail = self.rest.partition("/")[2].partition("/")[0]
        return tail if KINDS[self.kind].of == "mentee" else ""

    @property
    def group(self) -> str:
        """The group's id, for a group's scope."""
        return self.rest.partition("/")[2] if self.kind == "group" else ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.home}/{self.rest}"


def parse(key: str) -> Scope:
    """The parts of a scope's key. Raises ValueError where it is none."""
    kind, _, rest = key.partition(":")
    home, _, tail = rest.partition("/")
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of scope")
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


def group(home: int, cohort_id: str, id: str) -> str:
    """A group of a cohort: one project, its mentors and mentees."""
    return str(Scope("group", home, f"{cohort_id}/{id}"))


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


def selection(home: int, cohort_id: str) -> str:
    """Applications for a cohort."""
    return str(Scope("selection", home, cohort_id))


def meetup(home: int, cohort_id: str) -> str:
    """The evening on which a cohort's mentees present."""
    return str(Scope(MEETUP, home, cohort_id))


def office_hours(home: int, id: str) -> str:
    """The meetings of one entry of a programme's office hours."""
    return str(Scope(OFFICE_HOURS, home, id))


def rota(home: int, id: str) -> str:
    """Who leads the help sessions of a region, day by day."""
    return str(Scope(ROTA, home, id))


def person(home: int, login: str) -> str:
    """What somebody said of themselves, for a whole programme."""
    return str(Scope("person", home, login.lower()))


def thread(home: int, repository: int, number: int) -> str:
    """An issue or pull request in which somebody asked for something, for a programme. `repository`
    is the numeric id of the one that it is in."""
    return str(Scope(THREAD, home, f"{repository}/{number}"))


def desk(home: int) -> str:
    """A programme's help desk: what people ask for, and the sessions in which it is looked at."""
    return str(Scope(DESK, home))


def donut(home: int) -> str:
    """The rounds in which a programme's people are paired."""
    return str(Scope(DONUT, home))


def pairings(home: int) -> str:
    """Who of a programme worked with whom, whatever brought them together."""
    return str(Scope(PAIRINGS, home))


def parent(key: str) -> str | None:
    """The scope that gets this one's card."""
    scope = parse(key)
    match KINDS[scope.kind].above:
        case "mentee":
            return mentee(scope.home, scope.cohort, scope.login)
        case "cohort":
            return cohort(scope.home, scope.cohort)
        case "desk":
            return desk(scope.home)
    return None


def line(key: str) -> list[str]:
    """A scope, the one that gets its card, and so on."""
    above = parent(key)
    return [key, *line(above)] if above is not None else [key]


def is_planned(key: str) -> bool:
    """Whether anything is wanted of such a scope."""
    return KINDS[parse(key).kind].planned


def rank(key: str) -> int:
    """The order in which dirty scopes are planned: what others stand on comes first."""
    return KINDS[parse(key).kind].rank


COMMAND_RANK = 2
"""A scope in which somebody waits for an answer."""
