"""Random histories of a small cohort, and what has to hold after each.

A history is played twice: once with everything going wrong between GitHub and Cairn, while people
act at random; then the same acts of the same people, at the same instants, with nothing going
wrong. Both must end in the same pages. Where the page decides whether a click is possible (a box
that is shown ticked cannot be ticked), the calm world clicks twice, so that both know of a click.
"""

import random
from collections.abc import Awaitable, Callable
from math import inf
from typing import Any

from tests.harness.network import Crash, Network, Odds
from tests.harness.people import BROKEN, Chooser, programme
from tests.harness.stage import Act, Stage
from tests.world import World

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
STEPS = 22
CLICKS = ("tick", "tick_own")
REST = 0.5 * HOUR
"""Seconds in which all that is under way comes to an end."""

GATES = (3.5 * HOUR, 7 * HOUR, 11.5 * HOUR, 15 * HOUR)
"""9:00 and 17:00 in Kolkata, and in Berlin in summer, as seconds of a day in UTC."""

PACE = (0.0, 0.2, 0.4, 0.6, 1.0, 1.0, 7.0, 10.0, MINUTE, MINUTE, 5e3, 2e4, 8e4, 1.7e5)
"""Seconds between two acts. No sums of whole days: what is due after working days would fall on
the very second of the next act, and whether it still came would be a matter of luck."""

STORM = Odds(late=0.4, double=0.1, crash=0.025, bad_gateway=0.1, race=0.05, lag=20.0)
PROFILES = {
    "storm": STORM,
    "calm": Odds(late=0.5, double=0.2),
    "deaf": Odds(late=0.4, own_lost=1.0, crash=0.025, bad_gateway=0.1, lag=20.0),
    "lossy": Odds(late=0.4, lost=0.3, own_lost=0.3, crash=0.025, bad_gateway=0.1, lag=20.0),
}


class History:
    """One history in a disturbed world."""

    def __init__(self, seed: int, world: World) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.profile = list(PROFILES)[seed % len(PROFILES)]
        self.world = world
        self.stage = Stage(world)
        self.network = Network(world, self.random, Odds())
        self.people = Chooser(self.stage, self.random, lossy=self.profile == "lossy")
        self.acts: list[Act] = []
        self.crashes = 0
        self.quiet = True
        self._racing = False
        self._busy = False
        self._alone = False

    async def run(self) -> None:
        """Play it, to rest."""
        self.world.post = self.network.post
        await self.world.crash(begin=True)
        await self.world.cairn.settle()
        self._disturb(PROFILES[self.profile])
        for _ in range(STEPS):
            await self._pass(self.random.choice(PACE))
            act = self.people.choose(self.world.clock.now)
            if act is None:
                continue
            if self.people.is_delicate(act):
                await self._delicate(act)
            else:
                self._act(act.do, act.args)
        await self._end()

    async def _delicate(self, act: Act) -> None:
        """Both worlds at rest before, and after; in between nobody acts."""
        await self._flush()
        self._act(act.do, act.args)
        self._alone = True
        await self._flush()
        self._alone = False

    def _disturb(self, odds: Odds) -> None:
        self.quiet = False
        self.network.odds = odds
        self.world.probe = self._probe
        self.world.meanwhile = self._meanwhile
        self.world.sandbox.fault = self.network.fault
        self.world.sandbox.before_write = lambda _request: self._race()
        self.world.sandbox.list_lag = odds.lag

    def _act(self, do: str, args: tuple[Any, ...]) -> None:
        act = Act(self.world.clock.now, do, args)
        if _is_at_a_gate(act.at) or self._is_luck(act):
            return
        if self.stage.perform(act):
            self.acts.append(act)

    def _is_luck(self, act: Act) -> bool:
        """Whether the order of this act and another is lost in GitHub's whole seconds."""
        second = [other for other in self.acts[-9:] if int(other.at) == int(act.at)]
        return any(
            _click_and_command(other, act)
            or (self._racing and _same_box(other, act))
            or _edit_of_a_new_comment(other, act)
            for other in second
        )

    # ---- trouble ---------------------------------------------------------------------------------

    def _probe(self, point: str) -> None:
        if self.quiet:
            return
        if point in ("read", "intent", "planned"):
            self._race()
        if self.random.random() < self.network.odds.crash:
            raise Crash(point)

    async def _meanwhile(self) -> None:
        """The inbox does not wait until the converger has its answer."""
        if self.quiet or self._busy or self.random.random() >= self.network.odds.race:
            return
        self._busy = True
        await self.network.post()
        await self.world.cairn.service.inbox.work()
        self._busy = False

    def _race(self) -> None:
        """People do not wait until Cairn has finished; but nobody acts in the very moment in which
        something falls due after hours, because whether it still comes would be luck."""
        if (
            self.quiet
            or self._racing
            or self._alone
            or self.random.random() >= self.network.odds.race
        ):
            return
        self._racing = True
        act = self.people.choose(self.world.clock.now)
        if act is not None and not self.people.is_delicate(act):
            self._act(act.do, act.args)
        self._racing = False

    async def _through(self, go: Callable[[], Awaitable[object]]) -> None:
        """Until it gets through, however often the process dies."""
        while True:
            try:
                await go()
                return
            except Crash:
                self.crashes += 1
                await self.world.crash(begin=self.random.random() < 0.2)

    # ---- time ------------------------------------------------------------------------------------

    async def _pass(self, seconds: float) -> None:
        until = self.world.clock.now + seconds
        if seconds >= HOUR:
            await self._flush()
        self.network.prompt = self._alone = seconds >= HOUR
        if seconds >= HOUR or self.random.random() < 0.5:
            await self._through(lambda: self.world.cairn.settle(inf, until=until))
        self.network.prompt = self._alone = False
        self.world.clock.advance_to(until)

    async def _flush(self) -> None:
        """Everything arrives and is dealt with; what was lost is found by looking."""
        self.network.prompt = True
        await self._through(lambda: self.world.cairn.settle(4 * MINUTE))
        while self.network.lost:
            self.network.lost = 0
            # Lists that lag behind would hide from a look what was just lost.
            self.world.clock.advance_to(self.world.clock.now + self.network.odds.lag + 1)
            await self.world.crash(begin=True)
            await self._through(lambda: self.world.cairn.settle(4 * MINUTE))
        self.network.prompt = False

    async def _end(self) -> None:
        await self._flush()
        files = [act.args[0] for act in self.acts if act.do == "file"]
        if files and files[-1] == BROKEN:
            # What was in force before a file was broken is known to the database alone.
            while _is_at_a_gate(self.world.clock.now):
                self.world.clock.advance_to(self.world.clock.now + MINUTE)
            self._act("file", (programme(),))
        self.quiet = True
        self.network.odds = Odds()
        self.world.sandbox.fault = None
        self.world.sandbox.before_write = None
        self.world.meanwhile = None
        await self._flush()
        until = self.world.clock.now + REST
        if _is_at_a_gate(until - 5 * MINUTE):  # what just fell due is still on its way to a page
            until += 5 * MINUTE
        await self.world.cairn.settle(inf, until=until)
        self.world.clock.advance_to(until)


