"""Changes of a programme's files before they are merged: a check on the commit (row P2).

A push to a branch tells which paths it touches; a pull request tells that its newest commit is to
be looked at. What is read there becomes a fact, and the plan makes a check of it: with what is
wrong, line by line, or with what will happen once it is merged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.github.markers import digest
from app.github.reader import Reader
from app.model import events, scopes
from app.model.artefacts import Annotation, CheckRun, Plan, Proposed
from app.model.facts import Data, Fact, Known, Record
from app.model.order import order
from app.model.text import Markdown, Text, Value
from app.model.workflow import Change, View, Workflow
from app.programme.errors import FileError
from app.programme.load import load
from app.programme.model import Programme
from app.programme.people import nobody, unreadable
from app.programme.source import SourceFile
from app.programmes import (
    MOST_ERRORS,
    Programmes,
    is_file,
    pack,
    read_files,
    read_teams,
    shown,
    silent,
    unpack,
)
from app.texts import is_text, paths_of, read_texts, text_errors
from app.texts import shown as text_shown

NAME = "Mentorship file"
"""Shown at the pull request. It stays: people may have made it a required check."""

_ACTIONS = frozenset({"opened", "synchronize", "reopened", "edited", "ready_for_review"})
_GONE = "0" * 40
_LATER = 1e11
"""Of several clicks on "Re-run" the last one counts, and GitHub gives them no time: by number."""
MOST_PEOPLE = 100
"""People asked of GitHub for one check."""
MOST_SHOWN = 5
"""Changed texts shown in one check, as they read."""


# ---- what happened -------------------------------------------------------------------------------


def record(event: events.Event, programmes: Mapping[int, Programme]) -> Iterator[Record]:
    """A commit that may change a programme's files is to be looked at."""
    match event:
        case events.PullRequestEvent(pull_request=pull) if _is_for_default(event):
            if event.action in _ACTIONS and _holds_files(event.repository, programmes):
                at = order(pull.updated_at)
                yield _asked(event.repository, pull.head.sha, at, stranger=pull.is_from_fork)
        case events.PushEvent() if is_proposal(event):
            yield _asked(event.repository, event.after, order(0.0))
        case events.CheckRunEvent(action="rerequested", check_run=run) if run.name == NAME:
            # A new check each time: GitHub shows the newest of a name.
            yield _asked(event.repository, run.head_sha, order(_LATER, id=run.id), again=run.id)


def is_proposal(event: events.PushEvent) -> bool:
    """Whether a push brings a programme file to a branch from which nothing is read."""
    branch = event.repository.default_branch
    to_branch = event.ref.startswith("refs/heads/") and event.ref != f"refs/heads/{branch}"
    touched = any(is_file(path) or is_text(path) for path in event.paths)
    return to_branch and event.after != _GONE and touched


def _is_for_default(event: events.PullRequestEvent) -> bool:
    base = event.pull_request.base
    return base is not None and base.ref == event.repository.default_branch


def _holds_files(repository: events.Repository, programmes: Mapping[int, Programme]) -> bool:
    name = repository.full_name.lower()
    private = {(p.private_repository or "").lower() for p in programmes.values()}
    return repository.id in programmes or name in private


def _asked(
    repository: events.Repository,
    sha: str,
    order_: str,
    *,
    again: int = 0,
    stranger: bool = False,
) -> Fact:
    scope = scopes.proposal(repository.id, sha)
    data = {"repository": repository.full_name, "again": again, "stranger": stranger}
    return Fact(scope, "proposal", "asked", order_, data)


# ---- reading -------------------------------------------------------------------------------------


