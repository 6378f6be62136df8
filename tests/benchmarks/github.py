"""The GitHub that the measured Cairn talks to: the sandbox with the example organisation in it.

Run as a process of its own, so that its work is not taken for Cairn's:

    python -m tests.benchmarks.github PORT STARTS_AT < public-key.pem

Once it listens, it prints what the deliveries are to be about, the JSON of a `Target`.
"""

import json
import sys
from dataclasses import asdict

from aiohttp import web

from app.clock import system_clock
from app.sandbox.cast import example
from app.sandbox.github import Sandbox
from app.sandbox.web import make_app
from tests.benchmarks.payload import PULLS, Target

APP_ID = 1001
REPOSITORY = "acme/engine"
MENTEE = "maya"


def target(sandbox: Sandbox, installation: int) -> Target:
    """A mentee of the example, with pull requests in a repository that her cohort works in."""
    mentee = sandbox.person(MENTEE)
    opened = [mentee.open_pull_request(REPOSITORY, f"Part {part}") for part in range(PULLS)]
    return Target(
        installation,
        sandbox.world.repository(REPOSITORY).id,
        REPOSITORY,
        MENTEE,
        mentee.user.id,
        min(issue.number for issue in opened),
    )


def main() -> None:
    port, starts_at = int(sys.argv[1]), float(sys.argv[2])
    sandbox, installation = example(
        system_clock(starts_at),
        public_key=sys.stdin.read(),
        webhook_secret="not used: the load is sent by the benchmark",
        app_id=APP_ID,
        html_url=f"http://127.0.0.1:{port}",
    )
    chosen = json.dumps(asdict(target(sandbox, installation)))
    web.run_app(
        make_app(sandbox),
        host="127.0.0.1",
        port=port,
        print=lambda *_: print(chosen, flush=True),
        access_log=None,
    )


if __name__ == "__main__":
    main()