def _is_at_a_gate(at: float) -> bool:
    """In the last minutes before somebody's working day, and of it, nobody acts. What is told late
    would not put off that morning's reminder; and one that falls due at the same hour some days
    later comes in the morning if the first try fails."""
    return any(gate - 5 * MINUTE < at % DAY < gate for gate in GATES)


def _click_and_command(one: Act, other: Act) -> bool:
    """Which of them was later, only the page tells (did it show what the command did?), and the
    pages of two worlds differ."""
    kinds = {("click" if act.do in CLICKS else act.do) for act in (one, other)}
    return "click" in kinds and bool(kinds & {"comment", "edit_comment"})


def _same_box(one: Act, other: Act) -> bool:
    """Two clicks on one box, with a write of Cairn's between them that hides the second."""
    return _box(one) is not None and _box(one) == _box(other)


def _box(act: Act) -> tuple[Any, Any] | None:
    if act.do not in CLICKS:
        return None
    whose = act.args[1] if act.do == "tick" else act.args[0]
    return whose, act.args[2]


def _edit_of_a_new_comment(one: Act, other: Act) -> bool:
    """By somebody else: a sweep sees a comment that nobody seems to have edited."""
    if (one.do, other.do) != ("comment", "edit_comment"):
        return False
    (author, _, tag, _), (editor, edited, _) = one.args, other.args
    return bool(tag == edited and author != editor)


class Impossible(Exception):
    """An act that is possible only in one of two worlds."""


async def replay(acts: list[Act], until: float, world: World) -> Stage:
    """The same acts, with nothing going wrong. Raises Impossible."""
    stage = Stage(world)
    await world.start()
    for act in acts:
        await play_to(world, act.at)
        if not stage.perform(act):
            again(stage, act)
    await play_to(world, until)
    return stage


def again(stage: Stage, act: Act) -> None:
    """A click on a box that shows the value already, there and back; in a list that has moved to
    another comment of the mentee's, the click is there."""
    if act.do not in CLICKS:
        raise Impossible(str(act))
    *_, item, value = act.args
    tags = [act.args[1]] if act.do == "tick" else sorted(stage.comments, reverse=True)
    for tag in tags:
        clicks = [(act.args[0], tag, item, shown) for shown in (not value, value)]
        done = [stage.perform(Act(act.at, act.do, args)) for args in clicks]
        if any(done):
            return
    raise Impossible(str(act))


async def play_to(world: World, until: float) -> None:
    """Cairn does what is due, up to an instant."""
    await world.cairn.settle(inf, until=until)
    world.clock.advance_to(until)
