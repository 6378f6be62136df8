"""Labels, assignees, milestones: of a repository, and on an issue."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.sandbox.access import Actor, explicit_role, has, require, role
from app.sandbox.actions.notify import emit, emit_thread, note, touch
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads import basics
from app.sandbox.payloads import issues as shown
from app.sandbox.state import ROLES, Issue, Label, Milestone, Repository, User
from app.sandbox.world import World

MOST_ASSIGNEES = 10
MOST_LABELS = 100
NEW_COLOR = "ededed"
"""The colour of a label that was made by putting its name on an issue."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a new issue can have from the start: names, logins, a milestone."""

    labels: Sequence[str] = ()
    assignees: Sequence[str] = ()
    milestone: Milestone | None = None


NO_EXTRAS = Extras()


def create(
    world: World,
    actor: Actor,
    repository: Repository,
    name: str,
    color: str = NEW_COLOR,
    description: str | None = None,
) -> Label:
    """Make a label. 422 where its name exists, in whatever case."""
    require(world, actor, repository, "write")
    if name.lower() in repository.labels:
        raise invalid("Label", "name", "already_exists")
    label = Label(world.new_id("label"), name, color.removeprefix("#"), description)
    repository.labels[name.lower()] = label
    emit(
        world,
        "label",
        "created",
        repository,
        actor,
        label=shown.label(world, repository, label),
    )
    return label


def change(
    world: World,
    actor: Actor,
    repository: Repository,
    label: Label,
    name: str | None = None,
    color: str | None = None,
    description: str | None = None,
) -> None:
    """Rename a label, or change its looks (None: leave it)."""
    require(world, actor, repository, "write")
    changes: dict[str, dict[str, str]] = {}
    if name is not None and name != label.name:
        if name.lower() != label.name.lower() and name.lower() in repository.labels:
            raise invalid("Label", "name", "already_exists")
        changes["name"] = {"from": label.name}
        del repository.labels[label.name.lower()]
        label.name = name
        repository.labels[name.lower()] = label
    if color is not None and color != label.color:
        changes["color"] = {"from": label.color}
        label.color = color.removeprefix("#")
    if description is not None and description != label.description:
        changes["description"] = {"from": label.description or ""}
        label.description = description
    if changes:
        parts = {"label": shown.label(world, repository, label), "changes": changes}
        emit(world, "label", "edited", repository, actor, **parts)


def _named(world: World, actor: Actor, repository: Repository, name: str) -> Label:
    """The label of that name; made for whoever may write, as GitHub does."""
    found = repository.labels.get(name.lower())
    if found is not None:
        return found
    if not has(world, actor, repository, "write"):
        raise invalid("Label", "name", "invalid")
    return create(world, actor, repository, name)


def put(world: World, actor: Actor, issue: Issue, names: Sequence[str]) -> None:
    """Put labels on an issue. Those that it has already send nothing."""
    require(world, actor, issue.repository, "triage")
    for name in names:
        label = _named(world, actor, issue.repository, name)
        if label not in issue.labels:
            if len(issue.labels) >= MOST_LABELS:
                raise invalid("Issue", "labels", "custom", f"at most {MOST_LABELS} labels")
            issue.labels.append(label)
            _announce_label(world, actor, issue, label, "labeled")


def take(world: World, actor: Actor, issue: Issue, name: str) -> None:
    """Take a label off an issue; 404 where it has none of that name."""
    require(world, actor, issue.repository, "triage")
    label = issue.repository.labels.get(name.lower())
    if label is None or label not in issue.labels:
        raise Refused(404, "Label does not exist")
    issue.labels.remove(label)
    _announce_label(world, actor, issue, label, "unlabeled")


def replace(world: World, actor: Actor, issue: Issue, names: Sequence[str]) -> None:
    """Give an issue exactly these labels."""
    wanted = {name.lower() for name in names}
    for label in list(issue.labels):
        if label.name.lower() not in wanted:
            take(world, actor, issue, label.name)
    put(world, actor, issue, names)


def _announce_label(world: World, actor: Actor, issue: Issue, label: Label, action: str) -> None:
    details = {"name": label.name, "color": label.color}
    note(world, issue, action, actor, label=details)
    its = shown.label(world, issue.repository, label)
    emit_thread(world, action, issue, actor, label=its)


def assignable(world: World, issue: Issue, who: User) -> bool:
    """Who can be assigned: docs.github.com, "Assigning issues and pull requests"."""
    repository = issue.repository
    if explicit_role(world, who, repository) in ROLES[ROLES.index("write") :]:
        return True
    organisation = world.organisation_of(repository)
    member = organisation is not None and who.id in organisation.members
    return (
        (member and role(world, who, repository) != "none")
        or any(comment.user is who for comment in issue.comments)
        or who is issue.user
    )


def _assignable(world: World, issue: Issue, logins: Sequence[str]) -> list[User]:
    found = (world.users.get(login.lower()) for login in logins)
    return [who for who in found if who is not None and assignable(world, issue, who)]


