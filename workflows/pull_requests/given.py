"""Reviews that mentees give (row R3), apart from comments. Pure.

They count wherever their programme works, also on mentors' pull requests, and never on their own.
"""

from collections.abc import Iterator

from app.model import events, things
from app.model.facts import Fact, Record
from app.model.order import Rank, instant, order
from app.model.reviews import GIVEN, REMARK, telling
from app.model.workflow import Context, View
from workflows.pull_requests.whose import mentees_at

COMMENT = "commented"


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
        yield Fact(scope, GIVEN, str(review.id), written, data)


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


def _is_own(who: things.User | None, author: things.User | None) -> bool:
    return who is not None and author is not None and who.id == author.id


def _by(
    who: things.User | None, repository: things.Repository, at: float, context: Context
) -> Iterator[str]:
    if who is not None and not who.is_bot:
        yield from mentees_at(who.login, repository.full_name, at, context)


def given(view: View) -> list[dict[str, object]]:
    """The reviews that this mentee gave and that count, the oldest first: for the card."""
    return [
        {
            "at": instant(known.order),
            "repository": known.data["repository"],
            "number": known.data["number"],
            "state": known.data["state"],
        }
        for known in telling(view)
    ]


def commented(view: View) -> int:
    """How many comments they wrote on other people's pull requests."""
    return sum(not known.data["gone"] for known in view.facts.get(COMMENT, {}).values())
