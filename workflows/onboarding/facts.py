"""What onboarding notes down: boxes that people ticked, proofs of work done, signs of life."""

from collections.abc import Iterable, Iterator

from app.model import events, scopes, things
from app.model.facts import Data, Fact, Known, Place, Record
from app.model.keys import PRIVATE_HOME
from app.model.names import TaskRef
from app.model.order import Rank, order
from app.model.sections.onboarding import OnboardingSettings
from app.model.settings import Proof
from app.model.workflow import Context, Region, View
from app.programme.model import Enrolment, Programme
from workflows.onboarding import questions
from workflows.onboarding.boxes import boxes
from workflows.onboarding.checklist import checklist
from workflows.onboarding.fold import unexplained

ALIVE = "alive"
"""The kind of facts that a mentee was heard of, or talked with."""


def changed(scope: str, region: Region, before: str | None, by: str) -> Iterator[Fact]:
    """Boxes that a person's edit changed (rule 3): where `before` is unknown, those that differ
    from what the same body's marker says."""
    if scopes.parse(scope).kind != "mentee":
        return
    was = boxes(before) if before is not None else _marked(region)
    for item, value in boxes(region.content).items():
        if value != was.get(item, False):
            data = {"value": value, "by": by, "revision": _revision(region)}
            at = order(region.at, Rank.HAND)
            yield Fact(scope, "hand", item, at, data, tie=True)


def observe(view: View, region: Region) -> list[Fact]:
    """Boxes of a body that was just read, as far as no event explains what they show."""
    if view.scope.kind != "mentee" or region.kept:
        return []
    found = []
    for item, value in boxes(region.content).items():
        register = region.memory.get("b", {}).get(item)
        since = register[1] if register else order(region.created)
        marked = bool(register and register[0])
        data = {
            "item": item,
            "value": value,
            "marked": marked,
            "since": since,
            "revision": _revision(region),
        }
        key = f"{item}@{_body(region)}"
        read = Known(order(region.at), data)
        known = view.facts.get("read", {}).get(key)
        if known is not None and dict(known.data) == data:
            continue
        if unexplained(read, view.facts.get("hand", {}).get(item)):
            found.append(Fact(view.key, "read", key, read.order, data))
    return found


def recall(scope: str, memory: Data) -> Iterator[Fact]:
    """What a marker remembers, after the database was lost (rule 4)."""
    if scopes.parse(scope).kind != "mentee":
        return
    for item, register in memory.get("b", {}).items():
        yield Fact(scope, "memory", item, register[1], {"register": register})
    for command, at in memory.get("u", {}).items():
        yield Fact(scope, "undone", command, at, {"order": at})
    for name, (at, data) in memory.get("c", {}).items():
        yield Fact(scope, "check", name, at, data, rule="first")


def _marked(region: Region) -> dict[str, bool]:
    return {item: bool(register[0]) for item, register in region.memory.get("b", {}).items()}


def _body(region: Region) -> str:
    """Tells the bodies apart that show boxes of one mentee: two issues, where their cohort has
    become private, and lists in comments."""
    return region.where or (region.key if region.key == PRIVATE_HOME else "")


def _revision(region: Region) -> str:
    return f"{_body(region)}:{region.revision}"


# ---- proofs ------------------------------------------------------------------------------------


def record(event: events.Event, context: Context) -> Iterator[Record]:
    """Proofs and signs of life in an event."""
    match event:
        case events.PullRequestEvent():
            yield from _pull_request(event, context)
        case events.CheckRunEvent():
            yield from _check(event, context)
        case events.CommentEvent() if event.comment.user:
            yield from questions.record(event, event.comment.user, context)
            if event.action == "created":
                yield from _comment(event, event.comment.user, context)
        case events.IssueEvent() if event.action == "assigned" and event.assignee:
            yield from _assigned(event, event.assignee, context)


def threads(programme: Programme, repository: str) -> Iterator[int]:
    """Issues in which a comment or an assignment is a proof."""
    for cohort in programme.cohorts:
        for group in cohort.groups:
            for mentee in group.mentees:
                enrolment = Enrolment(cohort, group, mentee)
                for _, proof in _proofs(programme, enrolment):
                    for task in _tasks(proof, enrolment):
                        if task.repository.lower() == repository.lower():
                            yield task.number


def _enrolments(login: str, context: Context) -> Iterator[tuple[str, Programme, Enrolment]]:
    for home, programme in context.programmes.items():
        for enrolment in programme.enrolments(login):
            scope = scopes.mentee(home, enrolment.cohort.id, enrolment.mentee.login)
            yield scope, programme, enrolment


