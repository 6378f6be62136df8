"""Sends the sandbox's webhooks over HTTP, as GitHub does: once, without waiting for the answer's
meaning, and keeping the status for `GET /app/hook/deliveries`.

Headers: docs.github.com, "Webhook events and payloads", "Delivery headers".
"""

import asyncio
import hashlib
import hmac

import aiohttp

from app.sandbox.github import Sandbox
from app.sandbox.world import App, Delivery, Sent

TIMEOUT = aiohttp.ClientTimeout(total=10)
"""Seconds; GitHub counts a slower answer as a failure."""


def signature(secret: str, body: bytes, algorithm: str = "sha256") -> str:
    """The value of `X-Hub-Signature-256` (or, with "sha1", of the older header)."""
    return f"{algorithm}={hmac.new(secret.encode(), body, algorithm).hexdigest()}"


def headers(app: App, delivery: Delivery) -> dict[str, str]:
    """What GitHub sends beside a payload."""
    return {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": f"GitHub-Hookshot/{hashlib.sha256(app.slug.encode()).hexdigest()[:7]}",
        "X-GitHub-Delivery": delivery.id,
        "X-GitHub-Event": delivery.event,
        "X-GitHub-Hook-ID": str(app.id),
        "X-GitHub-Hook-Installation-Target-ID": str(app.id),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
        "X-Hub-Signature": signature(app.webhook_secret, delivery.body, "sha1"),
        "X-Hub-Signature-256": signature(app.webhook_secret, delivery.body),
    }


class Sender:
    """Takes deliveries out of a sandbox and posts them to the App's webhook address."""

    def __init__(self, sandbox: Sandbox, url: str, session: aiohttp.ClientSession) -> None:
        self._sandbox = sandbox
        self._url = url
        self._session = session

    async def run(self, every: float = 0.05) -> None:
        """Send whatever comes, until cancelled; looks every so many seconds."""
        while True:
            await self.send_all()
            await asyncio.sleep(every)

    async def send_all(self) -> int:
        """Send what waits, one after another, in order; returns how many."""
        waiting = self._sandbox.take_deliveries()
        for delivery in waiting:
            await self._send(delivery)
        return len(waiting)

    async def _send(self, delivery: Delivery) -> None:
        world, loop = self._sandbox.world, asyncio.get_running_loop()
        start = loop.time()
        code, status = await self._post(delivery)
        number = world.new_id("delivery")
        seconds = loop.time() - start
        world.sent.append(Sent(number, delivery, world.clock(), seconds, code, status))

    async def _post(self, delivery: Delivery) -> tuple[int, str]:
        """The status code and what GitHub calls it; 0 where there was no answer."""
        try:
            async with self._session.post(
                self._url,
                data=delivery.body,
                headers=headers(self._sandbox.world.app, delivery),
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                ok = 200 <= response.status < 300
                return response.status, "OK" if ok else f"Invalid HTTP Response: {response.status}"
        except TimeoutError:
            return 0, "timed out"
        except aiohttp.ClientError:
            return 0, "failed to connect to host"
