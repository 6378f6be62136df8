"""The rota's decisions: who leads, why somebody may not, what words mean, what is remembered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes, things
from app.model.artefacts import Comment, Issue, Permission
from app.model.facts import Facts, Known, Said
from app.model.order import order
from app.model.rotas import begins, rota_of
from app.model.sight import Sight
from app.model.text import Text
from app.model.workflow import Context, View
from app.programme.load import load
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.sightings import believable
from app.templates import Messages
from tests.behaviour.rotas import FIVE, NEW_YORK, SUPPORT, at, file
from tests.commanding import as_given
from tests.harness.rota import Tally, best, broken, moved, play, value, ways
from tests.world import HOME, all_kinds
from workflows.rota.commands import SPECS, day_meant, problem_of, understand
from workflows.rota.matching import cheapest
from workflows.rota.memory import leader, remembered
from workflows.rota.page import own_hour
from workflows.rota.plan import plan
from workflows.rota.rules import senior
from workflows.rota.solve import Week, solve
from workflows.rota.weeks import next_look, shown

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
SCOPE = scopes.rota(7, "amer")

# ---- sharing a week out --------------------------------------------------------------------------


@given(st.data())
def test_the_cheapest_is_found(data: st.DataObject) -> None:
    rows = data.draw(st.integers(0, 4))
    width = data.draw(st.integers(max(rows, 1), 5))
    costs = [[data.draw(st.integers(0, 9)) for _ in range(width)] for _ in range(rows)]
    columns = cheapest(costs)
    assert len(set(columns)) == rows
    least = min(
        sum(row[column] for row, column in zip(costs, way, strict=True))
        for way in permutations(range(width), rows)
    )
    assert sum(row[column] for row, column in zip(costs, columns, strict=True)) == least


def test_fewer_columns_than_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="2 rows cannot have a column each of 1"):
        cheapest([[1], [1]])


@st.composite
def weeks(draw: st.DrawFn, most: int = 5) -> Week:
    """Any week of up to four days."""
    people = tuple("abcdef"[: draw(st.integers(1, most))])
    days = tuple(MONDAY + n * DAY for n in sorted(draw(st.sets(st.integers(0, 6), max_size=4))))
    anybody = st.sampled_from([*people, ""])
    return Week(
        days,
        people,
        {day: frozenset(draw(st.sets(st.sampled_from(people)))) for day in days},
        {day: draw(anybody) for day in days if draw(st.integers(0, 5)) == 0},
        {day: draw(anybody) for day in days if draw(st.booleans())},
        {who: draw(st.integers(0, 6)) for who in people},
    )


@given(weeks(6))
def test_no_other_way_to_share_a_week_out_is_better(week: Week) -> None:
    found = solve(week)
    assert found == best(week)
    assert broken(week, found) == []


@given(weeks())
def test_what_stands_stays(week: Week) -> None:
    """Once published, the same answer comes again, whoever led more since."""
    found = solve(week)
    again = Week(week.days, week.seniors, week.may, week.fixed, found, {})
    assert solve(again) == found


@given(weeks(), st.data())
def test_one_absence_more_moves_as_little_as_the_rules_allow(
    week: Week, data: st.DataObject
) -> None:
    before, away = solve(week), data.draw(st.sampled_from(week.seniors))
    may = {day: people - {away} for day, people in week.may.items()}
    late = Week(week.days, week.seniors, may, week.fixed, before, week.led)
    after = solve(late)
    goal = value(late, after)[:2]
    assert moved(late, after) == min(
        moved(late, w) for w in ways(late) if value(late, w)[:2] == goal
    )


@pytest.mark.parametrize("seniors", [1, 2, 3, 4, 5, 6, 8, 12])
@pytest.mark.parametrize("seed", range(3))
def test_half_a_year_with_absences(seniors: int, seed: int) -> None:
    tally = Tally(exhaustive=False)
    play(seniors, seed, tally)
    assert tally.wrong == []
    assert tally.sessions == 26 * 5


@pytest.mark.parametrize(("seniors", "apart"), [(1, 0), (2, 1), (3, 1), (4, 1), (5, 0), (7, 1)])
def test_without_absences_all_lead_about_as_often(seniors: int, apart: int) -> None:
    led = play(seniors, 0, Tally(exhaustive=False), absent=0.0).values()
    assert max(led) - min(led) <= apart


def test_nobody_always_has_monday() -> None:
    people = tuple("abcde")
    mondays = set()
    for n in range(5):
        days = tuple(MONDAY + 7 * n * DAY + k * DAY for k in range(5))
        mondays.add(solve(Week(days, people, dict.fromkeys(days, frozenset(people))))[days[0]])
    assert mondays == set(people)


def whole(people: str, days: int = 5, **off: str) -> Week:
    """A week in which all may lead, but for those in `off` on that day ("mon")."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[:days]
    may = {MONDAY + n * DAY: frozenset(people) - set(off.get(d, "")) for n, d in enumerate(names)}
    return Week(tuple(may), tuple(people), may)


