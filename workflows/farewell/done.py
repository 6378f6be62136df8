"""What a mentee did, as far as those who read in a place may know (rows F1, R5). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from app.model import scopes
from app.model.attended import attended
from app.model.contributions import TITLE, Contribution
from app.model.lookback import Learning, learned
from app.model.order import instant
from app.model.posts import Post, posts
from app.model.presented import presented
from app.model.reviews import telling
from app.model.text import shortened
from app.model.work import Pull, Review, reviews, work
from app.model.workflow import View
from app.programme.model import Enrolment

MOST = 20
"""Pull requests that are listed one by one, the newest: the rest is counted."""

MOST_LEARNED, LONGEST_LEARNED = 8, 140
"""Learnings of the mentee's group, and characters of each: whole, they are in the retrospective."""

SOME = 15
"""Repositories that are told apart. Sums count all."""


class Opened(NamedTuple):
    """A pull request of the mentee's; instants are Unix seconds. `state`: open, merged, closed."""

    repository: str
    number: int
    title: str
    url: str
    state: str
    opened: float
    merged: float | None


class Row(NamedTuple):
    """What was done in one repository; `url` leads to the mentee's pull requests there."""

    repository: str
    url: str | None
    opened: int
    merged: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Done:
    """All of it, in the order in which it happened; `sessions` are instants (Unix seconds)."""

    pulls: tuple[Opened, ...] = ()
    reviews: tuple[Review, ...] = ()
    sessions: tuple[float, ...] = ()
    posts: tuple[Post, ...] = ()
    talks: tuple[str, ...] = ()
    learnings: tuple[Learning, ...] = ()

    @property
    def merged(self) -> int:
        """How many of the pull requests were."""
        return sum(pull.merged is not None for pull in self.pulls)


def done(view: View, enrolment: Enrolment) -> Done:
    """What may be told in the cohort's home. Of somebody who does not want to be counted: what they
    told themselves, and what their group learned together."""
    home = enrolment.cohort.home
    told = Done(
        posts=tuple(post for post in posts(view, home).values() if not post.back),
        talks=tuple(presented(view, home)),
        learnings=tuple(map(_learned, learned(view, home).values()))[:MOST_LEARNED],
    )
    if not view.programme.person(enrolment.mentee.login).counted:
        return told
    card = _card(view)
    did = work(card, view.sight, home)
    pulls = [*map(_own, did.pulls), *map(_elsewhere, did.elsewhere)]
    return replace(
        told,
        pulls=tuple(sorted(pulls, key=lambda pull: (pull.opened, pull.repository, pull.number))),
        reviews=tuple(sorted(reviews(card, view.sight, home), key=lambda review: review.at)),
        sessions=tuple(attended(view, home)),
    )


def _learned(it: Learning) -> Learning:
    return it._replace(text=shortened(it.text, LONGEST_LEARNED))


def _card(view: View) -> dict[str, Any]:
    """What the mentee's own card will have; here it is not made yet."""
    elsewhere = (d for key, d in view.cards.items() if scopes.parse(key).kind == "elsewhere")
    return {
        "pulls": {key: data for key, data in view.cards.items() if "turn" in data},
        "reviews": [{**known.data, "at": instant(known.order)} for known in telling(view)],
        "elsewhere": next(elsewhere, {}),
    }


def _own(pull: Pull) -> Opened:
    state = "merged" if pull.merged else "closed" if pull.closed else "open"
    where = (pull.repository, pull.number, _title(pull.title), pull.link)
    return Opened(*where, state, pull.opened, pull.merged)


def _elsewhere(it: Contribution) -> Opened:
    where = (it.repository, it.number, _title(it.title), it.link)
    return Opened(*where, it.state, it.opened, it.merged)


def _title(title: str) -> str:
    return shorten(title, TITLE, placeholder=" …")


def rows(did: Done, login: str) -> list[Row]:
    """By repository, in the order of the alphabet."""
    found = {pull.repository: pull.url for pull in did.pulls}
    found = {**{review.repository: "" for review in did.reviews}, **found}
    return [_row(did, login, name, url) for name, url in sorted(found.items())[:SOME]]


def _row(did: Done, login: str, name: str, url: str) -> Row:
    pulls = [pull for pull in did.pulls if pull.repository == name]
    return Row(
        name,
        _search(url, name, login) if url else None,
        len(pulls),
        sum(pull.merged is not None for pull in pulls),
        sum(review.repository == name for review in did.reviews),
    )


def _search(url: str, name: str, login: str) -> str:
    """All that somebody opened in a repository. A search is noted nowhere; a link to each pull
    request would show in it, for its whole project to see."""
    query = urlencode({"q": f"is:pr author:{login}"})
    return urlsplit(url)._replace(path=f"/{name}/pulls", query=query).geturl()


def as_json(did: Done, enrolment: Enrolment, goal: str | None) -> Mapping[str, Any]:
    """The same for machines: README.md says what each key holds. Instants are ISO 8601 in UTC."""
    cohort, group, mentee = enrolment
    return {
        "version": 1,
        "mentee": mentee.login,
        "cohort": cohort.name,
        "programme": cohort.programme.name if cohort.programme else None,
        "group": group.name,
        "starts": mentee.starts.isoformat(),
        "ends": mentee.ends.isoformat(),
        "goal": goal,
        "totals": {
            "opened": len(did.pulls),
            "merged": did.merged,
            "reviews": len(did.reviews),
            "help_sessions": len(did.sessions),
        },
        "pull_requests": [*_pulls(did)],
        "reviews": [
            {"repository": row.repository, "given": row.reviews}
            for row in rows(did, mentee.login)
            if row.reviews
        ],
        "talks": [{"title": title} for title in did.talks],
        "posts": [{"url": post.url, "words": post.words} for post in did.posts],
        "learnings": [{"text": each.text, "verb": each.verb} for each in did.learnings],
    }


def _pulls(did: Done) -> Iterator[Mapping[str, Any]]:
    for pull in newest(did):
        yield {
            "repository": pull.repository,
            "number": pull.number,
            "title": pull.title,
            "url": pull.url,
            "state": pull.state,
        }


def newest(did: Done) -> tuple[Opened, ...]:
    """Those that are listed one by one."""
    return did.pulls[-MOST:]