async def examine(
    view: View,
    need: Proposed,
    programmes: Programmes,
    installed: Mapping[str, bool],
    reader: Reader,
) -> Fact:
    """Read the files at a commit, and ask who is new in them. Raises what a Reader raises."""
    asked = view.facts["proposal"]["asked"]
    data: dict[str, Any] = {"asked": asked.order, "touched": False}
    before = await read_files(need.repository, reader)
    after = await read_files(need.repository, reader, need.sha)
    texts, changed = await _texts(need, after, programmes, reader)
    if before != after or changed:
        # A stranger's guesses are held against nothing that strangers may not see.
        stranger = asked.data.get("stranger", False)
        others = [] if stranger else _others(need.repository, programmes)
        data |= {"touched": True, "installed": None if stranger else dict(installed)}
        data["files"] = [pack(file) for file in (*others, *after)]
        programme = _loaded(programmes, data).programme
        data |= {"texts": texts, "changed": changed}
        data["people"] = await _who_is_new(programme, programmes, reader)
        data["silent"] = silent(await read_teams(programme, reader)) if programme else []
    return Fact(view.key, "proposal", "read", asked.order, data)


async def _texts(
    need: Proposed, files: Sequence[SourceFile], programmes: Programmes, reader: Reader
) -> tuple[Mapping[str, Any], list[str]]:
    """The texts at a commit, and the paths of those that are others than on the default branch."""
    here, old = need.repository, programmes.all.get(_home(need.repository, programmes) or 0)
    all_files = [*_others(here, programmes), *files]
    kinds = programmes.kinds
    new = load(all_files, kinds.sections, kinds.templates).programme or old
    texts = await read_texts(new, reader, only=here, ref=need.sha) if new else {}
    known = await read_texts(old, reader, only=here) if old else {}
    now, was = texts.get(here.lower(), {}), known.get(here.lower(), {})
    return texts, sorted(path for path in {*now, *was} if now.get(path) != was.get(path))


def _others(repository: str, programmes: Programmes) -> list[SourceFile]:
    """What the other of a programme's two repositories holds, as it is in force."""
    home = _home(repository, programmes)
    known = programmes.files.get(home, ()) if home is not None else ()
    return [file for file in known if file.repository.lower() != repository.lower()]


def _home(repository: str, programmes: Programmes) -> int | None:
    name = repository.lower()
    return next(
        (
            home
            for home, programme in programmes.all.items()
            if name in (programme.home.lower(), (programme.private_repository or "").lower())
        ),
        None,
    )


async def _who_is_new(
    programme: Programme | None, programmes: Programmes, reader: Reader
) -> dict[str, Any]:
    if programme is None:
        return {}
    known = {login.lower() for old in programmes.all.values() for login in _people(old)}
    new = {login.lower(): login for login in _people(programme) if login.lower() not in known}
    found: dict[str, Any] = {}
    for lower, login in list(new.items())[:MOST_PEOPLE]:
        profile = await reader.profile(login)
        found[lower] = {"avatar": profile.avatar_url} if profile is not None else None
    return found


def _people(programme: Programme) -> Iterator[str]:
    for cohort in programme.cohorts:
        for group in cohort.groups:
            yield from group.mentors
            yield from (mentee.login for mentee in group.mentees)


# ---- the check -----------------------------------------------------------------------------------


def plan(view: View, programmes: Programmes, workflows: Iterable[Workflow]) -> Plan:
    """A check on the commit, where it changes the files."""
    result = Plan()
    facts = view.facts.get("proposal", {})
    asked, read = facts.get("asked"), facts.get("read")
    if view.scope.kind != "proposal" or asked is None:
        return result
    if read is None or read.data["asked"] != asked.order:
        result.needs.append(Proposed(asked.data["repository"], view.scope.rest))
    elif read.data["touched"]:
        result.add(_check(view, asked, read.data, programmes, workflows))
    return result


