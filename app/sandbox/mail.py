"""What GitHub would have mailed to whom, worked out from the journal when somebody looks.

The rules, in plain terms (docs.github.com, "About notifications", "Configuring notifications" and
"Managing your subscriptions"; the reasons' names: REST API, "Notifications"):

- Mail goes to those who take part in a conversation, and to those whom its newest text mentions.
  One takes part by opening it, commenting, reviewing, closing, merging, being mentioned, assigned
  or asked for a review, or by pressing "Subscribe"; until one presses "Unsubscribe". A mention or
  an assignment brings one back.
- There is mail about the opening, comments, reviews, pushes to a pull request, closing, reopening,
  merging; about an assignment or a request for a review only to whoever it is.
- There is none about edits, labels, milestones, reactions, locks, and checks of Apps, none about
  one's own acts, and none for those who may not see the repository.
- Nobody here watches whole repositories: that is a choice of each person's, not of a programme.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.sandbox.access import role
from app.sandbox.markdown.mentions import mentioned
from app.sandbox.state import Happening, Issue, User
from app.sandbox.world import World

REASONS = {
    "mention": "you were mentioned",
    "team_mention": "you are on a team that was mentioned",
    "assign": "you were assigned",
    "author": "you opened it",
    "comment": "you commented",
    "review_requested": "your review was asked for",
    "state_change": "you closed or reopened it",
    "manual": "you are subscribed to it",
}
"""Why one gets a mail; keys are those of GitHub's REST API."""

_TAKES_PART = {
    "opened": "author",
    "commented": "comment",
    "reviewed": "comment",
    "closed": "state_change",
    "reopened": "state_change",
    "merged": "state_change",
    "subscribed": "manual",
}
_TO_ALL = ("opened", "commented", "reviewed", "pushed", "closed", "reopened", "merged")
_TO_ONE = {"assigned": "assign", "opened": "assign", "review_requested": "review_requested"}
_VERDICTS = {
    "APPROVED": "approved this pull request.",
    "CHANGES_REQUESTED": "requested changes on this pull request.",
    "COMMENTED": "commented on this pull request.",
}
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `text` is Markdown. `named`: it means this person, who does not only
    follow the conversation."""

    person: User
    at: float
    reason: str
    about: Happening
    text: str
    named: bool = False

    @property
    def issue(self) -> Issue:
        """The conversation."""
        return self.about.issue

    @property
    def subject(self) -> str:
        """As GitHub writes it."""
        issue = self.issue
        kind = "PR" if issue.pull else "Issue"
        again = "" if self.about.kind == "opened" else "Re: "
        where = issue.repository.full_name
        return f"{again}[{where}] {issue.title} ({kind} #{issue.number})"

    @property
    def local(self) -> datetime:
        """When it came, on the clock on the person's wall."""
        return datetime.fromtimestamp(self.at, ZoneInfo(self.person.timezone))

    @property
    def week(self) -> date:
        """The Monday of the week in which it came."""
        day = self.local.date()
        return day - timedelta(days=day.weekday())


@dataclass(slots=True)
class _Thread:
    """Who takes part in a conversation, and why."""

    part: dict[int, str] = field(default_factory=dict)

    def join(self, who: User, reason: str) -> None:
        """Take part; whoever was mentioned once stays so, as on GitHub."""
        if self.part.get(who.id) != "mention":
            self.part[who.id] = reason


def mails(world: World) -> list[Mail]:
    """All mails to all people, the oldest first."""
    threads: dict[int, _Thread] = {}
    people = {user.id: user for user in world.users.values() if user.type == "User"}
    found: list[Mail] = []
    for it in world.journal:
        thread = threads.setdefault(it.issue.id, _Thread())
        for who, reason, named in _recipients(world, it, thread, people):
            found.append(Mail(who, it.at, reason, it, shown(_text(it)), named))
        _after(it, thread)
    return found


def shown(text: str) -> str:
    """Markdown without its comments, which nobody sees."""
    return _HIDDEN.sub("", text).strip()


def mails_to(world: World, person: User) -> list[Mail]:
    """One person's, the newest first."""
    return [it for it in mails(world) if it.person is person][::-1]


def by_week(found: Iterable[Mail]) -> dict[date, int]:
    """How many came in each week, by its Monday."""
    counts: dict[date, int] = {}
    for it in found:
        counts[it.week] = counts.get(it.week, 0) + 1
    return counts


def _recipients(
    world: World, it: Happening, thread: _Thread, people: dict[int, User]
) -> Iterator[tuple[User, str, bool]]:
    """Whom one entry is mailed to, why, and whether it means them."""
    named = dict(_named(world, it))
    for number, reason in named.items():
        if number in people:
            thread.join(people[number], reason)
    for number, reason in (thread.part if it.kind in _TO_ALL else named).items():
        who = people.get(number)
        if who is None or who is it.actor or role(world, who, it.issue.repository) == "none":
            continue
        yield who, named.get(number, reason), number in named


def _named(world: World, it: Happening) -> Iterator[tuple[int, str]]:
    """Those whom the entry itself means: assigned, asked for a review, mentioned (which counts
    most)."""
    if it.kind in _TO_ONE:
        yield from ((who.id, _TO_ONE[it.kind]) for who in it.whom)
    for name in sorted(mentioned(it.text)) if it.kind in _TO_ALL else ():
        organisation, slash, team = name.partition("/")
        if not slash and name in world.users:
            yield world.users[name].id, "mention"
        elif slash and organisation in world.organisations:
            found = world.organisations[organisation].teams.get(team)
            yield from ((number, "team_mention") for number in (found.members if found else ()))


def _after(it: Happening, thread: _Thread) -> None:
    """Who takes part from now on."""
    if it.kind == "unsubscribed":
        thread.part.pop(it.actor.id, None)
    elif it.kind in _TAKES_PART:
        thread.join(it.actor, _TAKES_PART[it.kind])


def _text(it: Happening) -> str:
    number, who = it.issue.number, it.actor.login
    match it.kind:
        case "assigned":
            return f"Assigned #{number} to @{it.whom[0].login}."
        case "review_requested":
            return f"@{who} asked for your review of #{number}."
        case "pushed":
            return f"@{who} pushed 1 commit: {it.text}"
        case "reviewed":
            return f"@{who} {_VERDICTS[it.verdict]}\n\n{it.text}".strip()
        case "closed" | "reopened" | "merged":
            return f"{it.kind.capitalize()} #{number}."
    return it.text


def is_subscribed(world: World, issue: Issue, who: User) -> bool:
    """Whether somebody gets what is new in a conversation."""
    threads = _Thread()
    people = {who.id: who}
    for it in world.journal:
        if it.issue is issue:
            for _ in _recipients(world, it, threads, people):
                continue
            _after(it, threads)
    return who.id in threads.part
