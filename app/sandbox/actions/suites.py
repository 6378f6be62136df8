"""Check suites: what the check runs of one App on a commit come to.

Source: docs.github.com, "Webhook events and payloads", `check_suite`.
"""

from collections.abc import Iterable

from app.sandbox.access import Actor
from app.sandbox.actions.notify import emit
from app.sandbox.payloads import checks as shown
from app.sandbox.state import CheckRun, CheckSuite, Repository
from app.sandbox.world import World

BAD = ("failure", "timed_out", "cancelled", "action_required")


def on_commit(repository: Repository, head: str, app: str) -> CheckSuite | None:
    """The App's suite on a commit. (GitHub Actions has one there for each workflow's run.)"""
    return repository.check_suites.get((head, app))


def begun(world: World, repository: Repository, head: str, app: str) -> CheckSuite:
    """The App's suite on a commit, made if need be. Says nothing."""
    found = on_commit(repository, head, app)
    if found is None:
        now = world.clock()
        found = CheckSuite(world.new_id("check_suite"), head, app, now, now)
        repository.check_suites[head, app] = found
    return found


def request(world: World, actor: Actor, repository: Repository, head: str) -> None:
    """After a push, GitHub asks each App that may write checks for its own. It does not see pushes
    to forks."""
    installation = world.installation_of(repository)
    if installation is None or installation.permissions.get("checks") != "write":
        return
    suite = begun(world, repository, head, world.app.slug)
    _announce(world, actor, repository, suite, "requested")


def conclude(
    world: World, actor: Actor, repository: Repository, suite: CheckSuite, conclusion: str
) -> None:
    """End a suite."""
    suite.status, suite.conclusion = "completed", conclusion
    suite.updated = world.clock()
    _announce(world, actor, repository, suite, "completed")


def follow(world: World, actor: Actor, repository: Repository, suite: CheckSuite) -> None:
    """Bring a suite up to date with its runs."""
    runs = suite.runs.values()
    if all(run.status == "completed" for run in runs):
        conclude(world, actor, repository, suite, _conclusion(runs))
    else:
        suite.status, suite.conclusion = "in_progress", None
        suite.updated = world.clock()


def _conclusion(runs: Iterable[CheckRun]) -> str:
    """The worst counts; what was skipped or neutral does no harm."""
    found = {run.conclusion for run in runs}
    return next((bad for bad in BAD if bad in found), "success")


def _announce(
    world: World, actor: Actor, repository: Repository, suite: CheckSuite, action: str
) -> None:
    its = shown.check_suite(world, repository, suite)
    emit(world, "check_suite", action, repository, actor, check_suite=its)
