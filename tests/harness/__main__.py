"""Plays random histories and prints what came of them: `python -m tests.harness`.

--histories N   how many (2,000)
--seed S        the first one's seed (0); each history is the same for the same seed
--twins N       every Nth lives on for 12 days, with its database and rebuilt (10)
--story         print the acts of those that end wrong
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import structlog

from tests.harness.oracle import Report, check


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness", description=__doc__)
    parser.add_argument("--histories", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--twins", type=int, default=10, metavar="N")
    parser.add_argument("--story", action="store_true")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.histories)
    started = time.monotonic()
    total = Report()
    with ProcessPoolExecutor() as pool:
        for report in pool.map(_play, seeds, [options.twins] * len(seeds)):
            total.add(report)
            if report.wrong:
                _tell(report, story=options.story)
    wrong = len({line.split(" ", 1)[0] for line in total.wrong})
    print(
        f"{total.histories:,} histories, {total.acts:,} acts, {total.crashes:,} crashes, "
        f"{total.writes:,} writes, {time.monotonic() - started:,.0f} s: {wrong} ended wrong"
    )
    return 1 if wrong else 0


def _play(seed: int, twins: int) -> Report:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    memory = Path("/dev/shm")
    place = str(memory) if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="cairn-history-", dir=place) as folder:
        due = bool(twins) and seed % twins == 0
        return asyncio.run(check(seed, Path(folder) / "world", twins=due))


def _tell(report: Report, *, story: bool) -> None:
    print(*report.wrong, sep="\n")
    for act in report.story if story else ():
        print(f"    {act.at:.1f} {act.do} {act.args}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
