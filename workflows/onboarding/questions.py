"""A mentee's plain question in their own issue brings a mentor in (row O8). Pure.

What counts as a question is simple on purpose, and written down in the README: a comment of the
mentee's without a command, whose own words (no quotes, no code, no addresses) have a question mark
or ask for help. Whoever else is named in the cohort, or organises, and comments afterwards without
a command has answered it.
"""

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from markdown_it import MarkdownIt

from app.commands import begins_command
from app.model import events, scopes, things
from app.model.artefacts import Comment, Plan
from app.model.facts import Fact, Facts, Known, Ledger, Record
from app.model.home import home_key, may_be_told
from app.model.lessons import week_of
from app.model.order import Rank, instant, order
from app.model.rests import ends
from app.model.scopes import Scope
from app.model.text import Mention, Text, Value
from app.model.time import calendar_of
from app.model.workflow import Context, View
from app.programme.model import Enrolment

LOOKED_AT = 4000
"""Characters of a comment that are looked at: a question is a few lines, and a comment may have
65,536 characters of anything."""

AGAIN = 5 * 86400.0
"""Seconds after which a mentor is brought in once more, if nobody has answered in between."""

AT_MOST = 86400.0
"""Seconds between two mentions in one issue in any case: one mentee's many questions must not use
up a mentor's week."""

STALE = 14 * 86400.0
"""Seconds after which a question is not brought up any more: it was settled elsewhere, or Cairn was
down. While no mentor is there they do not begin."""

LONG = 90 * 86400.0
"""Seconds after a question in which a mentor's `back` may end what it waited for: `back` does not
say since when they were away."""

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
    """A question that nobody has answered: when it was asked, in which comment, whom it mentions
    (in lower case), when it is let be, the key of the issue in which a mentor hears of it, and
    whether it is in an earlier one. Instants are Unix seconds."""

    at: float
    comment: str
    mentions: tuple[str, ...]
    lapses: float
    where: str
    earlier: bool = False


def asks(body: str) -> bool:
    """Whether a comment is a plain question."""
    if _commands(body):
        return False
    words = _words(body)
    return bool(_MARK.search(words) or _ASKS_FOR_HELP.search(words))


def _commands(body: str) -> bool:
    return any(begins_command(line) for line in body.splitlines())


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


def record(event: events.CommentEvent, author: things.User, context: Context) -> Iterator[Record]:
    """A comment in a mentee's issue: a question, or (by anybody else) an answer."""
    place = context.place(event.repository.id, f"#{event.issue.number}")
    scope = scopes.parse(place) if place is not None else None
    if place is None or scope is None or scope.kind != "mentee" or author.is_bot:
        return
    comment = event.comment
    written = order(comment.created_at, id=comment.id)
    if author.login.lower() == scope.login:
        yield from _question(place, event, written)
    elif event.action == "created" and _answers(comment.body, author.login, scope, context):
        yield Fact(place, "answer", "last", written, {})


def _answers(body: str, login: str, scope: Scope, context: Context) -> bool:
    """Whether somebody says something whom the file names in this cohort, or as an organiser."""
    programme = context.programmes.get(scope.home)
    if programme is None or _commands(body):
        return False
    cohort = programme.cohort(scope.cohort)
    named = {
        person.lower()
        for group in (cohort.groups if cohort is not None else ())
        for person in (*group.mentors, *(mentee.login for mentee in group.mentees))
    }
    return login.lower() in named or programme.is_organiser(login)


def _question(scope: str, event: events.CommentEvent, written: str) -> Iterator[Fact]:
    """The newest version counts. What was never a question is not kept."""
    comment, gone = event.comment, event.action == "deleted"
    is_one = not gone and asks(comment.body)
    if is_one or gone or comment.updated_at > comment.created_at:
        at = order(comment.updated_at, Rank.READ if gone else Rank.EVENT, comment.id)
        data = {
            "asks": is_one,
            "written": written,
            "to": mentions(comment.body) if is_one else [],
            "repository": event.repository.full_name,
            "number": event.issue.number,
        }
        yield Fact(scope, "question", str(comment.id), at, data)


