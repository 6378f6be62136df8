"""`/mentor roster`: what its words mean, and whose commands count (row O9). Pure."""

from collections.abc import Mapping

from app.commands import CommandSpec
from app.model.facts import Data, Known, was_refused
from app.model.text import shortened
from app.model.workflow import Context, Given, View

ROSTER = "roster"

SPECS = (
    CommandSpec(
        name=ROSTER,
        usage="roster, roster TIP, roster off",
        does="puts you on the page of past and present mentees, with a tip in your own words if "
        "you like, or takes you and your tip off it",
        who="mentee",
        example="roster Ask early: everybody here once did.",
        arguments="text",
        rare=True,
    ),
)

_OFF = frozenset({"off", "leave", "out"})
_ON = frozenset({"on", "join", "in", "me", "yes", "please"})
"""Words that are no tip, because people write them after a command of this kind."""


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """Whether somebody joins, and their tip; None: they gave none, and may have one already."""
    text = given.command.text
    word = text.strip(" .!\"'“”‘’").casefold()
    if word in _OFF:
        return {"on": False, "tip": None}
    return {"on": True, "tip": shortened(text) if word and word not in _ON else None}


def did(view: View) -> dict[str, Known]:
    """What mentees said to the roster: else `undo` in their issue would take back the tick before
    it. Of a line in an edited comment a sweep takes the comment's author for its own; mostly that
    is right, and what somebody else wrote there was refused."""
    anybody = view.scope.kind != "mentee"  # on the page itself no roles are known
    return {
        key: known
        for key, known in said(view).items()
        if (anybody or "mentee" in known.data["roles"]) and not was_refused(view.said, key)
    }


def said(view: View) -> dict[str, Known]:
    """The commands of this kind in a scope."""
    commands: Mapping[str, Known] = view.facts.get("command", {})
    return {key: known for key, known in commands.items() if known.data["name"] == ROSTER}


def by_author(commands: Mapping[str, Known]) -> dict[str, dict[str, Known]]:
    """The commands of each person, by login in lower case. Of a line in an edited comment a sweep
    cannot tell who wrote it, so it speaks for nobody; the page's marker remembers what it did."""
    found: dict[str, dict[str, Known]] = {}
    for key, known in commands.items():
        if not known.ambiguous:
            found.setdefault(str(known.data["by"]).lower(), {})[key] = known
    return found
