"""The page of past and present mentees (row O9): who wants to be on it, and what it shows. Pure.

In a mentee's scope commands become wishes, which are facts of the page's scope. There are two such
pages: one that everybody may read, and one in the private repository for private cohorts (R5).
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.model import scopes
from app.model.artefacts import Issue, Plan, Verdict
from app.model.facts import Data, Known, Ledger
from app.model.home import home_row
from app.model.paged import Entry, numbers, others, paged, placed, size
from app.model.text import Text, Value
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.roster.commands import by_author, said
from workflows.roster.wishes import Wish, facts_of, from_facts, together, wish

PUBLIC, PRIVATE = "roster", "private-roster"
PAGES = (PUBLIC, PRIVATE)
"""The kinds of scopes that a page has, one of each for a programme."""

_PAGE = "page:"

_AROUND = 40
"""Characters around each: the list's signs, commas in the marker."""


def plan(view: View) -> Plan:
    """What this is for a mentee's scope, or for a page's."""
    return _mentee(view) if view.scope.kind == "mentee" else _pages(view)


# ---- a mentee's own issue ------------------------------------------------------------------------


def _mentee(view: View) -> Plan:
    """Everybody speaks for themselves only, also when they have finished or left."""
    result, commands, login = Plan(), said(view), view.scope.login
    if not commands:
        return result
    private = _is_private(view)
    repository = _repository(view, private=bool(private))
    own = by_author(commands).get(login, {})
    counted = {key: known for key, known in own.items() if _may_show(view, known, repository)}
    for key in commands:
        result.verdicts[key] = Verdict() if key in counted else _no(view, is_own=key in own)
    if not counted or private is None:
        return result
    made = wish(_login(counted), counted, view.undone)
    scope = scopes.roster(view.scope.home, private=private)
    result.facts += facts_of(scope, f"{view.scope.cohort}/{login}", made)
    taken_back = {view.undone[key] for key in counted if key in view.undone}
    for key, known in view.facts["command"].items():
        if known.order in taken_back:  # onboarding may follow this mentee no longer
            result.verdicts[key] = Verdict()
    return result


def _is_private(view: View) -> bool | None:
    """On which page this mentee is listed. Of a cohort that no file has any more, their own issue
    tells whether it was private. None: nobody can tell, or the cohort is a draft."""
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is not None:
        return None if cohort.draft else cohort.private
    issue = home_row(view)
    return issue.repository != view.scope.home if issue is not None else None


def _repository(view: View, *, private: bool) -> str | None:
    return view.programme.private_repository if private else view.programme.home


def _may_show(view: View, known: Known, repository: str | None) -> bool:
    """Whether words from there may stand on the page: none go from private to public (R5)."""
    return repository is not None and view.sight.shows_named(known.data["repository"], repository)


def _no(view: View, *, is_own: bool) -> Verdict:
    """To somebody else; or to the mentee who wrote it where others may not read it."""
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    spelled = enrolment.mentee.login if enrolment is not None else view.scope.login
    return Verdict(Text("roster/refused", {"mentee": None if is_own else spelled}), refused=True)


def _login(commands: Mapping[str, Known]) -> str:
    """How the author of these spells their own."""
    return str(max(commands.values(), key=lambda known: known.order).data["by"])


# ---- the pages -----------------------------------------------------------------------------------


class _Named(NamedTuple):
    """A cohort as a page shows it, also when no file has it any more: `starts` is an ISO date."""

    name: str
    starts: str


def _pages(view: View) -> Plan:
    """The page, and further ones where it is full. It opens with the first who joins, also if they
    have left by then: it has to remember that, or a lost database would bring them back."""
    result = Plan()
    repository = _repository(view, private=view.scope.kind == PRIVATE)
    people = {k: w for k, w in _people(view, result).items() if _belongs(view, k)}
    if repository is None:
        return result
    cohorts = {key.partition("/")[0]: _named(view, key) for key in people}
    names = {id: named.name for id, named in cohorts.items()}
    before = placed(view.said, _PAGE, "people")
    places = paged(entries(people, names), before, grow=True)
    for number in sorted({*places.values(), *numbers(view.said, _PAGE)}):
        here = {key: people[key] for key, page in places.items() if page == number}
        if f"{_PAGE}{number}" in view.said or any(each.joined for each in here.values()):
            result.add(_page(view, repository, number, here, cohorts))
    return result


