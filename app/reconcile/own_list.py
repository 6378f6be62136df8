"""A list of ours in a person's own comment, where they can tick it themselves (O5)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app import sightings
from app.github.client import Refused
from app.github.markers import digest
from app.model import things
from app.model.artefacts import OwnList
from app.model.facts import Said
from app.reconcile.hand import Hand, fitting
from app.store.records import UNKNOWN
from app.store.repositories import Repo


async def own_list(hand: Hand, want: OwnList, row: Said | None) -> bool:
    """Write the list into the comment, or bring it up to date. Repeating it does no harm."""
    inputs = digest(want.body.inputs())
    data = {
        "s": hand.view.key,
        "k": want.key,
        "h": inputs,
        "m": want.memory,
        "p": want.parameters,
    }
    if row is not None and row.hash == sightings.hash_of(data):
        return False
    repo = await hand.repository(want.on.repository)
    if repo is None:
        return False
    now, number = hand.view.now, want.on.number
    said = row or Said(
        sightings.OWN_LIST, repo.id, want.comment, now, UNKNOWN, None, {}, "there", 0.0, number
    )
    await hand.keep(want.key, replace(said, hash=UNKNOWN))
    try:
        comment = await hand.tools.reader.comment(repo.name, want.comment)
    except Refused as error:
        return await hand.vanished(want.key, said, error)
    hand.tools.probe("read")
    return await _rewrite(hand, want, said, repo, comment, data)


async def _rewrite(
    hand: Hand,
    want: OwnList,
    said: Said,
    repo: Repo,
    comment: things.Comment,
    data: Mapping[str, Any],
) -> bool:
    where = sightings.own_list_place(want.on.number, want.comment)
    parts = hand.tools.signer.split(comment.body, repo.id, where)
    if await hand.news(sightings.region(repo.id, where, comment, parts), parts):
        return True
    hash_ = sightings.hash_of(data)
    content = hand.tools.render(want.body, ()).strip("\n")
    # The mentee's own tick shows already what is wanted: its marker may stay as it was.
    if parts.data is None or parts.content != content:
        version = {"r": int((parts.data or {}).get("r", 0)) + 1}
        region = hand.tools.signer.region(content, {**data, **version}, repo.id, where)
        before = parts.before if parts.data is not None else parts.before.rstrip() + "\n\n"
        try:
            body = fitting(before, region, parts.after)
            await hand.tools.writer.edit_comment(repo.name, want.comment, body)
        except Refused as error:
            return await hand.vanished(want.key, said, error)
        hand.tools.probe("posted")
    return await hand.keep(want.key, replace(said, hash=hash_, parameters=want.parameters))
