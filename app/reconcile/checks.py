"""Checks on commits (row P2)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app import sightings
from app.github.client import Refused
from app.github.writer import MAX_BODY
from app.model.artefacts import Annotation, CheckRun
from app.model.facts import Said
from app.reconcile.hand import Hand

MOST_ANNOTATIONS = 50
"""GitHub takes no more in one request (docs.github.com, "Create a check run"). The summary names
them all."""


async def check_run(hand: Hand, want: CheckRun, row: Said | None) -> bool:
    """Write a check. It is never edited, because an edit adds annotations to those that are there:
    what says something else has another key, and of one name GitHub shows the newest."""
    repo = await hand.repository(want.repository)
    if repo is None:
        return False
    now, about = hand.view.now, {"sha": want.sha, "name": want.name}
    said = Said("check", repo.id, 0, now, "", None, about, "intent", now)
    writer, data = hand.tools.writer, _data(hand, want)
    try:
        if not await hand.intend(want.key, said):
            return True
        known_by = sightings.external_id(hand.view.key, want.key)
        new = {**data, "head_sha": want.sha, "external_id": known_by}
        id = await writer.check(repo.name, new)
    except Refused as error:
        return await hand.refuse(want.key, said, row, error)
    hand.tools.probe("posted")
    return await hand.keep(want.key, replace(said, ref=id, status="there"))


def _data(hand: Hand, want: CheckRun) -> Mapping[str, Any]:
    annotations = [_annotation(each) for each in want.annotations[:MOST_ANNOTATIONS]]
    output = {
        "title": hand.tools.render(want.title, ()),
        "summary": hand.tools.render(want.summary, ())[:MAX_BODY],
        "annotations": annotations,
    }
    return {
        "name": want.name,
        "status": "completed",
        "conclusion": want.conclusion,
        "output": output,
    }


def _annotation(each: Annotation) -> Mapping[str, Any]:
    return {
        "path": each.path,
        "start_line": each.line,
        "end_line": each.line,
        "start_column": each.column,
        "end_column": each.column,
        "annotation_level": "failure",
        "message": each.message,
    }