def _check(
    view: View, asked: Known, data: Data, programmes: Programmes, workflows: Iterable[Workflow]
) -> CheckRun:
    if not data["files"]:
        title, summary = Text("core/check-removed.title", {}), Text("core/check-removed", {})
        return _run(view, asked, title, summary)
    loaded = _loaded(programmes, data)
    missing = frozenset(login for login, found in data["people"].items() if found is None)
    files = [unpack(file) for file in data["files"]]
    repository = asked.data["repository"]
    errors = [*loaded.errors, *nobody(files, missing), *unreadable(files, data["silent"])]
    if loaded.programme is not None:
        own = programmes.kinds.texts
        errors += text_errors(loaded.programme, files, data["texts"], own, only=repository)
    if errors:
        title, summary = _bad(errors, repository)
    else:
        assert loaded.programme is not None
        old = programmes.all.get(_home(repository, programmes) or 0)
        change = Change(old, loaded.programme, view.now)
        then = [text for workflow in workflows for text in workflow.preview(change)]
        read = list(_read(loaded.programme, data, programmes))
        title, summary = _good(change.new, then, read, data["people"], repository)
    return _run(view, asked, title, summary, errors)


def _run(
    view: View, asked: Known, title: Text, summary: Text, errors: Sequence[FileError] = ()
) -> CheckRun:
    repository = asked.data["repository"]
    annotations = tuple(_annotations(errors, repository))
    said = digest([title.inputs(), summary.inputs(), [asdict(each) for each in annotations]])
    return CheckRun(
        key=f"check:{asked.data['again']}:{said}",
        repository=repository,
        sha=view.scope.rest,
        name=NAME,
        conclusion="failure" if errors else "success",
        title=title,
        summary=summary,
        annotations=annotations,
    )


def _loaded(programmes: Programmes, data: Data) -> Any:
    kinds = programmes.kinds
    files = [unpack(file) for file in data["files"]]
    names = kinds.texts.replaceable
    return load(files, kinds.sections, kinds.templates, data["installed"], names)


def _annotations(errors: Iterable[FileError], repository: str) -> Iterator[Annotation]:
    for error in errors:
        if error.repository.lower() == repository.lower():
            yield Annotation(error.file, error.line, error.column, error.message)


def _bad(errors: Sequence[FileError], repository: str) -> tuple[Text, Text]:
    here = [e for e in errors if e.repository.lower() == repository.lower()]
    values: dict[str, Value] = {
        "errors": [{**asdict(e), "message": shown(e.message)} for e in here[:MOST_ERRORS]],
        "more": max(0, len(here) - MOST_ERRORS),
        "elsewhere": len(errors) > len(here),
    }
    return Text("core/check-bad.title", {"count": len(here)}), Text("core/check-bad", values)


def _good(
    new: Programme, then: Sequence[Text], read: Sequence[Text], people: Data, repository: str
) -> tuple[Text, Text]:
    cohorts = [
        _cohort(cohort, people)
        for cohort in new.cohorts
        if cohort.home.lower() == repository.lower()
    ]
    who = Text("core/check-people", {"cohorts": cohorts, "new": any(people.values())})
    # Texts last, because a long one pushes everything else out of sight.
    parts = (*then, *([who] if cohorts else []), *read)
    text = Text("core/check-good", {"happens": bool(then or read)}, parts)
    return Text("core/check-good.title", {}), text


def _read(programme: Programme, data: Data, programmes: Programmes) -> Iterator[Text]:
    """How the texts that were changed read."""
    own = programmes.kinds.texts
    found = {
        (name, path): data["texts"][cohort.home.lower()][path]
        for cohort in programme.cohorts
        for name, path in paths_of(cohort, data["texts"]).items()
    }
    changed = [(name, found[name, path]) for name, path in sorted(found) if path in data["changed"]]
    for name, source in changed[:MOST_SHOWN]:
        yield text_shown(name, source, own)


def _cohort(cohort: Any, people: Data) -> Value:
    return {
        "name": cohort.name,
        "starts": cohort.starts.isoformat(),
        "ends": cohort.ends.isoformat(),
        "groups": [
            {
                "name": group.name,
                "mentors": [_person(login, people) for login in group.mentors],
                "mentees": [_person(mentee.login, people) for mentee in group.mentees],
            }
            for group in cohort.groups
        ],
    }


def _person(login: str, people: Data) -> Value:
    """Who is new has a face: a mistyped login would congratulate a stranger."""
    found = people.get(login.lower())
    face = Markdown(f'<img src="{found["avatar"]}" alt="" width="20"> ') if found else None
    return {"login": login, "face": face}
