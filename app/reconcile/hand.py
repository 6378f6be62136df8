"""What all kinds of artefacts share: intents, doubts, refusals, the gate.

Every write follows the same steps: write the intent, send, keep where it is. A crash between any
two of them leaves an intent (settled by `app.settle`) or a doubt (settled by reading).
"""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import structlog

from app import sightings
from app.attention import LOOK_BACK, Decision, Standing, decide
from app.github.client import Refused
from app.github.markers import Parts, Signer
from app.github.reader import Reader
from app.github.writer import MAX_BODY, Writer
from app.mailer import Mailer, NotTaken
from app.model import artefacts, scopes
from app.model.artefacts import Plan
from app.model.facts import WORDS, Fact, Ledger, Said
from app.model.rests import ends, newest
from app.model.text import Text
from app.model.time import calendar_of
from app.model.workflow import Region, View
from app.store.planning import Planning
from app.store.records import UNKNOWN
from app.store.repositories import Repo

log = structlog.get_logger()

RETRY_REFUSED = 3600.0
"""What GitHub refused is tried again after an hour, then after two, four, … up to a day."""

HEARING = 60.0
"""Seconds after which to look again whether all commands are planned."""


@dataclass(frozen=True, slots=True)
class Post:
    """What it takes to send mail. `plain`: a text as it is read outside of GitHub."""

    mailer: Mailer
    plain: Callable[[Text], str]


@dataclass(frozen=True, slots=True)
class Tools:
    """What it takes to make GitHub so, for one step of one installation."""

    reader: Reader
    writer: Writer
    signer: Signer
    render: Callable[[Text, tuple[str, ...]], str]
    observe: Callable[[View, Region], list[Fact]]
    planning: Callable[[], AbstractAsyncContextManager[Planning]]
    repository: Callable[[str], Awaitable[Repo | None]]
    probe: Callable[[str], None]
    dry: bool = False
    post: Post | None = None
    """How to send mail, where the operator has a server for it."""


