"""From an event to records: hop 3. Pure; what GitHub said goes in, what is so comes out.

Here is what holds for every workflow: artefacts of ours that turn up, boxes and words that people
changed in our regions, commands. Each workflow's own `record` adds what only it understands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app import sightings
from app.command_facts import CommandRecorder
from app.github.markers import Parts, Signer, digest
from app.model import events, things
from app.model.facts import LOCKED, WORDS, Fact, Gone, Look, Record, thread_key
from app.model.order import order
from app.model.workflow import Context, Region, Workflow


def _by_us(user: things.User | None, context: Context) -> bool:
    return user is not None and user.login == context.bot


def locked(scope: str, repository: int, issue: things.Issue) -> Fact:
    """Whether people locked an issue."""
    key, at = thread_key(repository, issue.number), order(issue.updated_at, int(issue.locked))
    return Fact(scope, LOCKED, key, at, {"locked": issue.locked})


@dataclass(frozen=True, slots=True)
class Recorder:
    """Turns events into records, for one installation."""

    workflows: tuple[Workflow, ...]
    signer: Signer
    commands: CommandRecorder

    def record(self, event: events.Event, context: Context) -> Iterator[Record]:
        """What an event says to the core. The order of events does not matter."""
        match event:
            case events.IssueEvent():
                yield from self._issue(event, context)
            case events.CommentEvent() if _by_us(event.comment.user, context):
                yield from self._our_comment(event, context)
            case events.CommentEvent():
                yield from self._their_comment(event, context)

    def _issue(self, event: events.IssueEvent, context: Context) -> Iterator[Record]:
        issue, repository = event.issue, event.repository.id
        place = context.place(repository, f"#{issue.number}")
        if place is not None and event.action in ("locked", "unlocked"):
            yield locked(place, event.repository.id, issue)
        if not _by_us(issue.user, context):
            return
        edited_by_hand = event.action == "edited" and not _by_us(event.sender, context)
        parts = self.signer.split(issue.body, repository, ours=True)
        if edited_by_hand:
            yield Look(repository, "issue", issue.number)
        if parts.data is None or not self._believes(parts, event.repository, context):
            return
        if edited_by_hand:
            region = sightings.region(repository, "", issue, parts)
            yield from self._changed(parts.data["s"], region, event)
        elif event.action == "edited":
            yield from self._overwritten(event, parts)
        elif event.action == "opened":
            yield sightings.sighting("issue", repository, issue.number, issue.created_at, parts)
        elif event.action in ("deleted", "transferred"):
            yield Gone(parts.data["s"], parts.data["k"], issue.number)

    def _changed(
        self, scope: str, region: Region, event: events.IssueEvent | events.CommentEvent
    ) -> Iterator[Record]:
        """Boxes that a person's edit changed; a body is no fact, a change is (rule 3)."""
        before = None
        if event.before is not None:
            ours = isinstance(event, events.IssueEvent)
            cut = self.signer.split(event.before, region.repository, region.where, ours)
            before = cut.content if cut.data is not None else None
        for workflow in self.workflows:
            yield from workflow.changed(scope, region, before, event.sender.login)

    def _overwritten(self, event: events.IssueEvent, parts: Parts) -> Iterator[Record]:
        """Our own edit tells in `from` what it replaced: if those are not the words that we had
        read, a person wrote them in between, and they are put back (rule 7). So is a region that
        was to stay as it was."""
        if event.before is None or parts.data is None:
            return
        was = self.signer.split(event.before, event.repository.id, ours=True)
        kept = parts.data.get("w") and digest(was.content) != parts.data.get("c")
        if was.data is None or (was.outside == parts.data.get("o", was.outside) and not kept):
            return
        revision = int(parts.data.get("r", 0))
        words = {"before": was.before, "after": was.after, "wrote": parts.outside}
        yield Fact(
            parts.data["s"],
            WORDS,
            parts.data["k"],
            order(event.issue.updated_at, id=revision),
            {**words, "revision": revision, **({"content": was.content} if kept else {})},
        )
        yield Look(event.repository.id, "issue", event.issue.number)

    def _believes(self, parts: Parts, repository: things.Repository, context: Context) -> bool:
        return sightings.believable(parts, repository, context.programmes)

    def _our_comment(self, event: events.CommentEvent, context: Context) -> Iterator[Record]:
        comment, repository = event.comment, event.repository.id
        parts = self.signer.split(comment.body, repository, ours=True)
        if parts.data is None or not self._believes(parts, event.repository, context):
            return
        if event.action == "created":
            yield sightings.sighting(
                "comment",
                repository,
                comment.id,
                comment.created_at,
                parts,
                target=event.issue.number,
            )
        elif event.action == "deleted":
            yield Gone(parts.data["s"], parts.data["k"], comment.id)

    def _their_comment(self, event: events.CommentEvent, context: Context) -> Iterator[Record]:
        if event.action in ("edited", "deleted") and not _by_us(event.sender, context):
            yield from self._own_list(event)
        if event.action in ("created", "edited") and not event.sender.is_bot:
            yield from self.commands.record(event, context)

    def _own_list(self, event: events.CommentEvent) -> Iterator[Record]:
        """What a person did to the list in their own comment (O5)."""
        comment, repository = event.comment, event.repository.id
        where = sightings.own_list_place(event.issue.number, comment.id)
        parts = self.signer.split(comment.body, repository, where)
        if event.action == "edited" and parts.data is not None:
            region = sightings.region(repository, where, comment, parts)
            yield from self._changed(parts.data["s"], region, event)
            yield Look(repository, sightings.OWN_LIST, comment.id)
            return
        was = parts if parts.data else self.signer.split(event.before or "", repository, where)
        if was.data is not None:
            yield Gone(was.data["s"], was.data["k"], comment.id)