@pytest.mark.parametrize(
    ("week", "shares", "gaps"),
    [
        (whole("abcde"), [1, 1, 1, 1, 1], 0),
        (whole("abcdefg"), [0, 0, 1, 1, 1, 1, 1], 0),
        (whole("abcde", mon="bcde", tue="bcde"), [0, 1, 1, 1, 1], 1),
        (whole("abcd", mon="bcd", tue="bcd"), [1, 1, 1, 2], 0),
        (whole("abcde", 7), [1, 1, 1, 2, 2], 0),
        (whole("abc"), [1, 2, 2], 0),
        (whole("ab", fri="ab"), [2, 2], 1),
        (whole("a"), [5], 0),
        (whole("ab", mon="b", tue="b", wed="b", thu="b"), [1, 4], 0),
    ],
)
def test_how_sessions_are_shared(week: Week, shares: list[int], gaps: int) -> None:
    found = list(solve(week).values())
    assert sorted(found.count(who) for who in week.seniors) == shares
    assert found.count("") == gaps


# ---- days and hours ------------------------------------------------------------------------------


def programme(text: bytes) -> Programme:
    source = SourceFile(HOME, ".github/mentorship.yml", text)
    found = load([source], all_kinds().sections, all_kinds().templates).programme
    assert found is not None
    return found


PEOPLE = """\
  noor: {timezone: America/Chicago, holidays: US, week: mon-thu}
  bartek: {timezone: Europe/London}
  kemal: {timezone: Asia/Tokyo}
"""
AMER = programme(file(people=PEOPLE))
ROTAS = {zone: programme(file(("sam", "noor"), zone=zone)) for zone in (NEW_YORK, "Europe/Berlin")}
NAMES = {HOME: 7, SUPPORT: 8}


def view(
    facts: Facts | None = None,
    said: Mapping[str, Said] | None = None,
    *,
    on: Programme = AMER,
    now: float = at("2026-11-23T10:00"),
    rests: Mapping[str, Known] | None = None,
    private: bool = False,
) -> View:
    sight = Sight(NAMES, {7: False, 8: private})
    return View(
        SCOPE, scopes.parse(SCOPE), facts or {}, said or {}, on, now, rests=rests or {}, sight=sight
    )


def away(login: str, until: str, *, since: float = at("2026-11-20T10:00")) -> dict[str, Known]:
    return {scopes.person(7, login): Known(order(since, 2), {"on": True, "until": until})}


@pytest.mark.parametrize(
    ("login", "day", "reason"),
    [
        ("sam", "2026-11-23", None),
        ("sam", "2026-11-26", None),  # no country, so no holidays
        ("sam", "2026-11-28", "week"),
        ("noor", "2026-11-25", None),
        ("noor", "2026-11-26", "holiday"),  # Thanksgiving
        ("noor", "2026-11-27", "week"),
        ("bartek", "2026-11-27", None),  # 16:00 to 17:00 in London
        ("kemal", "2026-11-24", "night"),  # one in the morning in Tokyo
        ("alice", "2026-11-24", None),  # in no file: the rota's zone, not the programme's
    ],
)
def test_who_may_lead(login: str, day: str, reason: str | None) -> None:
    rota = rota_of(AMER, "amer")
    assert rota is not None
    who = senior(view(), rota, login, private=False)
    assert who.why_not(rota, date.fromisoformat(day)) == reason