def entries(people: Mapping[str, Wish], cohorts: Mapping[str, str]) -> dict[str, Entry]:
    """What each (by `cohort/login`) takes on a page, the last to change something last. `cohorts`
    are the names by id."""
    found: dict[str, Entry] = {}
    for key, each in sorted(people.items(), key=lambda item: (item[1].changed, item[0])):
        cohort = key.partition("/")[0]
        heading = size(cohorts[cohort], [cohort, cohorts[cohort]], _AROUND)
        own = size(each.login + (each.tip or ""), [key, *each], _AROUND)
        found[key] = Entry(own, cohort, heading)
    return found


def _page(
    view: View,
    repository: str,
    number: int,
    people: Mapping[str, Wish],
    cohorts: Mapping[str, _Named],
) -> Issue:
    key = f"{_PAGE}{number}"
    here = {id: cohorts[id] for id in sorted({each.partition("/")[0] for each in people})}
    values: dict[str, Value] = {
        "cohorts": list(_shown(people, here)),
        "others": others(view.said, _PAGE, number),
    }
    return Issue(
        key=key,
        repository=repository,
        title=Text("roster/page.title", {"number": number}),
        body=Text("roster/page", values),
        labels=("mentorship",),
        parameters={
            "people": {each: list(made) for each, made in sorted(people.items())},
            "cohorts": {id: list(named) for id, named in here.items()},
        },
        private=view.scope.kind == PRIVATE,
    )


def _shown(
    people: Mapping[str, Wish], cohorts: Mapping[str, _Named]
) -> Iterator[Mapping[str, Any]]:
    """The newest cohort first, and people by the alphabet: nobody is ranked."""
    newest = sorted(cohorts.items(), key=lambda each: (each[1].starts, each[1].name), reverse=True)
    for id, named in newest:
        listed = [w for key, w in people.items() if w.on and key.partition("/")[0] == id]
        if listed:
            rows = sorted(listed, key=lambda each: each.login.lower())
            each = [{"login": made.login, "tip": made.tip or ""} for made in rows]
            yield {"name": named.name, "people": each}


def _people(view: View, result: Plan) -> dict[str, Wish]:
    """Everybody who ever joined: as the pages remember it, as their own issues told, and as they
    say here. Who left stays remembered, so that a lost database does not bring them back."""
    remembered = ((key, Wish(*kept)) for key, kept in _kept(view.said, "people"))
    people = together((*remembered, *from_facts(view.facts)))
    no = Verdict(Text("roster/refused", {"mentee": None}), refused=True)
    result.verdicts |= {key: no for key, known in said(view).items() if not known.ambiguous}
    for login, commands in by_author(said(view)).items():
        made = wish(_login(commands), commands, view.undone)
        if keys := _keys(view, login, people):
            people = together((*people.items(), *((key, made) for key in keys)))
            result.verdicts |= dict.fromkeys(commands, Verdict())
    return people


def _keys(view: View, login: str, people: Mapping[str, Wish]) -> list[str]:
    """What somebody means who joins or leaves on the page itself: all of theirs that is there."""
    enrolled = [
        f"{each.cohort.id}/{login}"
        for each in view.programme.enrolments(login)
        if not each.cohort.draft
    ]
    known = [key for key in people if key.partition("/")[2] == login]
    return [key for key in dict.fromkeys((*enrolled, *known)) if _belongs(view, key)]


def _belongs(view: View, key: str) -> bool:
    """Whether this page may show somebody: a cohort can have moved to the other repository since.
    One that no file has any more stays where it was."""
    cohort = _cohort(view, key)
    return cohort is None or cohort.private == (view.scope.kind == PRIVATE)


def _cohort(view: View, key: str) -> Cohort | None:
    return view.programme.cohort(key.partition("/")[0])


def _named(view: View, key: str) -> _Named:
    cohort, id = _cohort(view, key), key.partition("/")[0]
    if cohort is not None:
        return _Named(cohort.name, cohort.starts.isoformat())
    kept = dict(_kept(view.said, "cohorts"))
    return _Named(*kept[id]) if id in kept else _Named(id, "")


# ---- what the pages remember ---------------------------------------------------------------------


def _kept(said: Ledger, what: str) -> Iterator[tuple[str, list[Any]]]:
    for number in numbers(said, _PAGE):
        kept: Data = said[f"{_PAGE}{number}"].parameters.get(what, {})
        yield from kept.items()
