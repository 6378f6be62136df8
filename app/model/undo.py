"""`undo` (rule 2): what each one takes back. Pure.

It means its author's last command in that issue which came to something. Which did, workflows say
(`Workflow.did`); the core works out the rest, and hands on what was taken back to the scope that
the command was for.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from app.model.facts import ABOVE, TAKEN, UNDID, Fact, Known, was_refused
from app.model.lessons import week_of
from app.model.rests import may_pause
from app.model.workflow import View

UNDO = "undo"

EDITED = "edited"
"""In the data of a command in a comment that was edited before a sweep saw it: the order of that
edit."""

ABOUT_RESTS = frozenset({"away", "back", "pause", "resume"})
"""Commands about rests: another word takes them back, and not `undo`."""


def last_order(known: Known) -> str:
    """The order by which a command may be somebody's last one. Of one that only a sweep saw, in a
    comment that was edited, nobody can tell when it came. It stands where it was edited last: right
    if that edit brought it, and too late if it only mended a word (decision 001)."""
    return str(known.data.get(EDITED, known.order)) if known.ambiguous else known.order


def undoes_rest(view: View, did: Container[str]) -> dict[str, Known]:
    """Those `undo` commands whose author's last command here was about a rest, by key, and that
    command. They undo nothing: what was done before that command is not meant. `did` as in
    `undoes`."""
    found = undoes(view, did).items()
    return {key: meant for key, (_, meant) in found if meant.data["name"] in ABOUT_RESTS}


def undoes(view: View, did: Container[str]) -> dict[str, tuple[str, Known]]:
    """What each `undo` here means: its author's last command that was not undone before, as key and
    fact, by the key of the `undo`. Where it means nothing, it is left out.

    `did`: the keys of the other commands here that came to something. What was refused or could not
    be understood is nobody's last command.
    """
    given: dict[tuple[str, str], list[tuple[str, Known]]] = {}
    found: dict[str, tuple[str, Known]] = {}
    remembered = view.facts.get(UNDID, {})
    commands = [*view.facts.get("command", {}).items(), *view.facts.get(ABOVE, {}).items()]
    for key, known in sorted(commands, key=lambda entry: last_order(entry[1])):
        own = given.setdefault((known.data["by"], week_of(view, known.data)), [])
        if known.order in remembered:
            meant = remembered[known.order]
            found[key] = (meant.data["key"], meant)
            own[:] = [each for each in own if each[0] != meant.data["key"]]
        elif known.data["name"] == UNDO and own:
            found[key] = own[-1]
            if own[-1][1].data["name"] not in ABOUT_RESTS:
                own.pop()
        elif key in did or _began_or_ended(view, key, known):
            own.append((key, known))
    return found


def _began_or_ended(view: View, key: str, known: Known) -> bool:
    """Whether a command about a rest came to something."""
    data = known.data
    if was_refused(view.said, key):
        return False
    if data["name"] not in ABOUT_RESTS or data.get("problem") or data.get("odd"):
        return False
    return data["name"] in ("away", "back") or may_pause(view, key, known) is True


def taken_back(view: View) -> Mapping[str, str]:
    """The commands of this scope that were taken back, wherever they were given, with the order of
    that `undo`."""
    elsewhere = view.facts.get(TAKEN, {})
    back = {str(known.data["key"]): order for order, known in elsewhere.items()}
    return {**{key: order for key, order in back.items() if key != "None"}, **view.undone}


def taken_back_of(here: View, back: Mapping[str, str]) -> dict[str, str]:
    """Of what a marker remembers, what is taken back now, with the order of that `undo`. `back`:
    by key of the command, the order of the `undo` that took it back so far, or "". What is
    remembered of an `undo` counts where its comment is gone, or that of what it took back."""
    commands = here.facts.get("command", {})
    orders = {known.order for known in commands.values()}
    by_undo = {order: key for key, order in back.items() if order}
    open_ = {key for key, order in back.items() if not order or order in orders}
    gone = {o: Known(o, {"key": k, "name": ""}) for o, k in by_undo.items() if k not in commands}
    here = replace(here, facts={**here.facts, UNDID: {**here.facts.get(UNDID, {}), **gone}})
    did = open_ | (here.did.keys() - back.keys())
    by_undo |= {commands[undo].order: key for undo, (key, _) in undoes(here, did).items()}
    return {key: order for order, key in by_undo.items() if key in back}


def taken_back_in_all(view: View, back: Mapping[str, str]) -> dict[str, str]:
    """The same for a scope whose commands are given elsewhere as well, where an `undo` may have
    taken them back (`TAKEN`)."""
    commands = view.facts.get("command", {})
    by_undo: dict[str, str | None] = {order: key for key, order in back.items() if order}
    by_undo |= {order: each.data["key"] for order, each in view.facts.get(TAKEN, {}).items()}
    for undo, (key, _) in undoes(view, _said_here(view, back)).items():
        order = commands[undo].order
        if by_undo.get(order) is None or by_undo[order] in commands:
            by_undo[order] = key
    return {key: order for order, key in by_undo.items() if key is not None and key in back}


def _said_here(view: View, keys: Container[str]) -> set[str]:
    """What an `undo` in an issue of this scope may mean: what was said in the same one."""
    given = view.facts.get("command", {}).items()
    certain = {key: known for key, known in given if not known.ambiguous}
    places = {_place(known) for known in certain.values() if known.data["name"] == UNDO}
    return {key for key, known in certain.items() if key in keys and _place(known) in places}


def _place(known: Known) -> tuple[str, int]:
    return known.data["repository"].lower(), known.data["number"]


def taken(scope: str, undone: Mapping[str, str | None], count: int) -> Iterator[Fact]:
    """Facts of a scope about each `undo` elsewhere, by its order, and what it took back. What was
    made of more commands (`count`) knows better, also where the late one is an old one."""
    for order, key in undone.items():
        yield Fact(scope, TAKEN, order, f"{order}+{count:04d}", {"key": key})
