"""From a comment to command facts (rule 2): who said what, where, and whose business it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app import commands as grammar
from app import resting
from app.commands import Command, CommandSpec, NearMiss
from app.model import events, scopes, things
from app.model.facts import ABOVE, Data, Fact
from app.model.order import Rank, order
from app.model.undo import EDITED, UNDO
from app.model.workflow import Context, Given, Workflow
from app.offering import BEYOND, HELP, HERE, answered_in
from app.programme.model import Programme

MUTED = "muted"
"""In the data of a command that was given in a locked issue: no comment answers it there (K3)."""

_WHOLE = ("cohort", "ideas", "selection", scopes.MEETUP)
"""Kinds of scopes in which whoever mentors or is a mentee in the cohort has that role."""


@dataclass(frozen=True, slots=True)
class CommandRecorder:
    """Reads the commands in comments. `owners` says which scopes a command is for, and `workflows`
    which scopes answer to it."""

    specs: Mapping[str, CommandSpec]
    owners: Mapping[str, Workflow]
    workflows: tuple[Workflow, ...]

    @classmethod
    def of(cls, workflows: tuple[Workflow, ...], own: tuple[CommandSpec, ...]) -> "CommandRecorder":
        """The commands of all workflows, and the core's own."""
        owners = {spec.name: w for w in workflows for spec in w.commands}
        specs = [*own, *(spec for w in workflows for spec in w.commands)]
        return cls(grammar.registry(specs), owners, workflows)

    def record(self, event: events.CommentEvent, context: Context) -> Iterator[Fact]:
        """An edit adds only what is new in it, with the editor's right; what stays, stays."""
        comment, edited = event.comment, event.action == "edited"
        author = event.sender if edited else (comment.user or event.sender)
        if author.is_bot:
            return
        if edited and event.before is not None:
            own = comment.user is not None and comment.user.id == author.id
            found = grammar.new_in_edit(event.before, comment.body, self.specs, own=own)
        else:
            found = grammar.parse(comment.body, self.specs)
        at = comment.updated_at if edited else comment.created_at
        # Only a sweep sees a comment as new that was edited since.
        guessed = not edited and comment.updated_at > comment.created_at
        for command in found:
            yield from self._facts(command, author, event, context, at, guessed=guessed)

    def _facts(
        self,
        command: Command | NearMiss,
        author: things.User,
        event: events.CommentEvent,
        context: Context,
        at: float,
        *,
        guessed: bool,
    ) -> Iterator[Fact]:
        """What one command is: a fact of the scope that it is for, and of that in which it was
        given, if that is another."""
        place = self._scope(command, author, event, context)
        if place is None:
            return
        thread = context.thread(event.repository, event.issue.number)
        where = (author.login, at, event.repository, event.issue)
        given = Given(command, place, thread, *where) if isinstance(command, Command) else None
        understood = self._understood(given, context) if given is not None else {}
        if given is not None and given.command.name == HELP.name:
            understood = self._offered(given, author, event, context)
        scope = self._is_for(given, understood) if given is not None else place
        place_ = (Rank.COMMAND, event.comment.id, command.index)
        edited = {EDITED: order(event.comment.updated_at, *place_)} if guessed else {}
        muted = event.issue.locked and scope != place  # only `place` knows of the lock
        fact = Fact(
            scope,
            "command",
            f"{event.comment.id}:{grammar.key(command)}",
            order(at, *place_),
            {
                **_words(command),
                **_origin(author, event),
                **edited,
                "roles": roles_of(scope, author.login, context),
                **understood,
                **({MUTED: True} if muted else {}),
            },
            rule="guess" if guessed else "first",
        )
        yield fact
        if scope != place:
            yield replace(fact, scope=place, kind=ABOVE, data={**fact.data, "for": scope})

    def _offered(
        self, asked: Given, author: things.User, event: events.CommentEvent, context: Context
    ) -> Data:
        """What works where help was asked for: each command goes the way that it would go if the
        same person gave it there, and something has to answer to it at the end."""
        found: dict[str, list[str]] = {}
        for name, owner in self.owners.items():
            command = replace(asked.command, name=name, words=(), text="", below="")
            place = self._scope(command, author, event, context)
            if place is not None:
                key = owner.scope_of(replace(asked, command=command, place=place))
                if self._is_answered(name, owner, key, context):
                    found.setdefault(key, []).append(name)
        here = dict.fromkeys(key for key in (asked.place, asked.thread) if key is not None)
        return {
            HERE: [name for key in here for name in found.get(key, ())],
            BEYOND: [name for key, names in found.items() if key not in here for name in names],
        }

    def _is_answered(self, name: str, owner: Workflow, key: str, context: Context) -> bool:
        scope = scopes.parse(key)
        programme = context.programmes.get(scope.home)
        is_in_use = programme is not None and owner.in_use(programme, scope)
        return is_in_use and name in answered_in(self.workflows, scope.kind)

    def _understood(self, given: Given, context: Context) -> Data:
        owner = self.owners.get(given.command.name)
        if owner is not None:
            return owner.understand(context, given)
        programme = context.programmes.get(scopes.parse(given.place).home)
        zone = programme.person(given.by).timezone if programme else "UTC"
        return resting.understand(given.command, given.at, zone)

    def _is_for(self, given: Given, understood: Data) -> str:
        owner = self.owners.get(given.command.name)
        if owner is not None:
            return owner.scope_of(given)
        return resting.scope_of(given.command, understood, given.place)

    def _scope(
        self,
        command: Command | NearMiss,
        author: things.User,
        event: events.CommentEvent,
        context: Context,
    ) -> str | None:
        """The scope of the issue; else (and in a pull request, unless it is about that), for what
        a mentee may say anywhere, their own, or of a mentor that of the pull request's author; else
        a thread of its own, if the repository is one of
        a programme's."""
        place = context.place(event.repository.id, f"#{event.issue.number}")
        owner = self.owners.get(command.name) if isinstance(command, Command) else None
        # What `undo` takes back was said in the same place, or the wrong thing would be undone.
        here = isinstance(command, Command) and command.name == UNDO
        if place is not None and (here or not _is_about_more(owner, place)):
            return place
        if event.issue.locked:  # somebody wanted silence there (K3)
            return None
        if owner is not None and owner.everywhere:
            own = [
                scopes.mentee(home, enrolment.cohort.id, author.login)
                for home, programme in context.programmes.items()
                for enrolment in programme.enrolments(author.login)
                # Nothing of a private cohort is said where everybody can read it (R5).
                if event.repository.private or not enrolment.cohort.private
            ]
            if len(own) == 1:
                return own[0]
            if place is not None and not own and _speaks_for(owner, place, author, event, context):
                return scopes.parent(place)
        return place or context.thread(event.repository, event.issue.number)


