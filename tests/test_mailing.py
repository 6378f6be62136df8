"""When the mail of a retrospective goes, and what is known of it."""

from dataclasses import replace
from typing import Any

import pytest

from app.model import scopes
from app.model.facts import Known, Said
from app.model.order import order
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Person, Programme
from tests.behaviour.retrospectives import at
from tests.mail_server import LIST
from tests.test_retrospective import AUTUMN, BERLIN, GROUP, SCOPE
from workflows.retrospective.dates import dates
from workflows.retrospective.mailing import MAIL, OFFERED, Announced, State, due, goes_at, state
from workflows.retrospective.settings import RetrospectiveSettings
from workflows.retrospective.state import Here

FRIDAY = at("2026-12-04", "14:30")
PEOPLE = {
    "bartek": Person("bartek", timezone=BERLIN),
    "sam": Person("sam", timezone="America/New_York"),
    "li": Person("li", timezone="Asia/Tokyo"),
}


def view(now: float = FRIDAY, **more: Any) -> View:
    programme = Programme("acme/mentorship", "UTC", cohorts=(AUTUMN,), people=PEOPLE)
    facts, said = more.get("facts", {}), more.get("said", {})
    return View(SCOPE, scopes.parse(SCOPE), facts, said, programme, now)


def here(*mentors: str, row: Said | None = None) -> Here:
    settings = RetrospectiveSettings()
    group = replace(GROUP, mentors=mentors)
    return Here(AUTUMN, group, settings, dates(AUTUMN, GROUP, settings), row)


@pytest.mark.parametrize(
    ("mentors", "now", "goes"),
    [
        (("bartek",), FRIDAY, "Mon 07 Dec 15:30"),
        ((), FRIDAY, "Mon 07 Dec 15:30"),
        (("bartek", "sam"), FRIDAY, "Mon 07 Dec 15:30"),
        (("bartek", "sam"), FRIDAY - 5 * 3600, "Mon 07 Dec 15:00"),
        (("sam",), FRIDAY - 5 * 3600, "Mon 07 Dec 15:00"),
        (("bartek", "li"), FRIDAY, "Mon 07 Dec 15:30"),  # no hour suits both
    ],
)
def test_a_working_day_later_while_mentors_work(
    mentors: tuple[str, ...], now: float, goes: str
) -> None:
    assert f"{local(goes_at(view(now), here(*mentors)), BERLIN):%a %d %b %H:%M}" == goes


@pytest.mark.parametrize(("named", "goes"), [("2026-12-04", "Mon 07"), ("2026-12-08", "Tue 08")])
def test_never_before_the_day_that_was_named_nor_soon_after_the_end(named: str, goes: str) -> None:
    found = here("bartek")
    assert f"{local(found.dates.over, BERLIN):%a %d}" == "Thu 03"
    found = replace(found, dates=found.dates._replace(over=at("2026-12-04", "14:00")))
    assert f"{local(due(found, Announced(LIST, at(named, '14:00'))), BERLIN):%a %d}" == goes


def a_mail(status: Any, state: str | None) -> Said:
    return Said("mail", 0, 0, 7.0, "", state, {}, status)


def the_issue(*kept: Any) -> Said:
    mailed = {"mailed": list(kept)} if kept else {}
    return Said("issue", 1, 3, 0.0, "", "closed", mailed, "there")


COMMENT = Said("comment", 1, 5, 0.0, "", None, {"mails": [LIST, 3.0]}, "there")
FACT = {OFFERED: {MAIL: Known(order(5.0), {})}}


@pytest.mark.parametrize(
    ("kept", "is_fact", "mail", "expected"),
    [
        ((), False, None, None),
        ((), True, None, State(OFFERED, 5.0, LIST)),
        ((OFFERED, 5.0, LIST), True, None, State(OFFERED, 5.0, LIST)),
        # Without the fact the database is another one.
        ((OFFERED, 5.0, LIST), False, None, State("unknown", 5.0, LIST)),
        (("sent", 6.0, LIST), False, None, State("sent", 6.0, LIST)),
        (("failed", 6.0, LIST), False, None, State("failed", 6.0, LIST)),
        ((OFFERED, 5.0, LIST), True, ("intent", None), State(OFFERED, 7.0, LIST)),
        ((OFFERED, 5.0, LIST), True, ("refused", None), State(OFFERED, 7.0, LIST)),
        ((OFFERED, 5.0, LIST), True, ("there", "sent"), State("sent", 7.0, LIST)),
        ((OFFERED, 5.0, LIST), True, ("gone", "unknown"), State("unknown", 7.0, LIST)),
        ((OFFERED, 5.0, LIST), True, ("gone", "failed"), State("failed", 7.0, LIST)),
    ],
)
def test_how_far_it_is(
    kept: tuple[Any, ...],
    is_fact: bool,
    mail: tuple[str, str | None] | None,
    expected: State | None,
) -> None:
    said = {"published": COMMENT, **({MAIL: a_mail(*mail)} if mail else {})}
    seen = view(said=said, facts=FACT if is_fact else {})
    assert state(seen, here("bartek", row=the_issue(*kept)), "published") == expected
