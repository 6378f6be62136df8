"""What a mentee's onboarding wants on GitHub (rows O1 to O7). Read `README.md` beside this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from math import inf

from app.model import asked, posts, reviews, scopes
from app.model.artefacts import Body, Comment, Issue, Need, OwnList, Plan, Thread
from app.model.facts import Data, Known, Said, is_locked
from app.model.goodbye import goodbye_at
from app.model.home import (
    home_key,
    home_place,
    home_row,
    may_be_told,
    number_beside,
    said_at_home,
    was_opened,
)
from app.model.keys import COMPLETE, PRIVATE_HOME
from app.model.mentors import told_mentors
from app.model.sections.farewell import FarewellSettings
from app.model.sections.onboarding import OnboardingSettings
from app.model.settings import ChecklistItem
from app.model.text import Link, Markdown, Mention, Text, Value
from app.model.time import Calendar, at, calendar_of, last_minute, local
from app.model.workflow import View
from app.programme.model import Cohort, Enrolment, Group, Programme
from workflows.onboarding.changes import TOLD, change, named
from workflows.onboarding.checklist import checklist, tasks_of, text_of
from workflows.onboarding.commands import ASKED, Heard, answers, hear, list_key, own_lists
from workflows.onboarding.fold import LIST, Register, State, shown
from workflows.onboarding.membership import come_back, farewell, no_longer_in_file
from workflows.onboarding.memory import memory
from workflows.onboarding.moved import may_be_there, moved
from workflows.onboarding.questions import bring_in, unanswered
from workflows.onboarding.quiet import After, Spell, first_morning, quiet

OPENS = time(9)
"""A mentee's issue opens in their morning."""


@dataclass(frozen=True, slots=True)
class Mentee:
    """A mentee as the plan sees them today."""

    view: View
    enrolment: Enrolment
    items: tuple[ChecklistItem, ...]
    heard: Heard
    state: State

    @property
    def login(self) -> str:
        """As the file spells it."""
        return self.enrolment.mentee.login

    @property
    def complete(self) -> bool:
        """Whether all that is required is done."""
        required = [item for item in self.items if not (item.optional or item.for_mentors)]
        return bool(required) and all(self.state.is_done(item.id) for item in required)

    @property
    def left(self) -> list[str]:
        """What is required and open, but for what GitHub shows by itself."""
        return [
            item.id
            for item in self.items
            if not (item.optional or item.for_mentors or item.proof or self.state.is_done(item.id))
        ]

    @property
    def calendar(self) -> Calendar:
        """The mentee's working days."""
        return calendar_of(self.view.programme.person(self.login))

    def instant(self, day: date, hour: time) -> float:
        """Unix seconds of an hour on the mentee's own clock."""
        return at(day, hour, self.view.programme.person(self.login).timezone)

    @property
    def today(self) -> date:
        """The day on the mentee's own clock."""
        return local(self.view.now, self.view.programme.person(self.login).timezone).date()

    @property
    def named(self) -> Data:
        """What their issue names, as the file is today."""
        cohort, group, person = self.enrolment
        main = next((m for m in self.mentors if m == group.mentors[0]), None)
        return named(cohort, person, main)

    @property
    def place(self) -> str:
        """The full name of the repository that their issue is in."""
        return home_place(self.view, self.enrolment.cohort.home)

    @property
    def mentors(self) -> tuple[str, ...]:
        """The mentors whom they may be told of, in the order of the file."""
        return told_mentors(self.view, self.enrolment)


def plan(view: View) -> Plan:
    """The onboarding issue of one mentee, and all that is said in it."""
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    if enrolment is None:
        return no_longer_in_file(view)
    items = checklist(view.programme, enrolment)
    place, names = home_place(view, enrolment.cohort.home), [item.id for item in items]
    heard = hear(view, names, place, enrolment.mentee.login)
    state = shown(view, heard.allowed, place)
    heard.verdicts |= answers(view, heard, names, state)
    mentee = Mentee(view, enrolment, items, heard, state)
    result = Plan(needs=[*heard.needs, *_ties(view)], verdicts=heard.verdicts)
    if _left(mentee, result):
        return farewell(view, heard, mentee.state, result)
    if _opens(mentee) > view.now and not was_opened(view):
        result.wake_at(_opens(mentee), view.now)
        return result
    if not was_opened(view) and view.now >= _ends(mentee):
        return result
    _follow(mentee, result)
    return result


