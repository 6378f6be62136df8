"""Search for issues and pull requests: the few qualifiers that Cairn uses."""

import shlex

from app.sandbox.http import Json, Refused, invalid
from app.sandbox.payloads import issues as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import Issue
from app.sandbox.world import World

KINDS = {"pr": True, "pull-request": True, "issue": False}


def search_issues(call: Call) -> Answer:
    """GET /search/issues. Repositories and authors named twice are alternatives."""
    wanted = _qualifiers(call.request.query.get("q", ""))
    seen = [
        issue
        for repository in call.world.repositories.values()
        if call.sees(repository) or not repository.private
        for issue in repository.issues.values()
        if _matches(issue, wanted)
    ]
    known = call.known(sorted(seen, key=lambda it: (it.created, it.id), reverse=True))
    listed, headers = call.cut(known)
    rows = [_item(call.world, it) for it in listed]
    data = {
        "total_count": len(known),
        "incomplete_results": False,
        "search_type": "lexical",
        "items": rows,
    }
    return Answer(200, data, headers)


def _item(world: World, it: Issue) -> Json:
    return {**shown.issue(world, it), "body": it.body or "", "score": 1.0}


def _qualifiers(text: str) -> dict[str, set[str]]:
    if not text.strip():
        raise invalid("Search", "q", "missing")
    found: dict[str, set[str]] = {}
    for word in shlex.split(text):
        name, colon, value = word.partition(":")
        if not colon:
            name, value = "text", word
        found.setdefault("type" if name == "is" else name, set()).add(value.lower())
    return found


def _matches(issue: Issue, wanted: dict[str, set[str]]) -> bool:
    return all(_matches_one(issue, name, values) for name, values in wanted.items())


def _matches_one(issue: Issue, name: str, values: set[str]) -> bool:
    """Unknown qualifiers are refused: a test that relies on one must not pass by accident."""
    match name:
        case "author":
            return issue.user.login.lower() in values
        case "repo":
            return issue.repository.full_name.lower() in values
        case "org" | "user":
            return issue.repository.owner.login.lower() in values
        case "type":
            return all(_is(issue, value) for value in values)
        case "state":
            return issue.state in values
        case "text":
            text = f"{issue.title}\n{issue.body}".lower()
            return all(value in text for value in values)
    raise Refused(422, f"The sandbox does not know the qualifier {name}: add it to search.py")


def _is(issue: Issue, value: str) -> bool:
    if value in KINDS:
        return (issue.pull is not None) == KINDS[value]
    if value in ("public", "private"):
        return issue.repository.private == (value == "private")
    if value == "merged":
        return issue.pull is not None and issue.pull.merged is not None
    return issue.state == value


ROUTES = (Route("GET", "/search/issues", search_issues, "nothing"),)
