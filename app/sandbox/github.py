"""The sandbox's door: `handle` answers REST requests, `person` acts as somebody on the pages."""

import hashlib
import json
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, Literal

from app.sandbox.building import WorldBuilder
from app.sandbox.http import Json, Refused, Request, Response, encode
from app.sandbox.installations import Token
from app.sandbox.oauth import OAuth, answer
from app.sandbox.people import Person
from app.sandbox.rest.auth import authenticate
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.limits import require_budget, resource_of, spend
from app.sandbox.rest.router import check
from app.sandbox.rest.routes import ROUTER
from app.sandbox.world import Delivery, RequestLog

Fault = Callable[[Request, Literal["before", "after"]], Response | None]
"""Asked before a request is carried out and after: an answer replaces GitHub's own. So "before"
means that nothing was done, and "after" that it was, whatever the answer says. May also raise."""


class Sandbox(WorldBuilder):
    """One GitHub. `before_write` is called before each write is carried out, so that people can
    act between a client's read and its write."""

    fault: Fault | None = None
    before_write: Callable[[Request], None] | None = None
    oauth: OAuth | None = None
    """How people sign in to the App; None: the App has no client secret."""

    @property
    def requests(self) -> list[RequestLog]:
        """Every request that Cairn made, the first first."""
        return self.world.requests

    @property
    def deliveries(self) -> list[Delivery]:
        """The webhooks that wait to be sent."""
        return self.world.deliveries

    def take_deliveries(self) -> list[Delivery]:
        """The webhooks that wait, which then wait no longer."""
        taken, self.world.deliveries = self.world.deliveries, []
        return taken

    @property
    def list_lag(self) -> float:
        """For how many seconds lists do not show what is new; what is asked for singly is there."""
        return self.world.list_lag

    @list_lag.setter
    def list_lag(self, seconds: float) -> None:
        self.world.list_lag = seconds

    def person(self, login: str) -> Person:
        """Act as somebody. Raises Refused (404) for an unknown login."""
        return Person(self.world, self.world.user(login))

    def handle(self, request: Request) -> Response:
        """Answer a request to the REST API, as Cairn makes them; or one that tells who signs in,
        of which no log is kept."""
        if self.oauth and (told := answer(self.world, self.oauth, request)) is not None:
            return told
        at, status = self.world.clock(), 0
        try:
            response = self._with_faults(request)
            status = response.status
            return response
        finally:
            log = RequestLog(
                request.method, request.path, dict(request.query), _logged(request.body), status, at
            )
            self.world.requests.append(log)

    def _with_faults(self, request: Request) -> Response:
        if self.fault and (instead := self.fault(request, "before")):
            return instead
        if self.before_write and request.writes:
            self.before_write(request)
        response = self._answer(request)
        if self.fault and (instead := self.fault(request, "after")):
            return instead
        return response

    def _answer(self, request: Request) -> Response:
        token: Token | None = None
        try:
            token = authenticate(self.world, request.headers)
            if token is not None:
                resource = resource_of(request.path)
                require_budget(token.installation, resource, self.world.clock())
            found = self._operate(request, token)
        except Refused as refused:
            found = _error(refused)
        return self._respond(request, token, found)

    def _operate(self, request: Request, token: Token | None) -> Answer:
        path = request.path
        if path.startswith("/repositories/"):
            path = self._by_name(path)
        route, parameters = ROUTER.find(request.method, path)
        call = Call(self.world, request, parameters, _parsed(request.body), token)
        check(route, call)
        return route.operation(call)

    def _by_name(self, path: str) -> str:
        """A path by a repository's id, as redirects give it, by its name."""
        _, _, number, *tail = path.split("/")
        found = self.world.repositories_by_id.get(int(number)) if number.isdigit() else None
        if found is None:
            raise Refused(404, "Not Found")
        return "/".join(["/repos", found.full_name, *tail])

    def _respond(self, request: Request, token: Token | None, answer: Answer) -> Response:
        body = b"" if answer.data is None else encode(answer.data)
        headers = {
            "date": formatdate(int(self.world.clock()), usegmt=True),
            "x-github-request-id": f"SANDBOX:{len(self.requests) + 1:X}",
            **answer.headers,
        }
        if body:
            headers["content-type"] = "application/json; charset=utf-8"
        status = answer.status
        if request.method == "GET" and status == 200:
            headers["etag"] = _etag(body, token)
            if request.headers.get("if-none-match") == headers["etag"]:
                status, body = 304, b""
        if token is not None:
            free = status == 304 or request.path == "/rate_limit"
            resource, now = resource_of(request.path), self.world.clock()
            headers |= spend(token.installation, resource, now, 0 if free else 1)
        return Response(status, headers, body)


def _etag(body: bytes, token: Token | None) -> str:
    """A strong validator, which belongs to one token."""
    text = token.text.encode() if token else b""
    return f'"{hashlib.sha256(text + body).hexdigest()}"'


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        raise Refused(400, "Problems parsing JSON") from None


def _logged(body: bytes) -> Any:
    try:
        return _parsed(body)
    except Refused:
        return None


def _error(refused: Refused) -> Answer:
    data: Json = {
        "message": refused.message,
        "documentation_url": "https://docs.github.com/rest",
        "status": str(refused.status),
    }
    if refused.errors is not None:
        data["errors"] = refused.errors
    if "location" in refused.headers:
        data["url"] = refused.headers["location"]
    return Answer(refused.status, data, refused.headers)
