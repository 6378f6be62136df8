"""What people want of the page, from what they said. Pure.

A wish has two parts, being listed and the tip, each with an order of its own: so wishes from
different places (commands, facts, the page's marker) come together the same in any order, and
joining again keeps the tip.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from app.model.facts import Fact, Facts, Known

LISTED, TIP = "listed", "tip"


class Wish(NamedTuple):
    """Whether somebody is listed (`on`, as of `since`), and their tip (as of `told`; "": never).
    Both are orders (see `app.model.order`). `joined`: whether they ever asked to be listed."""

    login: str
    on: bool
    since: str
    tip: str | None = None
    told: str = ""
    joined: bool = False

    @property
    def changed(self) -> str:
        """The order of the last change."""
        return max(self.since, self.told)


def wish(login: str, commands: Mapping[str, Known], undone: Mapping[str, str]) -> Wish:
    """What one person's commands come to, by key; there is at least one. `undone` are those that
    were taken back, with the order of that `undo`."""
    telling = {key: known for key, known in commands.items() if _tells(known)}
    standing = [known for key, known in commands.items() if key not in undone]
    standing.sort(key=lambda known: known.order)
    tips = [known.data["tip"] for known in standing if _tells(known)]
    return Wish(
        login,
        bool(standing) and bool(standing[-1].data["on"]),
        _order(commands, undone),
        tips[-1] if tips else None,
        _order(telling, undone),
        any(known.data["on"] for known in commands.values()),
    )


def _tells(known: Known) -> bool:
    """Whether a command changes the tip. Leaving takes it away."""
    return known.data["tip"] is not None or not known.data["on"]


def _order(commands: Mapping[str, Known], undone: Mapping[str, str]) -> str:
    """The newest order, and how many there are: what was made of more commands knows better, also
    where the one that came late is an old one."""
    orders = [known.order for known in commands.values()]
    orders += [undone[key] for key in commands if key in undone]
    return f"{max(orders)}+{len(orders):03d}" if orders else ""


def together(wishes: Iterable[tuple[str, Wish]]) -> dict[str, Wish]:
    """One wish for each key: of each part the newest."""
    found: dict[str, Wish] = {}
    for key, each in wishes:
        other = found.get(key, each)
        listed = max(other, each, key=lambda w: w.since)
        told = max(other, each, key=lambda w: w.told)
        joined = other.joined or each.joined
        found[key] = Wish(listed.login, listed.on, listed.since, told.tip, told.told, joined)
    return found


def facts_of(scope: str, key: str, made: Wish) -> Iterator[Fact]:
    """A wish, as the page's scope keeps it."""
    listed = {"login": made.login, "on": made.on, "joined": made.joined}
    yield Fact(scope, LISTED, key, made.since, listed)
    if made.told:
        yield Fact(scope, TIP, key, made.told, {"tip": made.tip})


def from_facts(facts: Facts) -> Iterator[tuple[str, Wish]]:
    """What `facts_of` made."""
    for key, listed in facts.get(LISTED, {}).items():
        tip = facts.get(TIP, {}).get(key)
        tells: tuple[Any, str] = (tip.data["tip"], tip.order) if tip is not None else (None, "")
        data = listed.data
        yield key, Wish(data["login"], data["on"], listed.order, *tells, data["joined"])