def _follow(mentee: Mentee, result: Plan) -> None:
    view = mentee.view
    is_back = come_back(view, mentee.named, result)
    if may_be_there(view, mentee.enrolment, result):
        result.add(_issue(mentee))
    result.add(*_own_lists(mentee))
    home = home_row(view)
    if home is not None and home.status == "there":
        changed = _change(mentee)
        result.add(*([changed] if changed and is_back else []))
        if view.now < _ends(mentee):
            bring_in(view, mentee.enrolment, mentee.mentors, result)
    if mentee.complete:
        text = Text("onboarding/congratulations", {"mentee": Mention(mentee.login)})
        result.add(Comment(key=COMPLETE, on=home_key(view), text=text, notify=(mentee.login,)))
    elif home is not None and home.status == "there" and view.now < _ends(mentee):
        _quiet(mentee, home, result)
    result.card = {
        **(result.card or {}),
        "state": "complete" if mentee.complete else "under way",
        "issue": number_beside(view, mentee.enrolment.cohort.home),
    }


def _change(mentee: Mentee) -> Comment | None:
    view, to = mentee.view, (mentee.mentors, home_key(mentee.view))
    farewell = mentee.enrolment.cohort.section(FarewellSettings).enabled
    return change(view.said, mentee.named, mentee.login, mentee.today, *to, farewell=farewell)


def _quiet(mentee: Mentee, home: Said, result: Plan) -> None:
    """Whoever waits for an answer is not reminded of anything."""
    asked = unanswered(mentee.view, mentee.mentors)
    if asked is None:
        begins = max(home.at, first_morning(mentee.view, mentee.enrolment.mentee))
        spell = Spell(mentee.login, mentee.state, begins, _pause(mentee), mentee.left)
        quiet(mentee.view, spell, result)
    else:
        result.wake_at(asked.lapses, mentee.view.now)


def _pause(mentee: Mentee) -> After:
    settings = mentee.enrolment.cohort.section(OnboardingSettings)
    return lambda start: mentee.calendar.after(start, settings.nudge_after)


def _opens(mentee: Mentee) -> float:
    settings = mentee.enrolment.cohort.section(OnboardingSettings)
    day = mentee.calendar.before(mentee.enrolment.mentee.starts, settings.opens_before)
    return mentee.instant(day, OPENS)


def _ends(mentee: Mentee) -> float:
    return last_minute(mentee.enrolment.mentee.ends, mentee.calendar.zone)


def _left(mentee: Mentee, result: Plan) -> bool:
    """Whether the day has come that the file gives as the mentee's last."""
    left = mentee.enrolment.mentee.left
    if left is None:
        return False
    day = mentee.instant(left, OPENS)
    result.wake_at(day, mentee.view.now)
    return mentee.view.now >= day


def _ties(view: View) -> list[Need]:
    home = home_row(view)
    tied = any(known.ambiguous for known in view.facts.get("hand", {}).values())
    return [Body(home_key(view))] if tied and home is not None and home.status == "there" else []


# ---- the issue -----------------------------------------------------------------------------------


def _issue(mentee: Mentee) -> Issue:
    view, cohort = mentee.view, mentee.enrolment.cohort
    return Issue(
        key=home_key(view),
        repository=mentee.place,
        title=Text("onboarding/issue.title", {"mentee": mentee.login, "cohort": cohort.name}),
        body=moved(view, mentee.enrolment, Text("onboarding/issue", _values(mentee))),
        labels=("mentorship", "onboarding", cohort.label),
        assignees=(mentee.login,),
        milestone=(scopes.cohort(view.scope.home, cohort.id), "milestone"),
        state="closed" if _is_over(mentee) else "open",
        memory={
            **memory(mentee.state, mentee.items),
            **reviews.memory(view, mentee.place),
            **asked.memory(view),
            **posts.memory(view, mentee.place),
        },
        notify=(mentee.login,),
        parameters=_parameters(mentee),
        private=home_key(view) == PRIVATE_HOME,
    )


def _parameters(mentee: Mentee) -> Data:
    """What the issue named when it was opened stays so; what moved since is told in comments."""
    home = home_row(mentee.view)
    told = home.parameters.get(TOLD) if home is not None else None
    return {"ends": mentee.enrolment.mentee.ends.isoformat(), TOLD: told or mentee.named}


