"""Organisations, people, repositories, their files, labels and milestones."""

from datetime import datetime
from typing import Any

from app.sandbox.access import role
from app.sandbox.actions.commits import files_of, sha_of
from app.sandbox.http import Json, not_found
from app.sandbox.payloads.commits import blob_sha
from app.sandbox.state import Milestone, Repository, User
from app.sandbox.trail import INTRODUCTION, steps
from app.sandbox.views.look import Look, people, plural


def visible(look: Look) -> list[Repository]:
    """The repositories that whoever looks may see; forks are left out."""
    return [it for it in look.world.repositories.values() if not it.fork and look.sees(it)]


def home(look: Look) -> Json:
    """All repositories, and everybody."""
    return {
        "introduction": INTRODUCTION if steps(look.world) else "",
        "repositories": [repository_row(look, it) for it in visible(look)],
        "cast": [{**look.person(who), "zone": zone(who)} for who in people(look.world)],
    }


def repository_row(look: Look, it: Repository) -> Json:
    """A repository in a list."""
    issues = sum(each.state == "open" and not each.pull for each in it.issues.values())
    pulls = sum(each.state == "open" and bool(each.pull) for each in it.issues.values())
    return {
        "full_name": it.full_name,
        "private": it.private,
        "issues": plural(issues, "open issue"),
        "pulls": plural(pulls, "open pull request"),
        "role": role(look.world, look.user, it),
    }


def zone(who: User) -> str:
    """Where somebody's clock hangs, in a word."""
    return who.timezone.rsplit("/", 1)[-1].replace("_", " ")


def profile(look: Look, who: User) -> Json:
    """Somebody's page: what they may where."""
    rows = [{"full_name": it.full_name, "role": role(look.world, who, it)} for it in visible(look)]
    its_own = who.login.removesuffix("[bot]")
    is_app = who.type == "Bot" or who is look.world.app.owner
    return {"who": look.person(who), "name": its_own, "is_app": is_app, "zone": zone(who)} | {
        "rows": [row for row in rows if row["role"] != "none"]
    }


def frame(it: Repository, tab: str) -> Json:
    """What the head of each of a repository's pages needs."""
    count = [each for each in it.issues.values() if each.state == "open"]
    pulls = sum(each.pull is not None for each in count)
    base = f"/{it.full_name}"
    tabs: list[tuple[str, str, int | None]] = [
        ("Code", base, None),
        ("Issues", f"{base}/issues", len(count) - pulls),
        ("Pull requests", f"{base}/pulls", pulls),
        ("Labels", f"{base}/labels", None),
        ("Milestones", f"{base}/milestones", None),
    ]
    return {
        "repository": it.full_name,
        "owner": it.owner.login,
        "name": it.name,
        "private": it.private,
        "tabs": [
            {"name": name, "path": path, "count": count, "here": name == tab}
            for name, path, count in tabs
        ],
    }


def tree(look: Look, it: Repository, ref: str, folder: str) -> Json:
    """A folder at a branch or commit."""
    files = files_of(it, ref)
    prefix = f"{folder}/" if folder else ""
    names = {path.removeprefix(prefix).split("/")[0] for path in files if path.startswith(prefix)}
    if not names:
        raise not_found()
    folders = sorted(name for name in names if prefix + name not in files)
    base = f"/{it.full_name}"
    rows = [(name, "tree") for name in folders]
    rows += [(name, "blob") for name in sorted(names.difference(folders))]
    readme = files.get(f"{prefix}README.md")
    head = it.commits[sha_of(it, ref) or ""]
    return {
        **_place(it, ref, folder),
        "rows": [
            {
                "name": name,
                "folder": kind == "tree",
                "path": f"{base}/{kind}/{ref}/{prefix}{name}",
            }
            for name, kind in rows
        ],
        "readme": look.html(readme.decode(), it, is_file=True) if readme else None,
        "commit": {
            "who": look.person(head.author),
            "message": head.message,
            "at": look.time(head.at),
        },
        "branches": sorted(it.branches),
    }


def _place(it: Repository, ref: str, path: str) -> Json:
    """The way to a folder or file, in crumbs."""
    parts = path.split("/") if path else []
    base = f"/{it.full_name}"
    crumbs = [{"name": it.name, "path": f"{base}/tree/{ref}"}]
    crumbs += [
        {"name": part, "path": f"{base}/tree/{ref}/{'/'.join(parts[: place + 1])}"}
        for place, part in enumerate(parts)
    ]
    return {"ref": ref, "file": path, "crumbs": crumbs, "is_branch": ref in it.branches}


def blob(look: Look, it: Repository, ref: str, path: str) -> Json:
    """A file at a branch or commit."""
    content = files_of(it, ref).get(path)
    if content is None:
        raise not_found()
    text = content.decode("utf-8", "replace")
    is_markdown = path.lower().endswith(".md")
    return {
        **_place(it, ref, path),
        "lines": text.split("\n")[: -1 if text.endswith("\n") else None],
        "size": plural(len(content), "byte"),
        "html": look.html(text, it, is_file=True) if is_markdown else None,
    }


def editor(look: Look, it: Repository, ref: str, path: str) -> Json:
    """A file to be changed on a page. `direct`: whether the person may commit to that branch."""
    content = files_of(it, ref).get(path)
    if content is None or ref not in it.branches:
        raise not_found()
    return {
        **_place(it, ref, path),
        "content": content.decode("utf-8", "replace"),
        "sha": blob_sha(content),
        "direct": look.may(it, "write"),
        "proposed": ref != it.default_branch,
    }


def labels(it: Repository) -> Json:
    """A repository's labels."""
    count: dict[int, int] = {}
    for issue in it.issues.values():
        for label in issue.labels if issue.state == "open" else ():
            count[label.id] = count.get(label.id, 0) + 1
    rows = [
        {
            "name": label.name,
            "color": label.color.lower(),
            "description": label.description,
            "open": plural(count.get(label.id, 0), "open issue"),
        }
        for label in sorted(it.labels.values(), key=lambda each: each.name)
    ]
    return {"labels": rows}


def milestone(look: Look, it: Repository, each: Milestone) -> Json:
    """A milestone, with how far it is."""
    total = each.open_issues + each.closed_issues
    due = datetime.fromisoformat(each.due_on).strftime("%-d %B %Y") if each.due_on else None
    shown: dict[str, Any] = {
        "title": each.title,
        "number": each.number,
        "path": f"/{it.full_name}/milestone/{each.number}",
        "state": each.state,
        "due": due,
        "open": each.open_issues,
        "closed": each.closed_issues,
        "percent": 100 * each.closed_issues // total if total else 0,
        "html": look.html(each.description, it),
        "by_app": each.creator.type == "Bot",
    }
    return shown
