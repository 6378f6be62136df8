"""What becomes of a plan for those who want no mention (row K6); the hours that people set."""

from dataclasses import replace
from itertools import permutations

import pytest

from app.attention import AWAKE, Standing, decide
from app.model import scopes
from app.model.artefacts import Comment, Issue, Plan, Want
from app.model.facts import Known
from app.model.order import order
from app.model.own import Absence, Own
from app.model.rests import newest, rest
from app.model.text import Mention, Text
from app.model.time import Calendar, local
from app.model.workflow import View
from app.programme.model import Person, Programme
from app.unmentioned import unmentioned

OUT = Programme("acme/mentorship", "UTC", own={"maya": Own(mentions=False), "li": Own()})
KEY = scopes.cohort(1, "autumn")


def text(*logins: str) -> Text:
    people = [{"who": Mention(login)} for login in logins]
    return Text("a/text", {"people": people}, then=(Text("b/text", {"one": Mention("Maya")}),))


def comment(*notify: str) -> Comment:
    return Comment(key="c", on="home", text=text(*notify), notify=notify)


def issue(*notify: str) -> Issue:
    title = Text("a/text.title", {})
    return Issue(
        key="home", repository="acme/mentorship", title=title, body=text(*notify), notify=notify,
        assignees=notify,
    )  # fmt: skip


def kept(want: Want, programme: Programme = OUT) -> list[Want]:
    view = View(KEY, scopes.parse(KEY), {}, {}, programme, 0.0)
    return list(unmentioned(view, Plan(wants=[want])).wants)


def said(want: Want) -> str:
    assert isinstance(want, Comment | Issue)
    body = want.text if isinstance(want, Comment) else want.body
    assert isinstance(body, Text)
    return str(body.inputs())


@pytest.mark.parametrize("login", ["maya", "Maya"])
def test_what_is_for_them_alone_is_not_said(login: str) -> None:
    assert kept(comment(login)) == []


def test_with_others_they_are_named_and_not_mentioned() -> None:
    (found,) = kept(comment("bartek", "Maya"))
    assert isinstance(found, Comment)
    assert found.notify == ("bartek",)
    assert "'$mention': 'bartek'" in said(found)
    assert "'$mention': 'Maya'" not in said(found)
    assert "Maya" in said(found)


def test_what_is_for_nobody_stays() -> None:
    assert [want.key for want in kept(comment())] == ["c"]


def test_their_issue_opens_without_a_mention() -> None:
    (found,) = kept(issue("maya"))
    assert isinstance(found, Issue)
    assert (found.notify, found.assignees) == ((), ())
    assert "$mention" not in said(found)


@pytest.mark.parametrize("want", [comment("maya"), issue("maya"), comment("li")])
def test_for_all_others_nothing_changes(want: Want) -> None:
    assert kept(want, replace(OUT, own={"li": Own()})) == [want]


# ---- being away, here and in commands ------------------------------------------------------------


@pytest.mark.parametrize("command", [10.0, 30.0])
@pytest.mark.parametrize("page", [20.0, 40.0])
def test_what_was_said_last_counts(command: float, page: float) -> None:
    key = scopes.person(1, "maya")
    fact = rest(key, order(command), on=True, until="2026-09-01")
    programme = replace(OUT, own={"maya": Own(away=Absence(since=page))})
    found = newest({key: Known(fact.order, fact.data)}, 1, programme)
    assert found[key].data["on"] is (command > page)
    assert set(newest({}, 1, programme)) == {key}


# ---- hours ---------------------------------------------------------------------------------------


def hour(at: float) -> str:
    return f"{local(at, 'UTC'):%a %H:%M}"


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ((9, 17), 0.0, "Thu 09:00"),  # the epoch was a Thursday
        ((14, 20), 0.0, "Thu 14:00"),
        ((0, 23), 0.0, "Thu 00:00"),
        ((14, 20), 20 * 3600.0, "Fri 14:00"),
        ((6, 8), 10 * 3600.0, "Fri 06:00"),
    ],
)
def test_a_ping_comes_in_ones_own_hours(hours: tuple[int, int], now: float, opens: str) -> None:
    who = Standing(Calendar("UTC", hours=hours))
    assert hour(who.opens(now)) == opens


@pytest.mark.parametrize(
    ("hours", "awake"),
    [((9, 17), AWAKE), ((14, 20), (13, 23)), ((0, 5), (0, 8)), ((20, 23), (19, 23))],
)
def test_how_long_somebody_is_awake(hours: tuple[int, int], awake: tuple[int, int]) -> None:
    who = Standing(Calendar("UTC", hours=hours))
    first, last = awake
    assert who.opens(first * 3600.0, AWAKE) == first * 3600.0
    assert who.opens(last * 3600.0 - 1, AWAKE) == last * 3600.0 - 1
    assert who.opens(last * 3600.0, AWAKE) > last * 3600.0


def test_those_who_share_no_hour_meet_in_the_evening_of_one() -> None:
    early, late = Calendar("UTC", hours=(6, 10)), Calendar("UTC", hours=(12, 20))
    people = {"early": Standing(early), "late": Standing(late)}
    for order_ in permutations(people):
        found = decide({name: people[name] for name in order_}, 0.0)
        assert hour(found.at) == "Thu 11:00"
        assert set(found.people) == set(people)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Own(), Person("maya", "UTC", holidays="IN")),
        (Own(zone="Asia/Tokyo"), Person("maya", "Asia/Tokyo", holidays="IN", zone_own=True)),
        (Own(holidays="none"), Person("maya", "UTC", days_own=True)),
        (
            Own(week=frozenset({6})),
            Person("maya", "UTC", holidays="IN", week=frozenset({6}), days_own=True),
        ),
        (Own(hours=(6, 10)), Person("maya", "UTC", holidays="IN", hours=(6, 10))),
        (Own(numbers=False), Person("maya", "UTC", holidays="IN", counted=False)),
    ],
)
def test_what_is_set_goes_before_the_file(own: Own, expected: Person) -> None:
    file = Programme("", "UTC", people={"maya": Person("maya", "UTC", holidays="IN")})
    assert replace(file, own={"maya": own}).person("Maya") == expected
