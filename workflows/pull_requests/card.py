"""What a pull request tells its mentee's scope, and that the cohort: cards. Pure.

They hold what a summary or a dashboard needs, so that neither reads anything. Titles and names of
private repositories are in them, too: whoever shows a card decides where (R5).
"""

from math import inf
from typing import Any

from app.model.artefacts import Plan
from app.model.facts import Data, Fact, Facts
from app.model.order import instant
from app.model.rests import rested_until
from app.model.sections.pull_requests import PullRequestSettings
from app.model.work import State
from app.model.workflow import View
from workflows.pull_requests.commands import blocked
from workflows.pull_requests.given import commented, given
from workflows.pull_requests.summary import checks, counts
from workflows.pull_requests.turn import TURNS, Summary, since, state_of

LASTING = (
    *("number", "repository", "by", "stage", "opened", "ready", "merged", "closed"),
    *("reviews", "first_review", "acted"),
)
"""What a mentee's card keeps of a pull request that is over: it is counted, and not shown."""

FIRSTS = ("first", "draft")
"""What happens to a mentee for the first time: a pull request, a draft."""


def card(view: View, it: Summary) -> dict[str, Any]:
    """One pull request. Instants are Unix seconds, None for what has not happened."""
    pull, state = view.facts["pull"]["now"].data, state_of(it)
    size = view.facts.get("size", {}).get(pull["head"])
    changed = size.data["changed"] if size is not None else None
    stop = blocked(view)
    return {
        **{name: pull[name] for name in ("number", "repository", "title", "by", "link")},
        **{name: pull[name] for name in ("opened", "merged", "closed")},
        "state": _state(it),
        "stage": str(state),
        "turn": str(TURNS[state]),
        "since": since(it),
        "acted": it.last_act,
        "ready": max(it.opened, it.ready),
        "changed": changed,
        "files": size.data["files"] if size is not None else None,
        "big": changed is not None and 0 < _big(view) <= changed,
        "checks": checks(view.facts, pull["head"]),
        "asked": sorted(it.asked),
        "blocked": stop.data["text"] if stop is not None and state is State.BLOCKED else None,
        **_received(view, pull),
    }


def _state(it: Summary) -> str:
    if it.merged:
        return "merged"
    if it.closed:
        return "closed"
    return "draft" if it.draft else "open"


def _big(view: View) -> int:
    cohort = view.programme.cohort(view.scope.cohort)
    return (
        cohort.section(PullRequestSettings).big_change
        if cohort
        else PullRequestSettings().big_change
    )


def _received(view: View, pull: Data) -> dict[str, Any]:
    """When anybody else reviewed; and the first of those whose word counts: by whom, when."""
    facts: Facts = view.facts
    reviews = [k for k in facts.get("review", {}).values() if k.data["by"] != pull["by"]]
    decide = [k for k in reviews if counts(k, view.programme, pull["by"])]
    first = min(decide, key=lambda known: known.order, default=None)
    return {
        "reviews": sorted(instant(known.order) for known in reviews),
        "first_review": [first.data["by"], instant(first.order)] if first is not None else None,
    }


def plan_mentee(view: View) -> Plan:
    """What a mentee's scope hands on: the cards of their pull requests, the reviews they gave, and
    whether they rest. Each first pull request is told that it is one, because it does not know the
    others."""
    result = Plan()
    firsts = view.facts.get("pull", {})
    for key in FIRSTS:
        if (known := firsts.get(key)) is not None:
            result.facts.append(Fact(known.data["scope"], key, "now", known.order, {}, "first"))
    reviews, comments = given(view), commented(view)
    pulls = {key: shortened(data) for key, data in view.cards.items() if "turn" in data}
    if pulls or reviews or comments:
        result.card = {"pulls": pulls, "reviews": reviews, "comments": comments}
    rested = rested_until(view, view.scope.login)
    if rested > view.now:
        result.card = {**(result.card or {}), "rests": True}
    if rested < inf:
        result.wake_at(rested, view.now)
    return result


def shortened(card: Data) -> Data:
    """A pull request in its author's card: short once it is over, because a cohort reads them all
    for each plan."""
    is_over = card["merged"] is not None or card["closed"] is not None
    return {name: card[name] for name in LASTING} if is_over else card
