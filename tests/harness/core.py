"""Cairn's core alone: facts, cards and pages in memory, without a database and without GitHub.

What `app/store` and `app/converge.py` do for a whole world, as far as it takes to play thousands of
histories in a minute: no ties, no gate, no faults. Those have harnesses of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.command_facts import CommandRecorder
from app.github.markers import digest
from app.model import events, scopes
from app.model.artefacts import Comment, Issue, Milestone, OwnList, Plan, Thread, Want
from app.model.facts import Data, Fact, Known, Place, Record, Said
from app.model.sight import Sight
from app.model.text import Text
from app.model.workflow import Context, View
from app.programme.model import Programme
from app.replies import OWN_COMMANDS
from app.templates import Messages
from tests.world import all_kinds
from workflows import WORKFLOWS

BOT = "cairn[bot]"
COMMANDS = CommandRecorder.of(WORKFLOWS, OWN_COMMANDS)


@dataclass(slots=True)
class Page:
    """Something of ours as everybody sees it who may read the repository: `marked` is what goes
    into its marker. `made_from` is the hash of its inputs, `at` the step in which it was written;
    a comment is never written again."""

    repository: str
    text: str
    marked: str
    made_from: str
    at: float
    standing: bool


@dataclass(slots=True)
class Core:
    """One installation with one programme, whose home is `home`."""

    home: int
    programme: Programme
    facts: dict[str, dict[str, dict[str, Known]]] = field(default_factory=dict)
    places: dict[tuple[int, str], str] = field(default_factory=dict)
    cards: dict[str, Data] = field(default_factory=dict)
    said: dict[str, dict[str, Said]] = field(default_factory=dict)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    # ---- hops 3 and 4: events to facts -----------------------------------------------------------

    def take(self, event: events.Event) -> None:
        """Keep what an event says."""
        context = Context({self.home: self.programme}, self._place, BOT)
        for workflow in WORKFLOWS:
            self.keep(workflow.record(event, context))
        if isinstance(event, events.CommentEvent):
            self.keep(COMMANDS.record(event, context))

    def _place(self, repository: int, thing: str) -> str | None:
        return self.places.get((repository, thing))

    def keep(self, records: Iterable[Record]) -> None:
        """Facts and places; the rest is about our own artefacts, which nobody touches here."""
        for record in records:
            match record:
                case Fact():
                    self._fact(record)
                case Place(repository, thing, scope, rule):
                    self.places[repository, thing] = scope
                    waiting = self.facts.get(scopes.commit(repository, thing), {})
                    for kind, known in waiting.items():
                        for key, it in known.items():
                            self._fact(Fact(scope, kind, key, it.order, it.data, rule))

    def _fact(self, fact: Fact) -> None:
        kind = self.facts.setdefault(fact.scope, {}).setdefault(fact.kind, {})
        known = kind.get(fact.key)
        if known is None or (
            fact.order < known.order if fact.rule == "first" else fact.order > known.order
        ):
            kind[fact.key] = Known(fact.order, fact.data)

    # ---- hops 5 and 6: plans to pages ------------------------------------------------------------

    @property
    def scopes(self) -> list[str]:
        """All that are planned, children first: their cards are what parents look at."""
        pulls = [key for key in self.facts if scopes.parse(key).kind == "pull"]
        pages = [scopes.roster(self.home, private=private) for private in (False, True)]
        return [*sorted(pulls), *self._mentees(), *self._cohorts(), *pages]

    def _cohorts(self) -> Iterator[str]:
        for cohort in self.programme.cohorts:
            yield scopes.cohort(self.home, cohort.id)

    def _mentees(self) -> Iterator[str]:
        for cohort in self.programme.cohorts:
            for group in cohort.groups:
                for mentee in group.mentees:
                    yield scopes.mentee(self.home, cohort.id, mentee.login)

    def view(self, key: str, now: float, sight: Sight) -> View:
        """What a plan of this scope sees."""
        cards = {child: card for child, card in self.cards.items() if scopes.parent(child) == key}
        above = scopes.line(key)[-1]
        parent = self.view(above, now, sight) if above != key else None
        facts, said = self.facts.get(key, {}), self.said.get(key, {})
        scope = scopes.parse(key)
        return View(key, scope, facts, said, self.programme, now, cards, parent=parent, sight=sight)

    def plan(self, key: str, now: float, sight: Sight) -> Plan:
        """What all workflows want of a scope; its card is handed on."""
        view, plan = self.view(key, now, sight), Plan()
        for workflow in WORKFLOWS:
            if view.scope.kind in workflow.scopes:
                plan.join(workflow.plan(view), now)
        self.keep(plan.facts)
        if plan.card is not None:
            self.cards[key] = plan.card
        return plan

    def settle(self, now: float, sight: Sight) -> None:
        """Plan everything, and write what is wanted, until nothing is new."""
        for _ in range(4):
            before = [(page.at, page.made_from, page.marked) for page in self.pages.values()]
            for key in self.scopes:
                for want in self.plan(key, now, sight).wants:
                    self._write(key, want, now, sight)
            if before == [(it.at, it.made_from, it.marked) for it in self.pages.values()]:
                return

    def _write(self, scope: str, want: Want, now: float, sight: Sight) -> None:
        place = self._where(scope, want)
        if place is None or not self._may(want, place, sight):
            return
        known = self.pages.get((scope, want.key))
        if known is not None and not known.standing:
            return
        page = _page(want, place, known, now)
        if page is None or (
            known and (known.made_from, known.marked) == (page.made_from, page.marked)
        ):
            return
        self.pages[scope, want.key] = page
        self.said.setdefault(scope, {})[want.key] = _row(want, sight.names.get(place, 0), now)

    def _where(self, scope: str, want: Want) -> str | None:
        """The repository's full name in lower case; None where the issue is not there yet."""
        on = getattr(want, "on", None)
        if isinstance(on, str):
            page = self.pages.get((scope, on))
            return page.repository if page is not None else None
        name = on.repository if isinstance(on, Thread) else getattr(want, "repository", "")
        return str(name).lower()

    def _may(self, want: Want, place: str, sight: Sight) -> bool:
        """As the converger has it (`app/reconcile/hand.py`): what is private goes nowhere public,
        and nothing goes into the private repository while that is public."""
        private = sight.private.get(sight.names.get(place, 0))
        mentors = (self.programme.private_repository or "").lower()
        if private is None:
            return False
        return private or not (getattr(want, "private", False) or place == mentors)