def _is_about_more(owner: Workflow | None, place: str) -> bool:
    """Whether a command that was given in a pull request is about its author's whole programme."""
    return owner is not None and owner.everywhere and scopes.parse(place).kind == "pull"


def _speaks_for(
    owner: Workflow,
    place: str,
    author: things.User,
    event: events.CommentEvent,
    context: Context,
) -> bool:
    """Whether a command in a mentee's pull request means that mentee: their mentors and organisers
    mean no list of their own. What has a meaning in the pull request itself stays there."""
    scope = scopes.parse(place)
    programme = context.programmes.get(scope.home)
    cohort = programme.cohort(scope.cohort) if programme is not None else None
    # Nothing of a private cohort is said where everybody can read it (R5).
    may_be_told = cohort is not None and (event.repository.private or not cohort.private)
    is_theirs = may_be_told and scope.kind not in owner.scopes
    return is_theirs and bool(roles_of(place, author.login, context))


def roles_of(key: str, login: str, context: Context) -> list[str]:
    """What the file says that somebody is in a scope, as of now (K2)."""
    scope = scopes.parse(key)
    programme = context.programmes.get(scope.home)
    if programme is None:
        return []
    roles = ["organiser"] if programme.is_organiser(login) else []
    if scope.kind in (scopes.THREAD, scopes.DESK):
        return sorted({*roles, *_in_all(programme, login.lower())})
    cohort, is_whole = programme.cohort(scope.cohort), scope.kind in _WHOLE
    for group in cohort.groups if cohort else ():
        mentees = {mentee.login.lower() for mentee in group.mentees}
        is_group = is_whole or scope.group == group.id
        mine = is_group or scope.login in mentees
        if mine and login.lower() in {mentor.lower() for mentor in group.mentors}:
            roles.append("mentor")
        if is_group and login.lower() in mentees:
            roles.append("mentee")
    if scope.login == login.lower():
        roles.append("mentee")
    crew = programme.crew(scope)
    if crew is not None and login.lower() in {person.lower() for person in crew.people}:
        roles.append(crew.role)
    return sorted(set(roles))


def _in_all(programme: Programme, login: str) -> Iterator[str]:
    """What somebody is anywhere in a programme."""
    if login in programme.mentors:
        yield "mentor"
    if programme.enrolments(login):
        yield "mentee"
    for crew in programme.crews:
        if login in {person.lower() for person in crew.people}:
            yield crew.role


def _words(command: Command | NearMiss) -> dict[str, object]:
    if isinstance(command, NearMiss):
        return {"name": None, "line": command.line, "suggestion": command.suggestion}
    return {
        "name": command.name,
        "words": list(command.words),
        "text": command.text,
        "line": command.line,
    }


def _origin(author: things.User, event: events.CommentEvent) -> dict[str, object]:
    return {
        "by": author.login,
        "by_id": author.id,
        "repository": event.repository.full_name,
        "number": event.issue.number,
        "comment": event.comment.id,
    }
