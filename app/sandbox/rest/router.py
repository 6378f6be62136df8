"""From a path to its operation, and whether the token may."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.sandbox.http import Refused, not_found
from app.sandbox.rest.call import Answer, Call

Operation = Callable[[Call], Answer]

GREEDY = ("path", "ref")
"""Parameters that at the end of a template take the rest of the path."""


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. `needs`: a permission of the installation ("issues:write"), "app" where the
    App signs with its key, or "thread:write" (or read): issues, or pull requests, by what the
    number in the path is (docs.github.com, "Permissions required for GitHub Apps")."""

    method: str
    template: str
    operation: Operation
    needs: str


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    any: "_Node | None" = None
    rest: bool = False
    routes: dict[str, tuple[Route, tuple[str, ...]]] = field(default_factory=dict)


class Router:
    """All routes as a tree of path segments."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node, names = self._root, []
        for word in route.template.strip("/").split("/"):
            if word.startswith("{"):
                names.append(word[1:-1])
                node.any = node.any or _Node()
                node = node.any
            else:
                node = node.words.setdefault(word, _Node())
        node.rest = bool(names) and names[-1] in GREEDY and route.template.endswith("}")
        node.routes[route.method] = (route, tuple(names))

    def find(self, method: str, path: str) -> tuple[Route, Mapping[str, str]]:
        """The route, and the path's parameters, decoded. 404 for what is not there."""
        words = path.strip("/").split("/")
        node, values = self._root, []
        for place, word in enumerate(words):
            if word in node.words:
                node = node.words[word]
                continue
            if node.any is None:
                raise not_found()
            node = node.any
            if node.rest:
                values.append(unquote("/".join(words[place:])))
                break
            values.append(unquote(word))
        if method not in node.routes:
            raise not_found()
        route, names = node.routes[method]
        return route, dict(zip(names, values, strict=True))


def check(route: Route, call: Call) -> None:
    """Raise 401, 403 or 404 where the operation is not for whoever asks.

    What is public can be read without a permission: so says each operation's page.
    """
    if route.needs == "app":
        if call.token is not None:
            raise Refused(401, "A JSON web token could not be decoded")
        return
    if call.token is None:
        raise Refused(401, "Bad credentials")
    needs = route.needs
    if "repo" in call.parameters:
        repository = call.repository
        if needs.startswith("thread"):
            issue = call.issue
            needs = needs.replace("thread", "pull_requests" if issue.pull else "issues")
        if call.request.writes and not call.sees(repository):
            raise Refused(403, "Resource not accessible by integration")
        if not (call.request.writes or repository.private):
            return
    if needs != "nothing" and not call.may(needs):
        raise Refused(403, "Resource not accessible by integration")
