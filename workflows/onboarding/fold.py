"""The checklist's state: a fold of commands, proofs and hands in their total order (rules 1, 2).

A register is what is known of one item; the home issue's marker keeps all of them, so that a
sweep after a lost database is exact even where people tidied their comments away (rule 4).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from app.model.facts import Data, Facts, Known
from app.model.lessons import week_of
from app.model.order import instant, just_after
from app.model.undo import UNDO, last_order
from app.model.workflow import View

DONE, TODO, LIST = "done", "todo", "checklist"

_OURS = (DONE, TODO, LIST, UNDO)


@dataclass(frozen=True, slots=True)
class Register:
    """An item's box: its value, since which change, by whom; what it was before, and by which
    command or proof it came."""

    value: bool
    order: str
    by: str | None = None
    before: bool = False
    command: str | None = None
    link: str | None = None

    def packed(self) -> list[Any]:
        """As the marker keeps it; `unpack` reads it."""
        return [self.value, self.order, self.by, self.before, self.command, self.link]

    @classmethod
    def unpack(cls, data: list[Any]) -> "Register":
        """What `packed` wrote."""
        return cls(*data)


class _Write(NamedTuple):
    """Something that sets boxes. What a marker remembers stands behind what it came from."""

    order: str
    remembered: bool
    kind: str
    key: str
    data: Data


@dataclass(slots=True)
class State:
    """What the fold comes to. `undone` maps commands that were taken back to the undo's order;
    `checks` are those that passed, which no sweep reads again."""

    registers: dict[str, Register] = field(default_factory=dict)
    undone: dict[str, str] = field(default_factory=dict)
    checks: Mapping[str, Known] = field(default_factory=dict)

    def is_done(self, item: str) -> bool:
        """Whether the item's box is ticked."""
        return item in self.registers and self.registers[item].value

    def was_done(self, item: str, order: str) -> bool:
        """Whether it was ticked then, as far as its last change tells."""
        register = self.registers.get(item)
        if register is None:
            return False
        return register.value if register.order < order else register.before


def unexplained(read: Known, hand: Known | None) -> tuple[bool, str] | None:
    """(value, order) of a box that a person changed and of which no event told, or None.

    A read says what a body shows, what that body's own marker says (`marked`, since `since`), and
    which revision of it that is. It is explained if it shows what was written, or what the last
    known hand made of that very revision.
    """
    data = read.data
    base, shown = str(data["since"]), bool(data["marked"])
    if hand is not None:
        if instant(hand.order) > instant(read.order):
            return None
        if hand.order > base and hand.data["revision"] == data["revision"]:
            base, shown = hand.order, bool(hand.data["value"])
    return (bool(data["value"]), just_after(base)) if data["value"] != shown else None


def _writes(facts: Facts, allowed: Mapping[str, Known]) -> Iterator[_Write]:
    for key, known in allowed.items():
        remembered = remembered_order(facts, known)
        others = known.data["name"] not in _OURS  # few set a box, but `undo` may mean any
        guess = known.ambiguous and remembered is None and not others
        kind = "guess" if guess else "command"
        data = {**known.data, "by": _author(facts, key, known)}
        order = last_order(known) if others else known.order
        yield _Write(remembered or order, False, kind, key, data)
    hands = facts.get("hand", {})
    for item, known in hands.items():
        yield _Write(known.order, False, "hand", item, known.data)
    for known in facts.get("read", {}).values():
        item = known.data["item"]
        if change := unexplained(known, hands.get(item)):
            data = {"value": change[0], "by": None}
            yield _Write(change[1], False, "hand", item, data)
    for item, known in facts.get("proof", {}).items():
        yield _Write(known.order, False, "proof", item, known.data)
    for known in facts.get("check", {}).values():
        for item in known.data["items"]:
            yield _Write(known.order, False, "proof", item, known.data)
    for item, known in facts.get("memory", {}).items():
        yield _Write(known.order, True, "memory", item, known.data)
    for key, known in facts.get("undone", {}).items():
        yield _Write(str(known.data["order"]), False, "undone", key, known.data)


def _source(order: str) -> str:
    """Which line of which comment an order came from, without its time."""
    return order.partition(".")[2].rstrip("+")


