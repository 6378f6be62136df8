"""Reviews of a pull request: in its timeline, beside it, and the forms for them."""

from app.sandbox.access import Actor
from app.sandbox.actions.review_requests import askable, may_ask
from app.sandbox.actions.reviews import DISMISSIBLE
from app.sandbox.http import Json
from app.sandbox.payloads.pulls import pull_of
from app.sandbox.state import Issue, Review, ReviewComment, User
from app.sandbox.verdicts import SAYS
from app.sandbox.views.look import Look, people

STATES = {
    "REQUESTED": "asked for a review",
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "requested changes",
    "COMMENTED": "commented",
    "DISMISSED": "dismissed",
}
"""What stands beside a reviewer."""


def entry(look: Look, issue: Issue, it: Review) -> Json:
    """A review in the timeline, with its comments on lines."""
    repository = issue.repository
    writes = look.may(repository, "write")
    return {
        "review": True,
        "id": it.id,
        "key": f"pullrequestreview-{it.id}",
        "author": look.person(it.user, repository),
        "at": look.time(it.created),
        "says": SAYS[it.state],
        "state": it.state.lower(),
        "commit": it.commit[:7],
        "outdated": it.commit != pull_of(issue).head,
        "html": look.html(it.body, repository) if it.body else None,
        "comments": [_comment(look, each) for each in it.comments],
        "may_dismiss": writes and it.state in DISMISSIBLE,
    }


def _comment(look: Look, it: ReviewComment) -> Json:
    return {
        "key": f"discussion_r{it.id}",
        "path": it.path,
        "is_reply": it.reply_to is not None,
        "html": look.html(it.body, it.issue.repository),
    }


def sidebar(look: Look, issue: Issue) -> Json:
    """Who was asked and who has reviewed, and whom one may ask."""
    pull, actor = pull_of(issue), Actor(look.user)
    states = _states(issue)
    asked = [
        {
            **look.person(who),
            "state": state.lower(),
            "says": STATES[state],
            "may_remove": state == "REQUESTED" and may_ask(look.world, actor, issue, who),
            "may_ask_again": state != "REQUESTED" and _may_ask(look, issue, who),
        }
        for who, state in states.items()
    ]
    others = [who for who in people(look.world) if who not in states and _may_ask(look, issue, who)]
    return {
        "reviewers": asked,
        "askable": [who.login for who in others],
        "draft": pull.draft and issue.state == "open",
    }


def _may_ask(look: Look, issue: Issue, who: User) -> bool:
    actor = Actor(look.user)
    return (
        issue.state == "open"
        and askable(look.world, issue, who)
        and may_ask(look.world, actor, issue, who)
    )


def _states(issue: Issue) -> dict[User, str]:
    """Each reviewer's state: a comment takes no earlier approval or request back."""
    pull = pull_of(issue)
    found: dict[User, str] = {}
    for it in pull.reviews:
        if it.user is not issue.user and (it.state != "COMMENTED" or it.user not in found):
            found[it.user] = it.state
    return found | dict.fromkeys(pull.requested, "REQUESTED")


def forms(look: Look, issue: Issue) -> Json:
    """What one may do with the pull request."""
    pull, own = pull_of(issue), look.user is issue.user
    is_open, writes = issue.state == "open", look.may(issue.repository, "write")
    return {
        "own": own,
        "may_review": writes or not issue.locked,
        "may_draft": is_open and (own or writes),
        "may_push": is_open and look.may(pull.head_repository, "write"),
    }
