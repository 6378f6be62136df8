"""Check runs."""

from typing import Any

from app.sandbox.access import Actor
from app.sandbox.actions import suites
from app.sandbox.actions.notify import emit, keep
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads import checks as shown
from app.sandbox.state import CheckRun, Issue, Repository
from app.sandbox.world import World

CHANGEABLE = ("name", "details_url", "external_id")
MOST_ANNOTATIONS = 50
"""In one request; more come with further requests: REST API, "Update a check run"."""

LEVELS = ("notice", "warning", "failure")


def pulls_of(repository: Repository, head: str) -> list[Issue]:
    """The pull requests whose newest commit it is, those from forks as well."""
    return [it for it in repository.issues.values() if it.pull and it.pull.head == head]


def create(
    world: World,
    actor: Actor,
    repository: Repository,
    head: str,
    name: str,
    fields: dict[str, Any],
    app: str,
) -> CheckRun:
    """Begin a check run of the App with that slug; with a conclusion it is completed at once."""
    if head not in repository.commits:
        raise invalid("CheckRun", "head_sha", "custom", f"No commit found for SHA: {head}")
    _check_output(fields.get("output"))
    suite = suites.begun(world, repository, head, app)
    by_app = app == world.app.slug
    run = CheckRun(world.new_id("check_run"), suite, name, head, by_app, world.clock())
    repository.check_runs[run.id] = suite.runs[name] = run
    _fill(run, fields)
    _announce(world, actor, repository, run, "created")
    if "conclusion" in fields:
        _complete(world, actor, repository, run, fields["conclusion"])
    else:
        suites.follow(world, actor, repository, suite)
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
    suites.follow(world, actor, repository, run.suite)


def _announce(
    world: World, actor: Actor, repository: Repository, run: CheckRun, action: str
) -> None:
    its = shown.check_run(world, repository, run)
    its["check_suite"] = {
        "id": run.suite.id,
        "head_sha": run.head,
        "before": repository.commits[run.head].parent,
        "after": run.head,
        "status": run.status,
        "conclusion": run.conclusion,
        "pull_requests": its["pull_requests"],
    }
    emit(world, "check_run", action, repository, actor, check_run=its)