def assign(world: World, actor: Actor, issue: Issue, logins: Sequence[str]) -> None:
    """Assign people; those without access are dropped silently, and so are those over ten."""
    require(world, actor, issue.repository, "triage")
    for who in _assignable(world, issue, logins):
        if who not in issue.assignees and len(issue.assignees) < MOST_ASSIGNEES:
            issue.assignees.append(who)
            _announce_assignee(world, actor, issue, who, "assigned")


def unassign(world: World, actor: Actor, issue: Issue, logins: Sequence[str]) -> None:
    """Assign people no longer."""
    require(world, actor, issue.repository, "triage")
    gone = {login.lower() for login in logins}
    for who in [who for who in issue.assignees if who.login.lower() in gone]:
        issue.assignees.remove(who)
        _announce_assignee(world, actor, issue, who, "unassigned")


def replace_assignees(world: World, actor: Actor, issue: Issue, logins: Sequence[str]) -> None:
    """Assign exactly these people."""
    wanted = {login.lower() for login in logins}
    gone = [who.login for who in issue.assignees if who.login.lower() not in wanted]
    unassign(world, actor, issue, gone)
    assign(world, actor, issue, logins)


def _announce_assignee(world: World, actor: Actor, issue: Issue, who: User, action: str) -> None:
    its = basics.user(world, who)
    note(world, issue, action, actor, assignee=its, assigner=basics.user(world, actor.user))
    emit_thread(world, action, issue, actor, assignee=its)


def create_milestone(
    world: World,
    actor: Actor,
    repository: Repository,
    title: str,
    description: str | None = None,
    due_on: str | None = None,
) -> Milestone:
    """Make a milestone. 422 where its title exists."""
    require(world, actor, repository, "write")
    if any(each.title == title for each in repository.milestones.values()):
        raise invalid("Milestone", "title", "already_exists")
    repository.last_milestone += 1
    number = repository.last_milestone
    milestone = Milestone(
        world.new_id("milestone"),
        number,
        title,
        description,
        due_on,
        actor.user,
        world.clock(),
        world.clock(),
    )
    repository.milestones[number] = milestone
    _announce_milestone(world, actor, repository, milestone, "created")
    return milestone


def change_milestone(
    world: World,
    actor: Actor,
    repository: Repository,
    milestone: Milestone,
    changes: dict[str, str | None],
) -> None:
    """Change title, description, due_on or state of a milestone."""
    require(world, actor, repository, "write")
    new = {name: value for name, value in changes.items() if getattr(milestone, name) != value}
    before = {name: {"from": getattr(milestone, name)} for name in new}
    for name, value in new.items():
        setattr(milestone, name, value)
    if new:
        milestone.updated = world.clock()
    if state := new.pop("state", None):
        milestone.closed = world.clock() if state == "closed" else None
        action = "closed" if state == "closed" else "opened"
        _announce_milestone(world, actor, repository, milestone, action)
    if new:
        told = {name: before[name] for name in new if before[name]["from"] is not None}
        _announce_milestone(world, actor, repository, milestone, "edited", changes=told)


def _announce_milestone(
    world: World,
    actor: Actor,
    repository: Repository,
    milestone: Milestone,
    action: str,
    **parts: object,
) -> None:
    its = shown.milestone(world, repository, milestone)
    emit(world, "milestone", action, repository, actor, milestone=its, **parts)


def _count(milestone: Milestone, issue: Issue, step: int) -> None:
    if issue.state == "open":
        milestone.open_issues += step
    else:
        milestone.closed_issues += step


def set_milestone(world: World, actor: Actor, issue: Issue, milestone: Milestone | None) -> None:
    """Put an issue under a milestone, or under none."""
    require(world, actor, issue.repository, "triage")
    old = issue.milestone
    if old is milestone:
        return
    issue.milestone = milestone
    if old is not None:
        _count(old, issue, -1)
        _announce_milestoned(world, actor, issue, old, "demilestoned")
    if milestone is not None:
        _count(milestone, issue, 1)
        _announce_milestoned(world, actor, issue, milestone, "milestoned")


def _announce_milestoned(
    world: World, actor: Actor, issue: Issue, milestone: Milestone, action: str
) -> None:
    note(world, issue, action, actor, milestone={"title": milestone.title})
    its = shown.milestone(world, issue.repository, milestone)
    emit_thread(world, action, issue, actor, milestone=its)


def furnish(world: World, actor: Actor, issue: Issue, extras: Extras) -> None:
    """Give a new issue what it has from the start; `announce` tells it once the issue is out."""
    for name in extras.labels:
        label = _named(world, actor, issue.repository, name)
        if label not in issue.labels:
            issue.labels.append(label)
    people = dict.fromkeys(_assignable(world, issue, extras.assignees))
    issue.assignees = list(people)[:MOST_ASSIGNEES]
    issue.milestone = extras.milestone
    if extras.milestone is not None:
        _count(extras.milestone, issue, 1)


def announce(world: World, actor: Actor, issue: Issue) -> None:
    """The webhooks that follow `opened`: one for each label, assignee and the milestone."""
    for label in issue.labels:
        _announce_label(world, actor, issue, label, "labeled")
    for who in issue.assignees:
        _announce_assignee(world, actor, issue, who, "assigned")
    if issue.milestone is not None:
        _announce_milestoned(world, actor, issue, issue.milestone, "milestoned")
    touch(world, issue)
