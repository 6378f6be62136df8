"""Random events of mentees' pull requests, as GitHub tells them: of several repositories, each of
which is private or not, with its own name in every word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import msgspec

from app.model import events

AUTHORS = ("maya", "ravi", "sam")
REVIEWERS = ("bartek", "kemal", "zoe", *AUTHORS)
_REVIEWS = ("commented", "approved", "changes_requested", "dismissed")
COMMENTS = ("Well,", "/mentor blocked", "/mentor unblocked", "/mentor done")


def stamp(at: float) -> str:
    """GitHub's way to write an instant."""
    return datetime.fromtimestamp(int(at), UTC).isoformat()


def user(login: str) -> dict[str, Any]:
    """A person."""
    return {"id": sum(login.encode()), "login": login, "type": "User"}


@dataclass(slots=True)
class Pull:
    """A pull request as it is now; `shown` is GitHub's own object."""

    repository: int
    number: int
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Telling:
    """Tells something new each time. `repositories`: full names by id."""

    random: Random
    repositories: Mapping[int, str]
    pulls: list[Pull] = field(default_factory=list)
    count: int = 0

    def something(self, at: float) -> events.Event:
        """The next event, which happened at this instant (Unix seconds)."""
        self.count += 1
        if not self.pulls or self.random.random() < 0.4:
            return self._opened(at)
        pull = self.random.choice(self.pulls)
        tell = self.random.choice((self._moved, self._reviewed, self._commented, self._checked))
        return tell(pull, at)

    def _opened(self, at: float) -> events.Event:
        repository = self.random.choice(list(self.repositories))
        name, number = self.repositories[repository], len(self.pulls) + 1
        shown = {
            "number": number,
            "title": f"Mend {name} at number {number}",
            "html_url": f"https://github.test/{name}/pull/{number}",
            "state": "open",
            "draft": self.random.random() < 0.2,
            "user": user(self.random.choice(AUTHORS)),
            "head": {"sha": f"sha{number}", "ref": f"{name}-branch", "repo": {"id": 99}},
            "created_at": stamp(at),
            "requested_reviewers": [user("bartek")] if self.random.random() < 0.3 else [],
            "additions": 5,
            "deletions": 5,
            "changed_files": 1,
        }
        self.pulls.append(Pull(repository, number, shown))
        return self._pull(self.pulls[-1], "opened", at)

    def _pull(self, pull: Pull, action: str, at: float) -> events.Event:
        shown = {**pull.shown, "updated_at": stamp(at)}
        return self._event(
            pull, "pull_request", action=action, pull_request=shown, sender=shown["user"]
        )

    def _moved(self, pull: Pull, at: float) -> events.Event:
        new: dict[str, Any]
        match self.random.randrange(4):
            case 0:
                new = {"state": "closed", "closed_at": stamp(at), "merged_at": stamp(at)}
                action = "closed"
            case 1:
                new, action = {"state": "closed", "closed_at": stamp(at)}, "closed"
            case 2:
                new, action = {"state": "open", "closed_at": None, "merged_at": None}, "reopened"
            case _:
                new, action = {"draft": not pull.shown["draft"]}, "ready_for_review"
        pull.shown |= new
        return self._pull(pull, action, at)

    def _reviewed(self, pull: Pull, at: float) -> events.Event:
        who = user(self.random.choice(REVIEWERS))
        review = {
            "id": self.count,
            "user": who,
            "body": f"So that is {self.repositories[pull.repository]}",
            "state": self.random.choice(_REVIEWS),
            "commit_id": pull.shown["head"]["sha"],
            "submitted_at": stamp(at),
        }
        shown = {**pull.shown, "updated_at": stamp(at)}
        return self._event(
            pull,
            "pull_request_review",
            action="submitted",
            pull_request=shown,
            review=review,
            sender=who,
        )

    def _commented(self, pull: Pull, at: float) -> events.Event:
        who, name = user(self.random.choice(REVIEWERS)), self.repositories[pull.repository]
        word = self.random.choice(COMMENTS)
        said = {
            "id": 1000 + self.count,
            "user": who,
            "body": f"{word} {name}",
            "html_url": f"{pull.shown['html_url']}#issuecomment-{self.count}",
            "created_at": stamp(at),
            "updated_at": stamp(at),
        }
        issue = {
            "number": pull.number,
            "title": pull.shown["title"],
            "user": pull.shown["user"],
            "created_at": pull.shown["created_at"],
            "updated_at": stamp(at),
            "pull_request": {},
        }
        return self._event(
            pull, "issue_comment", action="created", issue=issue, comment=said, sender=who
        )

    def _checked(self, pull: Pull, at: float) -> events.Event:
        run = {
            "id": self.count,
            "name": "tests",
            "head_sha": pull.shown["head"]["sha"],
            "conclusion": self.random.choice(("success", "failure", "action_required")),
            "html_url": f"https://github.test/{self.repositories[pull.repository]}/runs/1",
            "started_at": stamp(at),
            "completed_at": stamp(at),
        }
        return self._event(pull, "check_run", action="completed", check_run=run)

    def _event(self, pull: Pull, name: str, **parts: Any) -> events.Event:
        where = {"id": pull.repository, "full_name": self.repositories[pull.repository]}
        body = {"installation": {"id": 1}, "repository": where, **parts}
        event = events.parse(name, msgspec.json.encode(body))
        assert event is not None
        return event
