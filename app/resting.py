"""`away`, `back`, `pause` and `resume` (table K): when Cairn leaves people and issues alone. Pure.

Everybody is away and back for themselves, in the whole programme, wherever of Cairn's issues they
say so. Organisers pause one mentee's issue, or a whole cohort: two things, each with its own end. A
command about a cohort is the cohort's, also where it was given in a mentee's issue.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.commands import Command, CommandSpec, parse_date
from app.model import scopes
from app.model.artefacts import Permission, Plan, Verdict
from app.model.facts import ABOVE, Data, Fact, Known
from app.model.rests import ends, may_pause, rest
from app.model.scopes import DESK, DONUT, ROTA, THREAD, Scope
from app.model.text import Text, Value
from app.model.time import local
from app.model.undo import UNDO, undoes_rest
from app.model.workflow import View
from app.programme.model import Programme

AWAY = CommandSpec(
    name="away",
    usage="away until DATE",
    does="keeps Cairn from mentioning you until that day is over, in the whole programme",
    who="all",
    example="away until friday",
    arguments="text",
)
BACK = CommandSpec(
    name="back",
    usage="back",
    does="says that you are here again, before that day",
    who="all",
    example="back",
    arguments="none",
    rare=True,
)
PAUSE = CommandSpec(
    name="pause",
    usage="pause, pause everywhere",
    does="Cairn only answers commands here, or in the whole cohort; in a cohort's own issue it is "
    "always the whole cohort",
    who="organisers",
    example="pause",
    arguments="text",
    rare=True,
)
RESUME = CommandSpec(
    name="resume",
    usage="resume, resume everywhere",
    does="ends that pause",
    who="organisers",
    example="resume",
    arguments="text",
    rare=True,
)
SPECS = (AWAY, BACK, PAUSE, RESUME)

YEAR = timedelta(days=366)
"""The longest absence: whoever is away for longer has left."""

LIKELY = timedelta(days=300)
"""A day without a year that is further away than this may be one that has passed."""

_YEAR_GIVEN = re.compile(r"\d{4}")
_EVERYWHERE = frozenset({"everywhere", "everybody", "everyone", "all", "cohort"})
_IDLE = frozenset({"here", "please", "this", "issue", "now", "cairn", "the", "for", "whole"})


def offered(kind: str) -> tuple[CommandSpec, ...]:
    """Those that work in scopes of a kind: an absence is kept only where a sweep finds it again."""
    if kind in ("mentee", "cohort"):
        return SPECS
    return (AWAY, BACK) if kind in ("programme", ROTA, DONUT, DESK) else ()


# ---- what was said -------------------------------------------------------------------------------


def understand(command: Command, at: float, zone: str) -> Data:
    """What the words mean on the day they were said, in the zone of whoever said them."""
    if command.name == AWAY.name:
        return _understand_day(command.text, local(at, zone).date())
    if command.name in (PAUSE.name, RESUME.name):
        words = {word.lower() for word in command.words}
        odd = bool(words - _EVERYWHERE - _IDLE)
        return {"everywhere": bool(words & _EVERYWHERE) and not odd, "odd": odd}
    return {}


def _understand_day(text: str, today: date) -> Data:
    if not re.sub(r"\b(?:until|till)\b|\W", "", text.casefold()):
        return {"problem": "none", "day": None}
    day = parse_date(text, today)
    if day is None:
        return {"problem": "unknown", "day": None}
    return {"problem": _problem(day, today, text), "day": day.isoformat()}


def _problem(day: date, today: date, text: str) -> str | None:
    if day < today:
        return "past"
    if day > today + YEAR:
        return "far"
    return "year" if day > today + LIKELY and not _YEAR_GIVEN.search(text) else None


def scope_of(command: Command, understood: Data, place: str) -> str:
    """The scope that a command is for, which was given at this place: what is said of everything
    is said to the cohort."""
    where = scopes.parse(place)
    if command.name not in (PAUSE.name, RESUME.name):
        return place
    everywhere = where.kind == "mentee" and understood["everywhere"]
    return scopes.cohort(where.home, where.cohort) if everywhere else place


# ---- what it comes to ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one command comes to: an answer, what has to be asked, a rest that begins or ends."""

    verdict: Verdict = field(default_factory=Verdict)
    need: Permission | None = None
    fact: Fact | None = None


def plan(view: View, others: Mapping[str, Verdict]) -> Plan:
    """Verdicts on the commands of a scope, and the rests that they begin and end; `others` are the
    verdicts on those that workflows have dealt with."""
    result = Plan(needs=list(_asked_for_undo(view)))
    newest: dict[str, Fact] = {}
    for key, known in _ours(view):
        heard = _heard(view, key, known)
        if heard.need is not None:
            result.needs.append(heard.need)
            continue
        result.verdicts[key] = heard.verdict
        fact = heard.fact
        if fact is not None and (fact.scope not in newest or newest[fact.scope].order < fact.order):
            newest[fact.scope] = fact
    result.facts += newest.values()
    did = {key for key, verdict in others.items() if verdict.did}
    result.verdicts |= _undone_by_another_word(view, did)
    return result


