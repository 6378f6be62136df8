"""Issues: opened once; then only our region is rewritten, read just before (rule 7)."""

from dataclasses import replace
from typing import Any

from app import sightings
from app.github.client import Refused
from app.github.markers import Parts, digest
from app.model.artefacts import Issue
from app.model.facts import WORDS, Data, Said
from app.reconcile.hand import Hand, fitting, parameters_of
from app.store.records import UNKNOWN
from app.store.repositories import Repo

SETTLE_OTHERS = 10.0
"""Seconds after which to look again whether another scope is through."""


def _data(hand: Hand, want: Issue, inputs: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "s": hand.view.key,
        "k": want.key,
        "h": inputs,
        "st": want.state,
        "m": want.memory,
        "p": parameters_of(want),
    }
    if want.body is not None:
        data["n"] = digest(want.title.inputs())
    if gone := _gone(hand, want.key):
        data["g"] = gone
    if pause := hand.view.rests.get(hand.view.key):
        data["q"] = [pause.order, pause.data["on"]]
    return data


def _gone(hand: Hand, home: str) -> dict[str, Any]:
    """What people deleted on this issue: its marker remembers it (rule 4)."""
    row = hand.said.get(home)
    return {
        key: {"kind": said.kind, "at": said.at, "p": dict(said.parameters), "ref": said.ref}
        for key, said in hand.said.items()
        if row and row.ref and said.status == "gone"
        if (said.repository, said.target) == (row.repository, row.ref)
    }


async def _milestone(hand: Hand, want: Issue, repo: Repo) -> int | None:
    """The milestone's number in this repository; 0 where there will be none; None where it is not
    settled yet."""
    if want.milestone is None:
        return 0
    async with hand.tools.planning() as planning:
        row = await planning.settled(*want.milestone)
        unplanned = row is None and await planning.is_dirty(want.milestone[0])
    if unplanned or (row is not None and row.status == "intent"):
        hand.plan.wake_at(hand.view.now + SETTLE_OTHERS, hand.view.now)
        return None
    is_here = row is not None and row.status == "there" and row.repository == repo.id
    return row.ref if row is not None and is_here else 0


async def issue(hand: Hand, want: Issue, row: Said | None) -> bool:
    """Open an issue, or bring the one that is there up to date."""
    if row is not None and row.status == "there":
        return await _edit_issue(hand, want, row)
    return await _open_issue(hand, want, row)


async def _open_issue(hand: Hand, want: Issue, row: Said | None) -> bool:
    """Open an issue. It is open first, whatever its wanted state: that is an edit, later."""
    repo = await hand.repository(want.repository)
    if repo is None or (want.private and not repo.private):
        return False
    milestone = await _milestone(hand, want, repo)
    if milestone is None or want.body is None:
        return False
    if (await hand.pinged(want.notify)).at > hand.view.now:
        return False
    data = {**_data(hand, want, digest(want.body.inputs())), "st": "open"}
    now = hand.view.now
    hash_ = sightings.hash_of(data)
    parameters = parameters_of(want)
    said = Said("issue", repo.id, 0, now, hash_, "open", parameters, "intent", now)
    title = hand.tools.render(want.title, ())
    content = hand.tools.render(want.body, want.notify)
    if not await hand.intend(want.key, said):
        return True
    try:
        issue = await hand.tools.writer.open_issue(
            repo.name,
            title,
            hand.tools.signer.region(content, {**data, "r": 0, "t": digest(title)}, repo.id),
            want.labels,
            want.assignees,
            milestone or None,
        )
    except Refused as error:
        return await hand.refuse(want.key, said, row, error)
    hand.tools.probe("posted")
    there = replace(said, ref=issue.number, at=issue.created_at, status="there")
    return await hand.keep(want.key, there)


