"""What people do with pull requests on their page: reviews, requests, drafts, pushes, checks."""

from aiohttp import web

from app.sandbox.http import Refused
from app.sandbox.site.context import done, form, issue, person
from app.sandbox.state import Issue, Review
from app.sandbox.views.look import path

OUTCOMES = ("success", "failure")


async def review(request: web.Request) -> web.Response:
    """POST …/review: comment, approve or ask for changes."""
    found, sent = issue(request), await form(request)
    event, body = sent.get("event", ""), sent.get("body", "")
    made = person(request).review(found.repository.full_name, found.number, event, body)
    return await done(request, f"{path(found)}#pullrequestreview-{made.id}")


async def dismiss(request: web.Request) -> web.Response:
    """POST …/dismiss."""
    found, sent = issue(request), await form(request)
    its = _review(found, sent.get("review", ""))
    message = sent.get("message", "")
    person(request).dismiss_review(found.repository.full_name, found.number, its, message)
    return await done(request, f"{path(found)}#pullrequestreview-{its.id}")


def _review(found: Issue, number: str) -> Review:
    reviews = found.pull.reviews if found.pull else []
    its = [it for it in reviews if str(it.id) == number]
    if not its:
        raise Refused(409, "This review is not here. Open the page again.")
    return its[0]


async def reviewers(request: web.Request) -> web.Response:
    """POST …/reviewers: ask somebody for a review, or no longer."""
    found, sent = issue(request), await form(request)
    who, where, login = person(request), found.repository.full_name, sent.get("login", "")
    if sent.get("do") == "remove":
        who.remove_review_request(where, found.number, login)
    else:
        who.request_review(where, found.number, login)
    return await done(request, path(found))


async def draft(request: web.Request) -> web.Response:
    """POST …/draft: ready for review, or a draft again."""
    found, sent = issue(request), await form(request)
    who, where = person(request), found.repository.full_name
    if sent.get("do") == "ready":
        who.ready_for_review(where, found.number)
    else:
        who.convert_to_draft(where, found.number)
    return await done(request, path(found))


async def push(request: web.Request) -> web.Response:
    """POST …/push: another commit, of which only the message counts."""
    found, sent = issue(request), await form(request)
    message = sent.get("message", "").strip() or "Update"
    person(request).push_commits(found.repository.full_name, found.number, message=message)
    return await done(request, path(found))


async def approve(request: web.Request) -> web.Response:
    """POST …/approve: let the workflows of somebody new run."""
    found = issue(request)
    person(request).approve_workflows(found.repository.full_name, found.number)
    return await done(request, path(found))


async def check(request: web.Request) -> web.Response:
    """POST …/check: what a workflow found. Nothing is built here, so whoever looks may say."""
    found, sent = issue(request), await form(request)
    name, outcome = sent.get("name", ""), sent.get("outcome", "")
    if found.pull is None or outcome not in OUTCOMES or name not in found.repository.workflows:
        raise Refused(422, "Which check was it, and what did it find? Open the page again.")
    person(request).complete_check(found.repository.full_name, found.number, name, outcome)
    return await done(request, path(found))
