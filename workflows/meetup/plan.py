"""The meetup's issue (rows M1 to M4): opened for two talks or more, followed until the evening is
over. Pure.
"""

from collections.abc import Iterator

from app.model import scopes
from app.model.artefacts import Issue, Plan
from app.model.facts import UNDID, Data, Fact, Ledger
from app.model.text import Text
from app.model.time import last_minute
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup import boxes, coming
from workflows.meetup.dates import FEWEST, OVER, Evening, asks, evening, here, last_chance, mentees
from workflows.meetup.heard import WORDS, Heard, hear, remembered, talks
from workflows.meetup.held import ends, held
from workflows.meetup.learned import NUMBERS, numbers
from workflows.meetup.settings import MeetupSettings
from workflows.meetup.shown import Shown, announcement, values
from workflows.meetup.told import reminds_at, told

PUBLIC, PRIVATE = "meetup", "private-meetup"
"""Keys of the issue: a cohort can move to the private repository."""

_UNDOS = "undos"


def plan(view: View) -> Plan:
    """Nothing, until there are two talks; then the issue, and what is told in it."""
    cohort = view.programme.cohort(view.scope.cohort)
    settings = cohort.section(MeetupSettings) if cohort is not None else None
    if cohort is None or settings is None or not settings.enabled:
        return _without(view, cohort)
    key, other = (PRIVATE, PUBLIC) if cohort.private else (PUBLIC, PRIVATE)
    if _is_over(view.said, other):  # it is history, and stays where it was
        return _without(view, None)
    found = evening(view, cohort, settings, view.said.get(key))
    heard = hear(view, _people(view, cohort), _deadline(view, cohort, found, key))
    # Who spoke stays part of an evening that is over, also if they have left since.
    part = None if found.over else {login.lower() for login in mentees(view, cohort)}
    meetup = Shown(key, found, heard, tuple(talks(view, cohort, heard, part)))
    result = Plan(verdicts=heard.verdicts, facts=[*coming.facts_of(view, cohort, heard)])
    if key in view.said or _opens(view, cohort, settings, len(meetup.talks)):
        result.add(_issue(view, cohort, meetup), *told(view, cohort, meetup))
    if key in view.said:
        result.add(*_left_behind(view, cohort, key, other))
        result.facts += held(view, cohort, meetup)
    for moment in (asks(cohort, settings), *_looks(cohort, meetup)):
        result.wake_at(moment, view.now)
    return result


def _looks(cohort: Cohort, meetup: Shown) -> Iterator[float]:
    """When something is due, or over."""
    starts, over = meetup.evening.starts, ends(cohort, meetup)
    yield meetup.evening.closes(cohort)
    yield from coming.leavings(cohort)
    if starts is not None:
        yield reminds_at(starts, cohort.timezone)
    if over is not None:
        yield over


def _people(view: View, cohort: Cohort) -> set[str]:
    """Those who take part (in lower case): mentees who have not left, mentors, organisers."""
    spoke = {str(known.data["by"]) for known in view.facts.get("command", {}).values()}
    spoke |= {word.by for word in remembered(view.said).values()}
    organisers = filter(view.programme.is_organiser, spoke)
    return {login.lower() for login in (*here(view, cohort), *organisers)}


def _deadline(view: View, cohort: Cohort, found: Evening, key: str) -> float:
    """Until when something can be said about it."""
    is_known = key in view.said or found.proposed is None
    if is_known and found.starts is not None:
        return found.starts
    return last_minute(cohort.ends, cohort.timezone)


def _opens(view: View, cohort: Cohort, settings: MeetupSettings, count: int) -> bool:
    """Whether it is time for the issue. One that is in another repository is followed by one here,
    because somebody knows of it."""
    if any(_is_there(view.said, key) for key in (PUBLIC, PRIVATE)):
        return True
    is_time = asks(cohort, settings) <= view.now < last_chance(cohort, settings)
    return is_time and count >= FEWEST


def _is_there(said: Ledger, key: str) -> bool:
    return key in said and said[key].status == "there"


def _issue(view: View, cohort: Cohort, meetup: Shown) -> Issue:
    body = Text("meetup/issue", values(view, cohort, meetup))
    then = announcement(view, cohort, meetup)
    numbered = numbers(view, cohort, over=meetup.evening.over)
    return Issue(
        key=meetup.key,
        repository=cohort.home,
        title=Text("meetup/issue.title", {"cohort": cohort.name}),
        body=Text(body.template, body.values, (then,) if then is not None else ()),
        labels=("mentorship", cohort.label),
        milestone=(scopes.cohort(view.scope.home, cohort.id), "milestone"),
        state="closed" if meetup.evening.over else "open",
        memory={**boxes.memory(view.facts), **_undos(meetup.heard)},
        parameters={
            **meetup.evening.parameters(),
            WORDS: _kept(meetup.heard),
            **({NUMBERS: numbered} if numbered else {}),
        },
        private=cohort.private,
    )


def _kept(heard: Heard) -> Data:
    return {key: list(word) for key, word in heard.words.items()}


# ---- where there is none, or none any more -------------------------------------------------------


def _without(view: View, cohort: Cohort | None) -> Plan:
    """The cohort is in no file any more, and all stays as it is; or the file wants no meetup."""
    result = Plan(verdicts=hear(view, frozenset(), 0.0).verdicts)
    for key in (PUBLIC, PRIVATE):
        if cohort is not None and key in view.said and not _is_over(view.said, key):
            # It may be wanted again.
            result.add(*_ended(view, cohort, key, view.said[key].parameters))
    return result


def _left_behind(view: View, cohort: Cohort, key: str, other: str) -> Iterator[Issue]:
    """The issue of a cohort that has another one by now, in another repository: it forgets all."""
    if other in view.said and _is_there(view.said, key):
        yield from _ended(view, cohort, other, {})


def _is_over(said: Ledger, key: str) -> bool:
    return key in said and bool(said[key].parameters.get(OVER))


def _ended(view: View, cohort: Cohort, key: str, parameters: Data) -> Iterator[Issue]:
    """An issue whose meetup is not planned here any more."""
    programme = view.programme
    repository = programme.home if key == PUBLIC else programme.private_repository
    if repository is not None:
        yield Issue(
            key=key,
            repository=repository,
            title=Text("meetup/issue.title", {"cohort": cohort.name}),
            body=Text("meetup/ended", {}),
            state="closed",
            memory=boxes.memory(view.facts) if parameters else {},
            parameters=parameters,
            private=key == PRIVATE,
        )


# ---- what the issue remembers --------------------------------------------------------------------


def _undos(heard: Heard) -> Data:
    undos = {word.back: [key, word.name] for key, word in heard.words.items() if word.back}
    return {_UNDOS: undos} if undos else {}


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What the issue's memory says, after the database was lost (rule 4): boxes; and in the
    cohort's own issues an `undo` that meant a talk must not take back something else."""
    where = scopes.parse(scope)
    if where.kind == scopes.MEETUP:
        yield from boxes.recall(scope, memory)
        cohort = scopes.cohort(where.home, where.cohort)
        for order, (key, name) in memory.get(_UNDOS, {}).items():
            yield Fact(cohort, UNDID, order, order, {"key": key, "name": name})
