"""Reading a repository as events: at start-up, after outages, and when the database is lost.

What a sweep finds goes through the ordinary records (hop 3) and the ordinary upsert (hop 4).
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import structs

from app import sightings
from app.github.client import Refused
from app.github.markers import Parts, Signer
from app.github.reader import Reader
from app.model import events, things
from app.model.facts import Data, Fact, FindPlace, Place, Record, Said, Sighting
from app.model.timeline import Entry
from app.model.workflow import Context, Region
from app.programme.model import Programme
from app.record import Recorder, locked
from app.settle import Lookout
from app.store.records import UNKNOWN
from app.store.repositories import Repo
from app.swept import gone_of, label_sighting, nested_of, pause_of, reactions_of, with_twins


@dataclass(frozen=True, slots=True)
class Sweep:
    """One pass over one repository."""

    reader: Reader
    recorder: Recorder
    lookout: Lookout
    context: Context
    installation: int
    now: float
    ledger: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    """What was known to be there before, by scope and key."""

    since: float = 0.0
    """Only what changed since then (Unix seconds); 0: everything, also what people deleted."""

    regions: list[tuple[str, Region]] = field(default_factory=list)
    """Our regions as they were read; the caller compares their boxes with what is known."""

    numbers: set[int] = field(default_factory=set)
    """The issues of ours that were read, with all their comments."""

    @property
    def _signer(self) -> Signer:
        return self.recorder.signer

    async def read(self, repo: Repo, after: float) -> list[Record]:
        """Everything of ours, and what people said on it. `after` bounds pull requests."""
        found: list[Record] = []
        if self._is_home(repo):
            found += await self._ours(repo)
        async for event in self._pull_requests(repo, after):
            found += self.workflows(event)
        for number in self._threads(repo):
            found += await self._thread(repo, number)
        places = {r.thing: r.scope for r in found if isinstance(r, Place)}
        for issue in await self._labelled(repo, after):
            found += await self._asked(repo, issue, places)
        return with_twins(found)

    def _threads(self, repo: Repo) -> list[int]:
        """Issues of people that some workflow waits for somebody to act in."""
        return sorted(
            {
                number
                for programme in self.context.programmes.values()
                for workflow in self.recorder.workflows
                for number in workflow.threads(programme, repo.name)
            }
        )

    async def _thread(self, repo: Repo, number: int) -> list[Record]:
        try:
            issue = await self.reader.issue(repo.name, number)
            comments = await self.reader.comments(repo.name, number, self.since)
        except Refused:
            return []
        events_ = [self._comment_event(repo, issue, c) for c in comments if c.user is not None]
        seen = [record for event in events_ for record in self.workflows(event)]
        for assignee in issue.assignees:
            seen += self.workflows(
                events.IssueEvent(
                    action="assigned",
                    sender=assignee,
                    assignee=assignee,
                    issue=issue,
                    **self.at(repo),
                )
            )
        return seen

    async def _labelled(self, repo: Repo, after: float) -> list[things.Issue]:
        """Issues and pull requests with a label that somebody is to do something about."""
        names = self._by_hand(repo)
        if self._uses(repo) and not self.since:
            names |= {name for each in self.recorder.workflows for name in each.own_labels}
        found: dict[int, things.Issue] = {}
        for name in sorted(names):
            listed = await self.reader.issues_with(repo.name, name, max(after, self.since))
            found |= {issue.number: issue for issue in listed if not self._is_ours(issue)}
        return list(found.values())

    def _uses(self, repo: Repo) -> list[Programme]:
        name, programmes = repo.name.lower(), self.context.programmes.values()
        return [each for each in programmes if name in each.repositories_used]

    def _by_hand(self, repo: Repo) -> set[str]:
        """Labels that people put on, to ask for something."""
        used, workflows = self._uses(repo), self.recorder.workflows
        return {name for each in workflows for programme in used for name in each.labels(programme)}

    async def _asked(
        self, repo: Repo, issue: things.Issue, places: Mapping[str, str]
    ) -> list[Record]:
        """What people asked for in an issue of theirs, and what we said to it. A mentee's pull
        request has a `place`."""
        thread = self.context.thread(self.at(repo)["repository"], issue.number)
        if thread is None:
            return []
        comments = await self.reader.comments(repo.name, issue.number, self.since)
        found = [*self._labels(repo, issue), *(await self._labelled_by(repo, issue))]
        if issue.locked:
            found.append(locked(thread, repo.id, issue))
        self.numbers.add(issue.number)
        return [*found, *self.comments(repo, issue, comments, lambda _, thing: places.get(thing))]

    def _labels(self, repo: Repo, issue: things.Issue) -> Iterator[Record]:
        """Lists do not say who put a label on: what an event told of it stands."""
        for label in issue.labels:
            event = events.IssueEvent(
                action=events.SEEN,
                sender=issue.user or things.GHOST,
                issue=issue,
                label=label,
                **self.at(repo),
            )
            yield from self.workflows(event)

    async def _labelled_by(self, repo: Repo, issue: things.Issue) -> list[Record]:
        """Who put labels on and took them off, and when: what webhooks would have told. Read when
        all is read, because each issue costs a read of its own."""
        if self.since or self._by_hand(repo).isdisjoint(label.name for label in issue.labels):
            return []
        try:
            entries = await self.reader.timeline(repo.name, issue.number)
        except Refused:
            return []
        return [
            record
            for entry in entries
            if isinstance(entry, Entry) and entry.event in ("labeled", "unlabeled")
            for record in self.workflows(
                events.IssueEvent(
                    action=entry.event,
                    sender=entry.actor or things.GHOST,
                    issue=structs.replace(issue, updated=entry.created or issue.updated),
                    label=entry.label,
                    **self.at(repo),
                )
            )
        ]

    def _is_ours(self, issue: things.Issue) -> bool:
        return issue.user is not None and issue.user.login == self.context.bot

    def at(self, repo: Repo) -> dict[str, Any]:
        """What every event in a repository carries."""
        return {
            "installation": things.Installation(id=self.installation),
            "repository": things.Repository(id=repo.id, full_name=repo.name, private=repo.private),
        }

    def _comment_event(
        self, repo: Repo, issue: things.Issue, comment: things.Comment
    ) -> events.CommentEvent:
        return events.CommentEvent(
            action="created",
            sender=comment.user or things.GHOST,
            issue=issue,
            comment=comment,
            **self.at(repo),
        )

    def _is_home(self, repo: Repo) -> bool:
        """Whether Cairn opens issues there; in tracked repositories it only follows people's. One
        without a programme may hold the issue about a file that cannot be read."""
        name, programmes = repo.name.lower(), self.context.programmes.values()
        tracked = any(name in p.tracked for p in programmes)
        return not tracked or any(name in p.homes for p in programmes)

    async def _ours(self, repo: Repo) -> list[Record]:
        found: list[Record] = []
        issues = await self.reader.issues_by(repo.name, self.context.bot, self.since)
        places = self._places(repo, issues)
        for issue in issues:
            found += self._issue(repo, issue)
            if issue.comments:
                comments = await self.reader.comments(repo.name, issue.number, self.since)
                found += self.comments(repo, issue, comments, lambda _, thing: places.get(thing))
        if self.since:
            return found
        found += self.lookout.milestones(repo.id, await self.reader.milestones(repo.name))
        labels = await self.reader.labels(repo.name)
        return [*found, *(label_sighting(repo, name) for name in labels)]

    def _places(self, repo: Repo, issues: list[things.Issue]) -> Mapping[str, str]:
        split = {i.number: self._signer.split(i.body, repo.id, ours=True) for i in issues}
        return {
            f"#{s.ref}": s.scope
            for s in self.lookout.issues(repo.id, issues)
            if self._believes(split[s.ref], repo)
        }

    def _issue(self, repo: Repo, issue: things.Issue) -> Iterator[Record]:
        for seen in self.lookout.issues(repo.id, [issue]):
            parts = self._signer.split(issue.body, repo.id, ours=True)
            if not self._believes(parts, repo):
                return
            yield seen
            yield from nested_of(repo, issue, seen)
            yield Place(repo.id, f"#{issue.number}", seen.scope)
            if issue.locked:
                yield locked(seen.scope, repo.id, issue)
            self.numbers.add(issue.number)
            self.regions.append((seen.scope, sightings.region(repo.id, "", issue, parts)))
            if self._is_news(seen):
                yield from self._recall(seen.scope, parts)
            yield from gone_of(repo, issue.number, seen.scope, parts)
            yield from pause_of(seen.scope, parts)

    def _believes(self, parts: Parts, repo: Repo) -> bool:
        where = self.at(repo)["repository"]
        return sightings.believable(parts, where, self.context.programmes)

    def _is_news(self, seen: Sighting) -> bool:
        """Whether a marker knows what the database does not: that is lost, or an old one. Else it
        remembers what was made of the facts of that time, and more may have come since."""
        row = self.ledger.get((seen.scope, seen.key))
        return row is None or row.hash not in (seen.hash, UNKNOWN)

    def _recall(self, scope: str, parts: Parts) -> Iterator[Record]:
        memory: Data = (parts.data or {}).get("m", {})
        for workflow in self.recorder.workflows:
            yield from workflow.recall(scope, memory)

    def comments(
        self,
        repo: Repo,
        issue: things.Issue,
        comments: list[things.Comment],
        place: FindPlace,
    ) -> Iterator[Record]:
        """Ours, and what people said. `place` says whose issue it is."""
        for comment in comments:
            parts = self._signer.split(comment.body, repo.id, ours=True)
            if self._believes(parts, repo):
                yield from self.lookout.comments(repo.id, issue.number, [comment])
        context = replace(self.context, place=place)
        for comment in comments:
            if comment.user is None or comment.user.login == context.bot:
                continue
            event = self._comment_event(repo, issue, comment)
            said = list(self.recorder.record(event, context))
            yield from said
            for scope in sorted({fact.scope for fact in said if isinstance(fact, Fact)}):
                yield from reactions_of(repo, scope, comment)
            yield from self.workflows(event, context)
            yield from self._own_list(repo, issue, comment)

    def _own_list(
        self, repo: Repo, issue: things.Issue, comment: things.Comment
    ) -> Iterator[Record]:
        where = sightings.own_list_place(issue.number, comment.id)
        parts = self._signer.split(comment.body, repo.id, where)
        if sightings.described(parts):
            assert parts.data is not None
            region = sightings.region(repo.id, where, comment, parts)
            self.regions.append((parts.data["s"], region))
            yield sightings.sighting(
                sightings.OWN_LIST,
                repo.id,
                comment.id,
                comment.created_at,
                parts,
                target=issue.number,
                swept=True,
            )

    async def _pull_requests(self, repo: Repo, after: float) -> AsyncIterator[events.Event]:
        tracked = any(repo.name.lower() in p.tracked for p in self.context.programmes.values())
        if not tracked:
            return
        for pull_request in await self.reader.pull_requests(repo.name, max(after, self.since)):
            if pull_request.user is not None:
                yield events.PullRequestEvent(
                    action=events.SEEN,
                    sender=pull_request.user,
                    pull_request=pull_request,
                    **self.at(repo),
                )

    def workflows(self, event: events.Event, context: Context | None = None) -> Iterator[Record]:
        """What the workflows note down of an event."""
        for workflow in self.recorder.workflows:
            yield from workflow.record(event, context or self.context)
