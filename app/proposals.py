"""Changes of a programme's files before they are merged: a check on the commit (row P2).

A push to a branch tells which paths it touches; a pull request tells that its newest commit is to
be looked at. What is found there (`app.examining`) becomes a fact, and the plan makes a check of
it: with what is wrong, line by line, or with what will happen once it is merged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.github.markers import digest
from app.ground import ground, loaded
from app.model import events, scopes, things
from app.model.artefacts import Annotation, CheckRun, Plan, Proposed
from app.model.facts import Data, Fact, Known, Record
from app.model.order import order
from app.model.text import Markdown, Text, Value
from app.model.workflow import Change, View, Workflow
from app.programme.errors import FileError
from app.programme.model import Programme
from app.programmes import Programmes, is_file, shown, unpack
from app.texts import is_text

NAME = "Mentorship file"
"""Shown at the pull request. It stays: people may have made it a required check."""

_ACTIONS = frozenset({"opened", "synchronize", "reopened", "ready_for_review"})
_GONE = "0" * 40
_LATER = 1e11
"""Of several clicks on "Re-run" the last one counts, and GitHub gives them no time: by number."""


# ---- what happened -------------------------------------------------------------------------------


def record(event: events.Event, programmes: Mapping[int, Programme]) -> Iterator[Record]:
    """A commit that may change a programme's files is to be looked at."""
    match event:
        case events.PullRequestEvent(pull_request=pull) if _is_for_default(event):
            if _brings_a_commit(event) and _holds_files(event.repository, programmes):
                yield _asked(event.repository, pull.head.sha, order(pull.updated_at))
                if not pull.is_from_fork:
                    yield _own(event.repository, pull.head.sha)
        case events.PushEvent() if is_proposal(event):
            yield _asked(event.repository, event.after, order(0.0))
            yield _own(event.repository, event.after)
        case events.CheckRunEvent(action="rerequested", check_run=run) if run.name == NAME:
            # A new check each time: GitHub shows the newest of a name.
            yield _asked(event.repository, run.head_sha, order(_LATER, id=run.id), again=run.id)


def is_proposal(event: events.PushEvent) -> bool:
    """Whether a push brings a programme file to a branch from which nothing is read."""
    branch = event.repository.default_branch
    to_branch = event.ref.startswith("refs/heads/") and event.ref != f"refs/heads/{branch}"
    touched = any(is_file(path) or is_text(path) for path in event.paths)
    return to_branch and event.after != _GONE and touched


def _brings_a_commit(event: events.PullRequestEvent) -> bool:
    """Whether it may be news for a check. Another title is none: its author may change it often."""
    if event.action == "edited":
        return event.changes is not None and event.changes.base is not None
    return event.action in _ACTIONS


def _is_for_default(event: events.PullRequestEvent) -> bool:
    base = event.pull_request.base
    return base is not None and base.ref == event.repository.default_branch


def _holds_files(repository: things.Repository, programmes: Mapping[int, Programme]) -> bool:
    name = repository.full_name.lower()
    private = {(p.private_repository or "").lower() for p in programmes.values()}
    return repository.id in programmes or name in private


def _asked(repository: things.Repository, sha: str, order_: str, *, again: int = 0) -> Fact:
    scope = scopes.proposal(repository.id, sha)
    data = {"repository": repository.full_name, "again": again}
    return Fact(scope, "proposal", "asked", order_, data)


def _own(repository: things.Repository, sha: str) -> Fact:
    """Somebody who may write here made or took this commit. A fact of its own, because a click on
    "Re-run" does not tell; whoever is not known for it counts as a stranger."""
    return Fact(scopes.proposal(repository.id, sha), "proposal", "own", order(0.0), {}, "first")


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
    errors = [FileError(**error) for error in data["errors"]]
    repository = asked.data["repository"]
    if errors:
        title, summary = _bad(errors, data["count"], repository)
        return _run(view, asked, title, summary, errors)
    if not data["files"]:
        title, summary = Text("core/check-removed.title", {}), Text("core/check-removed", {})
        return _run(view, asked, title, summary)
    new = loaded(programmes, [unpack(file) for file in data["files"]]).programme
    assert new is not None  # no errors
    change = Change(ground(repository, programmes).old, new, view.now)
    then = [text for workflow in workflows for text in workflow.preview(change)]
    title, summary = _good(new, then, data, repository)
    return _run(view, asked, title, summary)


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


def _annotations(errors: Iterable[FileError], repository: str) -> Iterator[Annotation]:
    for error in errors:
        if error.repository.lower() == repository.lower():
            yield Annotation(error.file, error.line, error.column, error.message)


def _bad(errors: Sequence[FileError], count: int, repository: str) -> tuple[Text, Text]:
    """In the private repository the public file may be wrong as well; where, is told there."""
    rows = [
        {
            **{name: getattr(error, name) for name in ("file", "line", "column")},
            "message": shown(error.message),
            "where": error.repository if error.repository.lower() != repository.lower() else None,
        }
        for error in errors
    ]
    values: dict[str, Value] = {"errors": rows, "more": count - len(errors)}
    return Text("core/check-bad.title", {"count": count}), Text("core/check-bad", values)


def _good(new: Programme, then: Sequence[Text], data: Data, repository: str) -> tuple[Text, Text]:
    people, unseen = data["people"], data["unseen"]
    cohorts = [
        _cohort(cohort, people)
        for cohort in new.cohorts
        if cohort.home.lower() == repository.lower()
    ]
    values = {"cohorts": cohorts, "new": any(people.values()), "unseen": unseen}
    who = [Text("core/check-people", values)] if cohorts else []
    # Texts last, because a long one pushes everything else out of sight.
    read = [_read(each) for each in data["read"]]
    text = Text("core/check-good", {"happens": bool(then or read)}, (*then, *who, *read))
    return Text("core/check-good.title", {}), text


def _read(text: Data) -> Text:
    return Text("core/check-text", {"name": text["name"], "text": Markdown(text["text"])})


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
