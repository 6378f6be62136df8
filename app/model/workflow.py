"""What a workflow is: a folder that says what it notes down, and what it wants on GitHub."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.commands import Command, CommandSpec
from app.model import scopes
from app.model.artefacts import Plan, Thread
from app.model.calendar import Entry, Feed
from app.model.events import Event
from app.model.facts import Data, Fact, Facts, FindPlace, Known, Ledger, Record
from app.model.figures import Figures
from app.model.notebook import Notebook
from app.model.scopes import Scope
from app.model.sight import Sight
from app.model.text import Text
from app.model.things import Issue, Repository
from app.model.why import Why
from app.programme.model import Programme, Section


@dataclass(frozen=True, slots=True)
class Context:
    """What `record` may look at beside the event: which programmes there are, and where things
    belong. `bot` is the login of the App's own user."""

    programmes: Mapping[int, Programme]
    place: FindPlace
    bot: str

    def thread(self, repository: Repository, number: int) -> str | None:
        """The scope of an issue or pull request that is somebody's; None where no programme has to
        do with the repository. Of several, its own goes first, then the one known longest."""
        name = repository.full_name.lower()
        homes = [h for h, each in self.programmes.items() if name in each.repositories_used]
        home = min(homes, key=lambda h: (h != repository.id, h), default=None)
        return scopes.thread(home, repository.id, number) if home is not None else None


@dataclass(frozen=True, slots=True)
class Given:
    """A command, and where, by whom and when it was given.

    `place` is the scope of the issue or pull request, as far as it is somebody's plan; `thread`
    that of the same as nobody's (see `Context.thread`). `at` is in Unix seconds.
    """

    command: Command
    place: str
    thread: str | None
    by: str
    at: float
    repository: Repository
    issue: Issue


@dataclass(frozen=True, slots=True)
class View:
    """All that a plan may depend on. Nothing else: no clock, no reading (rule 9)."""

    key: str
    scope: Scope
    facts: Facts
    said: Ledger
    programme: Programme
    now: float
    cards: Mapping[str, Data] = field(default_factory=dict)
    rests: Mapping[str, Known] = field(default_factory=dict)
    """Who rests, by scope (see `app.model.rests`)."""
    parent: "View | None" = None
    """The cohort, for a scope that belongs to it, where its mentors confirm (P9): it says who is
    named."""
    sight: Sight = field(default_factory=Sight)
    """What may be shown where (R5)."""
    calendar: str | None = None
    """The address of this scope's calendar feed, if anybody can reach Cairn."""
    me: str | None = None
    """The address of everybody's own page, if people can sign in there."""
    lists: Collection[str] = ()
    """To whom the operator lets Cairn send mail (`app.model.mails`); nobody, where none is sent."""
    did: Mapping[str, Known] = field(default_factory=dict)
    """The commands given here that came to something, as far as workflows say so (`Workflow.did`):
    `undo` may mean one of them."""
    undone: Mapping[str, str] = field(default_factory=dict)
    """Of the commands given here those that were taken back, with the order of that `undo`."""


def thread_of(view: View) -> Thread | None:
    """The issue or pull request that a thread's scope is about; None where the App cannot reach its
    repository (any more)."""
    repository, _, number = view.scope.rest.partition("/")
    name = view.sight.name_of(int(repository))
    return Thread(name, int(number)) if name else None


