"""`/mentor pair` in an issue or pull request (row H7): a label and a word to whoever is
named, or names to choose from. Pure.

What comes of it is kept as a pairing (`app.model.pairings`), and the comment's marker has it too.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from app.model import pairings, scopes
from app.model.artefacts import Comment, Paths, Plan, Thread, Verdict
from app.model.experts import Expert, experts
from app.model.facts import ABOVE, Fact, Known
from app.model.labels import label
from app.model.order import instant
from app.model.pairings import Pairing
from app.model.rests import ends
from app.model.text import Mention, Text, Value
from app.model.time import at, calendar_of
from app.model.undo import taken_back
from app.model.why import clock_of
from app.model.workflow import View, thread_of
from workflows.pairing.commands import PAIR
from workflows.pairing.facts import LABEL, LOOK

ASK, WHO = "pair:", "who:"
"""How the keys of the two kinds of comments begin; the command's key follows."""

MOST_NAMES = 3
"""Experts that are named: enough to choose from."""

ASKED_WITHIN = 5 * 86400.0
"""Seconds after which nobody is asked any more, where no hour was named."""


def plan(view: View) -> Plan:
    """All pairings of one issue or pull request."""
    result, on = Plan(), thread_of(view)
    given = commands(view)
    if on is None:
        return result
    back = taken_back(view)
    for key, known in given.items():
        result.verdicts[key] = _verdict(known)
        if known.data["problem"]:
            continue
        if not known.data["to"]:
            if known.data["pull"] and not _are_paths_known(view):
                result.needs.append(Paths(on))
            result.add(_names(view, on, key, known))
        elif key not in back and view.now < _until(known):
            result.add(_question(view, on, key, known))
    found = dict(_pairings(view, given))
    result.facts += _facts(view, given, found, back)
    if found:  # else the label has another reason
        since = max((instant(known.order) for known in given.values()), default=0.0)
        wanted = any(key not in back for key in found)
        result.add(*label(view, on, LABEL, LOOK, wanted=wanted, since=since))
    return result


def commands(view: View, *kinds: str) -> dict[str, Known]:
    """The commands of this kind that were given here, by whom it is known, in order."""
    facts = (view.facts.get(kind, {}).items() for kind in kinds or ("command",))
    found = (each for kind in facts for each in kind)
    own = {k: known for k, known in found if known.data["name"] == PAIR.name}
    certain = ((key, known) for key, known in own.items() if not known.ambiguous)
    return dict(sorted(certain, key=lambda each: each[1].order))


def did(view: View) -> Mapping[str, Known]:
    """Those that `undo` may mean, in the place where they were given."""
    found = commands(view, "command", ABOVE).items()
    return {key: known for key, known in found if known.data["to"] and not known.data["problem"]}


def _verdict(known: Known) -> Verdict:
    problem = known.data["problem"]
    if problem:
        text = Text("pairing/refused", {"reason": problem})
        return Verdict(text, refused=problem == "unknown", idle=problem != "unknown")
    return Verdict(idle=not known.data["to"])


# ---- comments ------------------------------------------------------------------------------------


def _until(known: Known) -> float:
    """Until when it makes sense to ask."""
    starts = known.data["at"]
    return float(starts) if starts is not None else instant(known.order) + ASKED_WITHIN


def _question(view: View, on: Thread, key: str, known: Known) -> Comment:
    data = known.data
    values: dict[str, Value] = {
        "to": Mention(data["to"]),
        "by": data["by"],
        "topic": data["topic"],
        "minutes": data["minutes"],
        "on": data["on"],
        "at": data["at"],
        "clocks": list(_clocks(view, on, known)) if data["at"] is not None else [],
    }
    return Comment(
        key=f"{ASK}{key}",
        on=on,
        text=Text("pairing/asked", values),
        notify=(data["to"],),
        also=(data["by"],),
        parameters={"pairing": _pairing(view, known)._asdict(), "order": known.order},
    )


