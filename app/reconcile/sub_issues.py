"""Issues of ours that are parts of others of ours (GitHub's sub-issues)."""

from dataclasses import replace

from app.github.client import Refused
from app.model.artefacts import SubIssue
from app.model.facts import Said
from app.reconcile.hand import Hand
from app.swept import SUB_ISSUE


async def nest(hand: Hand, want: SubIssue, row: Said | None) -> bool:
    """Make an issue a part of another. It is read just before, because GitHub wants its id, and to
    see whether it has a parent: so a repeat after an unknown outcome writes nothing."""
    parent, child = hand.said.get(want.parent), hand.said.get(want.child)
    if parent is None or child is None or (parent.status, child.status) != ("there", "there"):
        return False
    if parent.repository != child.repository:
        return False
    async with hand.tools.planning() as planning:
        repo = await planning.repositories.by_id(child.repository)
    if repo is None or not hand.may_write(repo):
        return False
    said = Said(SUB_ISSUE, repo.id, child.ref, hand.view.now, "", None, {}, "there")
    try:
        issue = await hand.tools.reader.issue(repo.name, child.ref)
        hand.tools.probe("read")
        if issue.parent_issue_url is None:
            await hand.tools.writer.add_sub_issue(repo.name, parent.ref, issue.id)
            hand.tools.probe("posted")
    except Refused as error:
        if error.status in (404, 410):  # an older Enterprise Server has no sub-issues
            return await hand.keep(want.key, replace(said, status="gone"))
        if error.status != 422:  # that is said of an issue which has a parent, and of a full one
            return await hand.refuse(want.key, said, row, error)
    return await hand.keep(want.key, said)
