"""The cohort's page of ideas (row R9). Pure.

Each idea is a command of the scope of the cohort's ideas, wherever it was said; so one place knows
how many somebody had.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.model import scopes
from app.model.artefacts import Issue, Plan, Verdict
from app.model.facts import UNDID, Data, Fact
from app.model.order import instant
from app.model.paged import Entry, numbers, others, paged, placed, size
from app.model.text import Text, Value
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.ideas.commands import IDEA, did
from workflows.ideas.heard import Idea, hear

PUBLIC, PRIVATE = "page:", "private-page:"
"""How the keys of pages begin: a cohort can move to the private repository."""

_AROUND = 200
"""Characters around each: the day and the list's signs, and what an `undo` adds to the marker."""


# ---- where ideas were said -----------------------------------------------------------------------


def plan_where_said(view: View) -> Plan:
    """They are answered there; the core hands on what an `undo` takes back."""
    return Plan(verdicts=dict.fromkeys(did(view), Verdict()))


# ---- the pages -----------------------------------------------------------------------------------


def plan(view: View) -> Plan:
    """The page, and further ones where it is full. It opens with the first idea, also if that was
    taken back by then: it has to remember that, or a lost database would bring it back."""
    heard = hear(view)
    result = Plan(verdicts=heard.verdicts)
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None:  # the page stays as it is
        return result
    ideas = {k: i for k, i in heard.ideas.items() if view.sight.shows(i.where, cohort.home)}
    prefix = PRIVATE if cohort.private else PUBLIC
    places = paged(entries(ideas), placed(view.said, prefix, "ideas"))
    for number in sorted({*places.values(), *numbers(view.said, prefix)}):
        here = {key: ideas[key] for key, page in places.items() if page == number}
        result.add(_page(view, cohort, cohort.home, f"{prefix}{number}", here))
    if cohort.private:
        result.add(*_emptied(view, cohort))
    return result


def entries(ideas: Mapping[str, Idea]) -> dict[str, Entry]:
    """What each takes on a page, the newest last."""
    return {
        key: Entry(size(idea.by + idea.text, [key, *idea], _AROUND))
        for key, idea in sorted(ideas.items(), key=lambda each: (each[1].order, each[0]))
    }


def _emptied(view: View, cohort: Cohort) -> Iterator[Issue]:
    """The public pages of a cohort that has become private: the private ones have it all now."""
    for number in numbers(view.said, PUBLIC):
        yield _page(view, cohort, view.programme.home, f"{PUBLIC}{number}", {})


def _page(
    view: View, cohort: Cohort, repository: str, key: str, ideas: Mapping[str, Idea]
) -> Issue:
    prefix, number = key.partition(":")[0] + ":", int(key.partition(":")[2])
    ordered = dict(sorted(ideas.items(), key=lambda each: (each[1].order, each[0])))
    values: dict[str, Value] = {
        "cohort": cohort.name,
        "ideas": [_shown(idea, cohort) for idea in ordered.values() if not idea.back],
        "others": others(view.said, prefix, number),
    }
    undos = {idea.back: each for each, idea in ordered.items() if idea.back}
    return Issue(
        key=key,
        repository=repository,
        title=Text("ideas/page.title", {"cohort": cohort.name, "number": number}),
        body=Text("ideas/page", values),
        labels=("mentorship", cohort.label),
        memory={"undos": undos} if undos else {},
        parameters={"ideas": {each: list(idea) for each, idea in ordered.items()}},
        private=prefix == PRIVATE,
    )


def _shown(idea: Idea, cohort: Cohort) -> Mapping[str, Any]:
    day = local(instant(idea.order), cohort.timezone).date()
    return {"by": idea.by, "on": day.isoformat(), "text": idea.text}


# ---- what the pages remember ---------------------------------------------------------------------


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """In the cohort's own issues an `undo` that meant an idea must not take back something else,
    once the idea's comment is gone and the database was lost (rule 4)."""
    where = scopes.parse(scope)
    if where.kind == "ideas":
        for order, key in memory.get("undos", {}).items():
            cohort = scopes.cohort(where.home, where.cohort)
            yield Fact(cohort, UNDID, order, order, {"key": key, "name": IDEA})
