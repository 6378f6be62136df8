"""What is said of a first pull request, and of a first draft (row R1). Pure."""

from dataclasses import replace

from app.model.artefacts import Comment, Plan, Thread
from app.model.sections.pull_requests import PullRequestSettings
from app.model.text import Mention, Text
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.pull_requests.following import followers
from workflows.pull_requests.turn import Summary

WELCOME, DRAFT = "welcome", "draft"

PATIENCE = 900.0
"""Seconds in which another bot may welcome first."""

FRESH = 5 * 86400.0
"""Seconds after which a welcome would be odd: a long weekend, and a day."""


def welcome(view: View, it: Summary, enrolment: Enrolment, on: Thread, result: Plan) -> None:
    """A welcome on the first pull request, unless another bot gave one; encouragement for the first
    draft. Both at once are one comment."""
    if it.closed or it.merged:
        return
    first = _is_new(view, "first", it.opened) and _wants_welcome(view, enrolment)
    # Who goes back to a draft after a review follows the reviewer, and has questions enough.
    begun = it.draft and not (it.drafted and it.said)
    draft = begun and _is_new(view, "draft", max(it.opened, it.drafted)) and not _told(view)
    if not (first or draft):
        return
    result.wake_at(it.opened + PATIENCE, view.now)
    if view.now < it.opened + PATIENCE:
        return
    login, key = enrolment.mentee.login, WELCOME if first else DRAFT
    draft_text = Text("pull_requests/draft", {"mentee": Mention(login), "first": first})
    hello = Text("pull_requests/welcome", {"mentee": Mention(login), "draft": draft})
    result.add(
        Comment(
            key=key,
            on=on,
            text=replace(hello, then=(draft_text,) if draft else ()) if first else draft_text,
            notify=(login,),
            also=followers(view, it),
            parameters={"draft": True} if draft else {},
            private=enrolment.cohort.private,
        )
    )


def _wants_welcome(view: View, enrolment: Enrolment) -> bool:
    settings = enrolment.cohort.section(PullRequestSettings)
    return settings.welcome and WELCOME not in view.said and "greeted" not in view.facts


def _is_new(view: View, key: str, began: float) -> bool:
    """Whether this is the mentee's first one, and not long ago."""
    return "now" in view.facts.get(key, {}) and view.now < began + FRESH


def _told(view: View) -> bool:
    return any(row.parameters.get("draft") for row in view.said.values())
