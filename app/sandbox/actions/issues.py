"""Opening, editing, closing, locking, deleting, nesting issues."""

from app.sandbox.access import Actor, has, require, require_author_or
from app.sandbox.actions import milestones, workflows
from app.sandbox.actions.extras import NO_EXTRAS, Extras, announce, furnish
from app.sandbox.actions.notify import emit, emit_thread, keep, note
from app.sandbox.http import Refused, invalid, not_found
from app.sandbox.payloads import basics
from app.sandbox.payloads.issues import issue as issue_json
from app.sandbox.state import Issue, Pull, Repository
from app.sandbox.world import World

LONGEST_BODY = 65_536
"""Characters in a body: found by GitHub's own message, "maximum is 65536 characters"."""
LONGEST_TITLE = 256
MOST_SUB_ISSUES = 100
"""docs.github.com, "Adding sub-issues"."""


def checked_body(resource: str, body: str | None) -> str | None:
    """The body, or 422 where it is too long. None where it is empty."""
    if body is not None and len(body) > LONGEST_BODY:
        raise invalid(
            resource, "body", "custom", f"body is too long (maximum is {LONGEST_BODY} characters)"
        )
    return body or None


def checked_title(title: str | None) -> str:
    """The title, or 422 where it is blank or too long."""
    if title is None or not title.strip():
        raise invalid("Issue", "title", "missing_field")
    if len(title) > LONGEST_TITLE:
        raise invalid(
            "Issue",
            "title",
            "custom",
            f"title is too long (maximum is {LONGEST_TITLE} characters)",
        )
    return title


def new_number(repository: Repository, wanted: int | None = None) -> int:
    """The next number; issues and pull requests share them. `wanted` must still be free."""
    number = wanted if wanted is not None else repository.last_number + 1
    if number in repository.issues or number in repository.gone:
        raise ValueError(f"{repository.full_name}#{number} exists already: choose a free number")
    repository.last_number = max(repository.last_number, number)
    return number


def require_issues(repository: Repository) -> None:
    """410 where the repository has its issues turned off."""
    if not repository.has_issues:
        raise Refused(410, "Issues are disabled for this repo")


def open_issue(
    world: World,
    actor: Actor,
    repository: Repository,
    title: str | None,
    body: str | None = None,
    extras: Extras = NO_EXTRAS,
    number: int | None = None,
) -> Issue:
    """Open an issue. Labels and the like from people without triage access are dropped."""
    require(world, actor, repository, "read")
    require_issues(repository)
    now = world.clock()
    issue = Issue(
        world.new_id("issue"),
        0,
        repository,
        checked_title(title),
        checked_body("Issue", body),
        actor.user,
        actor.app,
        now,
        now,
    )
    issue.number = new_number(repository, number)
    register(world, issue)
    if not has(world, actor, repository, "triage"):
        extras = NO_EXTRAS
    furnish(world, actor, issue, extras)
    keep(world, "opened", actor, issue, issue.body, tuple(issue.assignees))
    emit_thread(world, "opened", issue, actor)
    announce(world, actor, issue)
    return issue


def register(world: World, issue: Issue) -> None:
    """Put a new issue or pull request where it can be found."""
    repository = issue.repository
    repository.issues[issue.number] = issue
    world.issues_by_id[issue.id] = issue
    repository.open_issues += 1
    repository.shown = None


def edit(
    world: World, actor: Actor, issue: Issue, title: str | None = None, body: str | None = None
) -> None:
    """Change title or body (None: leave it). What is the same already sends nothing."""
    require_author_or(world, actor, issue.repository, issue.user, "write")
    changes = {}
    if title is not None and checked_title(title) != issue.title:
        changes["title"] = {"from": issue.title}
        note(world, issue, "renamed", actor, rename={"from": issue.title, "to": title})
        issue.title = title
    if body is not None and checked_body("Issue", body) != issue.body:
        changes["body"] = {"from": issue.body or ""}
        issue.body = body or None
        issue.updated = max(issue.updated, world.clock())
    if changes:
        keep(world, "edited", actor, issue)
        emit_thread(world, "edited", issue, actor, changes=changes)


def set_state(
    world: World, actor: Actor, issue: Issue, state: str, reason: str | None = None
) -> None:
    """Close or reopen. What is so already sends nothing."""
    require_author_or(world, actor, issue.repository, issue.user, "triage")
    if state not in ("open", "closed"):
        raise invalid("Issue", "state", "invalid")
    if state == issue.state:
        return
    if state == "open" and issue.pull and issue.pull.merged:
        raise invalid("Issue", "state", "custom", "cannot reopen a merged pull request")
    if state == "open" and issue.pull and not _is_on_branch(issue.pull):
        said = f"state cannot be changed. The {issue.pull.head_branch} branch was force-pushed"
        raise invalid("Issue", "state", "custom", f"{said} or recreated.")
    mark_state(world, actor, issue, state, reason)
    keep(world, "closed" if state == "closed" else "reopened", actor, issue)
    emit_thread(world, "closed" if state == "closed" else "reopened", issue, actor)
    if state == "open" and issue.pull:
        workflows.start(world, actor, issue)


