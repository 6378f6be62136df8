"""Mail: sent once. Nobody can look whether it arrived, so what is not known is not repeated."""

from dataclasses import replace

import structlog

from app.mailer import NotTaken, Rejected, Unsure
from app.model.artefacts import Mail
from app.model.facts import Said
from app.model.mails import FAILED, SENT, TRIES, UNKNOWN
from app.reconcile.hand import Hand

log = structlog.get_logger()

KIND = "mail"

NOWHERE = 0
"""The repository of what is in none: no sweep of one misses it."""


async def mail(hand: Hand, want: Mail, row: Said | None) -> bool:
    """Send a mail, and keep what became of it. It is the one write of its step (rule 8)."""
    post, now = hand.tools.post, hand.view.now
    if post is None:
        return False
    subject = " ".join(post.plain(want.subject).split())
    id = hand.tools.signer.name(KIND, hand.view.key, want.key)
    message = post.mailer.compose(id, want.to, subject, post.plain(want.text), now)
    said = Said(KIND, NOWHERE, 0, now, "", None, {}, "intent", now)
    if not await hand.intend(want.key, said):
        return True
    try:
        await post.mailer.send(message)
    except NotTaken as error:
        return await _later(hand, want, said, row, error)
    except Rejected as error:
        return await _never(hand, want, said, FAILED, error)
    except Unsure as error:
        return await _never(hand, want, said, UNKNOWN, error)
    hand.tools.probe("posted")
    return await hand.keep(want.key, replace(said, state=SENT, status="there"))


async def _later(hand: Hand, want: Mail, said: Said, row: Said | None, error: NotTaken) -> bool:
    """Again after a pause, as long as there are tries left."""
    before = int(row.parameters.get("tries", -1)) if row is not None else -1
    if before + 2 >= TRIES:  # tries count from 0, and this one is not in it
        return await _never(hand, want, said, FAILED, error)
    return await hand.refuse(want.key, said, row, error)


async def _never(hand: Hand, want: Mail, said: Said, state: str, error: Exception) -> bool:
    """It is not offered again. Why is for the operator's log, not for the mentors."""
    log.warning("mail", scope=hand.view.key, key=want.key, outcome=state, why=str(error))
    return await hand.keep(want.key, replace(said, state=state, status="gone"))


def doubtful(said: Said) -> Said:
    """An intent that a crash left (rule 6): perhaps it was sent, and nobody can look."""
    return replace(said, state=UNKNOWN, status="gone")
