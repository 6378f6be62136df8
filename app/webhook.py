"""The way in: `POST /webhook`. Size, signature, headers; then the intake keeps the delivery.

Every answer but 202 says in its text what was wrong. GitHub shows it under "Recent deliveries" on
the App's page, and an operator can have the delivery sent again from there.
"""

import asyncio
import hmac
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

import structlog
from aiohttp import ClientPayloadError, web

MAX_BODY = 25 * 1024 * 1024
"""Bytes. GitHub sends no larger payload (docs.github.com, "Webhook events and payloads")."""

PATIENCE = 30.0
"""Seconds for the whole body to come. No GitHub, Enterprise Server included, waits longer."""

_UNSIGNED = "X-Hub-Signature-256 is missing or does not fit the body"
_SIGNATURE = re.compile(r"sha256=([0-9a-f]{64})")
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DELIVERY = re.compile(r"[!-~]{1,64}")

Handler = Callable[[web.Request], Awaitable[web.Response]]
_log = structlog.get_logger(__name__)


class Malformed(Exception):
    """The delivery is not what GitHub sends. The text says why, and goes into the answer."""


class Unavailable(Exception):
    """The delivery cannot be kept now. The text is for the log only."""


class Intake(Protocol):
    """Where accepted deliveries go."""

    async def keep(self, name: str, delivery: str, body: bytes) -> None:
        """Return once the delivery is durably kept, or let go on purpose.

        Raises Malformed if the body is no JSON of the event `name`, Unavailable if there is no
        keeping it now.
        """


def make_webhook(
    secrets: Sequence[bytes], intake: Intake, *, patience: float = PATIENCE
) -> Handler:
    """The handler for `POST /webhook`.

    `secrets` are the webhook secrets that count; ValueError if there is none or an empty one,
    because then anybody could sign. `patience` is in seconds.
    """
    if not secrets or not all(secrets):
        raise ValueError("a webhook secret is missing or empty")

    async def webhook(request: web.Request) -> web.Response:
        signatures = request.headers.getall("X-Hub-Signature-256", [])
        if (request.content_length or 0) > MAX_BODY:
            return _refuse(413, f"larger than {MAX_BODY} bytes")
        if len(signatures) != 1 or _SIGNATURE.fullmatch(signatures[0]) is None:
            return _refuse(401, _UNSIGNED)  # before anything of the body is kept
        try:
            body = await _read(request, patience)
            if body is None:
                return _refuse(413, f"larger than {MAX_BODY} bytes")
            if not is_signed(body, signatures, secrets):
                return _refuse(401, _UNSIGNED)
            name, delivery = _envelope(request.headers, request.content_type)
        except Malformed as error:
            return _refuse(400, str(error))
        return await _keep(intake, name, delivery, body)

    return webhook


def is_signed(body: bytes, signatures: Sequence[str], secrets: Sequence[bytes]) -> bool:
    """Whether the one `X-Hub-Signature-256` in `signatures` is made of `body` by one of `secrets`.

    Strict where gidgethub is not: no SHA-1, nothing that is not ASCII, no second header.
    """
    match = _SIGNATURE.fullmatch(signatures[0]) if len(signatures) == 1 else None
    if match is None:
        return False
    given = match[1]
    # All are compared, so that the time taken does not tell which one fits.
    fits = [
        hmac.compare_digest(hmac.digest(secret, body, "sha256").hex(), given) for secret in secrets
    ]
    return any(fits)


async def _read(request: web.Request, patience: float) -> bytes | None:
    """The raw body; None if it is too large, found out without keeping more than the limit.

    Read by hand: aiohttp's own limit belongs to the whole application, and ends in its own page.
    """
    if "Content-Encoding" in request.headers:  # aiohttp would unpack it, the signature would not
        raise Malformed("the body is compressed, which GitHub never does")
    content = request.content
    if content.is_eof() and content.exception() is None:  # all of it came with the head
        return content.read_nowait()
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            async for chunk in request.content.iter_any():
                if len(body) + len(chunk) > MAX_BODY:
                    return None
                body += chunk
    except TimeoutError:
        raise Malformed(f"the body took longer than {patience:g} seconds") from None
    except (web.RequestPayloadError, ClientPayloadError):
        raise Malformed("the body ended early") from None
    return bytes(body)


def _envelope(headers: Mapping[str, str], content_type: str) -> tuple[str, str]:
    """The event's name and the delivery's id. GitHub's signature does not cover them."""
    if content_type == "application/x-www-form-urlencoded":  # the other one that GitHub offers
        raise Malformed("set the webhook's content type to application/json on the App's page")
    name = headers.get("X-GitHub-Event", "")
    if not _EVENT.fullmatch(name):
        raise Malformed("X-GitHub-Event is missing or not the name of an event")
    delivery = headers.get("X-GitHub-Delivery", "")
    if not _DELIVERY.fullmatch(delivery):
        raise Malformed("X-GitHub-Delivery is missing or not the id of a delivery")
    return name, delivery


async def _keep(intake: Intake, name: str, delivery: str, body: bytes) -> web.Response:
    about = {"github_event": name, "delivery": delivery}
    try:
        await intake.keep(name, delivery, body)
    except Malformed as error:
        _log.warning("webhook.malformed", reason=str(error), **about)
        return _answer(400, str(error))
    except Unavailable as error:
        _log.error("webhook.unavailable", reason=str(error), **about)
        return _answer(503, "cannot be kept now; have it sent again later")
    except Exception:
        # Whatever broke: GitHub must see a failure, or the delivery would be lost unnoticed.
        _log.exception("webhook.failed", **about)
        return _answer(503, "cannot be kept now; have it sent again later")
    return _answer(202, "taken")


def _refuse(status: int, text: str) -> web.Response:
    _log.info("webhook.refused", status=status, reason=text)
    return _answer(status, text)


def _answer(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text + "\n")
