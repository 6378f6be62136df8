"""One pull request read as events: what happened to it before the App came, or while it was down
(row R8). Asked for by a plan, one at a time, so that many cost nobody a long wait.

Three reads: the pull request, its timeline, the check suites of its newest commit.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace

from msgspec import structs

from app.github.client import Refused
from app.model import events, things
from app.model.artefacts import Thread
from app.model.facts import Fact, Record, ties_of
from app.model.order import order
from app.model.timeline import Entry
from app.model.workflow import View
from app.settle import Lookout
from app.store.planning import Planning
from app.store.repositories import Repo
from app.sweep import Sweep
from app.tenants import Tenant

HISTORY = "history"
"""The fact that says up to when a pull request was read."""

PATHS = "paths"
"""The fact that says which files it touches."""

_ACTIONS = {
    "convert_to_draft": "converted_to_draft",
    "committed": "synchronize",
    "head_ref_force_pushed": "synchronize",
    **{
        name: name
        for name in (
            *("labeled", "unlabeled", "locked", "unlocked"),
            *("ready_for_review", "reopened", "review_requested"),
        )
    },
}
"""Entries that a webhook tells as well, and its action."""


Transaction = Callable[[], AbstractAsyncContextManager[Planning]]


async def look_at_pull(tenant: Tenant, view: View, on: Thread, planning: Transaction) -> None:
    """Two versions of a pull request shared a second: what is there now outranks both (rule 1).
    Nothing is noted where GitHub does not show it."""
    sweep, repo = await _sweep(tenant, view, on, planning)
    found: list[Record] = []
    if repo is not None:
        with suppress(Refused):
            found = [*sweep.workflows(await _as_it_is(sweep, repo, on))]
    async with planning() as store:
        await store.looked(view.key, ties_of(view.facts))
        await store.records.apply(found)


async def look_at_paths(tenant: Tenant, view: View, on: Thread, planning: Transaction) -> None:
    """The files that a pull request touches; none where GitHub does not show it."""
    paths: list[str] = []
    with suppress(Refused):
        paths = await tenant.reader.paths(on.repository, on.number)
    async with planning() as store:
        read = Fact(view.key, PATHS, "now", order(view.now), {"paths": paths})
        await store.records.apply([read])


async def look_back(tenant: Tenant, view: View, on: Thread, planning: Transaction) -> None:
    """All that is to be known of a pull request. Where GitHub does not show it, only that it was
    asked: a later sweep asks again."""
    sweep, repo = await _sweep(tenant, view, on, planning)
    found: list[Record] = [Fact(view.key, HISTORY, "now", order(view.now), {})]
    if repo is not None:
        with suppress(Refused):
            found = await _history(sweep, repo, on, view.key)
    async with planning() as store:
        await store.records.apply(found)


async def _sweep(
    tenant: Tenant, view: View, on: Thread, planning: Transaction
) -> tuple[Sweep, Repo | None]:
    async with planning() as store:
        repo = await store.repositories.named(on.repository)
    context = tenant.context(lambda _repository, _thing: None)
    lookout = Lookout(tenant.reader, tenant.recorder.signer, tenant.bot)
    made = Sweep(tenant.reader, tenant.recorder, lookout, context, tenant.installation, view.now)
    return made, repo


async def _as_it_is(sweep: Sweep, repo: Repo, on: Thread) -> events.PullRequestEvent:
    pull = await sweep.reader.pull_request(repo.name, on.number)
    return _read(sweep, repo, pull)


def _read(sweep: Sweep, repo: Repo, pull: things.PullRequest) -> events.PullRequestEvent:
    return events.PullRequestEvent(
        action=events.READ, sender=pull.user or things.GHOST, pull_request=pull, **sweep.at(repo)
    )


async def _history(sweep: Sweep, repo: Repo, on: Thread, scope: str) -> list[Record]:
    pull = (await _as_it_is(sweep, repo, on)).pull_request
    entries = await sweep.reader.timeline(repo.name, on.number)
    suites = await sweep.reader.check_suites(repo.name, pull.head.sha)
    found: list[events.Event] = [*_told(sweep, repo, pull, entries)]
    found += [events.CheckSuiteEvent(check_suite=suite, **sweep.at(repo)) for suite in suites]
    # The commit is this scope's, whatever the database knows.
    context = replace(sweep.context, place=lambda _repository, _thing: scope)
    records = [record for event in found for record in sweep.workflows(event, context)]
    comments = [each for each in entries if isinstance(each, things.Comment)]
    records += sweep.comments(repo, _issue(pull), comments, context.place)
    return [*records, Fact(scope, HISTORY, "now", order(pull.updated_at), {})]


def _told(
    sweep: Sweep,
    repo: Repo,
    pull: things.PullRequest,
    entries: list[things.Comment | things.Review | Entry],
) -> Iterator[events.Event]:
    """What webhooks would have told."""
    reviews = {each.id: each for each in entries if isinstance(each, things.Review)}
    for review in reviews.values():
        yield _reviewed(sweep, repo, pull, review, "submitted")
    for entry in entries:
        then = _then(pull, entry) if isinstance(entry, Entry) else None
        if isinstance(entry, Entry) and then is not None:
            yield from _happened(sweep, repo, then, entry, reviews)
    yield _read(sweep, repo, pull)


def _happened(
    sweep: Sweep,
    repo: Repo,
    then: things.PullRequest,
    entry: Entry,
    reviews: Mapping[int, things.Review],
) -> Iterator[events.Event]:
    action = _ACTIONS.get(entry.event)
    if action is not None:
        yield events.PullRequestEvent(
            action=action,
            sender=entry.actor or things.GHOST,
            pull_request=then,
            label=entry.label,
            **sweep.at(repo),
        )
    elif entry.dismissed_review and (found := reviews.get(entry.dismissed_review.review_id)):
        yield _reviewed(sweep, repo, then, found, "dismissed")


def _reviewed(
    sweep: Sweep, repo: Repo, pull: things.PullRequest, review: things.Review, action: str
) -> events.ReviewEvent:
    return events.ReviewEvent(
        action=action,
        sender=review.user or things.GHOST,
        pull_request=pull,
        review=review,
        **sweep.at(repo),
    )


def _then(pull: things.PullRequest, entry: Entry) -> things.PullRequest | None:
    """The pull request, as if what the entry tells were the last that happened to it."""
    at = entry.committer.date if entry.committer is not None else entry.created
    if at is None or at > pull.updated:
        return None
    pushed = _ACTIONS.get(entry.event) == "synchronize"
    sha = (entry.sha or entry.commit_id) if pushed else None
    head = structs.replace(pull.head, sha=sha or pull.head.sha)
    return structs.replace(pull, updated=at, head=head)


def _issue(pull: things.PullRequest) -> things.Issue:
    return things.Issue(
        number=pull.number,
        title=pull.title,
        locked=pull.locked,
        user=pull.user,
        created=pull.created,
        updated=pull.updated,
        pull_request=things.Present(),
    )
