"""Answers to commands (rows K1 to K3): a reaction where that is enough, else one short reply.

Workflows pass a verdict on the commands that are theirs. What is left is help, a near miss, or a
command that belongs elsewhere; those are answered here, in every scope alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app import resting, undoing
from app.command_facts import MUTED
from app.commands import CommandSpec
from app.hush import REPLY
from app.model import whereabouts
from app.model.artefacts import Comment, Need, Plan, Reaction, Thread, Verdict
from app.model.facts import Data, Known
from app.model.order import instant
from app.model.text import Text, Value
from app.model.workflow import View, Workflow
from app.offering import BEYOND, HELP, HERE, answered_in
from app.signposts import signposts

OWN_COMMANDS = (HELP, undoing.SPEC, *resting.SPECS)

ANSWERS, REFUSED = "answers", "refused"
"""What a reply remembers: the commands that it answers, and those of them that it refuses."""

ELSEWHERE = "core/elsewhere"
"""The answer to a command that works in another place."""

AT_ONCE = 9
"""Commands that help shows in one table: in a longer one nobody finds theirs."""

MOST_REPLIES = 3
"""To one comment, however often it is edited: each is a mail to everybody who follows."""

REACT_WITHIN = 86400.0
REPLY_WITHIN = 3 * 86400.0
"""An answer that comes days later (after an outage) is noise: then silence is kinder."""


def plan(view: View, verdicts: Mapping[str, Verdict], workflows: Iterable[Workflow]) -> Plan:
    """Reactions and replies to the commands of a scope: one reply for each comment, however many
    commands it holds, because each reply is a mail to everybody who follows."""
    result, commands = Plan(), view.facts.get("command", {})
    if not commands:
        return result  # as in most scopes: then all that is to be known for answers is too much
    answered = {key for row in view.said.values() for key in row.parameters.get(ANSWERS, ())}
    said_to = Counter(int(key.split(":")[1]) for key in view.said if key.startswith(REPLY))
    open_: dict[int, list[_Answer]] = {}
    reactions: list[Reaction] = []
    judge = _Judge.of(view, workflows)
    for key, known in sorted(commands.items(), key=lambda entry: entry[1].order):
        if known.ambiguous or _was_seen(view, known):  # nobody knows who wrote it; or: answered
            continue
        age = view.now - instant(known.order)
        verdict = verdicts.get(key) or judge.verdict(key, known)
        if verdict.silent:
            continue
        told = _may_be_told(view, known)
        if age < REACT_WITHIN:
            reactions.append(_reaction(known, verdict, told=told))
        enough = said_to[known.data["comment"]] >= MOST_REPLIES or MUTED in known.data or not told
        if verdict.reply is not None and age < REPLY_WITHIN and not (key in answered or enough):
            if verdict.reply.template == ELSEWHERE:
                result.needs += judge.needs(key, known)
            answer = _Answer(key, known, verdict.reply, verdict.refused)
            open_.setdefault(known.data["comment"], []).append(answer)
    # A reaction comes last: where a sweep finds one, everything was said.
    result.add(*(_reply(answers) for answers in open_.values()), *reactions)
    return result


def _was_seen(view: View, known: Known) -> bool:
    """Whether a command was dealt with before the database was lost. What its words meant then,
    and who might give it, need not be so today. (What an edit added came after the reaction; if
    only a sweep saw that, then nobody can tell who wrote it, and it is ambiguous.)"""
    rows = (view.said.get(f"reaction:{known.data['comment']}:{c}") for c in ("+1", "confused"))
    return any(r and r.parameters.get("seen") and r.at >= instant(known.order) for r in rows)


def _may_be_told(view: View, known: Known) -> bool:
    """Whether an answer may be written there: nothing of a private cohort where everybody can read
    it, as in an issue that was left behind when the cohort became private (R5). What somebody said
    in a pull request is about that, and answered there."""
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or not cohort.private or view.scope.kind == "pull":
        return True
    return view.sight.shows_named(cohort.home, known.data["repository"])


class _Answer(NamedTuple):
    """What is to be said to one command."""

    key: str
    known: Known
    text: Text
    refused: bool


def _reply(answers: Sequence[_Answer]) -> Comment:
    """One comment that answers several commands; what is the same is said once."""
    texts: list[Text] = []
    for answer in answers:
        if answer.text not in texts:
            texts.append(answer.text)
    refused = [answer.key for answer in answers if answer.refused]
    return Comment(
        key=f"{REPLY}{answers[0].key}",
        on=_thread(answers[0].known),
        text=replace(texts[0], then=tuple(texts[1:])),
        parameters={
            ANSWERS: [answer.key for answer in answers],
            **({REFUSED: refused} if refused else {}),
        },
    )


def _thread(known: Known) -> Thread:
    return Thread(known.data["repository"], known.data["number"])


def _reaction(known: Known, verdict: Verdict, *, told: bool) -> Reaction:
    done = verdict.reply is None or (told and known.data["name"] == HELP.name)
    return Reaction(
        on=_thread(known),
        comment=known.data["comment"],
        content="+1" if done else "confused",
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """What to say to commands that no workflow has a verdict on. `specs` are all there are, as they
    are told in this scope; `own` those of the core's that work here."""

    view: View
    workflows: tuple[Workflow, ...]
    specs: Mapping[str, CommandSpec]
    own: tuple[CommandSpec, ...]

    @classmethod
    def of(cls, view: View, workflows: Iterable[Workflow]) -> "_Judge":
        """For the scope that is planned."""
        workflows, kind = tuple(workflows), view.scope.kind
        theirs = (spec for each in workflows for spec in each.commands)
        specs = {spec.name: spec for spec in (*OWN_COMMANDS, *theirs)}
        own = (undoing.SPEC, *resting.offered(kind), HELP)
        return cls(view, workflows, {**specs, **answered_in(workflows, kind)}, own)

    def verdict(self, key: str, known: Known) -> Verdict:
        """Help, a near miss, or a command that works elsewhere."""
        data = known.data
        if data["name"] == HELP.name:
            return Verdict(Text("core/help", self._help(data)))
        if data["name"] in self.specs:
            there = whereabouts.found(self.view, key, data["repository"])
            return Verdict(Text(ELSEWHERE, {"name": data["name"], "there": there}))
        return Verdict(Text("core/near-miss", {"suggestion": data.get("suggestion")}))

    def needs(self, key: str, known: Known) -> Iterator[Need]:
        """Where a command works that does not work here, before that is answered."""
        if not whereabouts.is_asked(self.view, key):
            spec = self.specs[known.data["name"]]
            among = signposts(self.view, known, spec, self.workflows)
            if among:
                yield whereabouts.to_ask(known, key, among)

    def _help(self, data: Data) -> Mapping[str, Value]:
        """All that works. Where that is much, first what matters most often to whoever asked."""
        here, beyond = (
            [self.specs[name] for name in data.get(where, ()) if name in self.specs]
            for where in (HERE, BEYOND)
        )
        offered = [*here, *self.own, *beyond]
        if len(offered) <= AT_ONCE:
            return {"commands": _rows(offered), "more": []}
        first = [spec for spec in (*here, *self.own) if not spec.rare and _is_for(spec, data)]
        rest = [spec for spec in offered if spec not in first]
        return {"commands": _rows(first), "more": _rows(rest)}


def _rows(specs: Iterable[CommandSpec]) -> list[Value]:
    return [{"usage": s.usage, "does": s.does, "who": _who(s)} for s in specs]


def _is_for(spec: CommandSpec, data: Data) -> bool:
    """Whether a command is for whoever asked. Organisers may do for others what those may do."""
    roles = data["roles"]
    return spec.who == "all" or "organiser" in roles or any(role in spec.who for role in roles)


def _who(spec: CommandSpec) -> str:
    return "everybody" if spec.who == "all" else spec.who
