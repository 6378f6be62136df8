"""One request on its way through the sandbox: who asks, for what, and how lists are answered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from app.sandbox.access import Actor
from app.sandbox.http import Json, Refused, Request, invalid, not_found
from app.sandbox.installations import Installation, Token
from app.sandbox.state import Issue, Repository
from app.sandbox.world import World

LARGEST_PAGE = 100
USUAL_PAGE = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers. No data: no body."""

    status: int = 200
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Dated(Protocol):
    """Whatever has a moment of creation, and so may be late in lists."""

    @property
    def created(self) -> float:
        """When it was made, in Unix seconds."""
        ...


T = TypeVar("T", bound=Dated)
U = TypeVar("U")


@dataclass(slots=True)
class Call:
    """A request whose route was found. `token` is None where the App signed with its key."""

    world: World
    request: Request
    parameters: Mapping[str, str]
    body: Any
    token: Token | None

    @property
    def actor(self) -> Actor:
        """The App's bot: all that comes through the REST API is the App's."""
        return Actor(self.world.app.bot, app=True)

    @property
    def installation(self) -> Installation:
        """The installation that the token is for."""
        if self.token is None:
            raise Refused(401, "Bad credentials")
        return self.token.installation

    def may(self, permission: str) -> bool:
        """Whether the token holds a permission such as "issues:write"."""
        name, level = permission.split(":")
        if self.token is None:
            return False
        held = self.token.permissions.get(name)
        return held == "write" or (held is not None and held == level)

    def sees(self, repository: Repository) -> bool:
        """Whether the token was given for the repository."""
        if self.token is None or repository.id not in self.token.installation.repositories:
            return False
        return self.token.repositories is None or repository.id in self.token.repositories

    @property
    def repository(self) -> Repository:
        """The repository in the path: 301 where it was renamed, 404 where it may not be seen."""
        name = f"{self.parameters['owner']}/{self.parameters['repo']}"
        moved = self.world.renamed.get(name.lower())
        if moved is not None and name.lower() not in self.world.repositories:
            tail = "/".join(self.request.path.split("/")[4:])
            raise self._moved(f"/repositories/{moved}" + (f"/{tail}" if tail else ""))
        found = self.world.repository(name)
        if found.private and not self.sees(found):
            raise not_found()
        return found

    def _moved(self, path: str) -> Refused:
        """301, or 307 for a write, so that clients keep the method."""
        location = self.world.api_url + path
        status = 307 if self.request.writes else 301
        return Refused(status, "Moved Permanently", headers={"location": location})

    @property
    def issue(self) -> Issue:
        """The issue or pull request in the path: 301 where it moved, 410 where it was deleted."""
        repository = self.repository
        number = self.number("issue_number")
        found = repository.issues.get(number)
        if found is not None:
            return found
        if number not in repository.gone:
            raise not_found()
        moved = repository.gone[number]
        if moved is None:
            raise Refused(410, "This issue was deleted")
        raise self._moved(f"/repositories/{moved.repository.id}/issues/{moved.number}")

    @property
    def pull(self) -> Issue:
        """The pull request in the path."""
        found = self.repository.issues.get(self.number("pull_number"))
        if found is None or found.pull is None:
            raise not_found()
        return found

    def number(self, name: str) -> int:
        """A number in the path; 404 where it is none."""
        text = self.parameters[name]
        if not (text.isascii() and text.isdigit()):
            raise not_found()
        return int(text)

    def text(self, name: str) -> str | None:
        """A text in the body; None where it is left out."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise Refused(422, f"Invalid request.\n\nFor 'properties/{name}', not a string.")
        return value

    def needed_text(self, name: str, resource: str) -> str:
        """A text that has to be in the body."""
        value = self.text(name)
        if value is None or not value.strip():
            raise invalid(resource, name, "missing_field")
        return value

    def texts(self, name: str) -> list[str] | None:
        """A list of texts in the body, also where each is an object with a `name`."""
        return None if name not in self.fields else texts(self.fields[name], name)

    @property
    def fields(self) -> Json:
        """The body as an object; none where there was no body."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise Refused(422, "Invalid request.\n\nNot an object.")
        return self.body

    def page(self, items: Iterable[T], show: Callable[[World, T], Json]) -> Answer:
        """A page of a list, without what is too new for lists to know (`list_lag`)."""
        known = self.known(items)
        shown, headers = self.cut(known)
        return Answer(200, [show(self.world, item) for item in shown], headers)

    def known(self, items: Iterable[T]) -> list[T]:
        """The items that lists show already."""
        latest = self.world.clock() - self.world.list_lag
        return [item for item in items if item.created <= latest]

    def cut(self, items: list[U]) -> tuple[list[U], dict[str, str]]:
        """The page asked for, and the `Link` header that leads to the others."""
        size = min(self.positive("per_page", USUAL_PAGE), LARGEST_PAGE)
        page = self.positive("page", 1)
        last = max(1, -(-len(items) // size))
        return items[(page - 1) * size : page * size], self._links(page, last)

    def positive(self, name: str, default: int) -> int:
        """A positive number in the query; GitHub takes the default for anything else."""
        text = self.request.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else default

    def _links(self, page: int, last: int) -> dict[str, str]:
        wanted: dict[str, int] = {}
        if page < last:
            wanted |= {"next": page + 1, "last": last}
        if page > 1:
            wanted |= {"prev": min(page - 1, last), "first": 1}
        base = self.world.api_url + self.request.path
        links = [
            f'<{base}?{urlencode({**self.request.query, "page": number})}>; rel="{rel}"'
            for rel, number in wanted.items()
        ]
        return {"link": ", ".join(links)} if links else {}

    def since(self) -> float:
        """The `since` of the query, in Unix seconds; 0 where there is none."""
        return instant(self.request.query.get("since", "1970-01-01T00:00:00Z"), "since")


def instant(text: str, name: str) -> float:
    """An instant as the API takes it; 422 for what is none."""
    try:
        parsed = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" ", "+"))
    except ValueError:
        raise Refused(422, f"Invalid request.\n\n{name}: {text!r} is not a date-time.") from None
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


def texts(value: Any, name: str) -> list[str]:
    """A list of texts; of an object in it, its `name` or `login`."""
    if not isinstance(value, list):
        raise Refused(422, f"Invalid request.\n\nFor 'properties/{name}', not an array.")
    found = [
        item.get("name", item.get("login")) if isinstance(item, dict) else item for item in value
    ]
    strings = [item for item in found if isinstance(item, str)]
    if len(strings) < len(found):
        raise Refused(422, f"Invalid request.\n\nFor 'properties/{name}', not all strings.")
    return strings
