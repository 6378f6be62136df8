"""What has to hold for every request and every text, whatever a test is about."""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from app.github.live import commands, live_parts
from app.sandbox.world import RequestLog
from tests.github.contract import Contract
from tests.world import World

_MARKDOWN = MarkdownIt("commonmark")
_REGION = re.compile(
    r"<!-- cairn:([A-Za-z0-9+/=]+)\.[0-9a-f]{32} -->(.*?)<!-- cairn:end -->", re.DOTALL
)
_FOLDS = (
    *("<details><summary>What is under way</summary>", "</details>"),
    *(f"<details><summary>As {form}</summary>" for form in ("Markdown", "JSON")),
)
"""The only HTML of ours: long lists are folded."""

_BOX = re.compile(r"- \[[ x]\]")
_EMOJI = re.compile("[\U0001f300-\U0001faff☀-➿]")
_THREAD = re.compile(r"/repos/([^/]+/[^/]+)/(issues|milestones)")
HOSTS = frozenset(
    {
        "",
        "cairn.test",
        "acme.example",
        "chat.acme.example",
        "social.acme.example",
        "element.example",
        "mentorship.example",
        "prometheus.example",
        "github.test",
    }
)
"""Where links of these tests' files lead. Attacks lead to others."""

WRITE_EVERY = 1.0
"""Seconds between two writes of an installation (design, promise 5)."""


class Posted(NamedTuple):
    """A text that Cairn sent: ours only, without the words of people around it."""

    repository: str
    text: str
    to: frozenset[str]
    title: bool = False


@cache
def contract() -> Contract:
    """GitHub's description of its API, read once."""
    return Contract()


def judge(world: World) -> None:
    """Hold all that Cairn sent, and all that the sandbox told it, against the rules."""
    for request in world.sandbox.requests:
        contract().check_request(request.method, request.path, request.query, request.body)
    for delivery in world.sandbox.world.history:
        contract().check_webhook(delivery.event, delivery.payload)
    _judge_pace([r.at for r in world.sandbox.requests if is_write(r)])
    for posted in texts(world):
        _judge_text(world, posted)


def is_write(request: RequestLog) -> bool:
    """Whether it changes something in a repository."""
    return request.method != "GET" and not request.path.endswith("/access_tokens")


def _judge_pace(instants: list[float]) -> None:
    pauses = [later - earlier for earlier, later in pairwise(instants)]
    assert min(pauses, default=WRITE_EVERY) >= WRITE_EVERY, "two writes within a second"


def texts(world: World) -> Iterator[Posted]:
    """Everything that Cairn wrote, as it left."""
    for request in world.sandbox.requests:
        where = _THREAD.match(request.path)
        if not is_write(request) or where is None or not isinstance(request.body, dict):
            continue
        if "title" in request.body:
            yield Posted(where[1], request.body["title"], frozenset(), title=True)
        body = request.body.get("body") or request.body.get("description")
        if body is not None:
            yield _ours(where[1], body)


def _ours(repository: str, body: str) -> Posted:
    """Read by hand, so that a fault of the code that signs and reads markers is not shared."""
    regions = _REGION.findall(body)
    assert len(regions) == 1, f"not one region of ours in {body!r}"
    packed, content = regions[0]
    parameters: dict[str, Any] = json.loads(base64.b64decode(packed)).get("p", {})
    return Posted(repository, content.strip("\n"), frozenset(parameters.get("to", ())))


def _judge_text(world: World, posted: Posted) -> None:
    private = _private(world)
    unwelcome = list(_unwelcome(world, posted))
    assert not unwelcome, f"{unwelcome} in: {posted.text}"
    assert not commands(posted.text), f"runs by mail: {posted.text}"
    assert len(_EMOJI.findall(posted.text)) <= 1, f"more than one emoji: {posted.text}"
    if not private.get(posted.repository):
        for name in (name for name, is_private in private.items() if is_private):
            assert not re.search(rf"\b{name}\b", posted.text), posted.text


def _unwelcome(world: World, posted: Posted) -> Iterator[str]:
    """What is live, and is neither a to-do, nor a task, nor somebody who should be told."""
    if posted.title:
        return  # titles show no Markdown and notify nobody
    people = {f"@{login.lower()}" for login in posted.to}
    for part in live_parts(posted.text):
        match part.kind:
            case "task box":
                expected = _BOX.match(part.text.strip()) is not None
            case "mention":
                expected = part.text.lower() in people
            case "reference":
                expected = _is_known(world, posted, part.text)
            case "link":
                expected = True
            case "HTML":
                expected = part.text.strip() in _FOLDS
            case _:
                expected = False
        if not expected:
            yield str(part)
    yield from (url for url in _links(posted.text) if urlsplit(url).netloc not in HOSTS)


def _is_known(world: World, posted: Posted, reference: str) -> bool:
    """An issue of the same repository that Cairn opened, or a mentee's task (whose repository
    stands before the sign, and is not part of what was found)."""
    ours = (posted.repository, reference) in set(_opened(world))
    return (
        ours
        or re.search(rf"acme/(engine|ui|support|mentorship){reference}\b", posted.text) is not None
    )


def _private(world: World) -> dict[str, bool]:
    """Whether each repository, by all names that it ever had, was private when last heard of."""
    told = {r.full_name: r.private for r in world.sandbox.world.repositories.values()}
    for delivery in world.sandbox.world.history:
        repository = delivery.payload.get("repository")
        if repository is not None:
            told.setdefault(repository["full_name"], repository["private"])
    return told


def _opened(world: World) -> Iterator[tuple[str, str]]:
    """Every issue that Cairn ever opened, also if it is deleted by now."""
    for delivery in world.sandbox.world.history:
        payload = delivery.payload
        if delivery.event == "issues" and payload["sender"]["type"] == "Bot":
            yield payload["repository"]["full_name"], f"#{payload['issue']['number']}"


def _links(markdown: str) -> Iterator[str]:
    for token in _MARKDOWN.parse(markdown):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])
