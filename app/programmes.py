"""The programmes of one installation: read from GitHub, kept as facts, followed (rows P1, P2, P5).

The last good file stays in force; a bad one opens an issue that says what to mend.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any

import structlog

from app.github.quoting import code, inline
from app.github.reader import Reader
from app.model import artefacts, events, scopes
from app.model.artefacts import Plan
from app.model.facts import Dirty, Fact, Known, Record
from app.model.own import Own
from app.model.scopes import Scope
from app.model.text import Markdown, Text
from app.model.workflow import View
from app.programme.errors import FileError
from app.programme.load import Loaded, load, private_repository_of
from app.programme.longer import Weeks, lengthened, weeks_of
from app.programme.model import Programme, Section
from app.programme.people import unreadable
from app.programme.source import SourceFile, is_plain
from app.store.repositories import Repo
from app.templates import Messages
from app.texts import BuiltIn, Texts, in_force, read_texts, sources_of, text_errors

log = structlog.get_logger()

MAIN = ".github/mentorship.yml"
FOLDER = ".github/mentorship"
_ENDINGS = (".yml", ".yaml")

MOST_FILES = 40
MOST_ERRORS = 50
"""What people can read at once; the rest comes up when these are mended."""

Teams = Mapping[str, Sequence[str] | None]
"""Logins by team (`org/team`); None where GitHub does not say."""


def _as_it_is(programme: Programme) -> Programme:
    return programme


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a file may say: the workflows' sections, the built-in templates and messages. `played`
    turns what a file says into what is done: all of it, but in a simulation."""

    sections: tuple[Section, ...]
    templates: Mapping[str, Mapping[str, Any]]
    texts: BuiltIn
    played: Callable[[Programme], Programme] = _as_it_is


