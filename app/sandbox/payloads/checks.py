"""Check runs and check suites."""

from app.sandbox.http import Json
from app.sandbox.payloads.apps import app
from app.sandbox.payloads.basics import (
    email,
    maybe_when,
    node_id,
    repository,
    repository_page,
    repository_url,
    when,
)
from app.sandbox.payloads.commits import tree_sha
from app.sandbox.state import CheckRun, Commit, Issue, Repository
from app.sandbox.world import World


def pull_minimal(world: World, it: Issue) -> Json:
    """A pull request, as checks name it."""
    if it.pull is None:
        raise ValueError(f"#{it.number} is no pull request")
    url = repository_url(world, it.repository)
    where = {"id": it.repository.id, "url": url, "name": it.repository.name}
    return {
        "id": it.pull.id,
        "number": it.number,
        "url": f"{url}/pulls/{it.number}",
        "head": {"ref": it.pull.head_branch, "sha": it.pull.head, "repo": where},
        "base": {"ref": it.pull.base, "sha": it.pull.base_sha, "repo": where},
    }


def _pulls_of(world: World, owner: Repository, sha: str) -> list[Json]:
    """Open pull requests with that head, but none from forks: GitHub leaves those out."""
    return [
        pull_minimal(world, each)
        for each in owner.issues.values()
        if each.pull and each.pull.head == sha and each.pull.head_repository is owner
    ]


def _branch_of(owner: Repository, sha: str) -> str | None:
    return next((name for name, head in owner.branches.items() if head == sha), None)


def check_run(world: World, owner: Repository, it: CheckRun) -> Json:
    """A check run."""
    page = f"{repository_page(world, owner)}/runs/{it.id}"
    url = f"{repository_url(world, owner)}/check-runs/{it.id}"
    return {
        "id": it.id,
        "node_id": node_id("CR", it.id),
        "name": it.name,
        "head_sha": it.head,
        "external_id": it.external_id or "",
        "url": url,
        "html_url": page,
        "details_url": it.details_url or page,
        "status": it.status,
        "conclusion": it.conclusion,
        "started_at": when(it.created),
        "completed_at": maybe_when(it.completed),
        "output": {
            "title": it.output.get("title"),
            "summary": it.output.get("summary"),
            "text": it.output.get("text"),
            "annotations_count": len(it.output.get("annotations") or ()),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": it.suite},
        "app": app(world) if it.by_app else actions_app(world),
        "pull_requests": _pulls_of(world, owner, it.head),
    }


def actions_app(world: World) -> Json:
    """The App behind other people's checks: GitHub's own (its id and slug on github.com)."""
    return {**app(world), "id": 15368, "slug": "github-actions", "name": "GitHub Actions"}


def check_suite(world: World, owner: Repository, runs: list[CheckRun]) -> Json:
    """The check runs of one App on one commit, of which there is at least one."""
    first = runs[0]
    done = all(run.status == "completed" for run in runs)
    head = owner.commits[first.head]
    url = f"{repository_url(world, owner)}/check-suites/{first.suite}"
    return {
        "id": first.suite,
        "node_id": node_id("CS", first.suite),
        "head_branch": _branch_of(owner, first.head),
        "head_sha": first.head,
        "status": "completed" if done else "in_progress",
        "conclusion": _conclusion(runs) if done else None,
        "url": url,
        "before": head.parent,
        "after": first.head,
        "pull_requests": _pulls_of(world, owner, first.head),
        "app": app(world) if first.by_app else actions_app(world),
        "created_at": when(first.created),
        "updated_at": when(max(run.completed or run.created for run in runs)),
        "latest_check_runs_count": len(runs),
        "check_runs_url": f"{url}/check-runs",
        "head_commit": _simple_commit(world, head),
        "repository": repository(world, owner),
    }


def _simple_commit(world: World, it: Commit) -> Json:
    who = {"name": it.author.name, "email": email(world, it.author)}
    return {
        "id": it.sha,
        "tree_id": tree_sha(it),
        "message": it.message,
        "timestamp": when(it.at),
        "author": who,
        "committer": who,
    }


def _conclusion(runs: list[CheckRun]) -> str:
    """The worst counts; what was skipped or neutral does no harm."""
    found = {run.conclusion for run in runs}
    for bad in ("failure", "timed_out", "cancelled", "action_required"):
        if bad in found:
            return bad
    return "success"
