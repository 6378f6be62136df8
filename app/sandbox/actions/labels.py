"""Labels: of a repository, and on an issue."""

from collections.abc import Sequence

from app.sandbox.access import Actor, has, require
from app.sandbox.actions.notify import emit, emit_thread, note
from app.sandbox.http import Refused, invalid
from app.sandbox.payloads import issues as shown
from app.sandbox.state import Issue, Label, Repository
from app.sandbox.world import World

MOST_LABELS = 100
NEW_COLOR = "ededed"
"""The colour of a label that was made by putting its name on an issue."""


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
    label = Label(world.new_id("label"), name, color.removeprefix("#"), description, world.clock())
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


def named(world: World, actor: Actor, repository: Repository, name: str) -> Label:
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
        label = named(world, actor, issue.repository, name)
        if label not in issue.labels:
            if len(issue.labels) >= MOST_LABELS:
                raise invalid("Issue", "labels", "custom", f"at most {MOST_LABELS} labels")
            issue.labels.append(label)
            announce(world, actor, issue, label, "labeled")


def take(world: World, actor: Actor, issue: Issue, name: str) -> None:
    """Take a label off an issue; 404 where it has none of that name."""
    require(world, actor, issue.repository, "triage")
    label = issue.repository.labels.get(name.lower())
    if label is None or label not in issue.labels:
        raise Refused(404, "Label does not exist")
    issue.labels.remove(label)
    announce(world, actor, issue, label, "unlabeled")


def replace(world: World, actor: Actor, issue: Issue, names: Sequence[str]) -> None:
    """Give an issue exactly these labels."""
    wanted = {name.lower() for name in names}
    for label in list(issue.labels):
        if label.name.lower() not in wanted:
            take(world, actor, issue, label.name)
    put(world, actor, issue, names)


def announce(world: World, actor: Actor, issue: Issue, label: Label, action: str) -> None:
    """Tell that a label was put on an issue, or taken off."""
    details = {"name": label.name, "color": label.color}
    note(world, issue, action, actor, label=details)
    its = shown.label(world, issue.repository, label)
    emit_thread(world, action, issue, actor, label=its)
