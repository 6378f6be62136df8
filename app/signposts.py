"""Where a command would work that was given in the wrong place (rows K1, K2). Pure."""

from collections.abc import Iterable, Iterator

from app import resting
from app.commands import CommandSpec
from app.model import scopes
from app.model.facts import Known
from app.model.fronts import Front
from app.model.scopes import MEETUP, OFFICE_HOURS, ROTA, Scope
from app.model.whereabouts import own_issues
from app.model.workflow import View, Workflow
from app.offering import answered_in

_NEAREST = ("mentee", "group", MEETUP, "ideas", "cohort", "selection", ROTA, OFFICE_HOURS)
"""Kinds of scopes to which somebody can be sent, their own first."""


def signposts(
    view: View, known: Known, spec: CommandSpec, workflows: Iterable[Workflow]
) -> tuple[Front, ...]:
    """The issues in which a command would work for its author, the nearest kind first."""
    workflows, login = tuple(workflows), known.data["by"]
    fronts = {kind: each.front for each in workflows if each.front for kind in each.scopes}
    found: list[Front] = []
    for kind in _NEAREST:
        if not _works(spec, kind, workflows):
            continue
        if kind == "mentee":  # others than mentees would have to say whose
            found += own_issues(view, login) if _is_for_mentees(spec) else ()
        else:
            keys = _scopes(view, kind, login)
            found += [Front(key, fronts[kind]) for key in keys if kind in fronts]
    return tuple(found)


def _works(spec: CommandSpec, kind: str, workflows: Iterable[Workflow]) -> bool:
    is_own = spec.name in {own.name for own in resting.offered(kind)}
    return is_own or spec.name in answered_in(workflows, kind)


def _is_for_mentees(spec: CommandSpec) -> bool:
    return spec.who == "all" or "mentee" in spec.who


def _scopes(view: View, kind: str, login: str) -> Iterator[str]:
    """The scopes of a kind with which somebody has to do; all there are, if with none."""
    if scopes.KINDS[kind].of != "cohort":
        return _outside(view, kind, login.lower())
    return _in_cohorts(view, kind, login.lower())


def _outside(view: View, kind: str, name: str) -> Iterator[str]:
    home, programme = view.scope.home, view.programme
    crews = [crew for crew in programme.crews if crew.kind == kind]
    own = [crew for crew in crews if _is_among(name, crew.people)]
    yield from (str(Scope(kind, home, crew.id)) for crew in own or crews)
    if not crews:
        sections = programme.section_scopes(home)
        yield from (key for key in sections if scopes.parse(key).kind == kind)


def _in_cohorts(view: View, kind: str, name: str) -> Iterator[str]:
    home, here = view.scope.home, view.programme.cohort(view.scope.cohort)
    all_ = (here,) if here is not None else view.programme.cohorts
    own = [c for c in all_ if any(_is_among(name, group.people) for group in c.groups)]
    for cohort in own or all_:
        if kind != "group":
            yield str(Scope(kind, home, cohort.id))
        for group in cohort.groups if kind == "group" else ():
            if _is_among(name, group.people):
                yield scopes.group(home, cohort.id, group.id)


def _is_among(name: str, people: Iterable[str]) -> bool:
    return name in {person.lower() for person in people}
