"""Requests and answers as plain values: the sandbox does no I/O of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the REST API. `path` has no base; the keys of `headers` are lower-case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def writes(self) -> bool:
        """Whether it changes something in a repository. Asking for a token does not."""
        return self.method != "GET" and not self.path.startswith("/app/")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. The keys of `headers` are lower-case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """The body, parsed; None where there is none."""
        return json.loads(self.body) if self.body else None


class Refused(Exception):
    """GitHub's answer to what may not or cannot be done: a status and a message.

    `errors` is the list of a 422 ("Validation Failed"), `headers` is for redirects.
    """

    def __init__(
        self,
        status: int,
        message: str,
        errors: list[Json] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}

    def __str__(self) -> str:
        return f"{self.status} {self.message}" + (f": {self.errors}" if self.errors else "")


def not_found() -> Refused:
    """404: it is not there, or whoever asks may not know that it is."""
    return Refused(404, "Not Found")


def invalid(resource: str, field_: str, code: str, message: str | None = None) -> Refused:
    """422 with one error, in the form that docs.github.com gives under "Client errors"."""
    error: Json = {"resource": resource, "field": field_, "code": code}
    if message is not None:
        error["message"] = message
    return Refused(422, "Validation Failed", [error])


def encode(data: Any) -> bytes:
    """JSON as it goes over the wire."""
    return json.dumps(data, separators=(",", ":")).encode()
