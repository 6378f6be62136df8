"""Which commands something comes of, and where: help lists these and no others. Pure."""

from collections.abc import Iterable, Mapping

from app.commands import CommandSpec
from app.model.workflow import Workflow

HELP = CommandSpec(
    name="help",
    usage="help",
    does="shows what you can do here",
    who="all",
    example="help",
    arguments="none",
    rare=True,
)

HERE, BEYOND = "here", "beyond"
"""What a request for help keeps: the names of the workflows' commands that work where it was asked,
for whoever asked; those that are about this very place, and those that reach further."""


def answered_in(workflows: Iterable[Workflow], kind: str) -> Mapping[str, CommandSpec]:
    """The commands of workflows to which scopes of a kind answer, by name, as told there."""
    workflows = tuple(workflows)
    own = [w for w in workflows if kind in (w.scopes if w.offered is None else w.offered)]
    sharing = (w for w in workflows if kind in w.scopes)
    found = {spec.name: spec for each in own for spec in each.commands}
    return found | {spec.name: spec for each in sharing for spec in each.shares}
