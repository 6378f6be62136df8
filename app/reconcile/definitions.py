"""Milestones and labels of a repository."""

from dataclasses import replace

import structlog

from app import sightings
from app.github.client import Refused
from app.github.markers import digest
from app.model import scopes
from app.model.artefacts import LabelDefinition, Milestone
from app.model.facts import Said
from app.reconcile.hand import Hand

log = structlog.get_logger()


async def milestone(hand: Hand, want: Milestone, row: Said | None) -> bool:
    """Make a milestone, or follow a moved date."""
    made_of = [want.title.inputs(), want.description.inputs(), want.due]
    data = {"s": hand.view.key, "k": want.key, "h": digest(made_of)}
    hash_ = sightings.hash_of(data)
    if row is not None and row.hash == hash_ and row.status == "there":
        return False
    repo = await hand.repository(want.repository)
    if repo is None:
        return False
    title = hand.tools.render(want.title, ())
    text = hand.tools.render(want.description, ()).strip()
    described = f"{text}\n\n{hand.tools.signer.region('', data, repo.id)}"
    now = hand.view.now
    said = Said("milestone", repo.id, 0, now, hash_, None, {}, "intent", now)
    writer = hand.tools.writer
    try:
        if row is not None and row.status == "there":
            await hand.doubt(want.key)
            await writer.edit_milestone(repo.name, row.ref, title, described, want.due)
            return await hand.keep(want.key, replace(row, hash=hash_))
        if not await hand.intend(want.key, said):
            return True
        number = await writer.open_milestone(repo.name, title, described, want.due)
    except Refused as error:
        return await hand.refuse(want.key, said, row, error)
    hand.tools.probe("posted")
    return await hand.keep(want.key, replace(said, ref=number, status="there"))


async def label(hand: Hand, want: LabelDefinition) -> bool:
    """Labels belong to the repository, not to a cohort: their rows have a scope of their own."""
    repo = await hand.repository(want.repository)
    if repo is None:
        return False
    async with hand.tools.planning() as planning:
        if await planning.settled(scopes.labels(repo.id), want.key) is not None:
            return False
    said = Said("label", repo.id, 0, hand.view.now, "", None, {}, "there")
    try:
        await hand.tools.writer.define_label(repo.name, want.name, want.colour, want.description)
    except Refused as error:
        # An issue can be opened all the same: GitHub makes a missing label by itself.
        log.warning("label refused", repository=repo.name, label=want.name, why=str(error))
        said = replace(said, status="gone")
    hand.tools.probe("posted")
    return await hand.keep(want.key, said, scopes.labels(repo.id))