@pytest.mark.parametrize(
    ("day", "reason"), [("2026-11-24", "away"), ("2026-11-25", "away"), ("2026-11-26", None)]
)
def test_an_absence_includes_its_last_day(day: str, reason: str | None) -> None:
    rota = rota_of(AMER, "amer")
    assert rota is not None
    who = senior(view(rests=away("sam", "2026-11-25")), rota, "sam", private=False)
    assert who.why_not(rota, date.fromisoformat(day)) == reason


@pytest.mark.parametrize(
    ("zone", "other", "day", "utc", "theirs"),
    [
        # Berlin changes on 29 March and 25 October, New York on 8 March and 1 November.
        ("Europe/Berlin", NEW_YORK, "2026-03-06", 10, "05:00"),
        ("Europe/Berlin", NEW_YORK, "2026-03-09", 10, "06:00"),
        ("Europe/Berlin", NEW_YORK, "2026-03-30", 9, "05:00"),
        ("Europe/Berlin", NEW_YORK, "2026-10-23", 9, "05:00"),
        ("Europe/Berlin", NEW_YORK, "2026-10-26", 10, "06:00"),
        ("Europe/Berlin", NEW_YORK, "2026-11-02", 10, "05:00"),
        (NEW_YORK, "Europe/Berlin", "2026-03-06", 16, "17:00"),
        (NEW_YORK, "Europe/Berlin", "2026-03-09", 15, "16:00"),
        (NEW_YORK, "Europe/Berlin", "2026-03-30", 15, "17:00"),
        (NEW_YORK, "Europe/Berlin", "2026-10-26", 15, "16:00"),
        (NEW_YORK, "Europe/Berlin", "2026-11-02", 16, "17:00"),
    ],
)
def test_both_changes_of_the_clock(zone: str, other: str, day: str, utc: int, theirs: str) -> None:
    on = programme(file(("sam", "noor"), zone=zone, people=f"  noor: {{timezone: {other}}}\n"))
    rota, when = rota_of(on, "amer"), date.fromisoformat(day)
    assert rota is not None
    start = datetime.fromtimestamp(begins(rota, when), ZoneInfo("UTC"))
    assert (start.date(), start.hour) == (when, utc)
    own = own_hour(rota, senior(view(on=on), rota, "noor", private=False), when)
    assert own is not None
    assert own["hour"] == theirs
    assert own_hour(rota, senior(view(on=on), rota, "sam", private=False), when) is None


@pytest.mark.parametrize("zone", list(ROTAS))
@pytest.mark.parametrize("day", ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"])
def test_the_page_goes_on_at_local_midnight_and_on_friday_noon(zone: str, day: str) -> None:
    """Also over nights of 23 and 25 hours."""
    rota, noon = rota_of(ROTAS[zone], "amer"), at(f"{day}T12:00", zone)
    assert rota is not None
    midnight = at(f"{date.fromisoformat(day) + DAY}T00:00", zone)
    assert next_look(rota, noon) == midnight
    friday = date.fromisoformat(day) - 2 * DAY
    before, turn = at(f"{friday}T11:59", zone), at(f"{friday}T12:00", zone)
    assert next_look(rota, before) == turn
    assert len(list(shown(rota, before))) == 2
    assert len(list(shown(rota, turn))) == 3


# ---- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "to", "day"),
    [
        ("/mentor take", "", ""),
        ("/mentor take Tuesday.", "", "Tuesday"),
        ("/mentor pass thursday @Noor", "noor", "thursday"),
        ("/mentor pass @noor, thursday", "noor", "thursday"),
        ("/mentor pass my session on 3 December to noor please", "noor", "3 December"),
        ("/mentor pass @maya", "maya", ""),
        ("/mentor pass noor sam", "noor", "sam"),
    ],
)
def test_what_a_command_says(line: str, to: str, day: str) -> None:
    context = Context({7: AMER}, lambda _r, _t: None, "cairn[bot]")
    assert understand(context, as_given(line, SPECS, SCOPE)) == {"to": to, "day": day}


