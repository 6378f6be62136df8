"""Writes down what is on the sandbox, and what went to and fro, for people and programs to read."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.sandbox.github import Sandbox
from app.sandbox.http import Json
from app.sandbox.mail import mails
from app.sandbox.payloads.basics import maybe_when, when
from app.sandbox.state import Comment, Issue, Review
from app.sandbox.verdicts import full_text


def export(sandbox: Sandbox, directory: Path) -> None:
    """Write DIR/OWNER/REPO/NUMBER.md for each issue, and issues, requests, deliveries and mails as
    JSON lines. Existing files of these names are replaced. Raises OSError.

    A line of mail.jsonl is what GitHub would have mailed to one person: `person` (login), `at`
    (UTC), `local` (the same on the clock on their wall, with its offset), `by` (who caused it),
    `reason` (a key of `mail.REASONS`), `repository`, `number`, `text` (Markdown; a mail shows
    Mermaid as code)."""
    issues = list(_issues(sandbox))
    for issue in issues:
        path = directory / issue.repository.full_name / f"{issue.number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_markdown(issue), encoding="utf-8")
    _write_lines(directory / "issues.jsonl", map(as_json, issues))
    _write_lines(directory / "requests.jsonl", _requests(sandbox))
    _write_lines(directory / "deliveries.jsonl", _deliveries(sandbox))
    _write_lines(directory / "mail.jsonl", _mails(sandbox))


def _issues(sandbox: Sandbox) -> Iterator[Issue]:
    for _, repository in sorted(sandbox.world.repositories.items()):
        for _, issue in sorted(repository.issues.items()):
            yield issue


def as_json(issue: Issue) -> Json:
    """An issue or pull request with its comments, in a line of issues.jsonl."""
    return {
        "repository": issue.repository.full_name,
        "private": issue.repository.private,
        "number": issue.number,
        "title": issue.title,
        "state": issue.state,
        "pull_request": issue.pull is not None,
        "author": issue.user.login,
        "labels": [label.name for label in issue.labels],
        "assignees": [who.login for who in issue.assignees],
        "milestone": issue.milestone.title if issue.milestone else None,
        "created_at": when(issue.created),
        "closed_at": maybe_when(issue.closed),
        "body": issue.body or "",
        "comments": [
            {"author": it.user.login, "at": when(it.created), "body": _said(it)}
            for it in _talk(issue)
        ],
    }


def _talk(issue: Issue) -> list[Comment | Review]:
    """Comments and submitted reviews, the oldest first."""
    found = [*issue.comments, *(issue.pull.reviews if issue.pull else ())]
    return sorted(found, key=lambda it: it.created)


def _said(it: Comment | Review) -> str:
    """A comment; a review below a line that says what it came to, and on which commit."""
    if isinstance(it, Comment):
        return it.body
    verdict = f"*Review of {it.commit[:7]}: {it.state.lower().replace('_', ' ')}*"
    return "\n\n".join(filter(None, (verdict, full_text(it))))


def as_markdown(issue: Issue) -> str:
    """An issue or pull request with its comments, as one reads it. Bodies are left as they are."""
    kind = "Pull request" if issue.pull else "Issue"
    facts = [
        f"{kind} in {issue.repository.full_name}, {issue.state}",
        f"by {issue.user.login}, {when(issue.created)}",
    ]
    if issue.labels:
        facts.append("labels: " + ", ".join(label.name for label in issue.labels))
    if issue.assignees:
        facts.append("assignees: " + ", ".join(who.login for who in issue.assignees))
    if issue.milestone:
        facts.append(f"milestone: {issue.milestone.title}")
    parts = [f"# {issue.title} (#{issue.number})", " · ".join(facts), _text(issue.body)]
    for it in _talk(issue):
        parts += ["---", f"**{it.user.login}**, {when(it.created)}", _text(_said(it))]
    return "\n\n".join(parts) + "\n"


def _text(body: str | None) -> str:
    return (body or "").replace("\r\n", "\n").strip("\n")


def _requests(sandbox: Sandbox) -> Iterator[Json]:
    for it in sandbox.requests:
        yield {
            "method": it.method,
            "path": it.path,
            "query": it.query,
            "body": it.body,
            "status": it.status,
            "at": when(it.at),
        }


def _deliveries(sandbox: Sandbox) -> Iterator[Json]:
    for it in sandbox.world.history:
        yield {"at": when(it.at), "event": it.event, "id": it.id, "payload": it.payload}


def _mails(sandbox: Sandbox) -> Iterator[Json]:
    for it in mails(sandbox.world):
        yield {
            "person": it.person.login,
            "at": when(it.at),
            "local": it.local.isoformat(timespec="seconds"),
            "by": it.about.actor.login,
            "reason": it.reason,
            "repository": it.issue.repository.full_name,
            "number": it.issue.number,
            "text": it.text,
        }


def _write_lines(path: Path, rows: Iterable[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
