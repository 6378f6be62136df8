"""What people see on a sandbox: the state in which two worlds are compared."""

import re
from collections import Counter
from collections.abc import Container, Iterator

from app.sandbox.state import Comment, Issue, Reactions
from tests.harness.stage import markers, visible
from tests.world import HOME, World

PRIVATE = "acme/mentors"
_REGION = re.compile(r"<!-- cairn:[^>]*-->\n.*?<!-- cairn:end -->", re.DOTALL)


def pages(world: World, unreminded: Container[str] = ()) -> list[str]:
    """Every line that people see where Cairn writes; numbers of issues as the issues' titles.
    `unreminded`: people (logins) whose reminders are left out."""
    lines: list[str] = []
    for repository in (HOME, PRIVATE):
        titles = {issue.number: issue.title for issue in world.issues(repository)}
        for issue in sorted(world.issues(repository), key=lambda it: (it.title, it.number)):
            lines += (f"{issue.title} | {line}" for line in _issue(issue, titles, unreminded))
    return [*lines, *_definitions(world)]


def _issue(issue: Issue, titles: dict[int, str], unreminded: Container[str]) -> Iterator[str]:
    yield f"{issue.state}, locked {issue.locked}"
    yield f"labels {sorted(label.name for label in issue.labels)}"
    yield f"milestone {issue.milestone.title if issue.milestone else None}"
    yield f"assignees {sorted(user.login for user in issue.assignees)}"
    for line in _seen(issue.body, titles).splitlines():
        yield f"> {line}"
    replies = [comment for comment in issue.comments if _begins(comment, "reply:")]
    others = [comment for comment in issue.comments if comment not in replies]
    others = [comment for comment in others if not _reminds(comment, unreminded)]
    yield from sorted(_comment(comment, titles) for comment in others)
    # How many answers share a comment depends on how many commands were seen at once.
    parts = (_seen(comment.body, titles).split("\n\n") for comment in replies)
    yield from sorted({f"answer: {part}" for found in parts for part in found})


def _begins(comment: Comment, key: str) -> bool:
    """Whether a comment is Cairn's, and of this kind."""
    ours = comment.user.type == "Bot"
    return ours and any(each.startswith(key) for _, each in markers(comment.body))


def _reminds(comment: Comment, people: Container[str]) -> bool:
    """Whether a comment reminds one of these mentees of their first steps, or asks these mentors
    alone for a look this week."""
    found = markers(comment.body) if comment.user.type == "Bot" else ()
    lines = [line for line in comment.body.splitlines() if line.startswith("- @")]
    asked = {login for line in lines for login in re.findall(r"@([\w-]+)", line.partition(":")[0])}
    return any(
        (key.startswith("nudge:") and scope.rpartition("/")[2] in people)
        or (key.startswith("week:") and bool(asked) and all(each in people for each in asked))
        for scope, key in found
    )


def _comment(comment: Comment, titles: dict[int, str]) -> str:
    body = _words_first(comment.body)
    return f"{comment.user.login}: {_seen(body, titles)!r} {_reactions(comment.reactions)}"


def _words_first(body: str) -> str:
    """A comment that holds a list of Cairn's, with the list at the end. Whether a line that a
    person adds stands above or below depends on whether the list was there already."""
    body = body.replace("\r\n", "\n")  # a browser sends all of a text with these
    lists = _REGION.findall(body)
    if not lists:
        return body
    words = _REGION.sub("", body).splitlines()
    return "\n".join([*(line for line in words if line.strip()), *lists])


def _reactions(reactions: Reactions) -> list[str]:
    return sorted(f"{r.user.login} {r.content}" for r in reactions.values())


def _seen(text: str | None, titles: dict[int, str]) -> str:
    shown = re.sub(r"/runs/\d+", "/runs/…", visible(text))  # refused acts take numbers as well
    named = lambda m: f"#({titles.get(int(m[1]), m[1])})"  # noqa: E731
    return re.sub(r"(?<![\w/])#(\d+)", named, shown)


def _definitions(world: World) -> Iterator[str]:
    home = world.sandbox.world.repository(HOME)
    for label in sorted(home.labels.values(), key=lambda it: it.name):
        yield f"label {label.name}: {label.color}, {label.description}"
    for milestone in sorted(home.milestones.values(), key=lambda it: it.title):
        shown = _seen(milestone.description, {})
        yield f"milestone {milestone.title}: {shown!r}, {milestone.due_on}, {milestone.state}"


def doubled(world: World) -> list[str]:
    """Artefacts of ours that are there more than once, by scope and key."""
    found: Counter[tuple[str, str]] = Counter()
    for repository in (HOME, PRIVATE):
        for issue in world.issues(repository):
            found.update(set(markers(issue.body)))
            for comment in issue.comments:
                found.update(set(markers(comment.body)))
        for milestone in world.sandbox.world.repository(repository).milestones.values():
            found.update(set(markers(milestone.description)))
    return sorted(f"{scope} {key}: {n} times" for (scope, key), n in found.items() if n > 1)