def _proofs(programme: Programme, enrolment: Enrolment) -> Iterator[tuple[str, Proof]]:
    for item in checklist(programme, enrolment):
        if item.proof is not None:
            yield item.id, item.proof


def _tasks(proof: Proof, enrolment: Enrolment) -> Iterable[TaskRef]:
    for wanted in (proof.comment, proof.assigned):
        if wanted == "task":
            yield from enrolment.mentee.tasks
        elif wanted is not None:
            yield wanted


def _proof(scope: str, item: str, at: float, link: str, id: int) -> Fact:
    """`id` tells apart what happened in the same second, so that the first is always the same."""
    return Fact(scope, "proof", item, order(at, id=id), {"link": link}, rule="first")


def _pull_request(event: events.PullRequestEvent, context: Context) -> Iterator[Record]:
    """A mentee's pull request in a tracked repository: opened, or merged."""
    seen, name = event.pull_request, event.repository.full_name.lower()
    if seen.user is None:
        return
    for scope, programme, enrolment in _enrolments(seen.user.login, context):
        if name not in programme.tracked:
            continue
        yield Place(event.repository.id, seen.head.sha, scope)
        for item, proof in _proofs(programme, enrolment):
            at = seen.created_at if proof.pull_request == "opened" else seen.merged_at
            if proof.pull_request is not None and at is not None:
                yield _proof(scope, item, at, seen.html_url, seen.number)


def _check(event: events.CheckRunEvent, context: Context) -> Iterator[Record]:
    """A check that passed. Forks' checks are known by their commit only (rules.md); where that is
    not known to be a mentee's yet, the fact waits for the pull request to say so."""
    run = event.check_run
    proves = {
        item.id
        for programme in context.programmes.values()
        for cohort in programme.cohorts
        for item in cohort.section(OnboardingSettings).all_items
        if item.proof is not None and item.proof.check == run.name
    }
    if not proves or run.conclusion != "success" or run.completed_at is None:
        return
    repository = event.repository.id
    scope = context.place(repository, run.head_sha) or scopes.commit(repository, run.head_sha)
    # The items are kept with it: a mentee who left, and whose list is no longer known, keeps them.
    data = {"link": run.html_url or "", "items": sorted(proves)}
    for key in _same_mentee(scope, context):
        yield Fact(key, "check", run.name, order(run.completed_at), data, rule="first")


def _same_mentee(scope: str, context: Context) -> Iterable[str]:
    """This scope, and those of the same mentee in other cohorts: a commit has only one place."""
    where = scopes.parse(scope)
    others = _enrolments(where.login, context) if where.kind == "mentee" else ()
    return sorted({scope, *(other for other, _, _ in others)})


def _comment(event: events.CommentEvent, author: things.User, context: Context) -> Iterator[Record]:
    """A mentee's comment: a proof in the issue that was asked for; a sign of life in their own."""
    here = context.place(event.repository.id, f"#{event.issue.number}")
    at = order(event.comment.created_at, id=event.comment.id)
    talks = not event.comment.body.lstrip().startswith("/mentor")
    if here is not None and talks and _mentors(here, author.login, context):
        yield Fact(here, ALIVE, "mentor", at, {})
    for scope, programme, enrolment in _enrolments(author.login, context):
        if here == scope:
            yield Fact(scope, ALIVE, "comment", at, {})
        for item, proof in _proofs(programme, enrolment):
            if proof.comment is not None and _named(event, _tasks(proof, enrolment)):
                comment = event.comment
                yield _proof(scope, item, comment.created_at, comment.html_url, comment.id)


def _mentors(scope: str, login: str, context: Context) -> bool:
    """Whether they mentor the mentee whose scope this is: who talks with them need not be asked
    to."""
    where = scopes.parse(scope)
    programme = context.programmes.get(where.home)
    if where.kind != "mentee" or programme is None:
        return False
    found = programme.enrolment(where.cohort, where.login)
    mentors = found.group.mentors if found is not None else ()
    return login.lower() in [mentor.lower() for mentor in mentors]


def _assigned(
    event: events.IssueEvent, assignee: things.User, context: Context
) -> Iterator[Record]:
    for scope, programme, enrolment in _enrolments(assignee.login, context):
        for item, proof in _proofs(programme, enrolment):
            if proof.assigned is not None and _named(event, _tasks(proof, enrolment)):
                yield _proof(scope, item, event.issue.updated_at, "", event.issue.number)


def _named(event: events.IssueEvent | events.CommentEvent, tasks: Iterable[TaskRef]) -> bool:
    here = (event.repository.full_name.lower(), event.issue.number)
    return any((task.repository.lower(), task.number) == here for task in tasks)