@pytest.mark.parametrize(
    ("words", "said", "day", "problem"),
    [
        ("tuesday", "2026-11-24T10:59", "2026-11-24", None),
        ("tuesday", "2026-11-24T11:00", "2026-12-01", None),
        ("today", "2026-11-24T11:00", "2026-11-24", "past"),
        ("tomorrow", "2026-11-24T11:00", "2026-11-25", None),
        ("2026-11-27", "2026-11-24T11:00", "2026-11-27", None),
        ("2026-11-23", "2026-11-24T11:00", "2026-11-23", "past"),
        ("24 november", "2026-11-24T09:00", "2026-11-24", None),
        ("saturday", "2026-11-24T09:00", "2026-11-28", "none"),
        ("2026-12-22", "2026-11-24T09:00", "2026-12-22", None),
        ("2026-12-23", "2026-11-24T09:00", "2026-12-23", "far"),
        ("12/11", "2026-11-24T09:00", None, None),
        ("sam", "2026-11-24T09:00", None, None),
    ],
)
def test_which_day_is_meant(words: str, said: str, day: str | None, problem: str | None) -> None:
    rota = rota_of(AMER, "amer")
    assert rota is not None
    found = day_meant(rota, words, at(said))
    assert (found.isoformat() if found else None) == day
    if found is not None:
        assert problem_of(rota, found, at(said)) == problem


def command(
    second: int,
    by: str,
    name: str,
    day: str = "",
    to: str = "",
    *,
    roles: tuple[str, ...] = ("senior",),
    ambiguous: bool = False,
) -> Known:
    data = {"name": name, "by": by, "roles": roles, "day": day, "to": to}
    return Known(order(at("2026-11-23T09:00") + second, 2, 100 + second), data, ambiguous)


def page_of(found: View) -> Issue:
    (issue,) = (want for want in plan(found).wants if isinstance(want, Issue))
    return issue


def published(issue: Issue) -> dict[str, Said]:
    """The ledger once the page was written."""
    row = Said("issue", 8, 3, 0.0, "", "open", issue.parameters, "there")
    return {issue.key: row}


def leads(issue: Issue, day: str) -> str:
    return str(issue.parameters["days"][day])


SAID = published(page_of(view()))
TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"


def other_than(day: str, *more: str) -> str:
    """Somebody who does not lead that day, and may."""
    taken = {SAID["page:8"].parameters["days"][day], "kemal", "noor", *more}
    return next(who for who in FIVE if who not in taken)


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (command(1, "sam", "take", "wednesday"), None),
        (command(1, "sam", "take"), None),
        (command(1, "SAM", "take", "2026-12-03"), None),
        (command(1, "maya", "take", "wednesday", roles=()), "who"),
        (command(1, "zoe", "take", "wednesday", roles=("organiser",)), "who"),
        (command(1, "sam", "take", "someday"), "unknown"),
        (command(1, "sam", "take", "2026-11-20"), "past"),
        (command(1, "sam", "take", "sunday"), "none"),
        (command(1, "sam", "pass", "2027-01-11"), "far"),
        (command(1, "sam", "pass", "wednesday"), None),
        (command(1, "sam", "pass", "wednesday", "noor"), None),
        (command(1, "sam", "pass", "wednesday", "sam"), "other"),
        (command(1, "sam", "pass", "wednesday", "maya"), "other"),
        (command(1, "zoe", "pass", "wednesday", roles=("organiser",)), None),
        (command(1, "zoe", "pass", "2026-12-16", roles=("organiser",)), "nobody"),
    ],
)
def test_which_commands_count(known: Known, reason: str | None) -> None:
    verdict = plan(view({"command": {"a": known}}, SAID)).verdicts["a"]
    assert (verdict.reply.values["reason"] if verdict.reply else None) == reason
    assert verdict.did == (reason is None)