def _ours(view: View) -> Iterator[tuple[str, Known]]:
    names = {spec.name for spec in offered(view.scope.kind)}
    for key, known in view.facts.get("command", {}).items():
        if known.data["name"] in names and view.programme.home:
            yield key, known


def _heard(view: View, key: str, known: Known) -> _Heard:
    if known.data["name"] == AWAY.name:
        return _away(view.scope, known)
    if known.data["name"] == BACK.name:
        own = scopes.person(view.scope.home, known.data["by"])
        return _Heard(fact=rest(own, known.order, on=False))
    may = may_pause(view, key, known)
    if may is None:
        return _Heard(need=Permission(view.programme.home, known.data["by"], key))
    return _pause(view, key, known) if may else _Heard(_refusal(view, known))


def _away(scope: Scope, known: Known) -> _Heard:
    """Of a line in an edited comment a sweep can't tell who wrote it. It is taken for the author's
    all the same: silence by mistake costs less than a ping by mistake (K6)."""
    problem, day = known.data["problem"], known.data["day"]
    if problem is not None:
        return _Heard(Verdict(Text("core/away", {"problem": problem, "day": day})))
    own = scopes.person(scope.home, known.data["by"])
    return _Heard(fact=rest(own, known.order, on=True, until=day))


def _pause(view: View, key: str, known: Known) -> _Heard:
    name = known.data["name"]
    if known.data["odd"]:
        return _Heard(Verdict(Text("core/pause-words", {"name": name})))
    fact = rest(view.key, known.order, on=name == PAUSE.name)
    if name == RESUME.name and _cohort_rests(view, key, known):
        return _Heard(Verdict(Text("core/still-paused", {})), fact=fact)
    return _Heard(fact=fact)


def _cohort_rests(view: View, key: str, known: Known) -> bool:
    """Whether the cohort was paused when somebody ended the pause of one issue; what was answered
    then stays so."""
    parent = view.rests.get(scopes.parent(view.key) or "")
    paused = parent is not None and parent.order < known.order and ends(parent) > view.now
    return paused or any(key in row.parameters.get("answers", ()) for row in view.said.values())


def _refusal(view: View, known: Known) -> Verdict:
    named = [login for login in view.programme.public_organisers if "/" not in login]
    values = {"name": known.data["name"], "organisers": named}
    return Verdict(Text("core/pause-refused", values), refused=True)


def _undone_by_another_word(view: View, did: Container[str]) -> dict[str, Verdict]:
    """Answers to `undo` where `back` or `resume` is what takes back the last command."""
    return {
        key: Verdict(Text("core/undo-rest", _named(known)), refused=True)
        for key, known in undoes_rest(view, did).items()
    }


def _named(known: Known) -> Mapping[str, Value]:
    return {"name": known.data["name"], "everywhere": bool(known.data.get("everywhere"))}


def _asked_for_undo(view: View) -> Iterator[Permission]:
    """Whether a pause of the cohort came to something has to be known where it was said as well,
    but only if its author takes something back there."""
    commands = view.facts.get("command", {}).values()
    undone = {(k.data["by"], k.order) for k in commands if k.data["name"] == UNDO}
    for key, known in view.facts.get(ABOVE, {}).items():
        by = known.data["by"]
        later = any(who == by and order > known.order for who, order in undone)
        if later and may_pause(view, key, known) is None:
            yield Permission(view.programme.home, by, key)


def concerned(person: str, programme: Programme) -> list[str]:
    """The scopes in which a person takes part, and which are planned otherwise while that person is
    away; by the key of the person's own scope. What others rest concerns their children only."""
    kind, home, login = scopes.parse(person)
    found = dict[str, None]()
    if kind != "person":
        return []
    for cohort in programme.cohorts:
        for group in cohort.groups:
            mentees = [mentee.login for mentee in group.mentees]
            if login in {name.lower() for name in (*group.mentors, *mentees)}:
                own = (scopes.mentee(home, cohort.id, mentee) for mentee in mentees)
                group_ = scopes.group(home, cohort.id, group.id)
                found |= dict.fromkeys((scopes.cohort(home, cohort.id), group_, *own))
    for crew in programme.crews:
        if login in {name.lower() for name in crew.people}:
            found[str(Scope(crew.kind, home, crew.id))] = None
    return list(found)


def others_of(scope: Scope, programme: Programme | None) -> list[str]:
    """The scopes of a mentee's mentors: who of them is away decides who is asked (O8). Of a rota's
    scope, those of its seniors; of the donut's, those who opted in; where help is asked for, those
    of seniors and experts; of a group's, those of all in it (T4)."""
    if programme is None:
        return []
    if scope.kind in (DONUT, THREAD, DESK):
        all_ = programme.in_donut if scope.kind == DONUT else programme.named
        return [scopes.person(scope.home, login) for login in sorted(all_)]
    crew = programme.crew(scope)
    people = crew.people if crew is not None else ()
    enrolment = programme.enrolment(scope.cohort, scope.login) if scope.kind == "mentee" else None
    people = enrolment.group.mentors if enrolment is not None else people
    group = programme.group(scope.cohort, scope.group)
    people = group.people if group is not None else people
    return [scopes.person(scope.home, login) for login in people]
