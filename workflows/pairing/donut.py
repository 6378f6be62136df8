"""The donut (row H9): each week an issue for each pair, which closes when they met, or with the
next round. Pure.

Nobody is listed as left out, and nothing tells why somebody is: that could show whom others avoid.
"""

from collections.abc import Iterator
from datetime import date

from app.model import pairings
from app.model.artefacts import Comment, Issue, LabelDefinition, Plan
from app.model.facts import Fact, Said, thread_key
from app.model.order import instant
from app.model.pairings import MINUTES, Pairing
from app.model.text import Mention, Text, Value
from app.model.workflow import View
from workflows.pairing.facts import CLOSED, LABEL, LOOK
from workflows.pairing.matching import Group, draw, may_be
from workflows.pairing.met import Heard, hear
from workflows.pairing.people import asked, askers, members, people, place_of
from workflows.pairing.rounds import (
    DRAWN_WITHIN,
    FEWEST_DAYS,
    ROUND,
    Round,
    current,
    drawn_at,
    fact_of,
    following,
    from_fact,
    held,
    issues,
    key_of,
    past,
    read_key,
)
from workflows.pairing.settings import DonutSettings, PairingSettings
from workflows.pairing.shared import asked_at, begins, shared_hours

ASKED = "met:"
"""How the keys of the comments begin that ask whether a pair met."""

KEPT_WEEKS = 8
"""Weeks in which a pair can still say that they met."""


def plan(view: View) -> Plan:
    """A round is drawn at its hour; its issues open, ask once, and close with the next round."""
    result = Plan()
    donut = view.programme.section(PairingSettings).donut
    if donut is None:
        for key, row in issues(view.said):
            _follow(view, None, key, row, result)
        return result
    day = current(donut, view.now)
    result.wake_at(drawn_at(donut, following(day)), view.now)
    oldest = following(day).toordinal() - 7 * KEPT_WEEKS
    for key, row in issues(view.said):
        if row.state == "open" or read_key(key)[0].toordinal() >= oldest:
            _follow(view, donut, key, row, result)
    _open(view, donut, day, result)
    return result


# ---- drawing and opening -------------------------------------------------------------------------


def _open(view: View, donut: DonutSettings, day: date, result: Plan) -> None:
    known = view.facts.get(ROUND, {}).get(day.isoformat())
    if known is None:
        if view.now < drawn_at(donut, day) + DRAWN_WITHIN:
            result.needs += asked(view, day, askers(view, donut, day).values())
            drawn = _draw(view, donut, day)
            result.facts += [fact_of(view.key, donut, day, drawn)] if drawn is not None else []
        return
    here = members(view, donut, day)
    for group in from_fact(known).groups:
        there = [here[login] for login in group if login in here]
        # Somebody may have left since, or have come to avoid another.
        if key_of(day, group) in view.said or len(there) < len(group) or not may_be(*there):
            continue
        opens, asks = begins(view, donut, day, group), asked_at(view, donut, day, group)
        if opens <= view.now < asks:
            _open_one(view, donut, day, group, result)
        else:
            result.wake_at(opens, view.now)


def _draw(view: View, donut: DonutSettings, day: date) -> Round | None:
    """The round of a day; None where the file has moved it close to the one before. Groups that
    have their issue stay, if the database was lost meanwhile."""
    rounds = held(view.said)
    if any(0 < (day - each).days < FEWEST_DAYS for each in rounds):
        return None
    there, here = rounds.get(day, []), members(view, donut, day)
    free = here.keys() - {login for group in there for login in group}
    before = past(rounds, view.facts.get(ROUND, {}), day, here.keys())
    made = draw([here[login] for login in sorted(free)], before, f"{view.key} {day}")
    left = free - {login for group in made for login in group}
    return Round((*there, *made), tuple(sorted(left)))


def _open_one(view: View, donut: DonutSettings, day: date, group: Group, result: Plan) -> None:
    found = askers(view, donut, day)
    place = place_of(view, (found[login] for login in group))
    if place is not None:
        look = {"colour": LOOK.colour, "description": LOOK.description}
        result.add(LabelDefinition(repository=place, name=LABEL, **look))
        result.add(_issue(view, donut, key_of(day, group), place, None))


# ---- an issue ------------------------------------------------------------------------------------


def _follow(view: View, donut: DonutSettings | None, key: str, row: Said, result: Plan) -> None:
    """An issue that is there: what was said in it, the question, and its end."""
    heard = hear(view, key, row)
    result.verdicts |= heard.verdicts
    result.facts += _pairing(view, key, row, heard)
    result.add(_issue(view, donut, key, view.sight.name_of(row.repository), (row, heard)))
    if donut is not None and heard.met is None:
        result.add(*_question(view, donut, key, row, result))


def _issue(
    view: View,
    donut: DonutSettings | None,
    key: str,
    repository: str,
    before: tuple[Said, Heard] | None,
) -> Issue:
    day, group = read_key(key)
    met = before is not None and before[1].met is not None
    is_over = donut is None or view.now >= begins(view, donut, following(day), group)
    kept = before[0].parameters if before is not None else {}
    names = kept.get("people") or _names(view, group)
    state = "met" if met else "over" if is_over else "open"
    values: dict[str, Value] = {
        "people": [Mention(name) for name in names],
        "state": state,
        "minutes": MINUTES,
        "hours": shared_hours(view, donut, day, group, repository) if state == "open" else [],
    }
    words = {each: list(word) for each, word in before[1].words.items()} if before else {}
    return Issue(
        key=key,
        repository=repository,
        title=Text("pairing/pair.title", {"people": names}),
        body=Text("pairing/pair", values),
        labels=(LABEL,),
        state="open" if state == "open" else "closed",
        notify=tuple(names),
        parameters={"people": names, **({"words": words} if words else {})},
        private=repository == view.programme.private_repository,
    )


def _names(view: View, group: Group) -> list[str]:
    known = people(view.programme, private=True)
    return [known.get(login, login) for login in group]


def _question(
    view: View, donut: DonutSettings, key: str, row: Said, result: Plan
) -> Iterator[Comment]:
    """Two working days before the next round, once; not where the issue is young, or closed."""
    day, group = read_key(key)
    asks, ends = asked_at(view, donut, day, group), begins(view, donut, following(day), group)
    result.wake_at(ends, view.now)
    closed = view.facts.get(CLOSED, {}).get(thread_key(row.repository, row.ref))
    if row.at > asks - 86400.0 or (closed is not None and closed.data["on"]):
        return
    if asks <= view.now < ends:
        text = Text("pairing/met", {"minutes": MINUTES, "on": following(day).isoformat()})
        yield Comment(key=f"{ASKED}{key}", on=key, text=text, also=group)
    result.wake_at(asks, view.now)


def _pairing(view: View, key: str, row: Said, heard: Heard) -> Iterator[Fact]:
    """That they met, for everybody's own numbers (H8); and that it was taken back."""
    if not heard.words:
        return
    met = heard.met or min(heard.words.values())
    pairing = Pairing(
        people=read_key(key)[1],
        topic="",
        at=instant(met.order),
        minutes=MINUTES,
        repository=row.repository,
        number=row.ref,
        kind="donut",
    )
    on = heard.met is not None
    yield pairings.fact_of(view.scope.home, f"donut:{key}", heard.newest, pairing, on=on)
