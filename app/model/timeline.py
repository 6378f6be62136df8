"""Entries of a pull request's timeline, as far as they are used.

Names are GitHub's own (docs.github.com, REST API, "Timeline events").
"""

from msgspec import field

from app.model.things import Model, Named, Time, User


class Committer(Model, frozen=True, kw_only=True):
    """When a commit was made; GitHub does not tell when it was pushed."""

    date: Time


class Dismissed(Model, frozen=True, kw_only=True):
    """The review that was dismissed."""

    review_id: int


class Entry(Model, frozen=True, kw_only=True):
    """What happened: labeled, review_requested, committed, head_ref_force_pushed, …"""

    event: str = ""
    actor: User | None = None
    label: Named | None = None
    sha: str | None = None
    commit_id: str | None = None
    committer: Committer | None = None
    dismissed_review: Dismissed | None = None
    created: Time | None = field(name="created_at", default=None)