def _is_on_branch(pull: Pull) -> bool:
    """Whether the branch is where the pull request left it, or was pushed to since."""
    return pull.head_repository.branches.get(pull.head_branch) == pull.head


def mark_state(
    world: World, actor: Actor, issue: Issue, state: str, reason: str | None = None
) -> None:
    """Keep the new state and the counts that depend on it; say nothing."""
    closed = state == "closed"
    issue.state = state
    issue.closed = world.clock() if closed else None
    issue.closed_by = actor.user if closed else None
    if issue.pull is None:
        issue.state_reason = (reason or "completed") if closed else "reopened"
    step = -1 if closed else 1
    issue.repository.open_issues += step
    issue.repository.shown = None
    if issue.milestone is not None:
        issue.milestone.open_issues += step
        issue.milestone.closed_issues -= step
    note(world, issue, "closed" if closed else "reopened", actor, state_reason=issue.state_reason)


def set_locked(
    world: World, actor: Actor, issue: Issue, locked: bool, reason: str | None = None
) -> None:
    """Lock or unlock the conversation."""
    require(world, actor, issue.repository, "write")
    if locked == issue.locked:
        return
    issue.locked = locked
    issue.lock_reason = reason if locked else None
    name = "locked" if locked else "unlocked"
    note(world, issue, name, actor, lock_reason=issue.lock_reason)
    emit_thread(world, name, issue, actor)


def remove(world: World, issue: Issue, moved_to: Issue | None = None) -> None:
    """Take an issue out of its repository: 410 from then on, or 301 to where it moved."""
    repository = issue.repository
    del repository.issues[issue.number]
    world.issues_by_id.pop(issue.id)
    for comment in issue.comments:
        del repository.comments[comment.id]
    if issue.parent is not None:
        issue.parent.sub_issues.remove(issue)
    for each in issue.sub_issues:
        each.parent = None
    if issue.milestone is not None:
        milestones.count(issue.milestone, issue, -1)
    repository.gone[issue.number] = moved_to
    repository.open_issues -= issue.state == "open"
    repository.shown = None


def delete(world: World, actor: Actor, issue: Issue) -> None:
    """Delete an issue, which only admins may."""
    require(world, actor, issue.repository, "admin")
    if issue.pull is not None:
        raise Refused(403, "Pull requests cannot be deleted.")
    remove(world, issue)
    emit_thread(world, "deleted", issue, actor)


def transfer(world: World, actor: Actor, issue: Issue, target: Repository) -> Issue:
    """Move an issue to another repository of the same owner. It gets a new number and id."""
    require(world, actor, issue.repository, "write")
    require(world, actor, target, "write")
    if issue.pull is not None or target.owner is not issue.repository.owner:
        raise Refused(422, "This issue cannot be transferred there.")
    moved = Issue(
        world.new_id("issue"),
        new_number(target),
        target,
        issue.title,
        issue.body,
        issue.user,
        issue.via_app,
        issue.created,
        world.clock(),
    )
    remove(world, issue, moved)
    register(world, moved)
    _move_comments(issue, moved)
    changes = {
        "new_issue": issue_json(world, moved),
        "new_repository": basics.repository(world, target),
    }
    emit_thread(world, "transferred", issue, actor, changes=changes)
    old = {
        "old_issue": issue_json(world, issue),
        "old_repository": basics.repository(world, issue.repository),
    }
    emit(world, "issues", "opened", target, actor, issue=issue_json(world, moved), changes=old)
    return moved


def _move_comments(issue: Issue, moved: Issue) -> None:
    moved.comments = issue.comments
    for comment in moved.comments:
        comment.issue = moved
        moved.repository.comments[comment.id] = comment


def add_sub_issue(
    world: World, actor: Actor, parent: Issue, child_id: int, replace_parent: bool = False
) -> Issue:
    """Make an issue a part of another; returns the parent. A child has one parent."""
    require(world, actor, parent.repository, "triage")
    child = world.issues_by_id.get(child_id)
    if child is None:
        raise not_found()
    if child is parent or child in _ancestors(parent):
        raise Refused(422, "Sub-issue may not be its own ancestor")
    if child.parent is not None and not replace_parent:
        raise Refused(422, "Sub-issue may only have one parent")
    if len(parent.sub_issues) >= MOST_SUB_ISSUES:
        raise Refused(422, f"Parent cannot have more than {MOST_SUB_ISSUES} sub-issues")
    if child.parent is not None:
        child.parent.sub_issues.remove(child)
    child.parent = parent
    parent.sub_issues.append(child)
    note(world, parent, "sub_issue_added", actor)
    note(world, child, "parent_issue_added", actor)
    return parent


def _ancestors(issue: Issue) -> list[Issue]:
    found = []
    while issue.parent is not None:
        issue = issue.parent
        found.append(issue)
    return found
