"""Somebody's mailbox: what GitHub would have sent them."""

from datetime import timedelta

from app.sandbox.http import Json
from app.sandbox.mail import REASONS, Mail, by_week, mails_to
from app.sandbox.state import User
from app.sandbox.views.look import Look, path, plural
from app.sandbox.views.repositories import zone


def mailbox(look: Look, owner: User) -> Json:
    """All mails of a person, the newest first, on their own clock."""
    found = mails_to(look.world, owner)
    weeks = [
        {
            "name": f"{monday:%-d %b} to {monday + timedelta(days=6):%-d %b}",
            "count": plural(count, "mail"),
        }
        for monday, count in by_week(found).items()
    ]
    reader = Look(look.world, owner)
    return {
        "owner": look.person(owner),
        "zone": zone(owner),
        "total": plural(len(found), "mail"),
        "weeks": weeks[:8],
        "mails": [_mail(reader, it) for it in found],
    }


def _mail(reader: Look, it: Mail) -> Json:
    return {
        "subject": it.subject,
        "sender": reader.person(it.about.actor),
        "at": reader.time(it.at),
        "day": it.local.strftime("%A, %-d %B, %H:%M"),
        "because": REASONS[it.reason],
        "path": path(it.issue) + it.about.anchor,
        "html": reader.html(it.text, it.issue.repository, mail=True),
    }
