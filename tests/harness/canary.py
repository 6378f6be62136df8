"""Does a private repository's canary ever stand in public? `python -m tests.harness.canary`.

Each history is a random programme and random work in four repositories, each of which has a word of
its own in its name, its titles, branches, links and comments. Repositories become private, public,
or get out of reach on the way. After each step nothing that is written or kept in a public
repository, its marker included, may hold the word of one that may not be shown there (row R5).
Tips for the roster are left out: people give them to be shown, and one given in public stays there.

--histories N   how many (10,000)
--seed S        the first one's seed (0); each history is the same for the same seed
"""

import argparse
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from random import Random

from app.model.sight import Sight
from app.programme.load import load
from app.programme.model import Programme
from app.programme.source import SourceFile
from tests.behaviour.files import PUBLIC, STEPS, cohort, programme
from tests.harness.core import Core, Page
from tests.harness.telling import Telling
from tests.world import HOME, STARTS, all_kinds

HOME_ID, MENTORS_ID, MENTORS = 1, 2, "acme/mentors"
WORDS = ("alphacanary", "betacanary", "gammacanary", "deltacanary")
WORK = {10 + n: f"acme/{word}" for n, word in enumerate(WORDS)}
"""Repositories in which mentees work, by id. The last one is named by a private file only."""
DAY = 86400.0
MENTEES, MENTORS_OF = ("maya", "ravi", "sam"), ("bartek", "kemal", "zoe")
STATES = ("private", "public", "out of reach")

Look = Callable[["History"], Sight]
"""What plans see. The truth, unless a test wants to know whether a lie is noticed."""


@dataclass
class History:
    """A random life of a programme, and what leaked in it."""

    random: Random
    core: Core
    now: float = STARTS + 4 * DAY
    states: dict[int, str] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    public: int = 0
    hidden: int = 0

    @property
    def sight(self) -> Sight:
        """What is so now."""
        there = {id: state for id, state in self.states.items() if state != "out of reach"}
        names = {HOME: HOME_ID, MENTORS: MENTORS_ID, **{WORK[id]: id for id in WORK}}
        return Sight(
            {name: id for name, id in names.items() if id in there},
            {id: state == "private" for id, state in there.items()},
        )

    def words(self, where: str) -> list[str]:
        """What may not stand in this repository, which is public: words, and names as hashes."""
        hidden = [id for id in WORK if self.states[id] != "public" and WORK[id] != where]
        found = [WORDS[id - 10] for id in hidden]
        return found + [sha256(WORK[id].encode()).hexdigest()[:8] for id in hidden]


def play(seed: int, look: Look = lambda history: history.sight) -> History:
    """One history."""
    random = Random(seed)
    history = History(random, Core(HOME_ID, programme_of(random.randrange(len(PROGRAMMES)))))
    history.states = {HOME_ID: "public", MENTORS_ID: "private"}
    history.states |= {id: random.choice(STATES[:2]) for id in WORK}
    telling = Telling(random, WORK)
    for _ in range(random.randint(2, 4)):
        history.now += random.choice((0.1, 1, 3, 7)) * DAY
        for _ in range(random.randint(1, 6)):
            history.core.take(telling.something(history.now - random.randrange(1, 8000)))
        _change(history)
        history.core.settle(history.now, look(history))
        _judge(history, seed)
    return history


def _change(history: History) -> None:
    """Some repositories become private, public, or are taken from the App."""
    for id in WORK:
        if history.random.random() < 0.3:
            history.states[id] = history.random.choice(STATES)
    if history.random.random() < 0.1:
        history.states[MENTORS_ID] = history.random.choice(STATES)


def _judge(history: History, seed: int) -> None:
    for (scope, key), page in history.core.pages.items():
        place = history.sight.names.get(page.repository)
        if place is None or history.states[place] != "public" or not _is_ours_now(history, page):
            continue
        forbidden = history.words(page.repository)
        history.public += 1
        history.hidden += bool(forbidden)
        found = [word for word in forbidden if word in (page.text + page.marked).lower()]
        history.leaks += [f"{seed}: {word} in {key} of {scope}" for word in found]


def _is_ours_now(history: History, page: Page) -> bool:
    """A comment is written once: it tells what could be read then. And what people make public with
    a whole repository (the mentors' own, or one in which a mentee works) is not Cairn's doing."""
    return page.repository == HOME and (page.standing or page.at == history.now)


# ---- programmes ----------------------------------------------------------------------------------


def _cohorts(more: str) -> tuple[bytes, bytes, bytes]:
    """With a private repository, without one; and the file of a private cohort."""
    public = cohort(
        "{login: maya}, {login: ravi}",
        repositories=", ".join(list(WORK.values())[:3]),
        more=STEPS.replace("{id: chat, text", "{id: pull, proof: {pull_request: opened}, text")
        + more,
    )
    private = cohort(
        "{login: sam}, {login: maya}",
        id="quiet",
        name="Quiet",
        repositories=", ".join(list(WORK.values())[2:]),
        more=STEPS,
    )
    return programme(public), programme(public, head=PUBLIC), programme(private, head="")


PROGRAMMES = tuple(
    (more, kind) for more in ("", "    confirm_mentors: true\n") for kind in ("one", "alone", "two")
)


@cache
def programme_of(number: int) -> Programme:
    """One of `PROGRAMMES`, read."""
    more, kind = PROGRAMMES[number]
    mentors, alone, private = _cohorts(more)
    files = [SourceFile(HOME, ".github/mentorship.yml", alone if kind == "alone" else mentors)]
    if kind == "two":
        files.append(SourceFile(MENTORS, ".github/mentorship.yml", private, private=True))
    kinds = all_kinds()
    found = load(files, kinds.sections, kinds.templates)
    if found.programme is None:
        raise ValueError("\n".join(map(str, found.errors)))
    return found.programme


# ---- lies that have to be noticed ----------------------------------------------------------------


class Blind(Sight):
    """Shows everything everywhere."""

    def shows(self, repository: int, where: str) -> bool:
        """It does."""
        return True


def blind(history: History) -> Sight:
    """Nobody asks what is private."""
    return Blind(history.sight.names, history.sight.private)


def stale(history: History) -> Sight:
    """Whoever was public once stays so."""
    return Sight(
        {HOME: HOME_ID, MENTORS: MENTORS_ID, **{WORK[id]: id for id in WORK}},
        {HOME_ID: False, MENTORS_ID: True, **dict.fromkeys(WORK, False)},
    )


# ---- the command ---------------------------------------------------------------------------------


def _played(seed: int) -> tuple[int, int, list[str]]:
    history = play(seed)
    return history.public, history.hidden, history.leaks


def _all(seeds: range) -> Iterator[tuple[int, int, list[str]]]:
    with ProcessPoolExecutor() as pool:
        yield from pool.map(_played, seeds, chunksize=50)


def main() -> int:
    """Play them, and print what leaked."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.canary", description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    options = parser.parse_args()
    started, public, hidden, leaks = time.monotonic(), 0, 0, 0
    for some, judged, found in _all(range(options.seed, options.seed + options.histories)):
        public, hidden, leaks = public + some, hidden + judged, leaks + len(found)
        for line in found:
            print(line, flush=True)
    took = time.monotonic() - started
    print(
        f"{options.histories:,} histories, {public:,} looks at something public, {hidden:,} of "
        f"them with something to hide, {took:,.0f} s: {leaks} leaks"
    )
    return 1 if leaks else 0


if __name__ == "__main__":
    raise SystemExit(main())
