"""What the sandbox's pages show: plain values for the templates in `pages/`."""

from datetime import UTC, datetime

from liquid import Markup

from app.sandbox.access import Actor, has, role
from app.sandbox.http import Json
from app.sandbox.rendering import render
from app.sandbox.state import Comment, Issue, Repository, User
from app.sandbox.world import World

STATES = ("open", "closed", "all")


def moment(at: float) -> str:
    """A moment as people read it; the sandbox's pages are in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%-d %B %Y, %H:%M UTC")


def people(world: World) -> list[str]:
    """Everybody one can act as."""
    return [
        user.login
        for user in world.users.values()
        if user.type == "User" and user is not world.app.owner
    ]


def visible(world: World, viewer: User) -> list[Repository]:
    """The repositories that the viewer may see; forks are left out."""
    return [
        it
        for it in world.repositories.values()
        if not it.fork and role(world, viewer, it) != "none"
    ]


def home(world: World, viewer: User) -> Json:
    """The page of all repositories."""
    rows = [
        {
            "full_name": it.full_name,
            "private": it.private,
            "open": sum(each.state == "open" for each in it.issues.values()),
            "total": len(it.issues),
        }
        for it in visible(world, viewer)
    ]
    return {"repositories": rows}


def issue_list(repository: Repository, state: str) -> Json:
    """A repository's issues and pull requests, newest first."""
    shown = [it for it in repository.issues.values() if state in ("all", it.state)]
    shown.sort(key=lambda it: (it.created, it.number), reverse=True)
    return {
        "repository": repository.full_name,
        "private": repository.private,
        "state": state,
        "states": list(STATES),
        "issues": [summary(it) for it in shown],
    }


def summary(issue: Issue) -> Json:
    """An issue in one row."""
    return {
        "number": issue.number,
        "title": issue.title,
        "path": path(issue),
        "author": issue.user.login,
        "state": _state(issue),
        "kind": "pull request" if issue.pull else "issue",
        "opened": moment(issue.created),
        "labels": [{"name": it.name, "color": it.color} for it in issue.labels],
        "assignees": [who.login for who in issue.assignees],
        "milestone": issue.milestone.title if issue.milestone else None,
        "comments": len(issue.comments),
    }


def path(issue: Issue) -> str:
    """Where an issue's page is."""
    kind = "pull" if issue.pull else "issues"
    return f"/{issue.repository.full_name}/{kind}/{issue.number}"


def _state(issue: Issue) -> str:
    if issue.pull and issue.pull.merged:
        return "merged"
    return "draft" if issue.pull and issue.pull.draft and issue.state == "open" else issue.state


def thread(world: World, issue: Issue, viewer: User) -> Json:
    """An issue's or pull request's page, with the boxes that the viewer may click."""
    writes = has(world, Actor(viewer), issue.repository, "write")
    first = post(issue, "box-issue" if writes or viewer is issue.user else None)
    rest = [
        {**post(it, f"box-{it.id}" if writes or viewer is it.user else None), "id": it.id}
        for it in issue.comments
    ]
    return {
        **summary(issue),
        "repository": issue.repository.full_name,
        "locked": issue.locked,
        "may_comment": writes or not issue.locked,
        "first": first,
        "posts": rest,
    }


def post(it: Issue | Comment, form: str | None) -> Json:
    """A body or a comment."""
    kinds = [content for _, content in it.reactions]
    return {
        "author": it.user.login,
        "bot": it.user.type == "Bot",
        "at": moment(it.created),
        "edited": it.updated > it.created and isinstance(it, Comment),
        "html": Markup(render(it.body, form)),
        "reactions": [f"{EMOJI[kind]} {kinds.count(kind)}" for kind in dict.fromkeys(kinds)],
    }


EMOJI = {
    "+1": "👍",
    "-1": "👎",
    "laugh": "😄",
    "hooray": "🎉",
    "confused": "😕",
    "heart": "❤️",
    "rocket": "🚀",
    "eyes": "👀",
}