def unanswered(view: View, mentors: Sequence[str]) -> Asked | None:
    """The oldest question that is still open; `mentors` are those who may be asked."""
    return min(_open(view, mentors), default=None)


def _open(view: View, mentors: Sequence[str]) -> Iterator[Asked]:
    last = _last_answer(view.facts)
    for comment, known in view.facts.get("question", {}).items():
        written = str(known.data["written"])
        answered = last is not None and last.order > written
        asked = instant(written)
        lapses = _lapses(view, mentors, asked)
        if known.data["asks"] and not answered and view.now < lapses:
            to, where = tuple(known.data["to"]), week_of(view, known.data)
            earlier = not may_be_told(view, str(known.data.get("repository", "")))
            where = home_key(view) if earlier or not where else where
            yield Asked(asked, comment, to, lapses, where, earlier)


def _lapses(view: View, mentors: Sequence[str], asked: float) -> float:
    """Where all mentors were away, the time that a question has begins when the first is back."""
    returns = [_waited_for(view, mentor, asked) for mentor in mentors]
    return max(asked, min(returns, default=asked)) + STALE


def _waited_for(view: View, mentor: str, asked: float) -> float:
    """When a mentor is, or was, back from what a question of that time waits for; 0 for nothing.
    An absence that began once it had lapsed does not bring it up again."""
    known = view.rests.get(scopes.person(view.scope.home, mentor))
    if known is None:
        return 0.0
    in_time = instant(known.order) < asked + (STALE if known.data["on"] else LONG)
    return _back(view, mentor) if in_time else 0.0


def _back(view: View, mentor: str) -> float:
    """When a mentor is, or was, back (Unix seconds); 0 where they were never away. Who wants no
    mention at all never is."""
    if mentor.lower() in view.programme.unmentioned:
        return inf
    known = view.rests.get(scopes.person(view.scope.home, mentor))
    return ends(known, view.programme.person(mentor).timezone)


def _last_answer(facts: Facts) -> Known | None:
    return facts.get("answer", {}).get("last")


def bring_in(view: View, enrolment: Enrolment, mentors: Sequence[str], result: Plan) -> None:
    """Mention one mentor, once for each occasion: the first of these (in the order of the file) who
    is there. The gate waits for their working hours; whoever answers before that makes this comment
    unwanted."""
    before = max(_brought_in(view.said), default=0.0)
    asked = min((each for each in _open(view, mentors) if each.at > before), default=None)
    if asked is None:
        return
    mentor = next((each for each in mentors if _is_there(view, each, asked.at)), None)
    due = min((_back(view, each) for each in mentors), default=inf)
    if mentor is not None:
        due = _due(view, before, asked, mentor)
        if view.now >= due:
            result.add(_mention(enrolment, mentor, asked))
    if due < inf:
        result.wake_at(due, view.now)


def _is_there(view: View, mentor: str, asked: float) -> bool:
    """Whether a mentor is there, or back before a working day of theirs has passed."""
    calendar = calendar_of(view.programme.person(mentor))
    return _back(view, mentor) <= max(view.now, calendar.add_working_days(asked, 1))


def _due(view: View, before: float, asked: Asked, mentor: str) -> float:
    """From when on a mentor may be mentioned, by when somebody was `before`, 0 for never."""
    last = _last_answer(view.facts)
    answered = last is not None and instant(last.order) > before
    due = before + (AT_MOST if answered else AGAIN) if before else 0.0
    if mentor.lower() in asked.mentions:  # GitHub has told them, at the time of asking
        due = max(due, asked.at + AGAIN)
    return due


def _mention(enrolment: Enrolment, mentor: str, asked: Asked) -> Comment:
    values: dict[str, Value] = {
        "mentor": Mention(mentor),
        "main": mentor == enrolment.group.mentors[0],
        "mentee": enrolment.mentee.login,
        "earlier": asked.earlier,
    }
    text = Text("onboarding/question", values)
    return Comment(key=f"{_QUESTION}{asked.comment}", on=asked.where, text=text, notify=(mentor,))


def _brought_in(said: Ledger) -> Iterator[float]:
    """When a mentor was brought in before (Unix seconds)."""
    for key, row in said.items():
        if key.startswith(_QUESTION) and row.status in ("there", "gone"):
            yield row.at