def remembered_order(facts: Facts, known: Known) -> str | None:
    """A command's order as a marker remembers it, or None. A sweep can only guess when a line was
    added to a comment by an edit; what that line did tells."""
    if not known.ambiguous:
        return None
    registers = (str(each.data["register"][1]) for each in facts.get("memory", {}).values())
    undone = (str(each.data["order"]) for each in facts.get("undone", {}).values())
    source = _source(known.order)
    found = (order for order in (*registers, *undone) if _source(order) == source)
    return next((order.rstrip("+") for order in found), None)


def _author(facts: Facts, key: str, known: Known) -> str:
    """Whose command it is. A sweep takes the author of a comment for the author of each line in
    it; where a marker remembers what that line did, it tells by whom."""
    for each in facts.get("memory", {}).values():
        register = Register.unpack(each.data["register"])
        if register.command == key and register.by:
            return register.by
    return str(known.data["by"])


Where = Callable[[Data], str]
"""Which issue of the mentee's a command was given in, by its data: `undo` means that one only."""


def _anywhere(_said: Data) -> str:
    return ""


class _Fold:
    def __init__(
        self, allowed: Mapping[str, Known], undone: Mapping[str, str], where: Where
    ) -> None:
        self._allowed = allowed
        self._where = where
        self._stacks: dict[tuple[str, str], list[str]] = {}
        self.state = State(undone=dict(undone))

    def take(self, write: _Write) -> None:
        match write.kind:
            case "memory":
                self._remember(write.key, Register.unpack(write.data["register"]))
            case "undone":
                for stack in self._stacks.values():
                    if write.key in stack:
                        stack.remove(write.key)
            case "hand":
                self._set(write.key, bool(write.data["value"]), write, write.data["by"])
            case "proof":
                self._set(write.key, True, write, None, link=write.data["link"])
            case _:
                self._command(write)

    def _set(
        self,
        item: str,
        value: bool,
        write: _Write,
        by: str | None,
        *,
        command: str | None = None,
        link: str | None = None,
    ) -> None:
        before = self.state.is_done(item)
        self.state.registers[item] = Register(value, write.order, by, before, command, link)

    def _remember(self, item: str, register: Register) -> None:
        self.state.registers[item] = register
        if register.command and register.by and register.command not in self._allowed:
            stack = self._stacks.setdefault((register.by, ""), [])
            if register.command not in stack and register.command not in self.state.undone:
                stack.append(register.command)

    def _command(self, write: _Write) -> None:
        by, where = str(write.data["by"]), self._where(write.data)
        if write.data["name"] == UNDO:
            self._undo(write, by, where)
            return
        name, items = write.data["name"], write.data.get("items", ())
        for item in items:  # other workflows' commands can do a to-do as well
            self._set(item, name != TODO, write, by, command=write.key)
        # Other workflows' commands here set no box, and `undo` takes them back as well.
        counts = bool(items) or name not in _OURS
        if counts and write.kind != "guess":  # nobody can say whose last one it is
            self._stacks.setdefault((by, where), []).append(write.key)

    def _undo(self, write: _Write, by: str, where: str) -> None:
        """Take back the person's last command here that was not taken back before."""
        stack = self._stacks.get((by, where))
        if write.order in self.state.undone.values() or not stack:
            return
        last = stack.pop()
        self.state.undone[last] = write.order
        for item, register in list(self.state.registers.items()):
            if register.command == last:
                self._set(item, register.before, write, by)  # an undo is not undone in turn


def fold(facts: Facts, allowed: Mapping[str, Known], where: Where = _anywhere) -> State:
    """The state of all boxes. `allowed` are the commands that their authors may give."""
    undone = {key: str(known.data["order"]) for key, known in facts.get("undone", {}).items()}
    result = _Fold(allowed, undone, where)
    result.state.checks = facts.get("check", {})
    for write in sorted(_writes(facts, allowed), key=lambda w: w[:4]):
        result.take(write)
    return result.state


def where_said(view: View) -> Where:
    """In which of the mentee's issues commands were given."""
    return partial(week_of, view)


def shown(view: View, allowed: Mapping[str, Known], where: str) -> State:
    """The state as it may be shown in the repository with this full name (R5)."""
    state = fold(view.facts, allowed, where_said(view))

    def seen(link: str) -> str:
        return view.sight.link(link, where) or ""

    for item, register in state.registers.items():
        if register.link:
            state.registers[item] = replace(register, link=seen(register.link))
    state.checks = {
        name: replace(known, data={**known.data, "link": seen(known.data["link"])})
        for name, known in state.checks.items()
    }
    return state
