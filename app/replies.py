"""Answers to commands (rows K1 to K3): a reaction where that is enough, else one short reply.

Workflows pass a verdict on the commands that are theirs. What is left is help, a near miss, or a
command that belongs elsewhere; those are answered here, in every scope alike.
"""

from collections.abc import Iterable, Mapping

from app.commands import CommandSpec
from app.model.artefacts import Comment, Plan, Reaction, Thread, Verdict
from app.model.facts import Known
from app.model.order import instant
from app.model.text import Text
from app.model.workflow import View, Workflow

HELP = CommandSpec(
    name="help",
    usage="help",
    does="shows what you can do here",
    who="everybody",
    example="help",
    arguments="none",
)
OWN_COMMANDS = (HELP,)

REACT_WITHIN = 86400.0
REPLY_WITHIN = 3 * 86400.0
"""An answer that comes days later (after an outage) is noise: then silence is kinder."""


def plan(view: View, verdicts: Mapping[str, Verdict], workflows: Iterable[Workflow]) -> Plan:
    """Reactions and replies to the commands of a scope."""
    result = Plan()
    covered = _covered(view)
    specs = [*OWN_COMMANDS, *(spec for w in workflows for spec in w.commands)]
    here = [
        *OWN_COMMANDS,
        *(spec for w in workflows if view.scope.kind in w.scopes for spec in w.commands),
    ]
    for key, known in sorted(view.facts.get("command", {}).items(), key=lambda kv: kv[1].order):
        age = view.now - instant(known.order)
        verdict = verdicts.get(key) or _verdict(known, here, specs)
        refused = verdict.reply is not None and known.data["name"] != HELP.name
        if age < REACT_WITHIN:
            result.add(_reaction(known, refused))
        reply = f"reply:{key}"
        if verdict.reply is not None and age < REPLY_WITHIN and reply not in covered:
            parameters = {"refused": True} if verdict.refused else {}
            result.add(
                Comment(key=reply, on=_thread(known), text=verdict.reply, parameters=parameters)
            )
    return result


def _covered(view: View) -> set[str]:
    """Refusals to a person are said once a day, whatever they try (few notifications)."""
    return {key for key in view.said if key.startswith("reply:")}


def _thread(known: Known) -> Thread:
    return Thread(known.data["repository"], known.data["number"])


def _reaction(known: Known, refused: bool) -> Reaction:
    return Reaction(
        on=_thread(known),
        comment=known.data["comment"],
        content="confused" if refused else "+1",
    )


def _verdict(known: Known, here: Iterable[CommandSpec], specs: Iterable[CommandSpec]) -> Verdict:
    data = known.data
    if data["name"] is None:
        values = {"line": data["line"], "suggestion": data["suggestion"]}
        return Verdict(Text("core/near-miss", values))
    if data["name"] == HELP.name:
        rows = [{"usage": s.usage, "does": s.does, "who": s.who} for s in here]
        return Verdict(Text("core/help", {"commands": rows}))
    known_names = {spec.name for spec in specs}
    if data["name"] in known_names:
        return Verdict(Text("core/elsewhere", {"name": data["name"]}))
    return Verdict(Text("core/near-miss", {"line": data["line"], "suggestion": None}))
