"""What people do in a history, addressed by role, so that the same act can be done in two worlds.

Numbers and ids differ between worlds: a mentee's issue is known by whose it is, a comment of a
person by the tag of the act that wrote it, one of Cairn's by the key in its marker.
"""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.sandbox.http import Refused
from app.sandbox.state import Comment, Issue
from tests.world import HOME, World

ENGINE = "acme/engine"
_MARKER = re.compile(r"<!-- cairn:([A-Za-z0-9+/=]+)\.[0-9a-f]{32} -->")

_HIDDEN = re.compile(r"<!-- cairn:[^>]*-->\n?")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did, when (Unix seconds): a method of `Stage`, and its arguments."""

    at: float
    do: str
    args: tuple[Any, ...]


def markers(text: str | None) -> Iterator[tuple[str, str]]:
    """(scope, key) of each marker in a text, believed as it stands: tests sign nothing."""
    for match in _MARKER.finditer(text or ""):
        data = json.loads(base64.b64decode(match[1]))
        yield data["s"], data["k"]


def visible(text: str | None) -> str:
    """What people see of a text."""
    return _HIDDEN.sub("", (text or "").replace("\r\n", "\n")).strip()


class Stage:
    """A world in which people act. Each act returns whether anything came of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.comments: dict[str, int] = {}
        self.pulls: dict[str, int] = {}
        self.checked: dict[str, float] = {}

    def perform(self, act: Act) -> bool:
        """Do it now. What GitHub does not let that person do comes to nothing."""
        try:
            return bool(getattr(self, act.do)(*act.args))
        except Refused:
            return False

    # ---- where things are ------------------------------------------------------------------------

    def issue(self, mentee: str) -> Issue | None:
        """A mentee's onboarding issue; of two by mistake, the older."""
        for issue in self.world.issues():
            if issue.user.type == "Bot" and issue.title.startswith(f"Welcome, {mentee}:"):
                return issue
        return None

    def ours(self, mentee: str) -> list[Comment]:
        """What Cairn said in a mentee's issue."""
        issue = self.issue(mentee)
        return self.world.said_in(issue) if issue else []

    def author(self, tag: str) -> str:
        """Who opened a pull request."""
        return self.world.sandbox.world.repository(ENGINE).issues[self.pulls[tag]].user.login

    def is_single(self, comment: Comment) -> bool:
        """Whether a comment of Cairn's is one in any world: answers to several lines of a person's
        comment share one of ours or not, as those lines were seen together or not."""
        for _, key in markers(comment.body):
            if key.startswith("reply:"):
                asked = self._comments_of_home.get(int(key.split(":")[1]))
                return asked is not None and asked.body.count("/mentor") == 1
        return True

    def written(self, tag: str) -> Comment | None:
        """A person's comment, while it is there."""
        return self._comments_of_home.get(self.comments.get(tag, 0))

    @property
    def _comments_of_home(self) -> dict[int, Comment]:
        return self.world.sandbox.world.repository(HOME).comments

    # ---- in a mentee's issue ---------------------------------------------------------------------

    def comment(self, by: str, mentee: str, tag: str, text: str) -> bool:
        issue = self.issue(mentee)
        if issue is None:
            return False
        self.comments[tag] = self.world.person(by).comment(HOME, issue.number, text).id
        return True

    def edit_comment(self, by: str, tag: str, more: str) -> bool:
        comment = self.written(tag)
        if comment is None:
            return False
        self.world.person(by).edit_comment(comment.id, f"{comment.body}\n{more}")
        return True

    def delete_comment(self, by: str, tag: str) -> bool:
        comment = self.written(tag)
        if comment is None:
            return False
        self.world.person(by).delete_comment(comment.id)
        return True

    def delete_ours(self, by: str, mentee: str, text: str) -> bool:
        """Delete a comment of Cairn's, known by what it says."""
        for comment in self.ours(mentee):
            if visible(comment.body) == text:
                self.world.person(by).delete_comment(comment.id)
                return True
        return False

    def tick(self, by: str, mentee: str, item: str, value: bool) -> bool:
        """A click on a box of the issue. False where the box shows that already."""
        issue = self.issue(mentee)
        if issue is None:
            return False
        try:
            return self.world.person(by).tick(HOME, issue.number, item, value)
        except LookupError:
            return False

    def tick_own(self, mentee: str, tag: str, item: str, value: bool) -> bool:
        """A click in the list that Cairn wrote into the mentee's own comment."""
        comment = self.written(tag)
        if comment is None or not list(markers(comment.body)):
            return False
        try:
            return self.world.person(mentee).tick_comment(comment.id, item, value)
        except LookupError:
            return False

    def words(self, by: str, mentee: str, text: str, above: bool) -> bool:
        """Words of a person's own around what Cairn wrote."""
        issue = self.issue(mentee)
        if issue is None:
            return False
        body = issue.body or ""
        new = f"{text}\n\n{body}" if above else f"{body}\n\n{text}"
        self.world.person(by).edit_issue(HOME, issue.number, body=new)
        return True

    def state(self, by: str, mentee: str, verb: str) -> bool:
        """Close, reopen, lock or unlock the issue."""
        issue = self.issue(mentee)
        if issue is None or issue.state == {"close": "closed", "reopen": "open"}.get(verb):
            return False
        getattr(self.world.person(by), verb)(HOME, issue.number)
        return True

    # ---- elsewhere -------------------------------------------------------------------------------

    def open_pull(self, by: str, tag: str) -> bool:
        pull = self.world.person(by).open_pull_request(ENGINE, f"Work {tag}")
        self.pulls[tag] = pull.number
        return True

    def check(self, tag: str, conclusion: str) -> bool:
        before, now = self.checked.get(tag, 0.0), self.world.clock.now
        if tag not in self.pulls or now < before + 2:  # no check finishes twice in a second
            return False
        self.checked[tag] = now
        self.world.person("bartek").complete_check(ENGINE, self.pulls[tag], "DCO", conclusion)
        return True

    def merge(self, tag: str) -> bool:
        if tag not in self.pulls:
            return False
        self.world.person("bartek").merge(ENGINE, self.pulls[tag])
        return True

    def file(self, text: str) -> bool:
        """Another version of the programme file."""
        self.world.person("alice").push_file(HOME, ".github/mentorship.yml", text)
        return True
