"""What a newcomer may try next: a short tour through the example organisation.

Each step is done, or not, by what is there on the sandbox. So one may take them in any order, and a
step that somebody did by themselves is not suggested.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from app.sandbox.boxes import count
from app.sandbox.cast import PROGRAMME_PATH
from app.sandbox.markdown.mentions import mentioned
from app.sandbox.state import Comment, Issue
from app.sandbox.world import World

HOME = "acme/mentorship"
NEWCOMER, ORGANISER, MENTOR = "maya", "alice", "kemal"
WHILE = 19 * 86_400.0
"""Seconds: after that, mentors have had what mail there is in quiet weeks."""

INTRODUCTION = (
    "acme runs a mentorship programme, and Cairn does the organising: it reads one file, opens, "
    "keeps and answers issues. This is a small GitHub in your own machine. You may be anybody, and "
    "move the clock; nothing here reaches the real one."
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try: as whom, and on which page. `says`: what to write there, if anything."""

    text: str
    says: str
    person: str
    path: str
    done: bool


@dataclass(frozen=True, slots=True)
class _Stop:
    text: str
    says: str
    person: str
    path: Callable[[World], str]
    done: Callable[[World], bool]


def steps(world: World) -> list[Step]:
    """The tour; nothing where this is another organisation."""
    if HOME not in world.repositories or _welcome(world) is None:
        return []
    return [Step(it.text, it.says, it.person, it.path(world), it.done(world)) for it in _TOUR]


def _welcome(world: World) -> Issue | None:
    """The issue that the App opened for the newcomer."""
    issues = world.repository(HOME).issues.values()
    return next((it for it in issues if it.via_app and NEWCOMER in mentioned(it.body or "")), None)


def _number(world: World) -> int:
    issue = _welcome(world)
    return issue.number if issue else 0


def _own_comments(world: World) -> list[Comment]:
    """What the newcomer said there."""
    issue = _welcome(world)
    return [it for it in issue.comments if it.user.login == NEWCOMER] if issue else []


def _proposals(world: World) -> list[Issue]:
    """Pull requests for the file, the newest first."""
    return [it for it in world.repository(HOME).issues.values() if it.pull][::-1]


def _answer(draft: str) -> Callable[[World], str]:
    """The newcomer's issue, with an answer to be sent."""
    return lambda world: f"/{HOME}/issues/{_number(world)}?draft={quote(draft)}#comment"


def _own_list(world: World) -> str:
    comments = [it.id for it in _own_comments(world) if count(it.body)[1]]
    anchor = f"#issuecomment-{comments[0]}" if comments else ""
    return f"/{HOME}/issues/{_number(world)}{anchor}"


def _proposal(world: World) -> str:
    found = _proposals(world)
    return f"/{HOME}/pull/{found[0].number}" if found else f"/{HOME}/pulls"


def _has_done(world: World) -> bool:
    return any(it.body.startswith("/mentor done") for it in _own_comments(world))


def _has_list(world: World) -> bool:
    return any(count(it.body)[1] for it in _own_comments(world))


def _has_ticked(world: World) -> bool:
    mine = {it.id for it in _own_comments(world)}
    return any(
        it.kind == "edited" and it.comment in mine and it.actor.login == NEWCOMER
        for it in world.journal
    )


def _has_merged(world: World) -> bool:
    return any(it.kind == "merged" for it in world.journal)


def _has_waited(world: World) -> bool:
    return world.clock() > world.app.created + WHILE


def _has_read(world: World) -> bool:
    return world.user(MENTOR).id in world.mailbox_read


_TOUR = (
    _Stop(
        "Maya is new, and this issue is hers. GitHub does not let her tick in it, so she answers",
        "/mentor done conduct",
        NEWCOMER,
        _answer("/mentor done conduct"),
        _has_done,
    ),
    _Stop(
        "Maya would rather tick. She asks for the list in a comment of her own, with",
        "/mentor checklist",
        NEWCOMER,
        _answer("/mentor checklist"),
        _has_list,
    ),
    _Stop(
        "Now the list stands in Maya’s own comment. Tick “chat” there: the issue follows.",
        "",
        NEWCOMER,
        _own_list,
        _has_ticked,
    ),
    _Stop(
        "Alice runs the programme, which is one file. Change it, with a mistake if you like, and "
        "propose the change.",
        "",
        ORGANISER,
        lambda _: f"/{HOME}/edit/main/{PROGRAMME_PATH}",
        lambda world: bool(_proposals(world)),
    ),
    _Stop(
        "See what the check says about Alice’s change. Mend it if need be, and merge it.",
        "",
        ORGANISER,
        _proposal,
        _has_merged,
    ),
    _Stop(
        "Let three weeks pass: press “A week” three times, and see what comes. “Why?” below each "
        "of Cairn’s texts tells why it came.",
        "",
        ORGANISER,
        lambda _: f"/{HOME}/issues",
        _has_waited,
    ),
    _Stop(
        "Kemal mentors in two groups. See how little reached his mailbox in that time.",
        "",
        MENTOR,
        lambda _: f"/mail/{MENTOR}",
        _has_read,
    ),
)