@dataclass(frozen=True, slots=True)
class Hand:
    """The tools, and the view and plan that they are used for."""

    tools: Tools
    view: View
    plan: Plan

    @property
    def said(self) -> Ledger:
        """The ledger of the scope, as it was when it was planned."""
        return self.view.said

    def still_refused(self, row: Said) -> bool:
        """Whether it is too early to ask again for what was refused."""
        if row.status != "refused":
            return False
        again = row.intent_at + RETRY_REFUSED * min(24, 1 << int(row.parameters.get("tries", 0)))
        self.plan.wake_at(again, self.view.now)
        return again > self.view.now

    def say_what_would_be_done(self, want: artefacts.Want, row: Said | None) -> None:
        """A dry run, or a draft cohort: printed, and nothing done (P6)."""
        if row is None:
            kind = type(want).__name__
            log.info("would write", scope=self.view.key, artefact=kind, key=want.key)

    async def repository(self, name: str) -> Repo | None:
        """The repository that a want names, or None where the App cannot reach it, or may not
        write there now."""
        repo = await self.tools.repository(name)
        if repo is None:
            log.warning("repository is out of reach", scope=self.view.key, repository=name)
        return repo if repo is not None and self.may_write(repo) else None

    def may_write(self, repo: Repo) -> bool:
        """Nothing goes into the private repository while everybody can read it (row R5)."""
        name = (self.view.programme.private_repository or "").lower()
        return repo.private or repo.name.lower() != name

    async def pinged(
        self,
        people: tuple[str, ...],
        also: Iterable[str] = (),
        *,
        can_wait: bool = False,
        owed: bool = False,
        urgent: bool = False,
    ) -> Decision:
        """When these may be pinged, and whom of them; if not now, the scope wakes then (rule 10).
        `also`: whoever else gets a mail; `can_wait`, `owed` and `urgent` as in `Comment`."""
        view, programme, home = self.view, self.view.programme, self.view.scope.home
        if not people:
            return Decision(view.now, ())
        async with self.tools.planning() as planning:
            pings = await planning.pings_of(people, view.now - LOOK_BACK)
            given = await planning.rests(scopes.person(home, login) for login in people)
            unheard = await planning.is_unheard(view.key)
        rests, standing = newest(given, home, programme), dict[str, Standing]()
        for login in people:
            person = programme.person(login)
            away = ends(rests.get(scopes.person(home, login)), person.timezone)
            before = () if owed or urgent else pings[login.lower()]
            standing[login] = Standing(calendar_of(person), before, away, once_a_day=can_wait)
        listening = () if urgent else also
        others = [calendar_of(programme.person(each)) for each in listening if each not in people]
        decision = decide(standing, view.now, others)
        if unheard:  # after a lost database an `away`, or a ping, may be read only now
            decision = Decision(max(decision.at, view.now + HEARING), ())
        if decision.at < inf:
            self.plan.wake_at(decision.at, view.now)
        return decision

    async def intend(self, key: str, said: Said) -> bool:
        """Write the intent; False if the artefact turned out to be there meanwhile."""
        async with self.tools.planning() as planning:
            intended = await planning.intend(self.view.key, key, said)
        self.tools.probe("intent")
        return intended

    async def doubt(self, key: str) -> None:
        """Before an edit: until it is confirmed, nobody knows what GitHub shows."""
        async with self.tools.planning() as planning:
            await planning.doubt(self.view.key, key)
        self.tools.probe("intent")

    async def keep(self, key: str, said: Said, scope: str | None = None) -> bool:
        """Keep where an artefact is and what it said; always True: something was done."""
        scope = scope or self.view.key
        async with self.tools.planning() as planning:
            await planning.keep(scope, key, said)
        self.tools.probe("confirmed")
        return True

    async def keep_written(self, key: str, said: Said, revision: int) -> bool:
        """The same for a body that was written. Our own webhook may have told before GitHub's
        answer came that people's words were overwritten: then it stays in doubt, and the next step
        puts them back (rule 7)."""
        async with self.tools.planning() as planning:
            words = await planning.fact(self.view.key, WORDS, key)
            slipped = words is not None and words["revision"] >= revision
            said = replace(said, hash=UNKNOWN) if slipped else said
            await planning.keep(self.view.key, key, said)
        self.tools.probe("confirmed")
        return True

    async def refuse(
        self, key: str, said: Said, row: Said | None, error: Refused | NotTaken
    ) -> bool:
        """Keep what was refused, and why: `status` shows it to the operator."""
        tries = int(row.parameters.get("tries", -1)) + 1 if row else 0
        parameters = {**said.parameters, "tries": tries, "why": str(error)}
        log.warning("refused", scope=self.view.key, key=key, why=str(error))
        refused = replace(said, status="refused", parameters=parameters, intent_at=self.view.now)
        async with self.tools.planning() as planning:
            await planning.put(self.view.key, key, refused)
        return True

    async def vanished(self, key: str, row: Said, error: Refused) -> bool:
        """An artefact that cannot be edited: gone for good, or out of reach for now."""
        if error.status in (404, 410):
            return await self.keep(key, replace(row, status="gone"))
        return await self.refuse(key, row, row, error)

    async def news(self, region: Region, parts: Parts) -> bool:
        """A box that no event told of: take it as a fact and plan again (rule 7)."""
        if not sightings.described(parts):
            return False
        news = self.tools.observe(self.view, region)
        if not news:
            return False
        async with self.tools.planning() as planning:
            return bool(await planning.records.apply(news))


def parameters_of(want: artefacts.Issue | artefacts.Comment) -> dict[str, Any]:
    """What a marker remembers of an occasion: the planner's parameters, and whom it pinged."""
    return {**want.parameters, **({"to": list(want.notify)} if want.notify else {})}


def fitting(before: str, region: str, after: str) -> str:
    """A whole body, if GitHub takes it. People's words are never cut to make room."""
    body = before + region + after
    if len(body) > MAX_BODY:
        raise Refused(422, f"people's text around ours has {len(before + after)} characters")
    return body
