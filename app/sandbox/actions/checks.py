"""Check runs, and the suites that they make up."""

from typing import Any

from app.sandbox.access import Actor
from app.sandbox.actions.notify import emit, keep
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads import checks as shown
from app.sandbox.state import CheckRun, Issue, Repository
from app.sandbox.world import World

CHANGEABLE = ("name", "details_url", "external_id")
MOST_ANNOTATIONS = 50
"""In one request; more come with further requests: REST API, "Update a check run"."""

LEVELS = ("notice", "warning", "failure")


def suite_runs(repository: Repository, suite: int) -> list[CheckRun]:
    """The newest run of each name in a suite."""
    runs = {run.name: run for run in repository.check_runs.values() if run.suite == suite}
    return list(runs.values())


def pulls_of(repository: Repository, head: str) -> list[Issue]:
    """The pull requests whose newest commit it is, those from forks as well."""
    return [it for it in repository.issues.values() if it.pull and it.pull.head == head]


def _suite(world: World, repository: Repository, head: str, by_app: bool) -> int:
    """The App's suite on the commit; each App has one."""
    for run in repository.check_runs.values():
        if run.head == head and run.by_app == by_app:
            return run.suite
    return world.new_id("check_suite")


def create(
    world: World, actor: Actor, repository: Repository, head: str, name: str, fields: dict[str, Any]
) -> CheckRun:
    """Begin a check run; with a conclusion it is completed at once."""
    if head not in repository.commits:
        raise invalid("CheckRun", "head_sha", "custom", f"No commit found for SHA: {head}")
    _check_output(fields.get("output"))
    suite = _suite(world, repository, head, actor.app)
    run = CheckRun(world.new_id("check_run"), suite, name, head, actor.app, world.clock())
    repository.check_runs[run.id] = run
    _fill(run, fields)
    _announce(world, actor, repository, run, "created")
    if "conclusion" in fields:
        _complete(world, actor, repository, run, fields["conclusion"])
    return run


def update(
    world: World, actor: Actor, repository: Repository, run: CheckRun, fields: dict[str, Any]
) -> None:
    """Change a check run. Annotations are added to those that it has."""
    _check_output(fields.get("output"))
    _fill(run, fields)
    if "conclusion" in fields:
        _complete(world, actor, repository, run, fields["conclusion"])


def _check_output(output: Any) -> None:
    """422 for what GitHub does not take: REST API, "Create a check run", `output`."""
    if output is None:
        return
    for name in ("title", "summary"):
        if not output.get(name):
            raise invalid("CheckRun", f"output.{name}", "missing_field")
    annotations = output.get("annotations") or []
    if len(annotations) > MOST_ANNOTATIONS:
        message = f"No more than {MOST_ANNOTATIONS} annotations are allowed in a request"
        raise invalid("CheckRun", "output.annotations", "custom", message)
    for each in annotations:
        if each.get("annotation_level") not in LEVELS or not each.get("message"):
            raise Refused(
                422, "Invalid request.\n\nFor 'properties/annotations', not as described."
            )


def _fill(run: CheckRun, fields: dict[str, Any]) -> None:
    for name in CHANGEABLE:
        if name in fields:
            setattr(run, name, fields[name])
    if "output" in fields:
        before = run.output.get("annotations") or []
        added = fields["output"].get("annotations") or []
        run.output = {**run.output, **fields["output"], "annotations": [*before, *added]}
    if run.status != "completed":
        run.status = fields.get("status", run.status)


def _complete(
    world: World, actor: Actor, repository: Repository, run: CheckRun, conclusion: str
) -> None:
    run.status, run.conclusion, run.completed = "completed", conclusion, world.clock()
    for issue in pulls_of(repository, run.head):
        keep(world, "checked", actor, issue)
    _announce(world, actor, repository, run, "completed")
    runs = suite_runs(repository, run.suite)
    if all(each.status == "completed" for each in runs):
        its = shown.check_suite(world, repository, runs)
        emit(world, "check_suite", "completed", repository, actor, check_suite=its)


def _announce(
    world: World, actor: Actor, repository: Repository, run: CheckRun, action: str
) -> None:
    its = shown.check_run(world, repository, run)
    its["check_suite"] = {
        "id": run.suite,
        "head_sha": run.head,
        "before": repository.commits[run.head].parent,
        "after": run.head,
        "status": run.status,
        "conclusion": run.conclusion,
        "pull_requests": its["pull_requests"],
    }
    emit(world, "check_run", action, repository, actor, check_run=its)