@dataclass(frozen=True, slots=True)
class Read:
    """A home repository's files, and the texts that replace ours, by repository and path."""

    files: tuple[SourceFile, ...]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Programmes:
    """The programmes in force, by the numeric id of their home repository."""

    kinds: Kinds
    all: dict[int, Programme] = field(default_factory=dict)
    files: dict[int, tuple[SourceFile, ...]] = field(default_factory=dict)
    texts: dict[int, Texts] = field(default_factory=dict)
    reading: int = 0
    """Which reading of the files this is; another process may have made a newer one."""

    settings: int = -1
    """How often people had changed something on their pages when `own` was taken over; it never
    was at first."""

    own: Mapping[str, Own] = field(default_factory=dict)
    """What people set on their pages, by login in lower case."""

    extensions: dict[int, Weeks] = field(default_factory=dict)
    """Weeks that were added by command, by home."""

    def put(self, home: int, programme: Programme) -> None:
        """This programme is in force."""
        longer = lengthened(self.kinds.played(programme), self.extensions.get(home, {}))
        self.all[home] = replace(longer, own=self.own)

    def lay_over(self, own: Mapping[str, Own]) -> None:
        """What people set on their pages goes before what the files say of them."""
        self.own = own
        for home, programme in list(self.all.items()):
            self.put(home, programme)

    def of(self, scope: Scope) -> Programme | None:
        """The programme that a scope belongs to."""
        if scope.kind in ("programme", "proposal") and scope.home not in self.all:
            return Programme(home="", timezone="UTC")
        return self.all.get(scope.home)

    def is_draft(self, scope: Scope) -> bool:
        """Whether the cohort is only checked and simulated (P6)."""
        programme = self.all.get(scope.home)
        cohort = programme.cohort(scope.cohort) if programme else None
        return cohort is not None and cohort.draft

    def names_teams(self, home: int) -> bool:
        """Whether teams organise; who is in them changes without a change of the file."""
        return home in self.all and bool(self.all[home].organiser_teams)

    def messages(self, scope: Scope) -> Messages:
        """The messages for a scope, with those that its organisers replaced."""
        programme = self.all.get(scope.home)
        cohort = programme.cohort(scope.cohort) if programme else None
        if cohort is None:
            return Messages(self.kinds.texts.sources)
        replaced = sources_of(cohort, self.texts.get(scope.home, {}))
        return Messages(self.kinds.texts.sources, replaced, cohort.home)

    def earliest_start(self) -> float:
        """When the first of the cohorts begins, in Unix seconds: what is older matters to none."""
        days = [cohort.starts for programme in self.all.values() for cohort in programme.cohorts]
        if not days:
            return 0.0
        return datetime.combine(min(days), time.min, UTC).timestamp() - 30 * 86400

    def recall(self, home: int, known: Known, extended: Mapping[str, Known]) -> None:
        """Take over what was read before (by another process, or before a restart); `extended` are
        the facts of weeks that were added."""
        self.extensions[home] = weeks_of(extended)
        files = tuple(unpack(file) for file in known.data["good"])
        programme = load(files, self.kinds.sections, self.kinds.templates).programme
        if programme is not None:
            # An earlier version of Cairn kept no teams; the file is read again at the start.
            self.put(home, _with_teams(programme, known.data.get("teams", {})))
            self.files[home] = files
            self.texts[home] = known.data["texts"]
        else:
            self.all.pop(home, None)

    # ---- reading ---------------------------------------------------------------------------------

    async def read(
        self,
        home: int,
        name: str,
        known: Known | None,
        installed: Sequence[Repo],
        reader: Reader,
    ) -> list[Record]:
        """Read the files anew; what is new as records. Nothing where there never was a file."""
        files = await _all_files(name, reader)
        if not files and known is None and home not in self.all:
            return []
        loaded, teams = await self._load(files, installed, reader)
        old = self.all.get(home)
        good = dict(known.data) if known else {"good": [], "texts": {}, "teams": {}}
        wrong = list(loaded.errors)
        if loaded.programme is not None:
            read = await read_texts(loaded.programme, reader)
            wrong = text_errors(loaded.programme, files, read, self.kinds.texts)
            texts = in_force(read, wrong, good["texts"])
            self.put(home, loaded.programme)
            self.texts[home] = texts
            self.files[home] = tuple(files)
            good = {"good": [pack(file) for file in files], "texts": texts, "teams": teams}
        elif not files:
            self.all.pop(home, None)
            good["good"] = []
        errors = [_error(error) for error in wrong] if files else []
        data = {**good, "errors": errors, "home": name}
        if known is not None and known.data == data:
            return []
        number = int(known.order) + 1 if known else 1
        fact = Fact(scopes.programme(home), "files", "now", f"{number:015d}", data)
        return [fact, *_touched(home, old, self.all.get(home), installed)]

    async def _load(
        self, files: Sequence[SourceFile], installed: Sequence[Repo], reader: Reader
    ) -> tuple[Loaded, Teams]:
        """The programme with its teams, or what is wrong."""
        visible = {repo.name: repo.private for repo in installed}
        names = self.kinds.texts.replaceable
        loaded = load(files, self.kinds.sections, self.kinds.templates, visible, names)
        if loaded.programme is None:
            return loaded, {}
        teams = await read_teams(loaded.programme, reader)
        if wrong := unreadable(files, silent(teams)):
            return Loaded(None, tuple(wrong)), {}
        return Loaded(_with_teams(loaded.programme, teams), ()), teams

    # ---- the issue about a bad file ------------------------------------------------------------

    def plan(self, view: View) -> Plan:
        """One issue about errors on the default branch; closed when the file is good again."""
        plan = Plan()
        known = view.facts.get("files", {}).get("now")
        if view.scope.kind != "programme" or known is None:
            return plan
        errors: list[Mapping[str, Any]] = known.data["errors"]
        plan.add(*self._issue(view, "public", [e for e in errors if not e["private"]]))
        plan.add(*self._issue(view, "private", [e for e in errors if e["private"]]))
        return plan

    def _issue(
        self, view: View, where: str, errors: Sequence[Mapping[str, Any]]
    ) -> Iterator[artefacts.Want]:
        key = f"file-errors:{where}"
        public = view.facts["files"]["now"].data["home"]
        home = public if where == "public" else view.programme.private_repository
        if home is None or not (errors or key in view.said):
            return
        rows = [{**e, "message": shown(e["message"])} for e in errors[:MOST_ERRORS]]
        more = max(0, len(errors) - MOST_ERRORS)
        in_force = bool(view.programme.home)
        body = Text("core/file-errors", {"errors": rows, "more": more, "in_force": in_force})
        yield artefacts.Issue(
            key=key,
            repository=home,
            title=Text("core/file-errors.title", {}),
            body=body if errors else artefacts.KEEP,
            state="open" if errors else "closed",
        )


def concerns_file(event: events.PushEvent, programmes: Mapping[int, Programme]) -> Iterator[Dirty]:
    """Which files have to be read after a push to a default branch."""
    branch = event.repository.default_branch
    if branch is not None and event.ref != f"refs/heads/{branch}":
        return
    touched = not event.commits or any(
        path == MAIN or path.startswith(FOLDER + "/") for path in event.paths
    )
    name = event.repository.full_name.lower()
    for home, programme in programmes.items():
        private = (programme.private_repository or "").lower() == name
        texts = {path for c in programme.cohorts for path in c.messages.values()}
        if (home == event.repository.id or private) and (touched or event.paths & texts):
            yield Dirty(scopes.file(home))
    if event.repository.id not in programmes and MAIN in event.paths and not event.repository.fork:
        yield Dirty(scopes.file(event.repository.id))