def test_an_answer_that_was_given_stands() -> None:
    """Whatever has become so since: here, a day within the next four weeks."""
    known = command(1, "kemal", "pass")
    verdict = plan(view({"command": {"a": known}}, SAID)).verdicts["a"]
    assert verdict.reply is not None
    assert verdict.reply.values["reason"] == "which", "he leads nothing"
    led = dict.fromkeys(SAID["page:8"].parameters["days"], "kemal")
    page = replace(SAID["page:8"], parameters={**SAID["page:8"].parameters, "days": led})
    later = {"page:8": page}
    assert plan(view({"command": {"a": known}}, later)).verdicts["a"].did
    answer = Said("comment", 8, 9, 0.0, "", None, {"answers": ["a"]}, "there")
    answered = plan(view({"command": {"a": known}}, {**later, "reply:a": answer}))
    assert not answered.verdicts["a"].did


def test_github_is_asked_who_organises() -> None:
    facts = {"command": {"a": command(1, "zoe", "pass", "wednesday", roles=())}}
    assert plan(view(facts, SAID)).needs == [Permission(HOME, "zoe", "a")]
    for role, did in (("admin", True), ("write", False)):
        asked = {"permission": {"a": Known("1", {"role": role})}}
        assert plan(view({**facts, **asked}, SAID)).verdicts["a"].did == did


def test_nobody_knows_who_wrote_an_ambiguous_line() -> None:
    facts = {"command": {"a": command(1, "sam", "take", "wednesday", ambiguous=True)}}
    assert plan(view(facts, SAID)).verdicts == {}


def test_of_two_who_take_a_day_the_first_has_it_in_any_order() -> None:
    first, second = other_than(WEDNESDAY), other_than(WEDNESDAY, other_than(WEDNESDAY))
    given_ = {"b": command(2, second, "take", WEDNESDAY), "a": command(1, first, "take", WEDNESDAY)}
    expected = plan(view({"command": given_}, SAID))
    assert expected.verdicts["a"].did
    assert expected.verdicts["b"].refused
    assert leads(page_of(view({"command": given_}, SAID)), WEDNESDAY) == first
    late = published(page_of(view({"command": {"b": given_["b"]}}, SAID)))
    assert leads(page_of(view({"command": given_}, late)), WEDNESDAY) == first


@pytest.mark.parametrize("name", ["take", "pass"])
def test_undo_gives_a_day_back_and_nothing_else_moves(name: str) -> None:
    by = other_than(WEDNESDAY) if name == "take" else leads(page_of(view()), WEDNESDAY)
    facts = {"command": {"a": command(1, by, name, WEDNESDAY)}}
    changed = page_of(view(facts, SAID))
    assert leads(changed, WEDNESDAY) != leads(page_of(view()), WEDNESDAY)
    facts["command"]["undo"] = command(2, by, "undo")
    back = page_of(view(facts, published(changed)))
    assert back.parameters["days"] == SAID["page:8"].parameters["days"]
    assert page_of(view(facts, published(back))).parameters == back.parameters, "and it rests"


def test_what_the_page_remembers_is_enough() -> None:
    """Also an `undo`, whoever tidied the comments."""
    by, other = other_than(WEDNESDAY), other_than(TUESDAY)
    facts = {
        "command": {
            "a": command(1, by, "take", WEDNESDAY),
            "b": command(2, other, "take", TUESDAY),
            "undo": command(3, other, "undo"),
        }
    }
    first = published(page_of(view(facts, SAID)))
    settled = published(page_of(view(facts, first)))
    for tidied in ((), ("a",), ("b",), ("undo",), ("b", "undo"), ("a", "b", "undo")):
        left = {key: known for key, known in facts["command"].items() if key not in tidied}
        again = page_of(view({"command": left}, settled))
        assert again.parameters == settled["page:8"].parameters, tidied


@st.composite
def happenings(draw: st.DrawFn) -> tuple[dict[str, Known], dict[str, Known]]:
    """Some commands, and some who are away."""
    words = st.sampled_from(["", "today", "tuesday", WEDNESDAY, "friday", "2026-12-02"])
    names = st.sampled_from(["take", "pass", "undo"])
    everybody = st.sampled_from(FIVE)
    to = st.sampled_from(["", "", *FIVE])
    given_ = {
        str(n): command(60 * n, draw(everybody), draw(names), draw(words), draw(to))
        for n in range(draw(st.integers(0, 8)))
    }
    rests = [away(who, f"2026-11-{draw(st.integers(23, 30))}") for who in draw(st.sets(everybody))]
    return given_, {key: known for each in rests for key, known in each.items()}


