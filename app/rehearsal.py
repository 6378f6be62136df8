"""Cairn beside a sandbox on a clock that is moved by hand: no sockets, no waiting.

The demo plays a cohort with it, and tests use it to put people, deliveries and crashes in any
order. Requests and deliveries are the same as over HTTP.
"""

from collections.abc import Awaitable, Callable, Mapping
from math import inf
from urllib.parse import parse_qsl, unquote, urlsplit

from app.clock import ManualClock
from app.converge import Wait
from app.github.client import Transport
from app.sandbox.github import Sandbox
from app.sandbox.http import Request
from app.service import Service


def in_process(sandbox: Sandbox, base_url: str) -> Transport:
    """Requests to a sandbox in the same process."""
    prefix = urlsplit(base_url).path.rstrip("/")

    async def send(
        method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        parts = urlsplit(url)
        request = Request(
            method,
            unquote(parts.path).removeprefix(prefix),
            dict(parse_qsl(parts.query)),
            {name.lower(): value for name, value in headers.items()},
            body,
        )
        response = sandbox.handle(request)
        return response.status, response.headers, response.body

    return send


class Rehearsal:
    """Moves a service and its sandbox through time."""

    def __init__(
        self,
        sandbox: Sandbox,
        service: Service,
        clock: ManualClock,
        post: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.service = service
        self.clock = clock
        self._post = post or self._hand_over
        self._installations: set[int] = set()
        self._retry = -inf

    async def begin(self) -> None:
        """Start Cairn, as at a start of its process."""
        self._installations |= set(await self.service.begin())

    async def take_over(self, installation: int) -> None:
        """Go on with an installation where another process left it, without looking anew."""
        await self.service.tenants.get(installation)
        self._installations.add(installation)

    async def deliver(self) -> int:
        """Deliver the webhooks that wait, and let Cairn take them; how many they were."""
        number = await self._post()
        if number or self._retry <= self.clock.now:
            self._installations |= await self.service.inbox.work()
            retry = await self.service.next_retry()
            self._retry = inf if retry is None else retry
        return number

    async def _hand_over(self) -> int:
        deliveries = self.sandbox.take_deliveries()
        for delivery in deliveries:
            await self.service.intake.keep(delivery.event, delivery.id, delivery.body)
        return len(deliveries)

    async def settle(self, within: float = 600.0, until: float = inf) -> float | None:
        """Let Cairn do what it would do by itself, as long as the next thing is due within so many
        seconds of the last, and not after `until`. Returns the instant of what is due next."""
        while True:
            await self.deliver()
            due = await self.step()
            if due is None and not self.sandbox.deliveries:
                return None
            if due is not None and due > self.clock.now:
                if due > min(until, self.clock.now + within):
                    return due
                self.clock.advance_to(due)

    async def step(self) -> float | None:
        """One step of each installation; the earliest instant to go on (now, if one did much)."""
        dues: list[float] = []
        for installation in sorted(self._installations):
            step = await self.service.step(installation)
            if not isinstance(step, Wait):
                dues.append(self.clock.now)
            elif step.until is not None:
                dues.append(step.until)
        due = min([*dues, self._retry])
        return None if due == inf else due

    async def play_until(self, at: float) -> None:
        """Go from one due thing to the next, up to an instant."""
        await self.settle(inf, until=at)
        self.clock.advance_to(at)
        await self.settle(until=at)
