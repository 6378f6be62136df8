"""Search for issues and pull requests: the few qualifiers that Cairn uses.

Source: docs.github.com, "REST API endpoints for search" and "Filtering and searching issues and
pull requests".
"""

import re
import shlex
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from app.sandbox.http import Json, Refused, invalid
from app.sandbox.payloads import issues as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import Issue, Repository
from app.sandbox.world import World

KINDS = {"pr": True, "pull-request": True, "issue": False}

LONGEST, OPERATORS = 256, 5
"""Characters and operators (OR) of a query; GitHub refuses what is longer."""

ALTERNATIVES = ("author", "repo", "org", "user", "state")
"""What may be named twice without `advanced_search`, as alternatives; with it, that is an AND."""

NOT_SHOWN = (
    "The listed users and repositories cannot be searched either because the resources do not"
    " exist or you do not have permission to view them."
)


class Word(NamedTuple):
    """A qualifier such as `author:maya`, or a plain word ("text")."""

    name: str
    value: str


Clauses = list[list[Word]]
"""What has to fit: of each clause, one word at least."""


def search_issues(call: Call) -> Answer:
    """GET /search/issues."""
    text, advanced = call.request.query.get("q", ""), call.request.query.get("advanced_search")
    clauses = _clauses(text, advanced=advanced == "true")
    _require_somebody(call, [word for clause in clauses for word in clause])
    seen = [
        issue
        for repository in call.world.repositories.values()
        if _is_seen(call, repository)
        for issue in repository.issues.values()
        if all(any(_matches(issue, *word) for word in clause) for clause in clauses)
    ]
    known = call.known(_sorted(call, seen))
    listed, headers = call.cut(known[:1] if call.world.hurried_search else known)
    data = {
        "total_count": len(known),
        "incomplete_results": call.world.hurried_search,
        "search_type": "lexical",
        "items": [_item(call.world, it) for it in listed],
    }
    return Answer(200, data, headers)


def _is_seen(call: Call, repository: Repository) -> bool:
    return call.sees(repository) or not repository.private


def _sorted(call: Call, issues: Iterable[Issue]) -> list[Issue]:
    by_update = call.request.query.get("sort") == "updated"
    return sorted(
        issues,
        key=lambda it: (it.updated if by_update else it.created, it.id),
        reverse=call.request.query.get("order", "desc") == "desc",
    )


def _item(world: World, it: Issue) -> Json:
    return {**shown.issue(world, it), "body": it.body or "", "score": 1.0}


# ---- what is asked for ---------------------------------------------------------------------------


def _clauses(text: str, *, advanced: bool) -> Clauses:
    if not text.strip():
        raise invalid("Search", "q", "missing")
    tokens = shlex.split(re.sub(r"[()]", r" \g<0> ", text) if advanced else text)
    if len(text) > LONGEST or tokens.count("OR") > OPERATORS:
        raise invalid("Search", "q", "invalid", "The search is longer than 256 characters.")
    return list(_with_brackets(tokens)) if advanced else _without(tokens)


def _without(tokens: list[str]) -> Clauses:
    found: dict[Word | str, list[Word]] = {}
    for word in map(_word, tokens):
        found.setdefault(word.name if word.name in ALTERNATIVES else word, []).append(word)
    return list(found.values())


def _with_brackets(tokens: list[str]) -> Iterator[list[Word]]:
    """One level of brackets, with OR in between: more is refused."""
    if tokens.count("(") != tokens.count(")"):
        raise invalid("Search", "q", "invalid")
    rest = iter(tokens)
    for each in rest:
        if each != "(":
            yield [_word(each)]
            continue
        inside = list(iter(lambda: next(rest, ")"), ")"))
        if not inside or inside[1::2] != ["OR"] * (len(inside) // 2) or "(" in inside:
            raise invalid("Search", "q", "invalid")
        yield [_word(it) for it in inside[::2]]


def _word(text: str) -> Word:
    name, colon, value = text.partition(":")
    if text in ("OR", "AND", "NOT", ")"):
        raise Refused(422, f"The sandbox does not know {text} here: add it to search.py")
    if not colon:
        return Word("text", text.lower())
    return Word("type" if name == "is" else name, value.lower())


def _require_somebody(call: Call, words: list[Word]) -> None:
    """422 where none of the repositories, or of the people, is there for whoever asks."""
    repositories = [call.world.repositories.get(value) for name, value in words if name == "repo"]
    people = [call.world.users.get(value) for name, value in words if name == "author"]
    visible = [it for it in repositories if it is not None and _is_seen(call, it)]
    if (repositories and not visible) or (people and not any(people)):
        raise invalid("Search", "q", "invalid", NOT_SHOWN)


# ---- what fits -----------------------------------------------------------------------------------


def _matches(issue: Issue, name: str, value: str) -> bool:
    """Unknown qualifiers are refused: a test that relies on one must not pass by accident."""
    match name:
        case "author":
            return issue.user.login.lower() == value
        case "repo":
            return issue.repository.full_name.lower() == value
        case "org" | "user":
            return issue.repository.owner.login.lower() == value
        case "type":
            return _is(issue, value)
        case "state":
            return issue.state == value
        case "updated":
            return issue.updated >= _since(value)
        case "text":
            return value in f"{issue.title}\n{issue.body}".lower()
    raise Refused(422, f"The sandbox does not know the qualifier {name}: add it to search.py")


def _since(value: str) -> float:
    """The instant of `>=2026-09-01` (UTC)."""
    try:
        day = date.fromisoformat(value.removeprefix(">="))
    except ValueError:
        raise Refused(422, f"The sandbox does not know updated:{value}: add it") from None
    return datetime.combine(day, time(), UTC).timestamp()


def _is(issue: Issue, value: str) -> bool:
    if value in KINDS:
        return (issue.pull is not None) == KINDS[value]
    if value in ("public", "private"):
        return issue.repository.private == (value == "private")
    if value == "merged":
        return issue.pull is not None and issue.pull.merged is not None
    return issue.state == value


ROUTES = (Route("GET", "/search/issues", search_issues, "nothing"),)
