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
from app.sandbox.state import CheckRun, CheckSuite, Commit, Issue, Repository
from app.sandbox.world import World

ACTIONS = "github-actions"
_OTHERS = {ACTIONS: (15368, "GitHub Actions"), "dco": (1861, "DCO")}
"""Ids and names of other people's Apps on github.com, by slug."""


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
        if each.pull
        and each.state == "open"
        and each.pull.head == sha
        and each.pull.head_repository is owner
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
        "check_suite": {"id": it.suite.id},
        "app": _app(world, it.suite.app),
        "pull_requests": _pulls_of(world, owner, it.head),
    }


def _app(world: World, slug: str) -> Json:
    """The App behind a check."""
    if slug == world.app.slug:
        return app(world)
    number, name = _OTHERS[slug]
    return {**app(world), "id": number, "slug": slug, "name": name}


def app_name(world: World, slug: str) -> str:
    """What an App is called."""
    return str(_app(world, slug)["name"])


def app_id(world: World, slug: str) -> int:
    """An App's id."""
    return int(_app(world, slug)["id"])


def check_suite(world: World, owner: Repository, it: CheckSuite) -> Json:
    """A check suite."""
    head = owner.commits[it.head]
    url = f"{repository_url(world, owner)}/check-suites/{it.id}"
    return {
        "id": it.id,
        "node_id": node_id("CS", it.id),
        "head_branch": _branch_of(owner, it.head),
        "head_sha": it.head,
        "status": it.status,
        "conclusion": it.conclusion,
        "url": url,
        "before": head.parent,
        "after": it.head,
        "pull_requests": _pulls_of(world, owner, it.head),
        "app": _app(world, it.app),
        "created_at": when(it.created),
        "updated_at": when(it.updated),
        "latest_check_runs_count": len(it.runs),
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
