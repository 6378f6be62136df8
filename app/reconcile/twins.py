"""An artefact that turned up twice after all: the younger goes (rule 6)."""

from dataclasses import replace

from app.github.client import Refused
from app.model.facts import Said
from app.model.text import Text
from app.reconcile.hand import Hand
from app.swept import TWIN


async def remove_twins(hand: Hand) -> bool:
    """Delete a younger comment, or close a younger issue with a word to where it goes on."""
    for key, row in hand.said.items():
        if row.kind.startswith(TWIN) and row.status == "there" and not hand.tools.dry:
            return await _remove(hand, key, row)
    return False


async def _remove(hand: Hand, key: str, row: Said) -> bool:
    async with hand.tools.planning() as planning:
        repo = await planning.repositories.by_id(row.repository)
    if repo is None:
        return False
    try:
        if row.kind == f"{TWIN}:comment":
            await hand.tools.writer.delete_comment(repo.name, row.ref)
        elif row.kind == f"{TWIN}:issue":
            await hand.tools.writer.edit_issue(
                repo.name, row.ref, hand.tools.render(Text("core/twin", {}), ()), "closed"
            )
    except Refused as error:
        return await hand.vanished(key, row, error)
    return await hand.keep(key, replace(row, status="gone", target=0))
