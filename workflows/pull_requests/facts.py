"""What is noted down of mentees' pull requests (rows R1, R2). All of it commutes.

What GitHub shows of a pull request is one register, ordered by GitHub's own time; what happened to
it (pushes, requests, reviews, comments, checks) has a row for each. `README.md` lists them.
"""

import re
from collections.abc import Iterator
from enum import IntEnum

from app.model import events, labels, scopes, things
from app.model.facts import LOCKED, Data, Fact, Place, Record, thread_key
from app.model.labels import Look
from app.model.order import Rank, order
from app.model.workflow import Context
from workflows.pull_requests import given
from workflows.pull_requests.whose import mentee_of

LABEL, WAITING = "mentee", "mentee: waiting"
LOOKS = {
    LABEL: Look("c5def5", "By somebody in a mentorship programme"),
    WAITING: Look("fbca04", "Has waited for a while; a look is welcome"),
}
"""Our labels on a pull request, and how they look."""

MOMENTS = ("ready_for_review", "converted_to_draft", "reopened", "review_requested")
"""Actions whose newest time counts."""

_GREETING = re.compile(
    r"\b(?:welcome|thank(?:s| you)|congrat|first (?:pull|contribution|pr)\b)", re.I
)


class _Phase(IntEnum):
    """Of a suite: what comes later where two share a second."""

    WAITS = 0
    RUNS = 1
    OVER = 2


def record(event: events.Event, context: Context) -> Iterator[Record]:
    """What an event says of a mentee's pull request, and of the reviews that mentees give."""
    yield from given.record(event, context)
    match event:
        case events.PullRequestEvent():
            yield from _pull_request(event, context)
        case events.ReviewEvent():
            yield from _review(event, context)
        case events.CommentEvent() if event.issue.pull_request is not None:
            yield from _comment(event, context)
        case events.CheckSuiteEvent():
            yield from _suite(event, context)
        case events.CheckRunEvent():
            yield from _run(event, context)


# ---- the pull request itself ---------------------------------------------------------------------


def _pull_request(event: events.PullRequestEvent, context: Context) -> Iterator[Record]:
    pull, repository = event.pull_request, event.repository
    if pull.user is None:
        return
    mentee = mentee_of(pull.user.login, repository.full_name, pull.created_at, context)
    if mentee is None:
        return
    scope = scopes.pull(mentee, repository.id, pull.number)
    yield Place(repository.id, f"#{pull.number}", scope)
    yield Place(repository.id, events.head_of(pull.head.sha), scope, "newest")
    rank = Rank.READ if event.action == events.READ else Rank.EVENT
    yield snapshot(scope, repository, pull, rank)
    # What a list shows that is newer than all that was told has to be read (see `missed`).
    kind = "listed" if event.action == events.SEEN else "told"
    yield Fact(scope, kind, "now", order(pull.updated_at), {})
    yield from _size(scope, pull)
    yield from _moments(scope, event, context)
    yield _first(mentee, "first", scope, order(pull.created_at, id=pull.number))
    if pull.draft:
        yield _first(mentee, "draft", scope, order(pull.updated_at, id=pull.number))


def snapshot(
    scope: str,
    repository: things.Repository,
    pull: things.PullRequest,
    rank: Rank = Rank.EVENT,
) -> Fact:
    """The pull request as GitHub shows it; the newest counts. Two that differ and share a second
    cost one read, which outranks both (rule 1)."""
    return Fact(
        scope, "pull", "now", order(pull.updated_at, rank), _shown(repository, pull), tie=True
    )


def _shown(repository: things.Repository, pull: things.PullRequest) -> Data:
    people = [who.login for who in pull.requested_reviewers if not who.is_bot]
    return {
        "repository": repository.full_name,
        "number": pull.number,
        "title": pull.title,
        "link": pull.html_url,
        "by": pull.user.login if pull.user else "ghost",
        "state": pull.state,
        "draft": pull.draft,
        "head": pull.head.sha,
        "requested": sorted(people, key=str.lower),
        "teams": sorted(team.slug for team in pull.requested_teams),
        "opened": pull.created_at,
        "closed": pull.closed_at,
        "merged": pull.merged_at,
    }


def _size(scope: str, pull: things.PullRequest) -> Iterator[Fact]:
    """By head: lists leave it out, so it can't be a part of the register."""
    if pull.additions is not None and pull.deletions is not None:
        data = {"changed": pull.additions + pull.deletions, "files": pull.changed_files or 0}
        yield Fact(scope, "size", pull.head.sha, order(pull.updated_at), data)


