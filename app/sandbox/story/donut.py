"""Who takes part in the donut, the weekly pairs: said on their own pages, and the pairs' issues."""

from collections.abc import Mapping

from app.sandbox.github import Sandbox
from app.sandbox.state import Issue
from app.sandbox.story.acts import Act, OnOwnPage, at, local_to

AVOIDED = "canary-nobody-reads"
"""A name that stands in one avoid-list, and may be read nowhere else."""


def opts_in(login: str, when: str, avoids: str = "") -> OnOwnPage:
    """Somebody opts in, at a time of day of theirs, and may name whom they would rather not meet:
    a name that Cairn does not know needs a second word."""
    fields: Mapping[str, str] = {"donut": "on"}
    if avoids:
        fields = {**fields, "avoid": avoids, "keep_unknown": "on"}
    return OnOwnPage(local_to(login, when), login, "donut", fields)


def pauses(login: str, when: str) -> OnOwnPage:
    """Somebody has enough else to do, until they say otherwise."""
    return OnOwnPage(local_to(login, when), login, "donut", {"donut": "on", "pause": "open"})


def _pairs_of(sandbox: Sandbox, login: str) -> list[Issue]:
    """The issues of somebody's pairs, the oldest first."""
    issues = [
        issue
        for repository in sandbox.world.repositories.values()
        for issue in repository.issues.values()
    ]
    mine = [it for it in issues if it.title.startswith("Pairing: ") and login in it.title.split()]
    return sorted(mine, key=lambda it: it.created)


def met(login: str, when: str, text: str = "/mentor done") -> Act:
    """Somebody says in the issue of their newest pair that they met."""

    def act(sandbox: Sandbox) -> None:
        issue = _pairs_of(sandbox, login)[-1]
        sandbox.person(login).comment(issue.repository.full_name, issue.number, text)

    return Act(at(when), act)


DONUT = (
    opts_in("tariq", "2026-11-10T12:00"),
    opts_in("kemal", "2026-11-10T14:00"),
    opts_in("maya", "2026-11-11T10:30"),
    opts_in("lin", "2026-11-11T13:00", avoids=f"kemal\n{AVOIDED}"),
    opts_in("zoe", "2026-11-12T09:30"),
    opts_in("alice", "2026-11-12T13:00"),
    met("tariq", "2026-11-18T16:00+01:00"),
    pauses("kemal", "2026-11-27T17:00"),
)
"""Two rounds: one on Monday, the 16th, and one a week later."""