def _touched(
    home: int, old: Programme | None, new: Programme | None, installed: Sequence[Repo]
) -> Iterator[Record]:
    """All scopes of a programme, as it was and as it is; and its repositories, to be swept
    before those are planned."""
    keys = {*_scopes(home, old), *_scopes(home, new)}
    yield from (Dirty(key) for key in sorted(keys))
    for repo in installed:
        if new is not None and repo.name.lower() in new.repositories_used:
            yield Dirty(scopes.sweep(repo.id))


def _scopes(home: int, programme: Programme | None) -> Iterator[str]:
    if programme is not None:
        yield from (scopes.roster(home, private=private) for private in (False, True))
        yield from programme.section_scopes(home)
        yield from (str(Scope(crew.kind, home, crew.id)) for crew in programme.crews)
    for cohort in programme.cohorts if programme else ():
        yield scopes.cohort(home, cohort.id)
        yield from cohort.section_scopes(home)
        for group in cohort.groups:
            yield scopes.group(home, cohort.id, group.id)
            for mentee in group.mentees:
                key = scopes.mentee(home, cohort.id, mentee.login)
                yield from (key, scopes.elsewhere(key)) if cohort.ecosystem else (key,)


async def _all_files(home: str, reader: Reader) -> list[SourceFile]:
    """The main file, the others beside it, and the same places of the private repository."""
    files = await read_files(home, reader)
    other = private_repository_of(files)
    if other is not None and other.lower() != home.lower():
        files += await read_files(other, reader, private=True)
    return files


async def read_files(
    repository: str, reader: Reader, ref: str | None = None, *, private: bool = False
) -> list[SourceFile]:
    """The programme files of a repository, on its default branch or at a commit."""
    listed = dict(await reader.folder(repository, ".github", ref))
    paths = [MAIN] if listed.get(MAIN) == "file" else []
    if listed.get(FOLDER) == "dir":
        more = await reader.folder(repository, FOLDER, ref)
        paths += sorted(p for p, kind in more if kind == "file" and is_file(p))[:MOST_FILES]
    odd = [SourceFile(repository, path, b"", private) for path in paths if not is_plain(path)]
    found = [await reader.file(repository, path, ref) for path in paths]
    read = [SourceFile(repository, f.path, f.content, private) for f in found if f is not None]
    return [*read, *odd]  # what cannot be asked for is told of all the same


def is_file(path: str) -> bool:
    """Whether a programme file may be at this path."""
    return path == MAIN or (path.startswith(FOLDER + "/") and path.endswith(_ENDINGS))


async def read_teams(programme: Programme, reader: Reader) -> Teams:
    """Who is in the teams that organise."""
    return {team: await reader.team(team) for team in programme.organiser_teams}


def silent(teams: Teams) -> list[str]:
    """The teams of which GitHub does not say who is in them."""
    return [team for team, members in teams.items() if members is None]


def _with_teams(programme: Programme, teams: Teams) -> Programme:
    members = (login.lower() for logins in teams.values() for login in logins or ())
    return replace(programme, team_members=frozenset(members))


def pack(file: SourceFile) -> dict[str, Any]:
    """A file as a fact holds it."""
    return {
        "repository": file.repository,
        "path": file.path,
        "text": file.content.decode(),
        "private": file.private,
    }


def unpack(file: Mapping[str, Any]) -> SourceFile:
    """A file out of a fact."""
    return SourceFile(file["repository"], file["path"], file["text"].encode(), file["private"])


def _error(error: FileError) -> dict[str, Any]:
    return {
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "message": error.message,
        "private": error.private,
    }


def shown(message: str) -> Markdown:
    """An error's message: what it puts between backticks stays code, the rest is inert, because
    both may hold words of the file."""
    parts = message.split("`")
    if "``" in message or len(parts) % 2 == 0:  # the file's words have backticks of their own
        return Markdown(inline(message))
    return Markdown("".join(code(p) if i % 2 else _spaced(p) for i, p in enumerate(parts)))


def _spaced(part: str) -> str:
    before, after = (" " if edge.isspace() else "" for edge in (part[:1], part[-1:]))
    return f"{before}{inline(part)}{after}" if part.strip() else before
