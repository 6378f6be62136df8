"""What was said in the issues of help sessions (rows H2, H3, H5). Pure.

There a request is the comment itself, and gets a number of its own (`r1`), as the session's issue
is none. An outcome is for a request of the list. What these issues remember stands, whoever's
comment is gone since. `take` and `pass` are the rota's: it hears them with the day of the session.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from app.model import scopes
from app.model.artefacts import Permission, Verdict
from app.model.facts import Known
from app.model.order import instant
from app.model.rotas import PASS, TAKE
from app.model.undo import ABOUT_RESTS, undoes
from app.model.workflow import View
from workflows.help_sessions.commands import ASK, OUTCOME, may_settle
from workflows.help_sessions.entries import (
    ASKED,
    TOLD,
    Asked,
    Entry,
    Told,
    entries_of,
    handle_of,
    sessions_in,
)
from workflows.help_sessions.outcomes import Outcome
from workflows.help_sessions.thread import verdict

PATIENCE = 60.0
"""Seconds for which a number is looked for that nobody knows: what was asked there may be on its
way."""

FORGOTTEN = 14 * 86400.0
"""Seconds after which a command counts only as far as it is remembered: what it was about may not
be known any more."""


@dataclass(slots=True)
class Heard:
    """Requests by key, outcomes by the keys of their commands, and what is answered."""

    asked: dict[str, Asked] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    needs: list[Permission] = field(default_factory=list)
    wake: float = 0.0


def place_of(view: View, known: Known) -> tuple[int, int]:
    """Where a command was given."""
    return view.sight.names.get(known.data["repository"].lower(), 0), known.data["number"]


def session_of(view: View, known: Known) -> str:
    """The key of the session in whose issue a command was given; "" if in none."""
    place = place_of(view, known)
    found = (key for key, row in sessions_in(view.said) if (row.repository, row.ref) == place)
    return next(found, "")


def hear(view: View) -> Heard:
    """All of it, in order."""
    heard = Heard()
    _remember(view, heard)
    given = {k: known for k, known in view.facts.get("command", {}).items() if not known.ambiguous}
    ordered = sorted(given.items(), key=lambda each: each[1].order)
    for key, known in ordered:
        if known.data["name"] == ASK:
            _ask(view, heard, key, known)
    found = entries_of(view, heard.asked, heard.told)
    heard.entries = {entry.key: entry for entry in found}
    for key, known in ordered:
        if known.data["name"] == OUTCOME:
            _outcome(view, heard, key, known)
    return heard


def _remember(view: View, heard: Heard) -> None:
    for _, row in sessions_in(view.said):
        for key, values in row.parameters.get(ASKED, {}).items():
            heard.asked[key] = _unpacked(values)
        for key, values in row.parameters.get(TOLD, {}).items():
            heard.told[key] = Told(*values)
    back = view.undone
    heard.asked = {k: a._replace(back=back.get(k, a.back)) for k, a in heard.asked.items()}
    heard.told = {k: t._replace(back=back.get(k, t.back)) for k, t in heard.told.items()}


def _unpacked(values: Sequence[Any]) -> Asked:
    order, by, text, urgent, number, (repository, issue), back = values
    return Asked(order, by, text, urgent, number, (repository, issue), back)


def _is_forgotten(view: View, known: Known) -> bool:
    return view.now - instant(known.order) > FORGOTTEN


# ---- asking --------------------------------------------------------------------------------------


def _ask(view: View, heard: Heard, key: str, known: Known) -> None:
    heard.verdicts[key] = verdict(None if known.data["ask"] else "empty")
    if known.data["ask"] and key not in heard.asked:
        number = _free_number(view, heard)
        values = known.order, known.data["by"], known.data["ask"], known.data["urgent"]
        place, back = place_of(view, known), view.undone.get(key, "")
        heard.asked[key] = Asked(*values, number, place, back)


def _free_number(view: View, heard: Heard) -> int:
    """The smallest that nobody uses: neither something that waits, nor what was there of late."""
    settled = {told.request for told in heard.told.values() if not told.back}
    used = {
        each.number
        for key, each in heard.asked.items()
        if key not in settled or view.now - instant(each.order) < FORGOTTEN
    }
    return next(number for number in count(1) if number not in used)


# ---- outcomes ------------------------------------------------------------------------------------


def _outcome(view: View, heard: Heard, key: str, known: Known) -> None:
    if key in heard.told or _is_forgotten(view, known):
        heard.verdicts[key] = Verdict()
        return
    allowed = may_settle(view, key, known)
    if allowed is None:
        heard.needs.append(Permission(view.programme.home, known.data["by"], key))
        return
    entry, text, reason = _meant(view, heard, known) if allowed else (None, "", "who")
    if any(key in row.parameters.get("answers", ()) for row in view.said.values()):
        reason = reason or "nothing"  # it came to nothing, and that stands
    if reason == "unknown" and view.now < instant(known.order) + PATIENCE:
        heard.wake = instant(known.order) + PATIENCE
        heard.verdicts[key] = Verdict(silent=True)
    elif reason is not None or entry is None:
        shown = _listed(view, heard, known) if reason in ("which", "unknown") else []
        heard.verdicts[key] = verdict(reason, open=shown)
    else:
        heard.verdicts[key] = Verdict()
        by, expert = known.data["by"], known.data["outcome"]["expert"]
        told = Told(known.order, by, entry.key, text, expert, session_of(view, known))
        heard.told[key] = told._replace(back=view.undone.get(key, ""))
        if key not in view.undone:
            heard.entries[entry.key] = entry._replace(ending=told.ending(key))


def _meant(view: View, heard: Heard, known: Known) -> tuple[Entry | None, str, str | None]:
    """The request that an outcome is for, its text, and else why there is none."""
    said, listed = Outcome(**known.data["outcome"]), _open_then(view, heard, known)
    found = _named(view, heard, said, known.data["repository"], listed)
    text = said.whole if said.bare and not found else said.text
    if not text:
        return None, "", "words"
    if len(found) == 1:
        return found[0], text, None
    if (said.number is not None and not said.bare) or said.handle is not None:
        return None, "", "which" if found else "unknown"
    if len(listed) == 1:
        return listed[0], text, None
    return None, "", "which" if listed else "nothing"


def _open_then(view: View, heard: Heard, known: Known) -> list[Entry]:
    """The requests of the list that waited when a command was given."""
    where = known.data["repository"]
    return [
        entry
        for entry in heard.entries.values()
        if entry.was_open(known.order) and view.sight.shows(entry.repository, where)
    ]


def _named(view: View, heard: Heard, said: Outcome, where: str, listed: list[Entry]) -> list[Entry]:
    """The requests that an outcome names. Of two issues with one number, the one of this repository
    is meant, and else one that still waits; a bare number means only what waits."""
    if said.handle is not None:
        return [e for e in heard.entries.values() if e.made_here and e.number == said.handle]
    if said.number is None:
        return []
    found = [
        entry
        for entry in (listed if said.bare else heard.entries.values())
        if entry.number == said.number
        and not entry.made_here
        and view.sight.shows(entry.repository, where)
    ]
    if said.named:
        at = view.sight.names.get(said.named.lower())
        return [entry for entry in found if entry.repository == at]
    here = [entry for entry in found if entry.repository == view.sight.names.get(where.lower())]
    waiting = [entry for entry in found if entry in listed]
    return here or (waiting if len(waiting) == 1 else found)


def _listed(view: View, heard: Heard, known: Known) -> list[str]:
    return [handle_of(view, entry) for entry in _open_then(view, heard, known)]


# ---- taking back ---------------------------------------------------------------------------------


def did(view: View) -> dict[str, Known]:
    """What `undo` may mean in a session's issue."""
    commands = view.facts.get("command", {}) if view.scope.kind == scopes.DESK else {}
    return {k: known for k, known in commands.items() if not known.ambiguous and _counts(known)}


def _counts(known: Known) -> bool:
    data = known.data
    match data["name"]:
        case "ask":
            return bool(data["ask"])
        case "outcome":
            return bool(data["outcome"]["whole"])
    return data["name"] in (TAKE, PASS)


def undone(view: View) -> dict[str, str]:
    """What was taken back, and the order of that `undo`: in each issue by itself."""
    commands: dict[int, dict[str, Known]] = {}
    for key, known in view.facts.get("command", {}).items():
        commands.setdefault(known.data["number"], {})[key] = known
    found: dict[str, str] = {}
    for here in commands.values():
        meant = undoes(replace(view, facts={**view.facts, "command": here}), view.did)
        for undo, (key, known) in meant.items():
            if known.data["name"] not in ABOUT_RESTS:
                found[key] = here[undo].order
    return found