async def _edit_issue(hand: Hand, want: Issue, row: Said) -> bool:
    """Bring an issue's region and state up to date; identical writes are skipped."""
    inputs = row.hash.partition("/")[0] if want.body is None else digest(want.body.inputs())
    if sightings.hash_of(_data(hand, want, inputs)) == row.hash and want.state == row.state:
        return False
    async with hand.tools.planning() as planning:
        repo = await planning.repositories.by_id(row.repository)
        partial = await planning.has_unplanned(hand.view.key)
    if partial:  # after a lost database, what is there says more than what is known so far
        hand.plan.wake_at(hand.view.now + SETTLE_OTHERS, hand.view.now)
    if repo is None or partial or not hand.may_write(repo):
        return False
    if repo.name.lower() != want.repository.lower():
        return False  # the file has moved it, perhaps to where fewer people may read
    await hand.doubt(want.key)
    try:
        issue = await hand.tools.reader.issue(repo.name, row.ref)
    except Refused as error:
        return await hand.vanished(want.key, row, error)
    hand.tools.probe("read")
    parts = hand.tools.signer.split(issue.body, repo.id, ours=True)
    if await hand.news(sightings.region(repo.id, "", issue, parts), parts):
        return True
    return await _rewrite(hand, want, row, repo, issue.title, parts)


async def _rewrite(
    hand: Hand, want: Issue, row: Said, repo: Repo, shown: str, parts: Parts
) -> bool:
    known = parts.data if sightings.described(parts) and parts.trusted else {}
    assert known is not None
    inputs = known.get("h", UNKNOWN) if want.body is None else digest(want.body.inputs())
    data = _data(hand, want, inputs)
    before, after, slipped = _words(hand, want.key, parts)
    # The marker is written together with the state, so it knows best what was written last.
    state = want.state if want.state != known.get("st", row.state) else None
    same = bool(known) and sightings.hash_of(known) == sightings.hash_of(data) and parts.intact
    there = replace(
        row,
        hash=sightings.hash_of(data),
        state=want.state,
        parameters=parameters_of(want),  # as the marker has them now
        status="there",
    )
    if not same or slipped or state is not None:
        content = _content(hand, want, parts, inputs)
        title = _title(hand, want, shown, parts)
        version = _version(want, parts, title)
        region = hand.tools.signer.region(content, {**data, **version}, repo.id)
        try:
            body = fitting(before, region, after)
            await hand.tools.writer.edit_issue(repo.name, row.ref, body, state, title)
        except Refused as error:
            return await hand.refuse(want.key, row, row, error)
        hand.tools.probe("posted")
        return await hand.keep_written(want.key, there, version["r"])
    return await hand.keep(want.key, there)


def _version(want: Issue, parts: Parts, title: str | None) -> dict[str, Any]:
    """What the marker says of this one version (see `app.sightings`)."""
    kept = {"w": True} if want.body is None else {}
    known = parts.data or {}
    ours = digest(title) if title is not None else known.get("t", "")
    return {"o": parts.outside, "r": int(known.get("r", 0)) + 1, "t": ours, **kept}


def _title(hand: Hand, want: Issue, shown: str, parts: Parts) -> str | None:
    """The title, where it is made from something new (a cohort's new name) and is still ours: one
    that people gave is theirs."""
    known = (parts.data or {}) if parts.trusted else {}
    if want.body is None or known.get("n") == digest(want.title.inputs()):
        return None
    title = hand.tools.render(want.title, ())
    return title if known.get("t") == digest(shown) and title != shown else None


def _content(hand: Hand, want: Issue, parts: Parts, inputs: str) -> str:
    """What the region shows. Made from the same inputs, it stays as it was written: a new
    wording does not rewrite the past."""
    same = parts.trusted and parts.intact and (parts.data or {}).get("h") == inputs
    if want.body is None:
        return str(_slipped(hand, want.key, parts).get("content", parts.content))
    if same:
        return parts.content
    return hand.tools.render(want.body, want.notify)


def _words(hand: Hand, key: str, parts: Parts) -> tuple[str, str, bool]:
    """People's words around the region, and whether there is something to be put back."""
    fact = _slipped(hand, key, parts)
    before, after = str(fact.get("before", parts.before)), str(fact.get("after", parts.after))
    shown, written = (parts.before, parts.after), fact.get("content", parts.content)
    return before, after, (before, after) != shown or written != parts.content


def _slipped(hand: Hand, key: str, parts: Parts) -> Data:
    """What people wrote between our last read and write (rule 7), if nothing was since."""
    fact = hand.view.facts.get(WORDS, {}).get(key)
    if fact is None or fact.data["wrote"] != parts.outside:
        return {}
    same = parts.intact and fact.data["revision"] == (parts.data or {}).get("r")
    return fact.data if same else {k: v for k, v in fact.data.items() if k != "content"}
