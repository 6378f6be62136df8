"""GitHub in trouble: answers in place of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.sandbox.http import Request, Response, encode


@dataclass
class Trouble:
    """Answers `status` to the first `times` requests that `where` fits; 0 breaks the connection.

    `when` is "after" where GitHub did what it was asked before it answered so.
    """

    status: int
    where: Callable[[Request], bool]
    when: Literal["before", "after"] = "before"
    headers: Mapping[str, str] = field(default_factory=dict)
    message: str = "Trouble"
    times: int = 1
    met: int = 0

    def __call__(self, request: Request, when: Literal["before", "after"]) -> Response | None:
        if when != self.when or self.met >= self.times or not self.where(request):
            return None
        self.met += 1
        if not self.status:
            raise TimeoutError
        headers = {"content-type": "application/json; charset=utf-8", **self.headers}
        return Response(self.status, headers, encode({"message": self.message}))


def posts(what: str) -> Callable[[Request], bool]:
    """POST requests whose path ends so."""
    return lambda request: request.method == "POST" and request.path.endswith(what)


def writes(request: Request) -> bool:
    """Whatever changes something."""
    return request.writes


def anything(request: Request) -> bool:
    """Every request with an installation's token."""
    return not request.path.startswith("/app")
