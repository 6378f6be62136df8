"""The rota of a region (rows H4, H5): one standing page, edited in place. Pure.

A comment comes for two reasons only: a colleague asks whether somebody takes a day, or a day became
somebody's when it was less than a day ahead. Each mentions one person, once.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from app.model.artefacts import Comment, Issue, Plan
from app.model.rotas import begins, repository_of, rota_of, today, weekday
from app.model.sections.help_sessions import Rota
from app.model.text import Link, Mention, Text, Value
from app.model.time import Calendar
from app.model.workflow import View
from workflows.rota.heard import Heard, hear
from workflows.rota.memory import PAGE, Memory, remembered
from workflows.rota.page import Page, own_hour
from workflows.rota.rules import Senior, senior
from workflows.rota.share import share
from workflows.rota.solve import NOBODY
from workflows.rota.weeks import SOON, next_look

OFFER, NAMED = "offer:", "named:"
"""How the keys of the two kinds of comments begin."""

_ALL_DAYS = "all days, to subscribe to"
"""The words of the link to the calendar feed: its address is long."""


def plan(view: View) -> Plan:
    """The page from the next working morning on, for as long as the file has the rota."""
    result = Plan()
    rota, repository = rota_of(view.programme, view.scope.rest), repository_of(view.programme)
    number = view.sight.names.get(repository.lower())
    if rota is None or number is None:
        result.add(*_ended(view, None))
        return result
    key = f"{PAGE}{number}"
    opens = Calendar(rota.timezone, rota.days).next_open(view.now)
    if key not in view.said and opens > view.now:
        result.wake_at(opens, view.now)
        return result
    _write(view, rota, key, repository, result)
    result.add(*_ended(view, key))
    result.wake_at(next_look(rota, view.now), view.now)
    return result


def _write(view: View, rota: Rota, key: str, repository: str, result: Plan) -> None:
    before = remembered(view.said)
    private = view.sight.private[view.sight.names[repository.lower()]]
    seniors = tuple(senior(view, rota, login, private=private) for login in rota.seniors)
    heard = hear(view, rota, before)
    result.verdicts |= heard.verdicts
    result.needs += heard.needs
    shared = share(view, rota, seniors, heard, before.days)
    late = _late(view, rota, heard, before, shared.led)
    result.card = {"leads": {day.isoformat(): who for day, who in shared.led.items()}}
    refused = {key: no for key, no in heard.refused.items() if no.depends}
    memory = Memory(shared.led, heard.words, late, refused)
    page = Page(rota, seniors, heard, shared, view.now)
    result.add(
        Issue(
            key=key,
            repository=repository,
            title=Text("rota/page.title", {"region": rota.id}),
            body=Text("rota/page", {**page.values(), "calendar": _calendar(view, private=private)}),
            parameters=memory.parameters(today(rota, view.now)),
        ),
        *_offers(view, rota, key, seniors, heard),
        *_named(view, rota, key, seniors, late),
    )


def _calendar(view: View, *, private: bool) -> Link | None:
    """The address of the feed, which has the days of a public page only."""
    return Link(view.calendar, _ALL_DAYS) if view.calendar and not private else None


def _ended(view: View, key: str | None) -> Iterator[Issue]:
    """Pages that are kept no longer, as the file has moved the rota, or has it no more."""
    names = {number: name for name, number in view.sight.names.items()}
    for each, row in view.said.items():
        if each.startswith(PAGE) and each != key and row.repository in names:
            yield Issue(
                key=each,
                repository=names[row.repository],
                title=Text("rota/page.title", {"region": view.scope.rest}),
                body=Text("rota/ended", {}),
                parameters=row.parameters,
            )


# ---- what is said --------------------------------------------------------------------------------


def _late(
    view: View, rota: Rota, heard: Heard, before: Memory, led: Mapping[date, str]
) -> dict[date, str]:
    """Who was named when it was less than a day ahead, by day; not those who said it themselves."""
    kept = {day: who for day, who in before.late.items() if led.get(day) == who}
    for day, was in before.days.items():
        who = led.get(day, NOBODY)
        is_news = who not in (NOBODY, was, heard.of(day).owner)
        if is_news and 0 < begins(rota, day) - view.now <= SOON:
            kept[day] = who
    return kept


def _offers(
    view: View, rota: Rota, page: str, seniors: tuple[Senior, ...], heard: Heard
) -> Iterator[Comment]:
    """Whoever is asked for a day is told once, while it is still open."""
    for day, agreed in sorted(heard.agreed.items()):
        if agreed.offer and begins(rota, day) > view.now:
            word = heard.words[agreed.offer]
            values = _values(rota, seniors, day, word.to)
            yield Comment(
                key=f"{OFFER}{agreed.offer}",
                on=page,
                text=Text("rota/offer", {**values, "by": word.by, "whom": word.whom}),
                notify=(word.to,),
            )


def _named(
    view: View, rota: Rota, page: str, seniors: tuple[Senior, ...], late: Mapping[date, str]
) -> Iterator[Comment]:
    for day, who in late.items():
        if begins(rota, day) > view.now:
            yield Comment(
                key=f"{NAMED}{day.isoformat()}:{who.lower()}",
                on=page,
                text=Text("rota/named", _values(rota, seniors, day, who)),
                notify=(who,),
            )


def _values(rota: Rota, seniors: tuple[Senior, ...], day: date, who: str) -> dict[str, Value]:
    theirs = next((each for each in seniors if each.login == who), None)
    return {
        "region": rota.id,
        "who": Mention(who),
        "weekday": weekday(day),
        "on": day.isoformat(),
        "at": f"{rota.at:%H:%M}",
        "own": own_hour(rota, theirs, day) if theirs is not None else None,
        "minutes": rota.minutes,
    }