def _moments(scope: str, event: events.PullRequestEvent, context: Context) -> Iterator[Fact]:
    pull, at = event.pull_request, order(event.pull_request.updated_at)
    if event.action in MOMENTS:
        yield Fact(scope, "moment", event.action, at, {})
    elif event.action == "synchronize":
        yield Fact(scope, "push", pull.head.sha, at, {}, rule="first")
    elif event.action in ("locked", "unlocked"):
        locked = event.action == "locked"
        at = order(pull.updated_at, int(locked))
        key = thread_key(event.repository.id, pull.number)
        yield Fact(scope, LOCKED, key, at, {"locked": locked})
    elif event.label is not None and event.label.name in LOOKS:
        yield from labels.seen(scope, event, context.bot)


def _first(mentee: str, key: str, scope: str, at: str) -> Fact:
    """The mentee's first pull request, and their first draft: those are welcomed."""
    return Fact(mentee, "pull", key, at, {"scope": scope}, rule="first")


# ---- what people say -----------------------------------------------------------------------------


def _review(event: events.ReviewEvent, context: Context) -> Iterator[Record]:
    """A review of a person. Bots' count for nothing; neither do those that were not submitted."""
    review, scope = event.review, _scope_of(event, context)
    if scope is None or review.user is None or review.user.is_bot or review.submitted_at is None:
        return
    data = {
        "by": review.user.login,
        "association": review.author_association,
        "state": review.state,
        "commit": review.commit_id,
    }
    # It keeps the time at which it was submitted; being dismissed is what comes last.
    at = order(review.submitted_at, int(review.state == "dismissed"), review.id)
    yield Fact(scope, "review", str(review.id), at, data)
    if event.action == "dismissed":
        yield Fact(scope, "moment", "dismissed", order(event.pull_request.updated_at), {})


def _scope_of(event: events.ReviewEvent, context: Context) -> str | None:
    pull, repository = event.pull_request, event.repository
    if pull.user is None:
        return None
    mentee = mentee_of(pull.user.login, repository.full_name, pull.created_at, context)
    return scopes.pull(mentee, repository.id, pull.number) if mentee else None


def _comment(event: events.CommentEvent, context: Context) -> Iterator[Record]:
    comment, issue, repository = event.comment, event.issue, event.repository
    if comment.user is None or issue.user is None or comment.user.login == context.bot:
        return
    mentee = mentee_of(issue.user.login, repository.full_name, issue.created_at, context)
    if mentee is None:
        return
    scope = scopes.pull(mentee, repository.id, issue.number)
    if comment.user.is_bot:
        if _GREETING.search(comment.body):
            at = order(comment.created_at, id=comment.id)
            yield Fact(scope, "greeted", "bot", at, {}, rule="first")
        return
    gone = event.action == "deleted"
    at = order(comment.created_at, Rank.READ if gone else Rank.EVENT, comment.id)
    data = {"by": comment.user.login, "association": comment.author_association, "gone": gone}
    yield Fact(scope, "comment", str(comment.id), at, data)


# ---- checks --------------------------------------------------------------------------------------


def _suite(event: events.CheckSuiteEvent, context: Context) -> Iterator[Record]:
    """What an App's checks came to. That they wait for somebody's approval is a fact of its own,
    because the same suite runs later."""
    suite, at = event.check_suite, event.check_suite.updated_at
    if suite.conclusion is None or at is None:
        return
    scope = _commit(event.repository, suite.head_sha, context)
    waits = suite.conclusion == "action_required"
    kind, phase = ("held", _Phase.WAITS) if waits else ("suite", _Phase.OVER)
    data = {"head": suite.head_sha, "conclusion": suite.conclusion}
    yield Fact(scope, kind, str(suite.id), order(at, phase), data)


def _run(event: events.CheckRunEvent, context: Context) -> Iterator[Record]:
    """A check that begins: its suite runs (again)."""
    run, suite = event.check_run, event.check_run.check_suite
    if event.action != "created" or run.conclusion is not None or suite is None:
        return
    if run.started_at is not None:
        scope = _commit(event.repository, run.head_sha, context)
        data = {"head": run.head_sha, "conclusion": None}
        yield Fact(scope, "suite", str(suite.id), order(run.started_at, _Phase.RUNS), data)


def _commit(repository: things.Repository, sha: str, context: Context) -> str:
    """The pull request with that head; else the fact waits until one says that it has it. Forks'
    checks name no pull request."""
    head = events.head_of(sha)
    return context.place(repository.id, head) or scopes.commit(repository.id, head)
