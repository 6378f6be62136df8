"""Requests to GitHub: gidgethub on any transport, with three kinds of trouble told apart.

GitHub's limits are documented on docs.github.com under "Rate limits for the REST API".
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

import aiohttp
import gidgethub
from gidgethub.abc import GitHubAPI

from app.clock import Clock

Transport = Callable[
    [str, str, Mapping[str, str], bytes], Awaitable[tuple[int, Mapping[str, str], bytes]]
]
"""Method, URL, headers, body to status, headers, body. May raise OSError or TimeoutError."""

Variables = Mapping[str, Any]

REQUESTER = "cairn"
TIMEOUT = aiohttp.ClientTimeout(total=30)


class Refused(Exception):
    """GitHub said no, and will say so again: 404, 410, 422, 403 without a limit, a redirect."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}")
        self.status = status
        self.message = message


class Patience(Exception):
    """GitHub asked to wait. `until` is in Unix seconds, or None where it gave no hint."""

    def __init__(self, until: float | None, message: str) -> None:
        super().__init__(message)
        self.until = until


class Unknown(Exception):
    """A time-out, a broken connection or a 5xx: the outcome is not known (rule 6)."""


def over_http(session: aiohttp.ClientSession) -> Transport:
    """Send requests with aiohttp. Redirects are GitHub's way to say "renamed": not followed."""

    async def send(
        method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        async with session.request(
            method, url, headers=headers, data=body, allow_redirects=False, timeout=TIMEOUT
        ) as response:
            return response.status, response.headers, await response.read()

    return send


class Api(GitHubAPI):
    """gidgethub's API over a transport. Waiting is the converger's business, never done here."""

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        clock: Clock,
        cache: MutableMapping[str, Any] | None = None,
    ) -> None:
        super().__init__(REQUESTER, base_url=base_url, cache=cache)
        self._transport = transport
        self._clock = clock

    async def _request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, Mapping[str, str], bytes]:
        return await self._transport(method, url, headers, body)

    async def sleep(self, seconds: float) -> None:
        """Never waits: nobody asks it to."""
        raise NotImplementedError("the converger waits, by its own clock")

    @contextmanager
    def told_apart(self) -> Iterator[None]:
        """Turn gidgethub's and aiohttp's exceptions into Refused, Patience and Unknown."""
        try:
            yield
        except gidgethub.HTTPException as error:
            raise sort_out(error, self._clock()) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unknown(repr(error)) from error


def sort_out(error: gidgethub.HTTPException, now: float) -> Exception:
    """Which kind of trouble an error of GitHub's is."""
    status = int(error.status_code)
    message = str(error)
    if status >= 500:
        return Unknown(f"{status}: {message}")
    if status == 429 or (status == 403 and _is_limit(error, message)):
        return Patience(_until(error.headers, now), message)
    return Refused(status, message)


def _is_limit(error: gidgethub.HTTPException, message: str) -> bool:
    headers = error.headers
    said = message.lower()
    return (
        "retry-after" in headers
        or headers.get("x-ratelimit-remaining") == "0"
        or "rate limit" in said
        or "abuse" in said
    )


def _until(headers: Mapping[str, str], now: float) -> float | None:
    """GitHub's own order: `retry-after`; else, with nothing left, `x-ratelimit-reset`."""
    if (seconds := headers.get("retry-after", "")).isdigit():
        return now + int(seconds)
    if headers.get("x-ratelimit-remaining") == "0":
        reset = headers.get("x-ratelimit-reset", "")
        return max(now, float(reset)) if reset.isdigit() else None
    return None


class Session:
    """Requests with one installation's token."""

    def __init__(self, api: Api, token: Callable[[], Awaitable[str]]) -> None:
        self._api = api
        self._token = token

    async def get(self, path: str, variables: Variables) -> Any:
        """One item."""
        with self._api.told_apart():
            return await self._api.getitem(path, variables, oauth_token=await self._token())

    async def list(self, path: str, variables: Variables) -> AsyncIterator[Any]:
        """All items, page by page."""
        with self._api.told_apart():
            token = await self._token()
            async for item in self._api.getiter(
                path, variables, oauth_token=token, iterable_key="repositories"
            ):
                yield item

    async def post(self, path: str, variables: Variables, data: Any) -> Any:
        """Create something."""
        with self._api.told_apart():
            return await self._api.post(path, variables, data=data, oauth_token=await self._token())

    async def patch(self, path: str, variables: Variables, data: Any) -> Any:
        """Change something."""
        with self._api.told_apart():
            return await self._api.patch(
                path, variables, data=data, oauth_token=await self._token()
            )

    async def delete(self, path: str, variables: Variables) -> None:
        """Delete something."""
        with self._api.told_apart():
            await self._api.delete(path, variables, oauth_token=await self._token())
