"""What a new issue has from the start: labels, assignees, a milestone."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.sandbox.access import Actor
from app.sandbox.actions import assignees, labels, milestones
from app.sandbox.state import Issue, Milestone
from app.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Extras:
    """Names, logins, a milestone."""

    labels: Sequence[str] = ()
    assignees: Sequence[str] = ()
    milestone: Milestone | None = None


NO_EXTRAS = Extras()


def furnish(world: World, actor: Actor, issue: Issue, extras: Extras) -> None:
    """Give a new issue what it has from the start; `announce` tells it once the issue is out."""
    for name in extras.labels:
        label = labels.named(world, actor, issue.repository, name)
        if label not in issue.labels:
            issue.labels.append(label)
    people = dict.fromkeys(assignees.among(world, issue, extras.assignees))
    issue.assignees = list(people)[: assignees.MOST_ASSIGNEES]
    issue.milestone = extras.milestone
    if extras.milestone is not None:
        milestones.count(extras.milestone, issue, 1)


def announce(world: World, actor: Actor, issue: Issue) -> None:
    """The webhooks that follow `opened`: one for each label, assignee and the milestone."""
    for label in issue.labels:
        labels.announce(world, actor, issue, label, "labeled")
    for who in issue.assignees:
        assignees.announce(world, actor, issue, who, "assigned")
    if issue.milestone is not None:
        milestones.announce(world, actor, issue, issue.milestone, "milestoned")
