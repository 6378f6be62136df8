"""Reviews that mentees give (row R3), apart from comments. Pure.

They count wherever their programme works, also on mentors' pull requests, and never on their own.
"""

from collections.abc import Iterator

from app.model import events
from app.model.facts import Fact, Record
from app.model.order import Rank, instant, order
from app.model.workflow import Context, View
from workflows.onboarding.facts import ALIVE
from workflows.pull_requests.whose import mentees_at

KIND, REMARK, COMMENT = "given", "remark", "commented"


def record(event: events.Event, context: Context) -> Iterator[Record]:
    """A review, a comment on a line in one, a comment: by a mentee, on somebody else's."""
    match event:
        case events.ReviewEvent():
            yield from _review(event, context)
        case events.ReviewCommentEvent():
            yield from _remark(event, context)
        case events.CommentEvent() if event.issue.pull_request is not None:
            yield from _comment(event, context)


def _review(event: events.ReviewEvent, context: Context) -> Iterator[Fact]:
    review, at = event.review, event.review.submitted_at
    if at is None or _is_own(review.user, event.pull_request.user):
        return
    data = {
        "repository": event.repository.full_name,
        "number": event.pull_request.number,
        "state": review.state,
        "words": review.has_words,
    }
    written = order(at, int(review.state == "dismissed"), review.id)
    for scope in _by(review.user, event.repository, at, context):
        yield Fact(scope, KIND, str(review.id), written, data)
        yield Fact(scope, ALIVE, "review", order(at, id=review.id), {})


def _remark(event: events.ReviewCommentEvent, context: Context) -> Iterator[Fact]:
    """A comment on a line that is no answer makes "commented" a review: GitHub calls each answer on
    a line a review as well."""
    comment = event.comment
    review, answers = comment.pull_request_review_id, comment.in_reply_to_id
    if review is None or answers is not None or _is_own(comment.user, event.pull_request.user):
        return
    at = order(comment.created_at, id=comment.id)
    for scope in _by(comment.user, event.repository, comment.created_at, context):
        yield Fact(scope, REMARK, str(review), at, {}, rule="first")


def _comment(event: events.CommentEvent, context: Context) -> Iterator[Fact]:
    comment, gone = event.comment, event.action == "deleted"
    if _is_own(comment.user, event.issue.user):
        return
    at = order(comment.created_at, Rank.READ if gone else Rank.EVENT, comment.id)
    for scope in _by(comment.user, event.repository, comment.created_at, context):
        yield Fact(scope, COMMENT, str(comment.id), at, {"gone": gone})
        yield Fact(scope, ALIVE, "remark", order(comment.created_at, id=comment.id), {})


def _is_own(who: events.User | None, author: events.User | None) -> bool:
    return who is not None and author is not None and who.id == author.id


def _by(
    who: events.User | None, repository: events.Repository, at: float, context: Context
) -> Iterator[str]:
    if who is not None and not who.is_bot:
        yield from mentees_at(who.login, repository.full_name, at, context)


def given(view: View) -> list[dict[str, object]]:
    """The reviews that this mentee gave, the oldest first: for the card. A "commented" one counts
    if it says something of its own, in words or on a line."""
    remarks = view.facts.get(REMARK, {})
    reviews = sorted(view.facts.get(KIND, {}).items(), key=lambda each: each[1].order)
    return [
        {
            "at": instant(known.order),
            "repository": known.data["repository"],
            "number": known.data["number"],
            "state": known.data["state"],
        }
        for key, known in reviews
        if known.data["state"] != "commented" or known.data["words"] or key in remarks
    ]


def commented(view: View) -> int:
    """How many comments they wrote on other people's pull requests."""
    return sum(not known.data["gone"] for known in view.facts.get(COMMENT, {}).values())
