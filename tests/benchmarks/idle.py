"""How little Cairn needs while nothing happens: promise 10 of the design.

    python -m tests.benchmarks.idle [SECONDS]

Cairn is installed on the example organisation and has opened its issues. Then it is left alone.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import kept, servers

CORE = 0.01
MEGABYTES = 120


def memory(server: servers.Server) -> float:
    """Megabytes of memory in use (VmRSS of proc(5)). OSError where that is not told."""
    text = Path(f"/proc/{server.process.pid}/status").read_text()
    line = next(line for line in text.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Measure and print; 1 if a promise is not kept."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory(dir=".", prefix=".bench-") as directory:
        url = f"sqlite+aiosqlite:///{directory}/cairn.db"
        with servers.cairn(url) as server:
            time.sleep(10)  # it has begun, so that there is something to wait for
            if not kept.wait(url, lambda now: now.waiting + now.dirty == 0):
                raise SystemExit("Cairn did not come to rest, so nothing can be measured")
            before, start = server.cpu(), time.monotonic()
            time.sleep(seconds)
            after, lasted = server.cpu(), time.monotonic() - start
            used = memory(server)
    if before is None or after is None:
        raise SystemExit("this system does not tell how much processor time a process used")
    share = (after - before) / lasted
    print(f"idle: {share:.2%} of a core (promised: under {CORE:.0%})")
    print(f"idle: {used:.0f} MB (promised: under {MEGABYTES})")
    return 0 if share < CORE and used < MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
