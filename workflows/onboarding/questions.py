"""A mentee's plain question in their own issue brings the main mentor in (row O8). Pure.

What counts as a question is simple on purpose, and written down in the README: a comment of the
mentee's without a command, whose own words (no quotes, no code, no addresses) have a question mark
or ask for help. Whoever else comments afterwards has answered it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt

from app.commands import begins_command
from app.model import events, scopes
from app.model.artefacts import Comment, Plan
from app.model.facts import Fact, Facts, Known, Ledger, Record
from app.model.order import Rank, instant, order
from app.model.text import Mention, Text
from app.model.workflow import Context, View

LOOKED_AT = 4000
"""Characters of a comment that are looked at: a question is a few lines, and a comment may have
65,536 characters of anything."""

AGAIN = 5 * 86400.0
"""Seconds after which the mentor is brought in once more, if nobody has answered in between."""

STALE = 14 * 86400.0
"""Seconds after which a question is not brought up any more: it was settled elsewhere, or Cairn was
down, or everybody was away."""

_QUESTION = "question:"
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_MENTION = re.compile(r"(?<![\w/@.-])@([a-z0-9](?:[a-z0-9-]{0,38}))", re.IGNORECASE)
_MANY = 10
"""Mentions beyond these are not kept: a question is a few lines."""

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://\S+|www\.\S+", re.IGNORECASE)
_MARK = re.compile("[?？؟]")
_ASKS_FOR_HELP = re.compile(
    r"\bhelp (?:me|us)\b|\bplease help\b|\bneed (?:some |your |a little |a bit of )?help\b"
    r"|\bI(?:['’]m| am) (?:\w+ )?(?:stuck|lost)\b|\bno idea (?:how|what|why|where|which)\b"
    r"|\bdo(?:n['’]t| not) (?:understand|know (?:how|what|why|where|which))\b",
    re.IGNORECASE,
)


class Asked(NamedTuple):
    """A question that nobody has answered: when it was asked (Unix seconds), in which comment, and
    whom it mentions (in lower case)."""

    at: float
    comment: str
    mentions: tuple[str, ...]


def asks(body: str) -> bool:
    """Whether a comment is a plain question."""
    if any(begins_command(line) for line in body.splitlines()):
        return False
    words = _words(body)
    return bool(_MARK.search(words) or _ASKS_FOR_HELP.search(words))


def mentions(body: str) -> list[str]:
    """Whom a question calls by name: GitHub has told them already. In lower case, in order."""
    found = (name.lower() for name in _MENTION.findall(_words(body)))
    return list(dict.fromkeys(found))[:_MANY]


def _words(body: str) -> str:
    """A comment's own words without addresses."""
    return _ADDRESS.sub(" ", "\n".join(_own_words(body[:LOOKED_AT])))


def _own_words(body: str) -> Iterator[str]:
    quotes = 0
    for token in _MARKDOWN.parse(body):
        if token.type.startswith("blockquote"):
            quotes += token.nesting
        elif token.type == "inline" and not quotes:
            parts = token.children or []
            yield "".join(part.content if part.type == "text" else " " for part in parts)


def record(event: events.CommentEvent, author: events.User, context: Context) -> Iterator[Record]:
    """A comment in a mentee's issue: a question, or (by anybody else) an answer."""
    place = context.place(event.repository.id, f"#{event.issue.number}")
    scope = scopes.parse(place) if place is not None else None
    if place is None or scope is None or scope.kind != "mentee" or author.is_bot:
        return
    comment = event.comment
    written = order(comment.created_at, id=comment.id)
    if author.login.lower() == scope.login:
        yield from _question(place, event, written)
    elif event.action == "created":
        yield Fact(place, "answer", "last", written, {})


def _question(scope: str, event: events.CommentEvent, written: str) -> Iterator[Fact]:
    """The newest version counts. What was never a question is not kept."""
    comment, gone = event.comment, event.action == "deleted"
    is_one = not gone and asks(comment.body)
    if is_one or gone or comment.updated_at > comment.created_at:
        at = order(comment.updated_at, Rank.READ if gone else Rank.EVENT, comment.id)
        data = {"asks": is_one, "written": written, "to": mentions(comment.body) if is_one else []}
        yield Fact(scope, "question", str(comment.id), at, data)


def unanswered(facts: Facts, now: float) -> Asked | None:
    """The oldest question that is still open."""
    return min(_open(facts, now), default=None)


def _open(facts: Facts, now: float) -> Iterator[Asked]:
    last = _last_answer(facts)
    for comment, known in facts.get("question", {}).items():
        written = str(known.data["written"])
        answered = last is not None and last.order > written
        if known.data["asks"] and not answered and now < instant(written) + STALE:
            yield Asked(instant(written), comment, tuple(known.data["to"]))


def _last_answer(facts: Facts) -> Known | None:
    return facts.get("answer", {}).get("last")


def bring_in(view: View, mentee: str, mentor: str, result: Plan) -> None:
    """Mention the mentor once for each occasion. The gate waits for their working hours; whoever
    answers before that makes this comment unwanted."""
    before = max(_brought_in(view.said), default=0)
    last = _last_answer(view.facts)
    since_then = last is not None and instant(last.order) > before
    pause = before + AGAIN if before and not since_then else 0.0
    asked = min((each for each in _open(view.facts, view.now) if each.at > before), default=None)
    if asked is None:
        return
    if mentor.lower() in asked.mentions:  # GitHub has told them, at the time of asking
        pause = max(pause, asked.at + AGAIN)
    result.wake_at(pause, view.now)
    if view.now >= pause:
        text = Text("onboarding/question", {"mentor": Mention(mentor), "mentee": mentee})
        key = f"{_QUESTION}{asked.comment}"
        result.add(Comment(key=key, on="home", text=text, notify=(mentor,)))


def _brought_in(said: Ledger) -> Iterator[float]:
    """When the mentor was brought in before (Unix seconds)."""
    for key, row in said.items():
        if key.startswith(_QUESTION) and row.status in ("there", "gone"):
            yield row.at