def _page(want: Want, place: str, known: Page | None, now: float) -> Page | None:
    texts = _texts(want)
    if texts is None:  # KEEP
        text, made_from = (known.text, known.made_from) if known is not None else ("", "")
    else:
        made_from = digest([text.inputs() for text in texts])
        same = known is not None and known.made_from == made_from
        text = known.text if known and same else _rendered(texts, getattr(want, "notify", ()))
    names = ("key", "memory", "parameters", "name", "labels", "description", "notify")
    marked = repr([getattr(want, name, None) for name in names])
    return Page(place, text, marked, made_from, now, isinstance(want, Issue | OwnList | Milestone))


def _texts(want: Want) -> list[Text] | None:
    match want:
        case Issue():
            return None if want.body is None else [want.title, want.body]
        case Comment():
            return [want.text]
        case OwnList():
            return [want.body]
        case Milestone():
            return [want.title, want.description]
    return []


MESSAGES = Messages(all_kinds().texts.sources)


def _rendered(texts: Iterable[Text], notify: Iterable[str]) -> str:
    return "\n".join(MESSAGES.render(text, tuple(notify)) for text in texts)


def _row(want: Want, repository: int, now: float) -> Said:
    parameters: Mapping[str, Any] = getattr(want, "parameters", {})
    state = getattr(want, "state", None) or ("on" if getattr(want, "present", False) else None)
    return Said(type(want).__name__, repository, 1, now, "", state, parameters, "there", now)
