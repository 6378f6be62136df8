"""What has to hold after a history: six things that no trouble on the way may change.

The same pages as without trouble; nothing doubled; nothing left to write; after the database was
deleted, nothing to write either; and then the same life as with the database kept. What cannot
be had is left out where it is said below.
"""

import copy
import difflib
import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from app.attention import CAP, LOOK_BACK
from app.store import tables as t
from tests.harness.pages import doubled, pages
from tests.harness.people import Chooser, programme
from tests.harness.stage import ENGINE, Act, Stage, markers
from tests.histories import DAY, MINUTE, History, Impossible, play_to, replay
from tests.world import HOME, Restless, World, opened, sqlite_copy


@dataclass(slots=True)
class Report:
    """What came out of histories."""

    histories: int = 0
    acts: int = 0
    crashes: int = 0
    writes: int = 0
    wrong: list[str] = field(default_factory=list)
    story: list[Act] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """Count another's in."""
        self.histories += other.histories
        self.acts += other.acts
        self.crashes += other.crashes
        self.writes += other.writes
        self.wrong += other.wrong


async def check(
    seed: int, folder: Path, *, url: str | None = None, rebuild: bool = True, twins: bool = False
) -> Report:
    """Play a history, and say what is wrong with its end. `url`: an empty database other than a
    file of SQLite, which cannot be copied for `rebuild` and `twins`."""
    text = programme().encode()
    async with opened(url or await sqlite_copy(made(folder)), programme=text) as world:
        prepare(world)
        history = History(seed, world)
        wrong: list[str] = []
        report = Report(1)
        try:
            await history.run()
            report.writes = len(world.writes)
            wrong += [f"doubled: {line}" for line in doubled(world)]
            wrong += await _calm(history, folder / "calm")
            wrong += await _at_rest(world)
            if rebuild:
                wrong += await _rebuilt(history, folder, twins=twins)
        except Restless as error:
            wrong.append(str(error))
        report.acts, report.crashes = len(history.acts), history.crashes
        report.story = history.acts
        report.wrong = [f"{seed} ({history.profile}): {line}" for line in wrong]
    return report


def made(folder: Path) -> Path:
    """The folder, which is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def prepare(world: World) -> None:
    """A mentor who may tick by hand."""
    world.sandbox.set_permission(HOME, "kemal", "write")


async def _calm(history: History, folder: Path) -> list[str]:
    text = programme().encode()
    async with opened(await sqlite_copy(made(folder)), programme=text) as world:
        prepare(world)
        try:
            await replay(history.acts, history.world.clock.now, world)
        except Impossible as error:
            return [f"possible only in one of two worlds: {error}"]
        # Which of two mentions goes first under the cap of a week is nobody's promise (promise 3).
        full = await _full(world) | await _full(history.world)
        return different(pages(world, full), pages(history.world, full), "calm", "disturbed")


REMINDED = "waiting:"
"""How the keys of reminders begin that can wait (see `Comment.can_wait`)."""


async def _full(world: World) -> set[str]:
    """Who was mentioned as often as anybody may be, in the last week or so; or reminded, which is
    left to a day on which nothing else mentions them: what was first on that morning decides."""
    since = world.clock.now - LOOK_BACK
    async with world.database.read() as connection:
        pings = sa.select(t.ping.c.person, t.ping.c.key).where(t.ping.c.at > since)
        rows = [(person, key) for person, key in await connection.execute(pings)]
    found = Counter(person for person, _ in rows)
    reminded = {person for person, key in rows if key.startswith(REMINDED)}
    return reminded | {person for person, count in found.items() if count >= CAP}


def different(one: list[str], other: list[str], first: str, second: str) -> list[str]:
    """Lines that two worlds do not share."""
    found = difflib.unified_diff(one, other, first, second, n=0, lineterm="")
    return [line for line in found if line[:3] not in ("---", "+++") and line[:2] != "@@"]


async def _at_rest(world: World) -> list[str]:
    """Planned anew, nothing is written."""
    before = len(world.writes)
    async with world.database.write() as connection:
        await connection.execute(sa.update(t.scope).values(dirty=t.scope.c.dirty + 1))
    await world.cairn.settle(0.0)
    return [f"not at rest: {line}" for line in world.writes[before:]]


async def fork(world: World, folder: Path, *, keep: bool) -> World:
    """A copy of everything, with Cairn's database or without."""
    await world.close()
    logs = world.sandbox.world
    logs.history, logs.requests, logs.sent = [], [], []
    sandbox, clock = copy.deepcopy((world.sandbox, world.clock))
    url = await sqlite_copy(made(folder))
    if keep:
        shutil.copy(world.url.partition("///")[2], folder / "cairn.db")
    await world.open()
    await world.cairn.take_over(world.installation)
    forked = World(sandbox, world.installation, clock, url)
    await forked.open()
    if keep:
        await forked.cairn.take_over(forked.installation)
    else:
        await forked.cairn.begin()
    return forked


async def _rebuilt(history: History, folder: Path, *, twins: bool) -> list[str]:
    """The database deleted: nothing is written; and life goes on as with the database kept."""
    world = history.world
    world.probe, world.post = _nothing, None
    kept = await fork(world, folder / "kept", keep=True)
    rebuilt = await fork(world, folder / "rebuilt", keep=False)
    try:
        for each in (kept, rebuilt):
            await play_to(each, each.clock.now + 10 * MINUTE)
        # A comment that was tidied away is no sign of life: who wrote nothing else may be nudged
        # anew, and the mentors may hear of it.
        tidied = any(act.do == "delete_comment" for act in history.acts)
        written = _writes(rebuilt, quiet=not tidied)
        # A label that begins to be wanted just then is defined anew: no sweep reads the labels of
        # a tracked repository, and GitHub refuses a second one.
        expected = {*kept.writes, f"POST /repos/{ENGINE}/labels"}
        wrong = [f"rebuild writes: {line}" for line in written if line not in expected]
        if twins and not wrong and not tidied:
            wrong = await _live_on(history, kept, rebuilt)
        return wrong
    finally:
        await kept.close()
        await rebuilt.close()


def _writes(world: World, *, quiet: bool) -> list[str]:
    """What was written since the fork, with or without what is said where it has been quiet."""
    asked = [r for r in world.sandbox.requests if f"{r.method} {r.path}" in world.writes]
    bodies = ((r, markers(str((r.body or {}).get("body")))) for r in asked)
    return [
        f"{request.method} {request.path}"
        for request, found in bodies
        if quiet or not any(key.startswith(("nudge:", "corner", "quiet:")) for _, key in found)
    ]


def _nothing(_point: str) -> None:
    """No trouble here."""


async def _live_on(history: History, kept: World, rebuilt: World) -> list[str]:
    stages = [Stage(kept), Stage(rebuilt)]
    for stage in stages:
        stage.comments = dict(history.stage.comments)
        stage.pulls = dict(history.stage.pulls)
    people = Chooser(stages[0], random.Random(history.seed), lossy=False)
    people.count = 1000
    end = kept.clock.now + 12 * DAY
    for at in sorted(people.random.uniform(kept.clock.now, end) for _ in range(12)):
        for stage in stages:
            await play_to(stage.world, at)
        act = people.choose(at)
        if act is not None:
            for stage in stages:
                stage.perform(act)
    for stage in stages:
        await play_to(stage.world, end)
    return different(pages(kept), pages(rebuilt), "kept", "rebuilt")
