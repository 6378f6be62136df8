"""Pull requests, their reviews and comments."""

from typing import Any

from app.sandbox.actions import pulls, review_requests, reviews
from app.sandbox.http import Json, Refused, invalid
from app.sandbox.payloads import basics
from app.sandbox.payloads import pulls as shown
from app.sandbox.payloads.commits import commit as commit_json
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import Issue, ReviewComment


def list_pulls(call: Call) -> Answer:
    """GET …/pulls."""
    query = call.request.query
    seen = [it for it in call.repository.issues.values() if it.pull and _asked_for(call, it)]
    seen.sort(key=_updated if query.get("sort") == "updated" else _created)
    ascending = query.get("direction", "asc" if "sort" in query else "desc") == "asc"
    return call.page(seen if ascending else seen[::-1], shown.pull_simple)


def _created(it: Issue) -> Any:
    return it.created, it.number


def _updated(it: Issue) -> Any:
    return it.updated, it.number


def _asked_for(call: Call, it: Issue) -> bool:
    query, pull = call.request.query, shown.pull_of(it)
    head = f"{pull.head_repository.owner.login}:{pull.head_branch}".lower()
    return (
        query.get("state", "open") in ("all", it.state)
        and query.get("base", pull.base) == pull.base
        and query.get("head", head).lower() == head
    )


def get_pull(call: Call) -> Answer:
    """GET …/pulls/{pull_number}."""
    return Answer(200, shown.pull(call.world, call.pull))


def list_files(call: Call) -> Answer:
    """GET …/pulls/{pull_number}/files."""
    listed, headers = call.cut(shown.changed_files(call.world, call.pull))
    return Answer(200, listed, headers)


def list_commits(call: Call) -> Answer:
    """GET …/pulls/{pull_number}/commits."""
    repository = call.repository
    listed, headers = call.cut(shown.pull_of(call.pull).commits)
    rows = [commit_json(call.world, repository, repository.commits[sha]) for sha in listed]
    return Answer(200, rows, headers)


def list_reviews(call: Call) -> Answer:
    """GET …/pulls/{pull_number}/reviews: oldest first, and one's own pending one."""
    issue = call.pull
    pull = shown.pull_of(issue)
    own = pull.pending.get(call.actor.user.id)
    found = [*pull.reviews, own] if own else pull.reviews
    return call.page(found, lambda world, it: shown.review(world, issue, it))


def create_review(call: Call) -> Answer:
    """POST …/pulls/{pull_number}/reviews. Without an event it stays pending."""
    issue, event, remarks = call.pull, call.text("event"), _remarks(call)
    if event is None:
        made = reviews.begin(call.world, call.actor, issue, remarks)
    else:
        body = call.text("body") or ""
        made = reviews.submit(call.world, call.actor, issue, event, body, remarks)
    return Answer(200, shown.review(call.world, issue, made))


def _remarks(call: Call) -> list[tuple[str, str]]:
    """The comments on lines that come with a review."""
    found: list[tuple[str, str]] = []
    for each in call.fields.get("comments") or ():
        match each:
            case {"path": str(path), "body": str(body)}:
                found.append((path, body))
            case _:
                raise invalid("PullRequestReviewComment", "path", "missing_field")
    return found


def list_comments(call: Call) -> Answer:
    """GET …/pulls/{pull_number}/comments."""
    return _comments(call, shown.pull_of(call.pull).comments)


def list_all_comments(call: Call) -> Answer:
    """GET …/pulls/comments."""
    issues = call.repository.issues.values()
    return _comments(call, [it for each in issues if each.pull for it in each.pull.comments])


def _comments(call: Call, found: list[ReviewComment]) -> Answer:
    since = call.since()
    return call.page([it for it in found if int(it.updated) >= since], shown.review_comment)


def get_requested_reviewers(call: Call) -> Answer:
    """GET …/pulls/{pull_number}/requested_reviewers."""
    people = [basics.user(call.world, who) for who in shown.pull_of(call.pull).requested]
    return Answer(200, {"users": people, "teams": []})


def request_reviewers(call: Call) -> Answer:
    """POST …/pulls/{pull_number}/requested_reviewers."""
    issue = call.pull
    for login in call.texts("reviewers") or []:
        review_requests.request(call.world, call.actor, issue, call.world.user(login))
    return Answer(201, shown.pull_simple(call.world, issue))


def list_for_commit(call: Call) -> Answer:
    """GET …/commits/{commit_sha}/pulls: the way from a fork's check to its pull request."""
    sha = call.parameters["commit_sha"]
    if sha not in call.repository.commits:
        raise Refused(422, f"No commit found for SHA: {sha}")
    issues = call.repository.issues.values()
    return call.page([it for it in issues if _has(it, sha)], shown.pull_simple)


def _has(it: Issue, sha: str) -> bool:
    return it.pull is not None and (sha in it.pull.commits or sha == it.pull.merge_sha)


def create_pull(call: Call) -> Answer:
    """POST …/pulls, from a branch of the same repository."""
    fields: Json = call.fields
    made = pulls.open_pull(
        call.world,
        call.actor,
        call.repository,
        pulls.Draft(
            call.needed_text("title", "PullRequest"),
            call.text("body"),
            call.needed_text("base", "PullRequest"),
            call.repository,
            call.needed_text("head", "PullRequest"),
            bool(fields.get("draft")),
        ),
    )
    return Answer(201, shown.pull(call.world, made))


_REPO = "/repos/{owner}/{repo}"
_PULL = f"{_REPO}/pulls/{{pull_number}}"
ROUTES = (
    Route("GET", f"{_REPO}/pulls", list_pulls, "pull_requests:read"),
    Route("POST", f"{_REPO}/pulls", create_pull, "pull_requests:write"),
    Route("GET", f"{_REPO}/pulls/comments", list_all_comments, "pull_requests:read"),
    Route("GET", _PULL, get_pull, "pull_requests:read"),
    Route("GET", f"{_PULL}/files", list_files, "pull_requests:read"),
    Route("GET", f"{_PULL}/commits", list_commits, "pull_requests:read"),
    Route("GET", f"{_PULL}/reviews", list_reviews, "pull_requests:read"),
    Route("POST", f"{_PULL}/reviews", create_review, "pull_requests:write"),
    Route("GET", f"{_PULL}/comments", list_comments, "pull_requests:read"),
    Route("GET", f"{_PULL}/requested_reviewers", get_requested_reviewers, "pull_requests:read"),
    Route("POST", f"{_PULL}/requested_reviewers", request_reviewers, "pull_requests:write"),
    Route("GET", f"{_REPO}/commits/{{commit_sha}}/pulls", list_for_commit, "pull_requests:read"),
)
