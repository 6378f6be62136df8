"""How fast Cairn acknowledges a delivery that it has durably kept.

Beside it, on the same 28 kB payload and machine: Probot, which checks and parses but keeps
nothing, and a bare aiohttp server that does not even check. Promise 1 of the design: at least twice
Probot's acks a second, and 99 of 100 answers within 50 ms at 50 deliveries a second.

The servers take turns, and while one is measured the others rest: whatever else the machine does
then meets all of them. The ratio is the median of the rounds' own ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from tests.benchmarks import kept, servers
from tests.benchmarks.load import Plan, Result
from tests.postgres import serve

TIMES_PROBOT = 2.0
STEADY_RATE = 50.0
STEADY_P99 = 0.050


@dataclass
class Contender:
    """A server and what was measured of it. `cpu` is seconds of processor time for each ack."""

    name: str
    server: servers.Server
    sent: int = 0
    rounds: list[Result] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    steady: Result | None = None

    @property
    def median(self) -> Result:
        """The round that was neither lucky nor unlucky."""
        return sorted(self.rounds, key=lambda result: result.rate)[len(self.rounds) // 2]

    def load(self, plan: Plan) -> Result:
        """Send deliveries; SystemExit if one of them was not taken."""
        self.server.go_on()
        result = _load(self.server.url, replace(plan, target=self.server.target))
        self.sent += len(result.latencies)
        return result

    def race(self, plan: Plan) -> None:
        """One round: warm up, then as fast as it goes."""
        self.load(replace(plan, count=plan.count // 10))
        before = self.server.cpu()
        result = self.load(plan)
        after = self.server.cpu()
        self.server.stop()
        self.rounds.append(result)
        if before is not None and after is not None:
            self.cpu.append((after - before) / len(result.latencies))

    def walk(self, plan: Plan) -> None:
        """At the steady rate."""
        self.load(replace(plan, count=plan.count // 10))
        count = int(STEADY_RATE * plan.seconds)
        self.steady = self.load(replace(plan, count=count, rate=STEADY_RATE))
        self.server.stop()


def _load(url: str, plan: Plan) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load", url],
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=plan.seconds + 60,
    )
    result = Result(**json.loads(done.stdout))
    if any(not status.startswith("2") for status in result.statuses):
        raise SystemExit(f"{url} did not take every delivery: {result.statuses}")
    return result


@contextmanager
def _database(kind: str) -> Iterator[str]:
    """The URL of a database that outlives a power cut, on the disk of this directory."""
    if kind == "postgresql":
        with serve(durable=True) as postgres:
            yield postgres.url()
        return
    with tempfile.TemporaryDirectory(dir=".", prefix=".bench-") as directory:
        yield f"sqlite+aiosqlite:///{directory}/cairn.db"


def _settle(cairn: Contender, url: str, plan: Plan) -> None:
    """Send until Cairn knows the cohort, then wait until it has written what it has to write."""
    one = replace(plan, count=1, connections=1)
    for _ in range(60):
        cairn.load(one)
        if kept.count(url).deliveries:
            break
        time.sleep(1)
    cairn.sent = kept.count(url).deliveries
    if not cairn.sent or not kept.wait(url, lambda now: now.waiting + now.dirty == 0):
        raise SystemExit("Cairn did not come to rest, so nothing can be measured")


def _check(cairn: Contender, url: str, plan: Plan) -> str:
    """That each ack is a row, and that what concerns no cohort costs none. SystemExit if not."""
    rows = kept.count(url).deliveries
    if rows != cairn.sent:
        raise SystemExit(f"{cairn.sent} deliveries were acknowledged, {rows} are kept")
    elsewhere = replace(cairn.server.target, full_name="acme/elsewhere", repository=1)
    cairn.server.go_on()
    _load(cairn.server.url, replace(plan, count=100, target=elsewhere))
    more = kept.count(url).deliveries - rows
    if more:
        raise SystemExit(f"100 deliveries concerned no cohort, yet {more} are kept")
    return f"{rows} deliveries acknowledged, {rows} kept; of 100 that concern no cohort, none"


def _enter(
    stack: ExitStack, name: str, start: AbstractContextManager[servers.Server]
) -> Contender | None:
    try:
        return Contender(name, stack.enter_context(start))
    except servers.Skipped as reason:
        print(f"{name:22} skipped: {reason}", flush=True)
        return None


def _show(contender: Contender) -> None:
    full, steady = contender.median, contender.steady
    cpu = f"{statistics.median(contender.cpu) * 1e6:.0f}" if contender.cpu else "?"
    print(
        f"{contender.name:22} {full.rate:8.0f} {full.percentile(50) * 1e3:9.2f} "
        f"{full.percentile(99) * 1e3:9.2f} {cpu:>9} "
        f"{steady.percentile(99) * 1e3 if steady else 0:14.2f}"
    )


def _sync_time() -> float:
    """Seconds for one fsync of 4 kB on the disk of this directory: the floor of every ack."""
    with tempfile.TemporaryFile(dir=".") as file:
        times = []
        for _ in range(50):
            file.write(bytes(4096))
            file.flush()
            start = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def _verdicts(cairn: Contender, probot: Contender | None) -> list[bool]:
    """Print each promise and whether it was kept; one that could not be measured was not."""
    if probot is None:
        print("acks a second, Cairn to Probot: not measured")
        fast = False
    else:
        ratios = [a.rate / b.rate for a, b in zip(cairn.rounds, probot.rounds, strict=True)]
        ratio = statistics.median(ratios)
        fast = ratio >= TIMES_PROBOT
        print(
            f"acks a second, Cairn to Probot: {ratio:.2f}, in single rounds "
            f"{min(ratios):.2f} to {max(ratios):.2f} (promised: {TIMES_PROBOT:g})"
        )
    p99 = cairn.steady.percentile(99) if cairn.steady else float("inf")
    print(
        f"p99 at {STEADY_RATE:g} a second: {p99 * 1e3:.1f} ms "
        f"(promised: under {STEADY_P99 * 1e3:g} ms)"
    )
    return [fast, p99 < STEADY_P99]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="deliveries at most")
    parser.add_argument("--seconds", type=float, default=5, help="for each part, at most")
    parser.add_argument("--rounds", type=int, default=5, help="at full speed; the median counts")
    parser.add_argument("--connections", type=int, default=32, help="kept open at once")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a promise is not kept")
    return parser.parse_args()


def _probot_version() -> str:
    lock = json.loads((Path(__file__).parent / "probot" / "package-lock.json").read_text())
    version: str = lock["packages"]["node_modules/probot"]["version"]
    return version


def _measure(contenders: Sequence[Contender], plan: Plan, rounds: int) -> None:
    for _ in range(rounds):
        for contender in contenders:
            contender.race(plan)
    for contender in contenders:
        contender.walk(plan)


def main() -> int:
    """Measure, print, and judge if asked to."""
    options = _options()
    plan = Plan(servers.SECRET, options.count, options.seconds, options.connections)
    print(
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, "
        f"{options.database}, one fsync takes {_sync_time() * 1e3:.2f} ms\n",
        flush=True,
    )
    with ExitStack() as stack:
        url = stack.enter_context(_database(options.database))
        cairn = _enter(stack, "Cairn, durable", servers.cairn(url))
        if cairn is None:
            return 1
        _settle(cairn, url, plan)
        cairn.server.stop()
        probot = _enter(stack, f"Probot {_probot_version()}", servers.probot())
        bare = _enter(stack, "aiohttp, body only", servers.bare())
        contenders = [each for each in (cairn, probot, bare) if each is not None]
        _measure(contenders, plan, options.rounds)
        told = _check(cairn, url, plan)
    print(
        f"{'':22} {'acks/s':>8} {'p50 ms':>9} {'p99 ms':>9} {'CPU µs':>9} "
        f"{f'p99 ms at {STEADY_RATE:g}/s':>14}"
    )
    for contender in contenders:
        _show(contender)
    print(f"\n{told}")
    verdicts = _verdicts(cairn, probot)
    return 1 if options.strict and not all(verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
