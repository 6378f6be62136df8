"""How fast Cairn acknowledges a delivery that it has durably kept.

Beside it, on the same 28 kB payload and machine: Probot, which checks and parses but keeps
nothing, and a bare aiohttp server that does not even check. Promise 1 of the design: at least twice
Probot's acks a second, and 99 of 100 answers within 50 ms at 50 deliveries a second.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.load import Plan, Result
from tests.postgres import serve

TIMES_PROBOT = 2.0
STEADY_RATE = 50.0
STEADY_P99 = 0.050


@dataclass(frozen=True)
class Figures:
    """What was measured of one server. `cpu` is seconds of processor time for each ack."""

    full: Result
    cpu: float | None
    steady: Result


def measure(server: servers.Server, options: argparse.Namespace) -> Figures:
    """Warm up, then as fast as it goes, then at the steady rate.

    The first is done several times and the median taken: neighbours on a machine come and go.
    """
    fast = Plan(options.secret, options.count, options.seconds, options.connections)
    _load(server, replace(fast, count=options.count // 10))
    before = server.cpu()
    rounds = [_load(server, fast) for _ in range(options.rounds)]
    after = server.cpu()
    answers = sum(len(result.latencies) for result in rounds)
    cpu = None if before is None or after is None else (after - before) / answers
    full = sorted(rounds, key=lambda result: result.rate)[len(rounds) // 2]
    steady = replace(fast, count=int(STEADY_RATE * options.seconds), rate=STEADY_RATE)
    return Figures(full, cpu, _load(server, steady))


def _load(server: servers.Server, plan: Plan) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load", server.url],
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=plan.seconds + 60,
    )
    result = Result(**json.loads(done.stdout))
    if any(not status.startswith("2") for status in result.statuses):
        raise SystemExit(f"{server.url} did not take every delivery: {result.statuses}")
    return result


@contextmanager
def start_cairn(options: argparse.Namespace) -> Iterator[servers.Server]:
    """Cairn, on a database that outlives a power cut, on the disk of this directory."""
    if options.cairn_url:
        yield servers.Server(options.cairn_url, None)
        return
    with tempfile.TemporaryDirectory(dir=".", prefix=".bench-") as directory:
        if options.database == "sqlite":
            with servers.cairn(f"sqlite:///{directory}/cairn.db", options.github_url) as server:
                yield server
        else:
            with (
                serve(durable=True) as postgres,
                servers.cairn(postgres.url(), options.github_url) as server,
            ):
                yield server


def _try(
    name: str, start: AbstractContextManager[servers.Server], options: argparse.Namespace
) -> Figures | None:
    try:
        with start as server:
            figures = measure(server, options)
    except servers.Skipped as reason:
        print(f"{name:22} skipped: {reason}", flush=True)
        return None
    full, steady = figures.full, figures.steady
    cpu = "?" if figures.cpu is None else f"{figures.cpu * 1e6:.0f}"
    print(
        f"{name:22} {full.rate:8.0f} {full.percentile(50) * 1e3:9.2f} "
        f"{full.percentile(99) * 1e3:9.2f} {cpu:>9} {steady.percentile(99) * 1e3:14.2f}",
        flush=True,
    )
    return figures


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
    return sorted(times)[len(times) // 2]


def _verdicts(cairn: Figures | None, probot: Figures | None) -> list[bool]:
    """Print each promise and whether it was kept; one that could not be measured was not."""
    kept = []
    if cairn is None or probot is None:
        print("acks a second, Cairn to Probot: not measured")
        kept.append(False)
    else:
        ratio = cairn.full.rate / probot.full.rate
        kept.append(ratio >= TIMES_PROBOT)
        print(f"acks a second, Cairn to Probot: {ratio:.2f} (promised: {TIMES_PROBOT:g})")
    if cairn is not None:
        p99 = cairn.steady.percentile(99)
        kept.append(p99 < STEADY_P99)
        print(
            f"p99 at {STEADY_RATE:g} a second: {p99 * 1e3:.1f} ms "
            f"(promised: under {STEADY_P99 * 1e3:g} ms)"
        )
    return kept


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="deliveries at most")
    parser.add_argument("--seconds", type=float, default=10, help="for each part, at most")
    parser.add_argument("--rounds", type=int, default=3, help="at full speed; the median counts")
    parser.add_argument("--connections", type=int, default=32, help="kept open at once")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--cairn-url", help="the /webhook of a Cairn that runs already")
    parser.add_argument("--github-url", help="the REST API that Cairn is to talk to")
    parser.add_argument("--secret", default=servers.SECRET, help="its webhook secret")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a promise is not kept")
    return parser.parse_args()


def main() -> int:
    """Measure, print, and judge if asked to."""
    options = _options()
    print(
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, "
        f"{options.database}, one fsync takes {_sync_time() * 1e3:.2f} ms\n"
    )
    print(
        f"{'':22} {'acks/s':>8} {'p50 ms':>9} {'p99 ms':>9} {'CPU µs':>9} "
        f"{f'p99 ms at {STEADY_RATE:g}/s':>14}"
    )
    here = Path(__file__).parent
    lock = json.loads((here / "probot" / "package-lock.json").read_text())
    version = lock["packages"]["node_modules/probot"]["version"]
    cairn = _try("Cairn, durable", start_cairn(options), options)
    probot = _try(f"Probot {version}", servers.probot(), options)
    _try("aiohttp, body only", servers.bare(), options)
    print()
    kept = _verdicts(cairn, probot)
    return 1 if options.strict and not all(kept) else 0


if __name__ == "__main__":
    sys.exit(main())