def _is_over(mentee: Mentee) -> bool:
    """A comment there says that the issue closes, by day; closing alone would mail at any hour."""
    congratulated = mentee.complete and _congratulated(mentee.view)
    return congratulated or goodbye_at(said_at_home(mentee.view)) < inf


def _congratulated(view: View) -> bool:
    """Whether that was said, or cannot be: people locked the issue, or the mentee wants no mention
    at all."""
    if view.scope.login in view.programme.unmentioned:
        return True
    home = home_row(view)
    shut = home is not None and is_locked(view.facts, home.repository, home.ref)
    return COMPLETE in said_at_home(view) or shut


def _values(mentee: Mentee) -> dict[str, Value]:
    programme, (cohort, group, person) = mentee.view.programme, mentee.enrolment
    links = cohort.links.over(programme.links)
    sponsor = cohort.programme
    return {
        "mentee": Mention(mentee.login),
        "cohort": cohort.name,
        "group": group.name,
        "programme": _link(sponsor.url, sponsor.name) if sponsor else None,
        "mentors": [_mentor(programme, cohort, login, group) for login in mentee.mentors],
        "mentors_soon": len(mentee.mentors) < len(group.mentors),
        "tasks": tasks_of(person),
        "starts": person.starts.isoformat(),
        "ends": person.ends.isoformat(),
        "dates": [{"on": d.on.isoformat(), "title": d.title} for d in cohort.dates],
        "contact": Link(links.private_contact) if links.private_contact else None,
        "organisers": _organisers(programme, cohort),
        "goal": _goal(mentee),
        "items": _items(mentee),
    }


def _goal(mentee: Mentee) -> str | None:
    """The goal that was said, where no to-do of the list shows it."""
    shows = any(item.id == asked.GOAL for item in mentee.items)
    return None if shows else asked.goal_of(mentee.view)


def _link(url: str | None, text: str) -> Value:
    return Link(url, text) if url else text


def _mentor(programme: Programme, cohort: Cohort, login: str, group: Group) -> dict[str, Value]:
    """Who a mentor is, and where in the world, if those who read it may know."""
    person = programme.person(login)
    shown = person.public or cohort.private
    hidden = person.zone_assumed or person.zone_own or not shown
    place = None if hidden else person.timezone
    return {
        "login": person.login,
        "name": person.name if shown else None,
        "place": _place(place),
        "main": len(group.mentors) > 1 and login == group.mentors[0],
    }


def _organisers(programme: Programme, cohort: Cohort) -> list[str]:
    """People, no teams; in public those only whom a public file names (R5)."""
    named = programme.organisers if cohort.private else programme.public_organisers
    return [login for login in named if "/" not in login]


def _place(zone: str | None) -> str | None:
    return zone.rpartition("/")[2].replace("_", " ") if zone else None


def _items(mentee: Mentee) -> Sequence[dict[str, Value]]:
    registers, goal = mentee.state.registers, asked.goal_of(mentee.view)
    return [
        {
            # Its form was checked; as people's words, one like "20261016" would be quoted as code.
            "id": Markdown(item.id),
            "text": text_of(item, mentee.view.programme, mentee.enrolment, goal),
            "done": mentee.state.is_done(item.id),
            "optional": item.optional,
            "for_mentors": item.for_mentors,
            "proof": Link(link, "seen") if (link := _proof(registers.get(item.id))) else None,
        }
        for item in mentee.items
    ]


def _proof(register: Register | None) -> str | None:
    return register.link if register is not None and register.value else None


def _own_lists(mentee: Mentee) -> list[OwnList]:
    """The list in the mentee's own comment. Where they asked again, the newest is the list."""
    here = [
        known
        for known in mentee.heard.allowed.values()
        if known.data["name"] == LIST and may_be_told(mentee.view, known.data["repository"])
    ]
    asked = own_lists(mentee.view.said, here)
    newest = list(asked)[-1:]
    return [
        _own_list(mentee, known, order, newest=comment in newest)
        for comment, (order, known) in asked.items()
    ]


def _own_list(mentee: Mentee, asked: Known, order: str, *, newest: bool) -> OwnList:
    text = Text("onboarding/list", {"items": _items(mentee)})
    return OwnList(
        key=list_key(asked.data["comment"]),
        on=Thread(asked.data["repository"], asked.data["number"]),
        comment=asked.data["comment"],
        body=text if newest else Text("onboarding/list-moved", {}),
        memory=memory(mentee.state, mentee.items) if newest else {},
        parameters={ASKED: order},
    )
