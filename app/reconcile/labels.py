"""Labels of ours on other people's issues and pull requests."""

from dataclasses import replace

from app.github.client import Refused
from app.model.artefacts import Label
from app.model.facts import Said
from app.reconcile.hand import Hand

ON, OFF = "on", "off"
"""The states of such a label, as the ledger keeps them."""


async def put_label(hand: Hand, want: Label, row: Said | None) -> bool:
    """Put a label on, or take it off. GitHub keeps one of each, so this needs no intent; other
    labels stay as they are."""
    repo = await hand.repository(want.on.repository)
    if repo is None or (want.private and not repo.private):
        return False
    number, state = want.on.number, ON if want.present else OFF
    if _is_so(row, state, want.since):
        return False
    said = Said("thread-label", repo.id, number, hand.view.now, "", state, {}, "there")
    try:
        if want.present:
            await hand.tools.writer.label(repo.name, number, want.name)
        else:
            await hand.tools.writer.unlabel(repo.name, number, want.name)
    except Refused as error:
        if want.present or error.status not in (404, 410):
            return await hand.refuse(want.key, replace(said, state=None), row, error)
    hand.tools.probe("posted")
    return await hand.keep(want.key, said)


def _is_so(row: Said | None, state: str, since: float) -> bool:
    """Whether it was written already, for this reason."""
    return row is not None and row.status == "there" and row.state == state and row.at >= since
