"""What Cairn reads of mentees' pull requests, beside a report that polls: `make bench`.

A week of 200 pull requests, each with a review. Cairn is told of them by webhooks and writes the
mentors' summary from what it kept. A report that asks instead needs the list, and of each pull
request its reviews and its timeline (whose turn it is, and since when, stands nowhere else). Both
ask the same sandbox, and the requests are counted there. Tokens are not counted.
"""

import argparse
import asyncio
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import structlog

from app.github.reader import Reader
from tests.behaviour.files import STEPS, cohort, programme
from tests.world import STARTS, World, opened, sqlite_copy

PULLS, MENTEES, ENGINE = 200, 20, "acme/engine"
HOUR, DAY = 3600.0, 86400.0
MONDAY = STARTS + 11 * DAY + 2 * HOUR
"""10:00 in Berlin on the cohort's first Monday: the summary is due."""
_REPO, _PAGE = "/repos/{+repo}", "{?per_page}"


class Reads(NamedTuple):
    """Requests that read: something of a pull request; and a page of Cairn's own, just before it is
    edited, so that no word of a person's gets lost (rule 7)."""

    work: int
    own: int


@dataclass(frozen=True, slots=True)
class Result:
    """For the events, for the first summary and the next one, for the sweeps of the ten days (which
    look for what no event told); and what polling reads for one report."""

    events: Reads
    first: Reads
    second: Reads
    sweeps: Reads
    polling: Reads

    @property
    def ratio(self) -> float:
        """How many times as much one polling report reads, Cairn's sweeps aside."""
        return sum(self.polling) / max(1, sum(self.events) + sum(self.first))


async def measure(pulls: int = PULLS) -> Result:
    """Play the week, then ask for all of it."""
    people = [f"mentee-{n}" for n in range(min(pulls, MENTEES))]
    file = programme(cohort(", ".join(f"{{login: {who}}}" for who in people), more=STEPS))
    with tempfile.TemporaryDirectory() as folder:
        async with opened(await sqlite_copy(Path(folder)), programme=file) as world:
            for who in people:
                world.sandbox.add_user(who)
            await world.start()
            await world.cairn.play_until(MONDAY - 3 * DAY)
            _reads(world)
            await _work(world, people, pulls)
            events = _reads(world)
            sweeps = await _until(world, MONDAY - 1)
            first = await _until(world, MONDAY + HOUR)
            more = await _until(world, MONDAY + 7 * DAY - 1)
            sweeps = Reads(sweeps.work + more.work, sweeps.own + more.own)
            second = await _until(world, MONDAY + 7 * DAY + HOUR)
            return Result(events, first, second, sweeps, await _poll(world))


async def _work(world: World, people: list[str], pulls: int) -> None:
    for n in range(pulls):
        pull = world.person(people[n % len(people)]).open_pull_request(ENGINE, f"Change {n}")
        world.person("bartek").review(ENGINE, pull.number, "APPROVE", "Good")
        await world.cairn.deliver()
    await world.cairn.settle()


async def _until(world: World, at: float) -> Reads:
    await world.cairn.play_until(at)
    return _reads(world)


async def _poll(world: World) -> Reads:
    """A report as it is done without webhooks, through the same client."""
    tenant = await world.cairn.service.tenants.get(world.installation)
    session = tenant.app.session(world.installation)
    reader = Reader(session)
    for pull in await reader.pull_requests(ENGINE, MONDAY - 7 * DAY):
        variables = {"repo": ENGINE, "number": pull.number, "per_page": 100}
        async for _ in session.list(f"{_REPO}/pulls/{{number}}/reviews{_PAGE}", variables):
            pass
        await reader.timeline(ENGINE, pull.number)
    return _reads(world)


def _reads(world: World) -> Reads:
    """Since the last call."""
    requests = world.sandbox.requests
    paths = [request.path for request in requests if request.method == "GET"]
    requests.clear()
    work = sum(path.startswith(f"/repos/{ENGINE}/") for path in paths)
    return Reads(work, len(paths) - work)


async def main() -> None:
    """Print both, and how they compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.polling", description=__doc__)
    parser.add_argument("--pulls", type=int, default=PULLS, help="how many pull requests")
    pulls = parser.parse_args().pulls
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    found = await measure(pulls)
    print(f"reads for {pulls} pull requests with a review each: of the work, of Cairn's own pages")
    for what, reads in (
        ("Cairn, their events", found.events),
        ("Cairn, the first summary", found.first),
        ("Cairn, a later one", found.second),
        ("Cairn, sweeps of ten days", found.sweeps),
        ("a polling report, each time", found.polling),
    ):
        print(f"  {what:<30} {reads.work:>5} {reads.own:>5}")
    print(f"  polling reads {found.ratio:.0f} times as much")


if __name__ == "__main__":
    asyncio.run(main())
