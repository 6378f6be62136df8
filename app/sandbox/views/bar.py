"""The bar above GitHub's page: who one is, the clock, mail, what to try, what came of it."""

from collections.abc import Sequence
from dataclasses import asdict

from app.sandbox.access import role
from app.sandbox.http import Json
from app.sandbox.mail import mails_to
from app.sandbox.state import Happening, Repository
from app.sandbox.trail import steps
from app.sandbox.views.look import Look, path, people, plural
from app.sandbox.views.repositories import zone

NEWS = 12
"""So many lines at most; the rest is a number."""

_KINDS = {
    "opened": ("new issue", "new issues"),
    "commented": ("new comment", "new comments"),
    "edited": ("text brought up to date", "texts brought up to date"),
    "closed": ("issue closed", "issues closed"),
    "reopened": ("issue opened again", "issues opened again"),
    "checked": ("check done", "checks done"),
}


def bar(look: Look, here: str, repository: Repository | None, movable: bool) -> Json:
    """What every page shows on top."""
    now = look.local(look.world.clock())
    read = look.world.mailbox_read.get(look.user.id, 0)
    mails = mails_to(look.world, look.user)
    tour = [asdict(step) for step in steps(look.world)]
    todo = [step for step in tour if not step["done"]]
    return {
        "viewer": look.person(look.user),
        "cast": [
            {
                **look.person(who),
                "here": who is look.user,
                "role": _role(look, who.login, repository),
            }
            for who in people(look.world)
        ],
        "here": here,
        "movable": movable,
        "now": now.strftime("%A, %-d %B %Y, %H:%M"),
        "stamp": now.isoformat(timespec="minutes"),
        "zone": zone(look.user),
        "mail": len(mails),
        "unread": sum(it.at > read for it in mails),
        "tour": tour,
        "tour_done": len(tour) - len(todo),
        "next": todo[0] if todo else None,
    }


def _role(look: Look, login: str, repository: Repository | None) -> str:
    """What somebody may in the repository on the page."""
    if repository is None:
        return ""
    held = role(look.world, look.world.user(login), repository)
    return "cannot see this" if held == "none" else held


def news(look: Look, since: int) -> Json | None:
    """What came about from that entry of the journal on, as far as the person may see it."""
    found = [
        it
        for it in look.world.journal[since:]
        if it.actor is not look.user and it.kind in _KINDS and look.sees(it.issue.repository)
    ]
    shown = list({(it.kind, it.issue.id, it.comment): it for it in found}.values())
    return {
        "said": _counted(shown),
        "rows": [_row(look, it) for it in shown[:NEWS]],
        "more": max(0, len(shown) - NEWS),
    }


def _counted(shown: Sequence[Happening]) -> str:
    kinds = [it.kind for it in shown]
    parts = [plural(kinds.count(kind), *_KINDS[kind]) for kind in _KINDS if kind in kinds]
    return ", ".join(parts) or "nothing new, and no mail"


def _row(look: Look, it: Happening) -> Json:
    return {
        "kind": _KINDS[it.kind][0],
        "who": look.person(it.actor)["name"],
        "title": it.issue.title,
        "where": f"{it.issue.repository.full_name}#{it.issue.number}",
        "path": path(it.issue) + it.anchor,
        "at": look.time(it.at),
    }
