"""What holds for every page: headers, no form of another site, no trouble shown in detail."""

from collections.abc import Awaitable, Callable
from hmac import compare_digest

import structlog
from aiohttp import web

from app.pages.rendering import Templates
from app.pages.sessions import Session

log = structlog.get_logger()

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # With "no-referrer" a browser sends "Origin: null" with our own forms (Fetch, "append a request
    # Origin header"), and they could not be told from another site's.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}
"""No scripts, no frames, nothing kept by a browser or a proxy, and no address told to others."""

_SAID = {404: "There is no such page.", 413: "That was longer than a form of ours can be."}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(own_origin: str, show: Templates) -> Callable[..., Awaitable[web.StreamResponse]]:
    """The middleware of the pages at this origin."""

    def refusal(status: int, message: str) -> web.Response:
        return show("refused", {"message": message}, status)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.method == "POST" and not is_own(request, own_origin):
                response: web.StreamResponse = refusal(403, "This form came from another site.")
            else:
                response = await handler(request)
        except web.HTTPForbidden as error:
            response = refusal(error.status, error.text or "")
        except web.HTTPException as error:
            response = refusal(error.status, _SAID.get(error.status, "That cannot be done here."))
        except Exception:
            log.exception("page failed", path=request.path)
            response = refusal(500, "Something went wrong on our side. Please try again later.")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def is_own(request: web.Request, own_origin: str) -> bool:
    """Whether a form was sent by a page of ours: all browsers say so in `Origin`, and newer ones in
    `Sec-Fetch-Site` as well."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site == "same-origin" and request.headers.get("Origin") == own_origin


def has_token(session: Session, sent: str) -> bool:
    """Whether a form is of this session; compared in constant time."""
    return compare_digest(session.token.encode(), sent.encode(errors="replace"))
