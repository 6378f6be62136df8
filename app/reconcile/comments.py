"""Comments, written once for their occasion; and reactions."""

from dataclasses import replace

from app import sightings
from app.github.client import Refused
from app.github.markers import digest
from app.model.artefacts import Comment, Issue, Place, Reaction, Thread
from app.model.facts import Said, is_locked
from app.reconcile.hand import Hand, parameters_of
from app.store.repositories import Repo


async def _thread(hand: Hand, on: Place) -> tuple[Repo, int] | None:
    """Where a comment goes, or None where that is not there (yet), or is locked (K3)."""
    if isinstance(on, Thread):
        repo, number = await hand.repository(on.repository), on.number
    else:
        row = hand.said.get(on)
        if row is None or row.status != "there":
            return None
        async with hand.tools.planning() as planning:
            repo = await planning.repositories.by_id(row.repository)
        number = row.ref
    if repo is None or not hand.may_write(repo):
        return None
    if is_locked(hand.view.facts, repo.id, number):
        return None
    return repo, number


def _followers(hand: Hand, repo: Repo, number: int) -> set[str]:
    """Whom earlier comments or the issue itself brought into a conversation: GitHub mails them
    whatever comes next."""
    return {
        login
        for row in hand.said.values()
        if row.repository == repo.id and number == (row.ref if row.kind == "issue" else row.target)
        for login in row.parameters.get("to", ())
    }


def _has_moved_away(hand: Hand, on: Place, repo: Repo) -> bool:
    """Whether the file has moved this issue of ours to where fewer people may read: what is said of
    it from then on may come from there (R5). Edits stop as well."""
    wants = (want for want in hand.plan.wants if isinstance(want, Issue) and want.key == on)
    return any(not hand.view.sight.shows_named(want.repository, repo.name) for want in wants)


async def comment(hand: Hand, want: Comment, row: Said | None) -> bool:
    """Write a comment."""
    thread = await _thread(hand, want.on)
    if thread is None or (want.private and not thread[0].private):
        return False
    repo, number = thread
    if _has_moved_away(hand, want.on, repo):
        return False
    also = {*_followers(hand, repo, number), *want.also}
    decision = await hand.pinged(
        want.notify, also, can_wait=want.can_wait, owed=want.owed, urgent=want.urgent
    )
    if decision.at > hand.view.now:
        return False
    want = replace(want, notify=decision.people)
    now, parameters = hand.view.now, parameters_of(want)
    inputs = digest(want.text.inputs())
    data = {"s": hand.view.key, "k": want.key, "h": inputs, "p": parameters}
    hash_ = sightings.hash_of(data)
    said = Said("comment", repo.id, 0, now, hash_, None, parameters, "intent", now, number)
    content = hand.tools.render(want.text, want.notify)
    if not await hand.intend(want.key, said):
        return True
    body = hand.tools.signer.region(content, data, repo.id)
    try:
        written = await hand.tools.writer.comment(repo.name, number, body)
    except Refused as error:
        return await hand.refuse(want.key, said, row, error)
    hand.tools.probe("posted")
    there = replace(said, ref=written.id, at=written.created_at, status="there")
    return await hand.keep(want.key, there)


async def react(hand: Hand, want: Reaction) -> bool:
    """React to a comment. GitHub keeps one of a kind, so this needs no intent."""
    repo = await hand.repository(want.on.repository)
    if repo is None:
        return False
    said = Said("reaction", repo.id, want.comment, hand.view.now, "", None, {}, "there")
    try:
        await hand.tools.writer.react(repo.name, want.comment, want.content)
    except Refused:
        said = replace(said, status="gone")  # the comment is gone, or people locked the issue
    hand.tools.probe("posted")
    return await hand.keep(want.key, said)
