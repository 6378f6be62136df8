"""Issues, comments, labels, milestones, reactions, timelines."""

from urllib.parse import quote

from app.sandbox import access
from app.sandbox.http import Json
from app.sandbox.payloads.apps import via_app
from app.sandbox.payloads.basics import (
    maybe_user,
    maybe_when,
    node_id,
    repository_page,
    repository_url,
    user,
    when,
)
from app.sandbox.state import (
    Comment,
    Issue,
    IssueEvent,
    Label,
    Milestone,
    Reaction,
    Reactions,
    Repository,
)
from app.sandbox.world import World

REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def label(world: World, repository: Repository, it: Label) -> Json:
    """A label."""
    return {
        "id": it.id,
        "node_id": node_id("LA", it.id),
        "url": f"{repository_url(world, repository)}/labels/{quote(it.name, safe='')}",
        "name": it.name,
        "color": it.color,
        "default": False,
        "description": it.description,
    }


def milestone(world: World, repository: Repository, it: Milestone) -> Json:
    """A milestone."""
    url = f"{repository_url(world, repository)}/milestones/{it.number}"
    return {
        "url": url,
        "html_url": f"{repository_page(world, repository)}/milestone/{it.number}",
        "labels_url": f"{url}/labels",
        "id": it.id,
        "node_id": node_id("MI", it.id),
        "number": it.number,
        "title": it.title,
        "description": it.description,
        "creator": user(world, it.creator),
        "open_issues": it.open_issues,
        "closed_issues": it.closed_issues,
        "state": it.state,
        "created_at": when(it.created),
        "updated_at": when(it.updated),
        "due_on": it.due_on,
        "closed_at": maybe_when(it.closed),
    }


def reaction(world: World, it: Reaction) -> Json:
    """One reaction."""
    return {
        "id": it.id,
        "node_id": node_id("REA", it.id),
        "user": user(world, it.user),
        "content": it.content,
        "created_at": when(it.created),
    }


def reactions(url: str, given: Reactions) -> Json:
    """How many of each kind."""
    counts = dict.fromkeys(REACTIONS, 0)
    for _, content in given:
        counts[content] += 1
    return {"url": f"{url}/reactions", "total_count": len(given), **counts}


def issue_url(world: World, it: Issue) -> str:
    """The API's address of an issue, also of a pull request's."""
    return f"{repository_url(world, it.repository)}/issues/{it.number}"


def issue_page(world: World, it: Issue) -> str:
    """The address of an issue's page."""
    kind = "pull" if it.pull else "issues"
    return f"{repository_page(world, it.repository)}/{kind}/{it.number}"


def issue(world: World, it: Issue) -> Json:
    """An issue, or the issue side of a pull request."""
    url = issue_url(world, it)
    return {
        "url": url,
        "repository_url": repository_url(world, it.repository),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "html_url": issue_page(world, it),
        "id": it.id,
        "node_id": node_id("PR" if it.pull else "I", it.id),
        **thread(world, it),
        "comments": len(it.comments),
        "reactions": reactions(url, it.reactions),
        "state_reason": it.state_reason,
        "closed_by": maybe_user(world, it.closed_by),
        "performed_via_github_app": via_app(world, it.via_app),
        **_sub_issues(world, it),
        **_pull_request(world, it),
    }


def thread(world: World, it: Issue) -> Json:
    """What issues and pull requests have in common."""
    assignees = [user(world, who) for who in it.assignees]
    return {
        "number": it.number,
        "title": it.title,
        "body": it.body,
        "user": user(world, it.user),
        "labels": [label(world, it.repository, each) for each in it.labels],
        "state": it.state,
        "locked": it.locked,
        "active_lock_reason": it.lock_reason,
        "assignee": assignees[0] if assignees else None,
        "assignees": assignees,
        "milestone": milestone(world, it.repository, it.milestone) if it.milestone else None,
        "created_at": when(it.created),
        "updated_at": when(it.updated),
        "closed_at": maybe_when(it.closed),
        "author_association": access.association(world, it.user, it.repository),
    }


def _sub_issues(world: World, it: Issue) -> Json:
    total = len(it.sub_issues)
    done = sum(each.state == "closed" for each in it.sub_issues)
    shown: Json = {
        "sub_issues_summary": {
            "total": total,
            "completed": done,
            "percent_completed": 100 * done // total if total else 0,
        }
    }
    if it.parent is not None:
        shown["parent_issue_url"] = issue_url(world, it.parent)
    return shown


def _pull_request(world: World, it: Issue) -> Json:
    if it.pull is None:
        return {}
    page = issue_page(world, it)
    links = {
        "url": f"{repository_url(world, it.repository)}/pulls/{it.number}",
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "merged_at": maybe_when(it.pull.merged),
    }
    return {"draft": it.pull.draft, "pull_request": links}


def comment(world: World, it: Comment) -> Json:
    """A comment on an issue or a pull request."""
    url = f"{repository_url(world, it.issue.repository)}/issues/comments/{it.id}"
    return {
        "url": url,
        "html_url": f"{issue_page(world, it.issue)}#issuecomment-{it.id}",
        "issue_url": issue_url(world, it.issue),
        "id": it.id,
        "node_id": node_id("IC", it.id),
        "user": user(world, it.user),
        "created_at": when(it.created),
        "updated_at": when(it.updated),
        "author_association": access.association(world, it.user, it.issue.repository),
        "body": it.body,
        "reactions": reactions(url, it.reactions),
        "performed_via_github_app": via_app(world, it.via_app),
    }


def issue_event(world: World, repository: Repository, it: IssueEvent) -> Json:
    """An entry of an issue's list of events, and of its timeline."""
    return {
        "id": it.id,
        "node_id": node_id("EV", it.id),
        "url": f"{repository_url(world, repository)}/issues/events/{it.id}",
        "actor": user(world, it.actor),
        "event": it.event,
        "commit_id": None,
        "commit_url": None,
        "created_at": when(it.at),
        "performed_via_github_app": via_app(world, it.via_app),
        **it.details,
    }


def timeline_comment(world: World, it: Comment) -> Json:
    """A comment in a timeline."""
    return {**comment(world, it), "event": "commented", "actor": user(world, it.user)}