@given(happenings(), st.integers(0, 12 * 3600), st.integers(0, 14 * 3600), st.randoms())
def test_the_page_comes_to_rest(
    what: tuple[dict[str, Known], dict[str, Known]], first: int, more: int, random: Random
) -> None:
    """Planned again, it is the same: at once, and until the clock says so, in whatever order the
    commands are known; so a lost database writes nothing."""
    commands, rests = what
    start = at("2026-11-23T09:30") + first
    page = page_of(view({"command": commands}, SAID, now=start, rests=rests))
    said, rota = published(page), rota_of(AMER, "amer")
    assert rota is not None
    until = min(start + more, next_look(rota, start) - 1)
    shuffled = random.sample(sorted(commands), len(commands))
    for now in (start, until):
        facts = {"command": {key: commands[key] for key in shuffled}}
        assert page_of(view(facts, said, now=now, rests=rests)) == page


def test_a_word_counts_for_more_than_a_holiday_but_not_than_an_absence() -> None:
    facts = {"command": {"a": command(1, "noor", "take", "2026-11-27")}}
    assert leads(page_of(view(facts, SAID)), "2026-11-27") == "noor"
    later = away("noor", "2026-11-27", since=at("2026-11-23T09:30"))
    assert leads(page_of(view(facts, SAID, rests=later)), "2026-11-27") != "noor"
    verdict = plan(view(facts, SAID, rests=away("noor", "2026-11-27"))).verdicts["a"]
    assert verdict.reply is not None
    assert verdict.reply.values["reason"] == "away"


# ---- what is said, and what is shown -------------------------------------------------------------


def comments(found: View) -> list[Comment]:
    return [want for want in plan(found).wants if isinstance(want, Comment)]


def test_whoever_is_asked_is_told_until_they_take_it_or_it_begins() -> None:
    leader_ = leads(page_of(view()), WEDNESDAY)
    other = other_than(WEDNESDAY)
    facts = {"command": {"a": command(1, leader_, "pass", WEDNESDAY, other)}}
    (comment,) = comments(view(facts, SAID))
    assert (comment.key, comment.notify) == ("offer:a", (other,))
    assert leads(page_of(view(facts, SAID)), WEDNESDAY) == leader_
    assert comments(view(facts, SAID, now=at("2026-11-25T11:00"))) == []
    facts["command"]["b"] = command(2, other, "take")
    assert comments(view(facts, SAID)) == []
    assert leads(page_of(view(facts, SAID)), WEDNESDAY) == other


@pytest.mark.parametrize(("now", "told"), [("2026-11-24T10:30", False), ("2026-11-24T12:00", True)])
def test_whoever_is_named_less_than_a_day_ahead_is_told(now: str, told: bool) -> None:
    who = leads(page_of(view()), WEDNESDAY)
    rests = away(who, "2026-11-25", since=at("2026-11-24T08:00"))
    after = view(None, SAID, now=at(now), rests=rests)
    named = leads(page_of(after), WEDNESDAY)
    assert named != who
    expected = [f"named:{WEDNESDAY}:{named}"] if told else []
    assert [comment.key for comment in comments(after)] == expected
    again = view(None, published(page_of(after)), now=at(now) + 60, rests=rests)
    assert [comment.key for comment in comments(again)] == expected
    assert comments(view(None, published(page_of(after)), now=at("2026-11-25T11:00"))) == []


def test_who_took_it_by_word_is_not_told() -> None:
    facts = {"command": {"a": command(1, other_than(TUESDAY), "take", TUESDAY)}}
    assert comments(view(facts, SAID, now=at("2026-11-23T12:00"))) == []


