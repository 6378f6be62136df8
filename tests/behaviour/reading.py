"""What people see: boxes, answers, reactions."""

import base64
import json
import re
from typing import Any

from app.sandbox.state import Comment, Issue
from tests.world import World

_MARKER = re.compile(r"<!-- cairn:[^>]*-->\n?")
_PACKED = re.compile(r"<!-- cairn:([\w+/=]+)\.")
_BOX = re.compile(r"^- \[([x ])\] \*\*([\w-]+)\*\*", re.MULTILINE)

DAY = 86400.0


def corner_of(world: World, cohort: str = "Autumn") -> Issue:
    """The mentors' private page of a cohort."""
    issues = world.issues("acme/mentors")
    (found,) = [issue for issue in issues if issue.title == f"For the mentors of {cohort}"]
    return found


def shown(thing: Issue | Comment) -> str:
    """A body as people read it, without markers."""
    return _MARKER.sub("", (thing.body or "").replace("\r\n", "\n")).strip()


def remembered(body: str | None) -> list[Any]:
    """What the markers in a body say, each as JSON."""
    return [json.loads(base64.b64decode(found)) for found in _PACKED.findall(body or "")]


def boxes(thing: Issue | Comment) -> dict[str, bool]:
    """Each to-do that is shown, and whether it is ticked."""
    return {name: mark == "x" for mark, name in _BOX.findall(shown(thing))}


def ticked(thing: Issue | Comment) -> list[str]:
    """The names of the to-dos that are ticked."""
    return [name for name, done in boxes(thing).items() if done]


def answers(world: World, issue: Issue) -> list[str]:
    """What Cairn said in an issue, as people read it."""
    return [shown(comment) for comment in world.said_in(issue)]


def reactions(comment: Comment) -> list[str]:
    """The reactions on a comment."""
    return sorted(content for _, content in comment.reactions)


async def say(world: World, who: str, issue: Issue, text: str) -> Comment:
    """Somebody comments, and Cairn settles."""
    comment = world.person(who).comment(issue.repository.full_name, issue.number, text)
    await world.cairn.settle()
    return comment
