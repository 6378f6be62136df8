"""`undo` in every place alike: what came to something, what was taken back, who is told. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.commands import CommandSpec
from app.model.artefacts import Plan, Verdict
from app.model.facts import ABOVE, Fact, Known
from app.model.text import Text
from app.model.undo import ABOUT_RESTS, UNDO, taken, undoes
from app.model.workflow import View, Workflow

SPEC = CommandSpec(
    name=UNDO,
    usage="undo",
    does="takes back your last command here",
    who="all",
    example="undo",
    arguments="none",
)


def with_undone(view: View, workflows: Sequence[Workflow]) -> View:
    """The view, with what workflows say of the commands in it."""
    did = {key: known for each in workflows for key, known in each.did(view).items()}
    view = replace(view, did=did)
    here = (each for each in workflows if view.scope.kind in each.scopes)
    found = (each.undone(view) for each in here)
    own = next((undone for undone in found if undone is not None), None)
    return replace(view, undone=_undone(view) if own is None else own)


def _undone(view: View) -> Mapping[str, str]:
    commands = view.facts.get("command", {})
    return {
        key: commands[undo].order
        for undo, (key, meant) in undoes(view, view.did).items()
        if meant.data["name"] not in ABOUT_RESTS  # another word takes those back
    }


def plan(view: View, verdicts: Mapping[str, Verdict]) -> Plan:
    """Answers to each `undo` that nobody else has one for; and what was taken back here of commands
    that are for other scopes. It may be another one than was thought, once a command comes late; so
    each is told anew."""
    result, back = Plan(), set(view.undone.values())
    undos = {key: known for key, known in _undos(view) if not known.ambiguous}
    for key, known in undos.items():
        if key not in verdicts:
            nothing = Verdict(Text("core/undo-nothing", {}), idle=True)
            result.verdicts[key] = Verdict() if known.order in back else nothing
    result.facts += _handed_on(view, undos)
    return result


def _undos(view: View) -> Iterator[tuple[str, Known]]:
    for key, known in view.facts.get("command", {}).items():
        if known.data["name"] == UNDO:
            yield key, known


def _handed_on(view: View, undos: Mapping[str, Known]) -> Iterator[Fact]:
    above, own = view.facts.get(ABOVE, {}), view.facts.get("command", {})
    count = len(own) + len(above)
    nothing: dict[str, str | None] = {known.order: None for known in undos.values()}
    concerned = {k.data["for"] for k in above.values() if k.data["name"] not in ABOUT_RESTS}
    for scope in sorted(concerned):
        # Of one whose comment is gone, only markers know; whose it is, its own scope can tell.
        others = {k for k, known in above.items() if known.data["for"] != scope} | own.keys()
        meant = {order: key for key, order in view.undone.items() if key not in others}
        yield from taken(scope, nothing | meant, count)
