"""The other side: sends deliveries over a few kept connections, and times the answers.

Run as a process of its own, so that its work is not taken for the server's:

    python -m tests.benchmarks.load URL < plan.json

`plan.json` is a `Plan`; the result goes to standard output as the JSON of a `Result`. Only bytes
that were made beforehand are sent; an HTTP client would cost more than the server that is measured.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from tests.benchmarks.payload import PULLS, Target, pull_request

_BODIES = 200
"""Different payloads, sent in turn. Each delivery has an id of its own all the same."""


@dataclass(frozen=True)
class Plan:
    """What to send. With `rate` at that many a second, whatever the answers take; else each
    connection sends the next when it has its answer. Ends after `count` or `seconds`."""

    secret: str
    count: int
    seconds: float
    connections: int
    rate: float | None = None
    target: Target = field(default_factory=Target)


@dataclass(frozen=True)
class Result:
    """What came back. `seconds` is from the first byte sent to the last answer; latencies are
    in seconds, sorted, and with a rate they count from when the delivery was due."""

    seconds: float
    statuses: dict[str, int]
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, percent: float) -> float:
        """The latency, in seconds, that `percent` of the answers kept to."""
        return self.latencies[
            min(len(self.latencies) - 1, int(len(self.latencies) * percent / 100))
        ]


def _signed(plan: Plan, path: str) -> list[tuple[bytes, bytes]]:
    """Heads, but for the id of the delivery, and bodies."""
    signed = []
    for number in range(_BODIES):
        body = pull_request(plan.target, plan.target.first + number % PULLS, number)
        digest = hmac.new(plan.secret.encode(), body, hashlib.sha256).hexdigest()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: GitHub-Hookshot/bench\r\n"
            f"Accept: */*\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"X-GitHub-Event: pull_request\r\nX-Hub-Signature-256: sha256={digest}\r\n"
        )
        signed.append((head.encode(), body))
    return signed


def _deliveries(signed: Sequence[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """Whole requests without end, no two with the same id, not even of two runs."""
    run = uuid.uuid4().hex[:12]
    for number in itertools.count():
        head, body = signed[number % len(signed)]
        delivery = f"X-GitHub-Delivery: 72d3162e-cc78-11e3-{number:08x}-{run}\r\n\r\n"
        yield b"".join((head, delivery.encode(), body))


class _Connection(asyncio.Protocol):
    """One kept connection with one request at a time."""

    _transport: asyncio.Transport
    _answer: asyncio.Future[str]

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send(self, request: bytes) -> asyncio.Future[str]:
        """The status of the answer, once all of it is here."""
        self._answer = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if end and len(rest) >= _content_length(head):
            self._answer.set_result(head[9:12].decode())

    def connection_lost(self, _error: Exception | None) -> None:
        if hasattr(self, "_answer") and not self._answer.done():
            self._answer.set_exception(ConnectionError("the server hung up"))

    def close(self) -> None:
        self._transport.close()


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise ValueError(f"an answer without Content-Length cannot be measured here: {head!r}")


class _Run:
    def __init__(self, plan: Plan, path: str) -> None:
        self._plan = plan
        self._requests = _deliveries(_signed(plan, path))
        self._statuses: Counter[str] = Counter()
        self._latencies: list[float] = []
        self._left = plan.count

    async def closed_loop(self, connections: list[_Connection]) -> Result:
        start = time.perf_counter()
        await asyncio.gather(*[self._one_after_another(each, start) for each in connections])
        return self._result(start)

    async def _one_after_another(self, connection: _Connection, start: float) -> None:
        while self._left > 0 and time.perf_counter() - start < self._plan.seconds:
            self._left -= 1
            await self._send(connection, time.perf_counter())

    async def at_rate(self, connections: list[_Connection], rate: float) -> Result:
        free: asyncio.Queue[_Connection] = asyncio.Queue()
        for connection in connections:
            free.put_nowait(connection)
        start = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number in range(min(self._plan.count, int(self._plan.seconds * rate))):
                due = start + number / rate
                await asyncio.sleep(due - time.perf_counter())
                tasks.create_task(self._send_when_free(free, due))
        return self._result(start)

    async def _send_when_free(self, free: asyncio.Queue[_Connection], due: float) -> None:
        connection = await free.get()
        await self._send(connection, due)
        free.put_nowait(connection)

    async def _send(self, connection: _Connection, due: float) -> None:
        status = await connection.send(next(self._requests))
        self._latencies.append(time.perf_counter() - due)
        self._statuses[status] += 1

    def _result(self, start: float) -> Result:
        seconds = time.perf_counter() - start
        return Result(seconds, dict(self._statuses), sorted(self._latencies))


async def run(url: str, plan: Plan) -> Result:
    """Carry out the plan. ConnectionError if the server is not there, or hangs up."""
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    loop = asyncio.get_running_loop()
    connections = []
    for _ in range(plan.connections):
        _, connection = await loop.create_connection(_Connection, host, port)
        connections.append(connection)
    work = _Run(plan, parts.path)
    try:
        if plan.rate is None:
            return await work.closed_loop(connections)
        return await work.at_rate(connections, plan.rate)
    finally:
        for connection in connections:
            connection.close()


def main() -> None:
    data = json.load(sys.stdin)
    plan = Plan(**{**data, "target": Target(**data["target"])})
    json.dump(asdict(asyncio.run(run(sys.argv[1], plan))), sys.stdout)


if __name__ == "__main__":
    main()
