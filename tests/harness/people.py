"""Who does what in a random history: each as their rights allow, and a little beyond."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.harness.stage import Act, Stage, visible

MENTEES = ("maya", "lin", "ravi")
MENTORS = ("bartek", "kemal")
MOST_EDITS = 2
"""Of one comment: three answers are the most that one gets, and what was answered together then
depends on when Cairn was awake."""
WRITERS = ("alice", "kemal")
"""Who may tick boxes in an issue of Cairn's by hand."""

ITEMS = ("conduct", "chat", "hello", "task", "pull", "dco")

_DELICATE = frozenset({"state", "file", "delete_ours"})
"""Acts whose outcome depends on what the page shows, or changes what everything else means:
before and after them both worlds come to rest."""

_FILE = """\
version: 1
timezone: Europe/Berlin
organisers: [alice]
private_repository: acme/mentors
people:
  maya: {timezone: Asia/Kolkata}
cohorts:
  - id: autumn
    name: Autumn
    template: open-source
    starts: 2026-08-28
    ends: ENDS
    onboarding:
      opens_before: 3 working days
      nudge_after: 2 working days
      items:
        - {id: conduct, text: Read the code of conduct}
        - {id: chat, text: Join the chat}
        - {id: hello, text: Say hello in the task, optional: true, proof: {comment: task}}
        - {id: task, text: Read your task}
        - {id: pull, text: Open a pull request, optional: true, proof: {pull_request: opened}}
        - {id: dco, text: Sign off, proof: {check: DCO}}
    groups:
      - id: engine
        mentors: [bartek, kemal]
        repositories: [acme/engine]
        mentees:
          - {login: maya, tasks: ["acme/engine#42"]}
          - {login: lin}
RAVI"""


@dataclass(frozen=True, slots=True)
class Version:
    """What changes in the programme file."""

    ends: str = "2026-11-27"
    ravi: str = ""
    broken: bool = False

    def text(self) -> str:
        """The file."""
        text = _FILE.replace("ENDS", self.ends).replace("RAVI", self.ravi)
        return text.replace("mentors:", "mentros:") if self.broken else text


def programme() -> str:
    """The file at the beginning."""
    return Version().text()


BROKEN = Version(broken=True).text()
VERSIONS = (
    programme(),
    Version(ravi="          - {login: ravi}\n").text(),
    Version(ravi="          - {login: ravi, left: 2026-08-29}\n").text(),
    Version(ends="2026-12-04").text(),
    BROKEN,
)


class Chooser:
    """Chooses acts by what can be seen on a stage."""

    def __init__(self, stage: Stage, random_: random.Random, *, lossy: bool) -> None:
        self.stage = stage
        self.random = random_
        self.count = 0
        self.edits: Counter[str] = Counter()
        self._kinds: list[tuple[int, Callable[[str], tuple[str, tuple[Any, ...]] | None]]] = [
            (45, self._comment),
            (25, self._tick),
            (5, self._words),
            (4, self._state),
            (8, self._pull),
            (3, self._file),
            (2, self._delete_ours),
        ]
        if not lossy:  # what was lost and then edited or deleted, no sweep can tell
            self._kinds += [(6, self._edit), (4, self._delete)]

    @staticmethod
    def is_delicate(act: Act) -> bool:
        """Whether both worlds have to be at rest around it."""
        return act.do in _DELICATE

    def choose(self, at: float) -> Act | None:
        """What somebody does next."""
        weights = [weight for weight, _ in self._kinds]
        kind = self.random.choices([kind for _, kind in self._kinds], weights)[0]
        chosen = kind(self.random.choice(MENTEES[:2] * 3 + MENTEES[2:]))
        return Act(at, *chosen) if chosen else None

    def _someone(self, mentee: str) -> str:
        return self.random.choice((mentee, mentee, *MENTORS, "alice", "zoe", "lin"))

    def _line(self) -> str:
        pick = self.random.choice
        one, two = pick(ITEMS), pick(ITEMS)
        return pick(
            (
                f"/mentor done {one}",
                f"/mentor done {one} {two}",
                f"/mentor done {self.random.randint(1, 7)}",
                f"/mentor done {one}\n/mentor todo {two}",
                f"/mentor todo {one}",
                "/mentor undo",
                "/mentor undo",
                "/mentor checklist",
                "/mentor roster",
                f"/mentor roster Begin with {one}.",
                "/mentor roster off",
                f"/mentor idea A page about {one}.",
                "/mentor doen chat",
                "/mentor help",
                f"/mentor done {one[:-1]}",
                "Thanks!\n> /mentor done chat",
            )
        )

    def _comment(self, mentee: str) -> tuple[str, tuple[Any, ...]]:
        self.count += 1
        return "comment", (self._someone(mentee), mentee, f"c{self.count}", self._line())

    def _edit(self, mentee: str) -> tuple[str, tuple[Any, ...]] | None:
        if not self.stage.comments:
            return None
        tag = self.random.choice(sorted(self.stage.comments))
        comment = self.stage.written(tag)
        if comment is None or self.edits[tag] >= MOST_EDITS:
            return None
        self.edits[tag] += 1
        by = self.random.choice((comment.user.login, "alice"))
        return "edit_comment", (by, tag, self._line())

    def _delete(self, mentee: str) -> tuple[str, tuple[Any, ...]] | None:
        if not self.stage.comments:
            return None
        return "delete_comment", ("alice", self.random.choice(sorted(self.stage.comments)))

    def _delete_ours(self, mentee: str) -> tuple[str, tuple[Any, ...]] | None:
        ours = [comment for comment in self.stage.ours(mentee) if self.stage.is_single(comment)]
        if not ours:
            return None
        return "delete_ours", ("alice", mentee, visible(self.random.choice(ours).body))

    def _tick(self, mentee: str) -> tuple[str, tuple[Any, ...]]:
        item, value = self.random.choice(ITEMS), self.random.random() < 0.6
        lists = [tag for tag in sorted(self.stage.comments) if self._lists(tag, mentee)]
        if lists and self.random.random() < 0.4:
            return "tick_own", (mentee, self.random.choice(lists), item, value)
        return "tick", (self.random.choice(WRITERS), mentee, item, value)

    def _lists(self, tag: str, mentee: str) -> bool:
        comment = self.stage.written(tag)
        return comment is not None and comment.user.login == mentee and "cairn:end" in comment.body

    def _words(self, mentee: str) -> tuple[str, tuple[Any, ...]]:
        self.count += 1
        return "words", ("alice", mentee, f"Words {self.count}.", self.random.random() < 0.5)

    def _state(self, mentee: str) -> tuple[str, tuple[Any, ...]]:
        verb = self.random.choice(("close", "reopen", "lock", "unlock", "unlock"))
        return "state", ("alice", mentee, verb)

    def _pull(self, mentee: str) -> tuple[str, tuple[Any, ...]]:
        if not self.stage.pulls or self.random.random() < 0.4:
            self.count += 1
            return "open_pull", (mentee, f"p{self.count}")
        tag = self.random.choice(sorted(self.stage.pulls))
        # No sweep reads checks: of somebody without an issue, whose marker would remember it, the
        # database alone knows that one passed.
        if self.random.random() < 0.3 or self.stage.issue(self.stage.author(tag)) is None:
            return "merge", (tag,)
        return "check", (tag, self.random.choice(("success", "success", "failure")))

    def _file(self, mentee: str) -> tuple[str, tuple[Any, ...]]:
        return "file", (self.random.choice(VERSIONS),)
