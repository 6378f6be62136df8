"""GitHub Actions on pull requests: its checks run by themselves, once somebody lets them.

Source: docs.github.com, "Approving workflow runs from public forks", with the usual setting
("Require approval for first-time contributors"). What a workflow finds is up to whoever plays.
"""

from app.sandbox.access import Actor, has, require
from app.sandbox.actions import checks, suites
from app.sandbox.http import Refused
from app.sandbox.payloads.checks import ACTIONS
from app.sandbox.payloads.pulls import pull_of
from app.sandbox.state import CheckSuite, Issue, User
from app.sandbox.world import World


def start(world: World, actor: Actor, issue: Issue) -> None:
    """Run the repository's workflows on the newest commit of a pull request, or let them wait.
    They run when one is opened, reopened or pushed to; a commit that had its turn has no other."""
    repository, head = issue.repository, pull_of(issue).head
    if not repository.workflows or suites.on_commit(repository, head, ACTIONS) is not None:
        return
    suite = suites.begun(world, repository, head, ACTIONS)
    if _needs_approval(world, issue, actor.user):
        suites.conclude(world, actor, repository, suite, "action_required")
    else:
        _run(world, actor, issue)


def _needs_approval(world: World, issue: Issue, pusher: User) -> bool:
    """Whether the author, or whoever pushes, is new here. Only forks are held back."""
    repository = issue.repository
    if pull_of(issue).head_repository is repository:
        return False
    return any(
        who.id not in repository.contributors and not has(world, Actor(who), repository, "write")
        for who in (issue.user, pusher)
    )


def waiting(issue: Issue) -> CheckSuite | None:
    """The suite on the newest commit that waits for "Approve and run"."""
    suite = suites.on_commit(issue.repository, pull_of(issue).head, ACTIONS)
    return suite if suite is not None and suite.conclusion == "action_required" else None


def approve(world: World, actor: Actor, issue: Issue) -> None:
    """ "Approve and run": for the newest commit; the next one asks again."""
    require(world, actor, issue.repository, "write")
    if waiting(issue) is None:
        raise Refused(409, "No workflow waits for an approval here.")
    _run(world, actor, issue)


def _run(world: World, actor: Actor, issue: Issue) -> None:
    head = pull_of(issue).head
    for name in issue.repository.workflows:
        fields = {"status": "in_progress"}
        checks.create(world, actor, issue.repository, head, name, fields, ACTIONS)


def complete(world: World, actor: Actor, issue: Issue, name: str, conclusion: str) -> None:
    """Let a check that is not Cairn's end: a workflow that runs, or another App's check."""
    repository, head = issue.repository, pull_of(issue).head
    if name in repository.workflows and waiting(issue) is not None:
        raise Refused(409, f"{name} waits until somebody approves the workflows.")
    fields = {"conclusion": conclusion}
    app = "dco" if repository.workflows and name not in repository.workflows else ACTIONS
    suite = suites.on_commit(repository, head, app)
    run = suite.runs.get(name) if suite is not None else None
    if run is None or run.status == "completed":
        checks.create(world, actor, repository, head, name, fields, app)
    else:
        checks.update(world, actor, repository, run, fields)