def day_of(issue: Issue, day: str) -> Mapping[str, object]:
    assert isinstance(issue.body, Text)
    weeks_: list[Mapping[str, list[Mapping[str, object]]]] = issue.body.values["weeks"]  # type: ignore[assignment]
    return next(each for week in weeks_ for each in week["days"] if each["on"] == day)


PRIVATE_ENTRY = SourceFile(
    "acme/mentors",
    ".github/mentorship.yml",
    b"people:\n  noor: {timezone: America/Chicago, holidays: US}\n",
    private=True,
)


@pytest.mark.parametrize(("private", "kind"), [(False, ["hidden"]), (True, ["holiday"])])
def test_a_private_entry_tells_nothing_in_public(private: bool, kind: list[str]) -> None:
    public = SourceFile(HOME, ".github/mentorship.yml", file(("noor",)))
    on = load([public, PRIVATE_ENTRY], all_kinds().sections, all_kinds().templates).programme
    assert on is not None
    issue = page_of(view(on=on, private=private))
    reasons: list[Mapping[str, str]] = day_of(issue, "2026-11-26")["reasons"]  # type: ignore[assignment]
    assert [reason["kind"] for reason in reasons] == kind
    assert (day_of(issue, "2026-11-24")["own"] is not None) == private


def test_the_leader_of_a_day() -> None:
    assert leader(SAID, date(2026, 11, 24)) == SAID["page:8"].parameters["days"][TUESDAY]
    assert leader(SAID, date(2026, 11, 22)) is None
    assert leader({}, date(2026, 11, 24)) is None


def test_a_rota_that_the_file_has_no_more_leaves_its_page() -> None:
    gone = programme(file().replace(b"id: amer", b"id: emea"))
    issue = page_of(view(None, SAID, on=gone))
    assert issue.body == Text("rota/ended", {})
    assert issue.parameters == SAID["page:8"].parameters


def test_a_page_that_moves_takes_its_memory_along() -> None:
    moved_ = programme(file(people=PEOPLE, repositories=HOME))
    new, old = (w for w in plan(view(None, SAID, on=moved_)).wants if isinstance(w, Issue))
    assert (new.key, new.repository, old.key) == ("page:7", HOME, "page:8")
    assert new.parameters["days"] == SAID["page:8"].parameters["days"]
    assert old.body == Text("rota/ended", {})


def test_a_page_fits_whatever_was_said() -> None:
    """Sixty seniors with the longest names, all away, and a word for every minute."""
    people = tuple(f"{'x' * 35}-{n:03}" for n in range(60))
    on = programme(file(people))
    rests = {k: v for who in people for k, v in away(who, "2027-01-31").items()}
    given_ = {
        f"{n}:{'f' * 16}": command(n, people[n % 60], "pass", WEDNESDAY, people[(n + 1) % 60])
        for n in range(400)
    }
    issue = page_of(view({"command": given_}, {}, on=on, rests=rests))
    assert isinstance(issue.body, Text)
    shown_ = Messages(all_kinds().texts.sources).render(issue.body, ())
    data = {"s": SCOPE, "k": issue.key, "p": issue.parameters}
    assert len(Signer([b"secret"], 1).region(shown_, data, 8)) < MAX_BODY - 5_000


@pytest.mark.parametrize(("repository", "believed"), [(SUPPORT, True), (HOME, False)])
def test_a_page_whose_signature_is_too_old_is_known_where_it_belongs(
    repository: str, believed: bool
) -> None:
    body = Signer([b"the old secret"], 1).region("Words.", {"s": SCOPE, "k": "page:8"}, 8)
    parts = Signer([b"the new secret"], 1).split(body, 8, ours=True)
    where = things.Repository(id=NAMES[repository], full_name=repository, private=False)
    assert not parts.trusted
    assert believable(parts, where, {7: AMER}) == believed


def test_memory_has_an_end() -> None:
    said: Mapping[str, Said] = SAID
    for n in range(20):
        now = at("2026-11-23T10:00") + n * 7 * 86400
        said = published(page_of(view(None, said, now=now)))
    days = remembered(said).days
    assert min(days) >= date(2026, 11, 23) + (19 - 8) * 7 * DAY