@dataclass(frozen=True, slots=True)
class Region:
    """Our marked region of a body as it was read: what it shows, and what its marker says."""

    repository: int
    where: str
    at: float
    created: float
    revision: int
    content: str
    memory: Data
    kept: bool = False
    """Whether it was written as it was read, whatever the memory says."""
    key: str = ""
    """That of the artefact whose body it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """A programme as it is (None before its first file) and as it would be."""

    old: Programme | None
    new: Programme
    now: float


def _says_nothing(change: Change) -> Iterable[Text]:  # noqa: ARG001
    return ()


def _records_nothing(event: Event, context: Context) -> Iterable[Record]:  # noqa: ARG001
    return ()


def _sees_nothing(view: View, region: Region) -> Iterable[Fact]:  # noqa: ARG001
    return ()


def _reads_nothing(scope: str, region: Region, before: str | None, by: str) -> Iterable[Fact]:  # noqa: ARG001
    return ()


def _no_threads(programme: Programme, repository: str) -> Iterable[int]:  # noqa: ARG001
    return ()


def _understands_as_given(context: Context, given: Given) -> Data:  # noqa: ARG001
    return {}


def _where_it_was_given(given: Given) -> str:
    return given.place


def _looks_for_none(programme: Programme) -> Iterable[str]:  # noqa: ARG001
    return ()


def _did_nothing(view: View) -> Mapping[str, Known]:  # noqa: ARG001
    return {}


def _undoes_the_last(view: View) -> Mapping[str, str] | None:  # noqa: ARG001
    return None


def _recalls_nothing(scope: str, memory: Data) -> Iterable[Fact]:  # noqa: ARG001
    return ()


def _counts_nothing(view: View, login: str) -> Mapping[str, float]:  # noqa: ARG001
    return {}


def _no_figures(view: View, login: str) -> Figures | None:  # noqa: ARG001
    return None


def _explains_nothing(view: View, key: str) -> Why | None:  # noqa: ARG001
    return None


def _is_always_in_use(programme: Programme, scope: Scope) -> bool:  # noqa: ARG001
    return True


def _has_no_notebook(view: View, login: str) -> Notebook | None:  # noqa: ARG001
    return None


def _dates_nothing(view: View) -> Feed | None:  # noqa: ARG001
    return None


def _no_own_dates(view: View, login: str) -> Iterable[Entry]:  # noqa: ARG001
    return ()


@dataclass(frozen=True, slots=True)
class Workflow:
    """One thing that mentorship does.

    `plan` wants; `record` notes events; `changed` notes what a person changed in a region of ours
    (rule 3); `observe` says what a region that was just read shows that no event told (rule 7);
    `recall` turns a marker's memory into facts (rule 4); `threads` names the issues of a
    repository in which somebody's comment or assignment matters; `labels` those labels that people
    put on issues, so that something is done about them; `understand` adds to a command
    what its words mean on the day they were said (numbers of items move); `preview` says what a
    change of the file will bring, once it is merged; `scope_of` says which scope a command is for;
    `did` says which commands given in a place came to something, so that `undo` there does not take
    back what was said before them, and `undone` what was taken back, where a workflow remembers it
    in a way of its own (else None); `explain` tells somebody who is new why what
    has this key is there, None for what is not the workflow's; `feed` gives a scope's dates, for a
    calendar that whoever has its address may read; `own_dates` gives those for the calendar of one
    person who takes part in the programme, by login; `numbers` are somebody's own in a cohort,
    whose view it gets: shown to nobody but them (R6); `figures` are the same outside of cohorts:
    it gets the view of each of the programme's scopes whose kind is in `figures_of`; `notebook` is
    where somebody of a group writes on their own page, as long as they may. All are pure.
    `shares` are commands of other workflows that its scopes answer to as well, each in the words
    with which help lists it there.
    """

    name: str
    scopes: frozenset[str]
    plan: Callable[[View], Plan]
    record: Callable[[Event, Context], Iterable[Record]] = _records_nothing
    changed: Callable[[str, Region, str | None, str], Iterable[Fact]] = _reads_nothing
    observe: Callable[[View, Region], Iterable[Fact]] = _sees_nothing
    recall: Callable[[str, Data], Iterable[Fact]] = _recalls_nothing
    threads: Callable[[Programme, str], Iterable[int]] = _no_threads
    labels: Callable[[Programme], Iterable[str]] = _looks_for_none
    understand: Callable[[Context, Given], Data] = _understands_as_given
    scope_of: Callable[[Given], str] = _where_it_was_given
    did: Callable[[View], Mapping[str, Known]] = _did_nothing
    undone: Callable[[View], Mapping[str, str] | None] = _undoes_the_last
    preview: Callable[[Change], Iterable[Text]] = _says_nothing
    explain: Callable[[View, str], Why | None] = _explains_nothing
    feed: Callable[[View], Feed | None] = _dates_nothing
    own_dates: Callable[[View, str], Iterable[Entry]] = _no_own_dates
    numbers: Callable[[View, str], Mapping[str, float]] = _counts_nothing
    figures: Callable[[View, str], Figures | None] = _no_figures
    figures_of: frozenset[str] = frozenset()
    front: tuple[str, ...] = ()
    """How the key of the issue begins by which people know a scope of its `scopes`: who gives a
    command elsewhere that works there is told of it."""
    own_labels: frozenset[str] = frozenset()
    """Labels of ours on people's issues in which they asked for something: a sweep that reads
    everything, as after a lost database, finds them again by these."""
    notebook: Callable[[View, str], Notebook | None] = _has_no_notebook
    everywhere: bool = False
    """Whether its commands are about the mentee who gives them, wherever that is: a mentee's go to
    their own scope."""
    offered: frozenset[str] | None = None
    """The kinds of scopes that answer to its commands, if those are not its `scopes`."""
    in_use: Callable[[Programme, Scope], bool] = _is_always_in_use
    """Whether the file has what its commands are about, in the scope that they are for: help does
    not list them where they could only be refused."""
    commands: tuple[CommandSpec, ...] = ()
    shares: tuple[CommandSpec, ...] = ()
    sections: tuple[Section, ...] = ()
    messages: Path | None = None
    of_no_cohort: tuple[str, ...] = ()
    """How the names of those of its texts begin that are about the file, or for all cohorts: no
    cohort replaces them. "" means all of them."""
