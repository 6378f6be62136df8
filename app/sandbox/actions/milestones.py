"""Milestones: of a repository, and of an issue."""

from app.sandbox.access import Actor, require
from app.sandbox.actions.notify import emit, emit_thread, note
from app.sandbox.http import invalid
from app.sandbox.payloads import issues as shown
from app.sandbox.state import Issue, Milestone, Repository
from app.sandbox.world import World


def create(
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
    _tell(world, actor, repository, milestone, "created")
    return milestone


def change(
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
        _tell(world, actor, repository, milestone, action)
    if new:
        told = {name: before[name] for name in new if before[name]["from"] is not None}
        _tell(world, actor, repository, milestone, "edited", changes=told)


def _tell(
    world: World,
    actor: Actor,
    repository: Repository,
    milestone: Milestone,
    action: str,
    **parts: object,
) -> None:
    its = shown.milestone(world, repository, milestone)
    emit(world, "milestone", action, repository, actor, milestone=its, **parts)


def count(milestone: Milestone, issue: Issue, step: int) -> None:
    """Count an issue in a milestone (1), or out of it (-1)."""
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
        count(old, issue, -1)
        announce(world, actor, issue, old, "demilestoned")
    if milestone is not None:
        count(milestone, issue, 1)
        announce(world, actor, issue, milestone, "milestoned")


def announce(world: World, actor: Actor, issue: Issue, milestone: Milestone, action: str) -> None:
    """Tell that an issue came under a milestone, or left it."""
    note(world, issue, action, actor, milestone={"title": milestone.title})
    its = shown.milestone(world, issue.repository, milestone)
    emit_thread(world, action, issue, actor, milestone=its)
