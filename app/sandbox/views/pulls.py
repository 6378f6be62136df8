"""Pull requests: checks, and what changes in which file."""

import re
from collections.abc import Iterable, Iterator

from app.sandbox.actions.workflows import waiting
from app.sandbox.http import Json
from app.sandbox.payloads.checks import app_name
from app.sandbox.payloads.pulls import changed_files, pull_of
from app.sandbox.state import CheckRun, Issue, Repository
from app.sandbox.views import reviews
from app.sandbox.views.look import Look, plural, state

_HUNK = re.compile(r"@@ -(?P<old>\d+)(?:,\d+)? \+(?P<new>\d+)(?:,\d+)? @@")
GOOD = ("success", "neutral", "skipped")


def runs_of(repository: Repository, head: str) -> list[CheckRun]:
    """The newest check run of each name on a commit."""
    found = [run for run in repository.check_runs.values() if run.head == head]
    return list({(run.suite.app, run.name): run for run in found}.values())


def pull(look: Look, issue: Issue) -> Json:
    """What a pull request's page has beyond an issue's."""
    its = pull_of(issue)
    owner = its.head_repository
    same, is_open = owner is issue.repository, issue.state == "open"
    runs = [run_row(issue.repository, it) for it in runs_of(issue.repository, its.head)]
    waits = is_open and waiting(issue) is not None
    return {
        **reviews.sidebar(look, issue),
        **reviews.forms(look, issue),
        "base": its.base,
        "head": its.head_branch if same else f"{owner.owner.login}:{its.head_branch}",
        "head_path": f"/{owner.full_name}/tree/{its.head_branch}",
        "files_path": f"/{issue.repository.full_name}/pull/{issue.number}/files",
        "commits": plural(len(its.commits), "commit"),
        "runs": runs,
        "checks": _verdict({run["mark"] for run in runs}),
        "bad": any(run["mark"] == "bad" for run in runs),
        "waits": waits,
        "may_approve": waits and look.may(issue.repository, "write"),
        "files": len(changed_files(look.world, issue)),
        "may_merge": state(issue) == "open" and look.may(issue.repository, "write"),
        "is_open": is_open,
    }


def _verdict(marks: set[str]) -> str:
    if not marks:
        return ""
    if "bad" in marks:
        return "Some checks were not successful"
    return "Some checks have not completed yet" if "wait" in marks else "All checks have passed"


def run_row(repository: Repository, it: CheckRun) -> Json:
    """A check run in one line."""
    return {
        "name": it.name,
        "id": it.id,
        "path": f"/{repository.full_name}/runs/{it.id}",
        "title": it.output.get("title") or (it.conclusion or it.status).replace("_", " "),
        "conclusion": (it.conclusion or it.status).replace("_", " "),
        "mark": _mark(it),
        "steerable": it.status != "completed" and it.name in repository.workflows,
    }


def _mark(it: CheckRun) -> str:
    if it.status != "completed":
        return "wait"
    return "good" if it.conclusion in GOOD else "bad"


def run(look: Look, repository: Repository, it: CheckRun, issue: Issue | None) -> Json:
    """A check run's own page."""
    return {
        **run_row(repository, it),
        "run": it.id,
        "by_app": it.by_app,
        "app": look.world.app.slug if it.by_app else app_name(look.world, it.suite.app),
        "at": look.time(it.completed or it.created),
        "sha": it.head[:7],
        "summary": look.html(it.output.get("summary"), repository),
        "text": look.html(it.output.get("text"), repository) if it.output.get("text") else None,
        "notes": [annotation(each) for each in it.output.get("annotations") or ()],
        "pull": {"number": issue.number, "title": issue.title, "path": _path(issue)}
        if issue
        else None,
    }


def _path(issue: Issue) -> str:
    return f"/{issue.repository.full_name}/pull/{issue.number}"


def annotation(it: Json) -> Json:
    """A note of a check on lines of a file."""
    last = it["end_line"]
    lines = f"{it['start_line']}" if it["start_line"] == last else f"{it['start_line']} to {last}"
    return {
        "path": it["path"],
        "line": it["end_line"],
        "lines": lines,
        "level": it["annotation_level"],
        "title": it.get("title"),
        "message": it["message"],
        "details": it.get("raw_details"),
    }


def files(look: Look, issue: Issue) -> Json:
    """The changed files of a pull request, with the notes of checks at their lines."""
    head = pull_of(issue).head
    notes = [
        {**annotation(each), "check": it.name}
        for it in runs_of(issue.repository, head)
        for each in it.output.get("annotations") or ()
    ]
    changed = changed_files(look.world, issue)
    rows = [
        _file(issue, each, [note for note in notes if note["path"] == each["filename"]])
        for each in changed
    ]
    counts = {
        "added": sum(each["additions"] for each in changed),
        "deleted": sum(each["deletions"] for each in changed),
    }
    return {"changed": rows, "total": plural(len(changed), "changed file"), **counts}


def _file(issue: Issue, it: Json, notes: list[Json]) -> Json:
    """One file. What is noted on lines outside the diff stands above it, as under "Checks"."""
    its = pull_of(issue)
    rows = list(diff_rows(it["patch"].split("\n")))
    shown = {row["new"] for row in rows if row["new"]}
    for row in rows:
        row["notes"] = [note for note in notes if note["line"] == row["new"]]
    edit = f"/{its.head_repository.full_name}/edit/{its.head_branch}/{it['filename']}"
    return {
        "path": it["filename"],
        "status": it["status"],
        "added": it["additions"],
        "deleted": it["deletions"],
        "rows": rows,
        "outside": [note for note in notes if note["line"] not in shown],
        "edit": edit if it["status"] != "removed" and issue.state == "open" else None,
    }


def diff_rows(lines: Iterable[str]) -> Iterator[Json]:
    """The lines of a unified diff, with their numbers before and after (0: not there)."""
    old = new = 0
    for line in lines:
        hunk = _HUNK.match(line)
        mark, text = line[:1], line[1:]
        if hunk is not None:
            old, new = int(hunk["old"]), int(hunk["new"])
            yield {"kind": "hunk", "old": 0, "new": 0, "mark": "", "text": line}
        elif mark == "+":
            yield {"kind": "added", "old": 0, "new": new, "mark": "+", "text": text}
            new += 1
        elif mark == "-":
            yield {"kind": "deleted", "old": old, "new": 0, "mark": "−", "text": text}
            old += 1
        else:
            yield {"kind": "same", "old": old, "new": new, "mark": "", "text": text}
            old, new = old + 1, new + 1