def _clocks(view: View, on: Thread, known: Known) -> Iterator[Mapping[str, Any]]:
    """The hour as it was said, and on the clock of whoever is named, if readers may know it."""
    said = str(known.data["zone"])
    yield {"who": known.data["by"], "zone": said}
    id = view.sight.names.get(on.repository.lower(), 0)
    private = view.sight.private.get(id, False)
    theirs = clock_of(view.programme, known.data["to"], private=private)
    if theirs is not None and theirs.zone != said:
        yield {"who": known.data["to"], "zone": theirs.zone}


def _are_paths_known(view: View) -> bool:
    """Whether it was asked which files a pull request touches, or no area goes by them."""
    return "paths" in view.facts or not any(area.paths for area in view.programme.areas)


def _names(view: View, on: Thread, key: str, known: Known) -> Comment:
    paths = view.facts.get("paths", {}).get("now")
    touched = paths.data["paths"] if paths is not None else ()
    found = experts(view.programme.areas, known.data["labels"], touched)
    fitting = list(_fitting(view, on, found, known.data["by"]))[:MOST_NAMES]
    rows: list[Value] = [{"login": each.login, "areas": list(each.areas)} for each in fitting]
    text = Text("pairing/who", {"by": known.data["by"], "experts": rows})
    return Comment(key=f"{WHO}{key}", on=on, text=text, also=(known.data["by"],))


def _fitting(view: View, on: Thread, found: Sequence[Expert], by: str) -> Iterator[Expert]:
    """Those who are there: first who is known to be at work just now. Where a zone may not be
    known, the order does not tell it either."""
    here = [each for each in found if each.login.lower() != by.lower() and not _away(view, each)]
    private = view.sight.private.get(view.sight.names.get(on.repository.lower(), 0), False)
    yield from sorted(here, key=lambda each: not _at_work(view, each.login, private=private))


def _away(view: View, expert: Expert) -> bool:
    rest = view.rests.get(scopes.person(view.scope.home, expert.login))
    return ends(rest, view.programme.person(expert.login).timezone) > view.now


def _at_work(view: View, login: str, *, private: bool) -> bool:
    is_known = clock_of(view.programme, login, private=private) is not None
    return is_known and calendar_of(view.programme.person(login)).next_open(view.now) == view.now


# ---- what is kept --------------------------------------------------------------------------------


def _pairing(view: View, known: Known) -> Pairing:
    repository, _, number = view.scope.rest.partition("/")
    data = known.data
    return Pairing(
        people=(data["by"].lower(), data["to"].lower()),
        topic=data["topic"],
        at=_begins(known),
        minutes=data["minutes"],
        repository=int(repository),
        number=int(number),
        kind="pair",
    )


def _begins(known: Known) -> float:
    """When it begins, as far as it was said: at noon of a day, else at once."""
    data = known.data
    if data["at"] is not None:
        return float(data["at"])
    if data["on"] is not None:
        return at(date.fromisoformat(data["on"]), time(12), str(data["zone"]))
    return instant(known.order)


def _pairings(view: View, given: Mapping[str, Known]) -> Iterator[tuple[str, Pairing]]:
    """As our comments remember them, and as the commands say."""
    for key, row in view.said.items():
        if key.startswith(ASK) and "pairing" in row.parameters:
            kept = row.parameters["pairing"]
            yield key.removeprefix(ASK), Pairing(**{**kept, "people": tuple(kept["people"])})
    for key, known in given.items():
        if known.data["to"] and not known.data["problem"]:
            yield key, _pairing(view, known)


def _facts(
    view: View,
    given: Mapping[str, Known],
    found: Mapping[str, Pairing],
    back: Mapping[str, str],
) -> Iterator[Fact]:
    for key, pairing in found.items():
        remembered = view.said.get(f"{ASK}{key}")
        order = given[key].order if key in given else ""
        if remembered is not None and not order:
            order = str(remembered.parameters["order"])
        order = max(order, back.get(key, ""))
        name = f"pair:{view.scope.rest}:{key}"
        yield pairings.fact_of(view.scope.home, name, order, pairing, on=key not in back)
