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
from app.sandbox.http import Json
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
    "<details><summary>What else works here, for you and for others</summary>",
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


class Told(NamedTuple):
    """What the sandbox told in its webhooks."""

    private: dict[str, bool]
    """Whether each repository, by all names that it ever had, was private when last heard of."""

    opened: frozenset[tuple[str, str]]
    """Every issue that Cairn ever opened, also if it is deleted by now: repository and `#12`."""


@cache
def contract() -> Contract:
    """GitHub's description of its API, read once."""
    return Contract()


def judge(world: World) -> None:
    """Hold all that Cairn sent, and all that the sandbox told it, against the rules."""
    for request in world.sandbox.requests:
        contract().check_request(request.method, request.path, request.query, request.body)
    payloads = [(each.event, each.payload) for each in world.sandbox.world.history]
    for event, payload in payloads:
        contract().check_webhook(event, payload)
    _judge_pace([r.at for r in world.sandbox.requests if is_write(r)])
    told = _told(world, payloads)
    for posted in texts(world):
        _judge_text(told, posted)


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


def _judge_text(told: Told, posted: Posted) -> None:
    unwelcome = list(_unwelcome(told, posted))
    assert not unwelcome, f"{unwelcome} in: {posted.text}"
    assert not commands(posted.text), f"runs by mail: {posted.text}"
    assert len(_EMOJI.findall(posted.text)) <= 1, f"more than one emoji: {posted.text}"
    if not told.private.get(posted.repository):
        for name in (name for name, is_private in told.private.items() if is_private):
            assert not re.search(rf"\b{name}\b", posted.text), posted.text


def _unwelcome(told: Told, posted: Posted) -> Iterator[str]:
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
                expected = _is_known(told, posted, part.text)
            case "link":
                expected = True
            case "HTML":
                expected = part.text.strip() in _FOLDS
            case _:
                expected = False
        if not expected:
            yield str(part)
    yield from (url for url in _links(posted.text) if urlsplit(url).netloc not in HOSTS)


def _is_known(told: Told, posted: Posted, reference: str) -> bool:
    """An issue of the same repository that Cairn opened, or a mentee's task (whose repository
    stands before the sign, and is not part of what was found)."""
    return (posted.repository, reference) in told.opened or re.search(
        rf"acme/(engine|ui|support|mentorship){reference}\b", posted.text
    ) is not None


def _told(world: World, payloads: list[tuple[str, Json]]) -> Told:
    private = {r.full_name: r.private for r in world.sandbox.world.repositories.values()}
    for _, payload in payloads:
        if (repository := payload.get("repository")) is not None:
            private.setdefault(repository["full_name"], repository["private"])
    opened = frozenset(
        (payload["repository"]["full_name"], f"#{payload['issue']['number']}")
        for event, payload in payloads
        if event == "issues" and payload["sender"]["type"] == "Bot"
    )
    return Told(private, opened)


def _links(markdown: str) -> Iterator[str]:
    for token in _MARKDOWN.parse(markdown):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])
