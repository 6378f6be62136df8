"""The meetup's decisions: what words mean, what fits, which evening, who leads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes
from app.model.artefacts import Issue
from app.model.facts import TAKEN, Fact, Facts, Known, Said
from app.model.lookback import LEARNING, Learning
from app.model.order import order
from app.model.sight import Sight
from app.model.text import Text
from app.model.time import Calendar, local
from app.model.undo import taken
from app.model.workflow import Context, View
from app.programme.load import load
from app.programme.source import SourceFile
from app.templates import Messages
from tests.behaviour.files import cohort, programme
from tests.behaviour.meetups import at, file
from tests.commanding import as_given
from tests.programme.support import errors
from tests.world import HOME, all_kinds
from workflows.meetup.agenda import Agenda, agenda
from workflows.meetup.boxes import HAND
from workflows.meetup.commands import LONGEST_ABOUT, LONGEST_TITLE, SPECS, scope_of, understand
from workflows.meetup.dates import asks, evening
from workflows.meetup.evening import propose, strain
from workflows.meetup.heard import MOST, WORDS, Heard, hear, talks
from workflows.meetup.learned import MOST as MOST_LEARNED
from workflows.meetup.plan import PUBLIC, plan
from workflows.meetup.settings import MeetupSettings
from workflows.meetup.shown import zones
from workflows.meetup.told import reminds_at

SCOPE = scopes.meetup(7, "autumn")
BERLIN, KOLKATA, NEW_YORK, TOKYO = (
    *("Europe/Berlin", "Asia/Kolkata", "America/New_York", "Asia/Tokyo"),
)
PEOPLE = frozenset({"maya", "ravi", "li", "bartek", "kemal"})


# ---- what words mean -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "about"),
    [
        ("/mentor talk My first tests", "My first tests", ""),
        ("/mentor Talk: my  first tests", "my first tests", ""),
        ("/mentor talk", "", ""),
        ("/mentor talk One\nWhat it is.\n\n- a\n- b", "One", "What it is.\n\n- a\n- b"),
        ("/mentor talk One\nAbout.\n\n> Somebody wrote", "One", "About."),
        ("/mentor talk One\nAbout.\n-- \nmaya", "One", "About."),
        ("/mentor talk " + "word " * 40, "word " * 19 + "word…", ""),
        ("/mentor talk One\n" + "x" * 500, "One", "x" * (LONGEST_ABOUT - 1) + "…"),
    ],
)
def test_what_a_talk_says(text: str, title: str, about: str) -> None:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    understood = understand(context, as_given(text, SPECS, SCOPE))
    assert understood == {"title": title, "about": about}
    assert len(understood["title"]) <= LONGEST_TITLE


@pytest.mark.parametrize(
    ("place", "scope"),
    [
        ("mentee:7/autumn/maya", SCOPE),
        ("pull:7/autumn/maya/8/12", SCOPE),
        ("cohort:7/autumn", SCOPE),
        (SCOPE, SCOPE),
        ("thread:7/8/12", "thread:7/8/12"),
        ("rota:7/emea", "rota:7/emea"),
    ],
)
def test_talks_of_a_cohort_belong_together(place: str, scope: str) -> None:
    assert scope_of(as_given("/mentor host", SPECS, place)) == scope


# ---- what fits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("talks_", "minutes", "talk", "questions", "found"),
    [
        (2, 120, 20, 5, Agenda((0, 25, 50), 75, None)),
        (3, 100, 20, 5, Agenda((0, 25, 50, 75), 100, None)),
        (3, 99, 20, 5, Agenda((0, 25, 50), 100, 19)),
        (5, 120, 20, 5, Agenda((0, 25, 50, 75), 150, 15)),
        (9, 120, 20, 5, Agenda((0, 25, 50, 75), 250, None)),
        (2, 30, 20, 5, Agenda((0,), 75, None)),
        (0, 120, 20, 5, Agenda((0,), 25, None)),
    ],
)
def test_what_fits(talks_: int, minutes: int, talk: int, questions: int, found: Agenda) -> None:
    assert agenda(talks_, minutes, talk, questions) == found


@given(st.integers(0, 30), st.integers(1, 400), st.integers(1, 60), st.integers(1, 30))
def test_the_agenda_never_takes_longer(talks_: int, minutes: int, talk: int, asks: int) -> None:
    found = agenda(talks_, minutes, talk, asks)
    assert all(offset + talk + asks <= minutes for offset in found.offsets)
    assert (found.needed <= minutes) == (len(found.offsets) == talks_ + 1)
    if found.shorter is not None:
        assert len(agenda(talks_, minutes, found.shorter, asks).offsets) == talks_ + 1


def test_an_evening_without_room_for_a_talk_is_an_error() -> None:
    found = errors(SourceFile(HOME, ".github/mentorship.yml", file("minutes: 24")))
    assert ["not even one talk with its questions fits" in each for each in found] == [True]


@pytest.mark.parametrize(
    ("starts", "ends", "ask_before", "begins", "asked"),
    [
        ("2026-09-01", "2026-11-27", "4 weeks", None, "2026-10-30"),
        ("2026-09-01", "2026-11-27", "4 weeks", "2026-10-22", "2026-10-30"),
        ("2026-09-01", "2026-11-27", "4 weeks", "2026-10-26", "2026-11-02"),
        ("2026-09-01", "2026-11-27", "4 weeks", "2026-08-03", "2026-10-30"),
        ("2026-09-01", "2026-09-29", "4 weeks", None, "2026-09-08"),
        ("2026-09-01", "2026-09-29", "1 week", None, "2026-09-22"),
        ("2026-09-01", "2026-09-29", "20 weeks", None, "2026-09-08"),
        ("2026-09-01", "2026-09-29", "4 weeks", "2026-09-03", "2026-09-10"),
        ("2026-09-01", "2026-09-29", "4 weeks", "2026-08-20", "2026-09-08"),
    ],
)
def test_when_somebody_is_asked(
    starts: str, ends: str, ask_before: str, begins: str | None, asked: str
) -> None:
    """Never in the first week, neither the cohort's nor one's own."""
    more = f"meetup: {{ask_before: {ask_before}}}"
    mentee = f"{{login: maya{f', starts: {begins}' if begins else ''}}}"
    text = programme(cohort(mentee, starts=starts, ends=ends, more=more))
    given_ = SourceFile(HOME, ".github/mentorship.yml", text)
    found = load([given_], all_kinds().sections, all_kinds().templates).programme
    assert found is not None
    where = found.enrolment("autumn", "maya")
    assert where is not None
    settings = where.cohort.section(MeetupSettings)
    assert asks(where.cohort, settings, where.mentee) == at(f"{asked}T09:00")
    if begins is None:
        assert asks(where.cohort, settings) == at(f"{asked}T09:00")


# ---- which evening -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "minutes", "starts"),
    [
        ([BERLIN], 120, "2026-11-26T18:00"),
        ([BERLIN, KOLKATA, KOLKATA], 120, "2026-11-26T15:30"),
        ([BERLIN, "Europe/London"], 120, "2026-11-26T18:00"),
        ([BERLIN, KOLKATA], 90, "2026-11-26T17:00"),
        ([BERLIN, KOLKATA], 120, "2026-11-26T15:30"),
        ([BERLIN, NEW_YORK, NEW_YORK], 120, "2026-11-26T23:00"),
        ([BERLIN, TOKYO, TOKYO], 120, "2026-11-26T12:00"),
        ([], 120, "2026-11-26T18:00"),
    ],
)
def test_the_evening_of_most(people: Sequence[str], minutes: int, starts: str) -> None:
    calendars = [Calendar(zone) for zone in people]
    found = propose(date(2026, 11, 27), BERLIN, calendars, minutes, at("2026-10-30T12:00"))
    assert found == at(starts)


@pytest.mark.parametrize(
    ("ends", "now", "on"),
    [
        ("2026-11-27", "2026-11-22T12:00", "2026-11-26"),
        ("2026-11-27", "2026-11-23T12:00", "2026-11-26"),
        ("2026-11-27", "2026-11-24T12:00", None),  # Friday is no such evening
        ("2026-11-27", "2026-12-24T12:00", None),
        ("2026-11-30", "2026-11-27T23:00", "2026-11-30"),
    ],
)
def test_people_have_some_days(ends: str, now: str, on: str | None) -> None:
    found = propose(date.fromisoformat(ends), BERLIN, [Calendar(BERLIN)], 120, at(now))
    assert found == (at(f"{on}T18:00") if on else None)


def test_not_on_a_holiday() -> None:
    american = [Calendar(NEW_YORK, holidays="US")]
    found = propose(date(2026, 11, 27), NEW_YORK, american, 120, at("2026-10-30T12:00"))
    assert found == at("2026-11-25T18:00", NEW_YORK)  # Thursday is Thanksgiving


@given(st.lists(st.sampled_from([BERLIN, KOLKATA, NEW_YORK, TOKYO]), min_size=1, max_size=6))
def test_whoever_is_asked_first_does_not_matter(people: list[str]) -> None:
    calendars, now = [Calendar(zone) for zone in people], at("2026-11-10T12:00")
    found = propose(date(2026, 11, 27), BERLIN, calendars, 120, now)
    assert found == propose(date(2026, 11, 27), BERLIN, calendars[::-1], 120, now)
    assert found is not None
    assert any(17 <= local(found, zone).hour <= 20 for zone in people)


@pytest.mark.parametrize(
    ("starts", "minutes", "found"),
    [
        ("18:00", 120, None),
        ("08:00", 120, None),
        ("07:59", 120, "early"),
        ("05:00", 120, "early"),
        ("04:59", 120, "night"),
        ("21:00", 120, None),
        ("21:01", 120, "night"),
        ("23:30", 10, "night"),
        ("22:00", 180, "night"),
    ],
)
def test_a_bad_hour(starts: str, minutes: int, found: str | None) -> None:
    assert strain(at(f"2026-11-18T{starts}", KOLKATA), minutes, KOLKATA) == found


def test_the_zones_of_an_announcement() -> None:
    people = {KOLKATA: ["maya"], NEW_YORK: ["sam", "noor"], BERLIN: ["bartek"]}
    assert zones(BERLIN, people) == [BERLIN, NEW_YORK, KOLKATA, "UTC"]
    assert zones("UTC", {}) == ["UTC"]
    many = {f"Etc/GMT+{n}": ["x"] for n in range(1, 10)}
    assert len(zones(BERLIN, many)) == 6


@pytest.mark.parametrize(
    ("starts", "due"),
    [
        ("2026-11-18T18:00", "2026-11-16T09:00"),
        ("2026-11-17T18:00", "2026-11-13T09:00"),
        ("2026-11-16T18:00", "2026-11-12T09:00"),
    ],
)
def test_two_working_days_before(starts: str, due: str) -> None:
    assert reminds_at(at(starts), BERLIN) == at(due)


# ---- which words count ---------------------------------------------------------------------------


def when(second: int) -> str:
    return order(1_788_000_000 + second, 2, 100 + second)


def command(
    second: int,
    name: str = "talk",
    by: str = "maya",
    *,
    title: str | None = None,
    roles: tuple[str, ...] = ("mentee",),
    repository: str = HOME,
    ambiguous: bool = False,
) -> Known:
    about = {"title": title if title is not None else f"No. {second}", "about": ""}
    data = {
        **{"name": name, "by": by, "roles": roles, "repository": repository, "number": 3},
        **(about if name == "talk" else {}),
    }
    return Known(when(second), data, ambiguous)


def view(facts: Facts, said: Mapping[str, Said] | None = None, now: float = 0.0) -> View:
    given_ = SourceFile(HOME, ".github/mentorship.yml", file())
    found = load([given_], all_kinds().sections, all_kinds().templates).programme
    assert found is not None
    repositories = {HOME: 7, "acme/engine": 8, "acme/mentors": 9}
    sight = Sight(repositories, {7: False, 8: False, 9: True})
    return View(SCOPE, scopes.parse(SCOPE), facts, said or {}, found, now, sight=sight)


def heard(commands: Mapping[str, Known], **more: Mapping[str, Known]) -> Heard:
    return hear(view({"command": commands, **more}), PEOPLE, 2e9)


def on_agenda(found: Heard, people: frozenset[str] = PEOPLE) -> list[tuple[str, str]]:
    it = view({})
    cohort = it.programme.cohort("autumn")
    assert cohort is not None
    return [(talk.by, talk.title) for talk in talks(it, cohort, found, people)]


def reason(found: Heard, key: str) -> object:
    reply = found.verdicts[key].reply
    return reply.values["reason"] if reply is not None else None


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (command(1), None),
        (command(1, title=""), "empty"),
        (command(1, by="bartek", roles=("mentor",)), "who"),
        (command(1, by="zoe", roles=()), "who"),
        (command(1, repository="acme/mentors"), "place"),
        (command(1, "host", by="bartek", roles=("mentor",)), None),
        (command(1, "host", by="alice", roles=("organiser",), repository="acme/mentors"), None),
        (command(1, "host", by="zoe", roles=()), "no-part"),
    ],
)
def test_what_is_refused(known: Known, why: str | None) -> None:
    found = heard({"1:a": known})
    assert reason(found, "1:a") == why
    assert found.verdicts["1:a"].refused == (why not in (None, "empty"))


def test_what_comes_too_late() -> None:
    found = hear(view({"command": {"1:a": command(1)}}), PEOPLE, 1_788_000_001.0)
    assert reason(found, "1:a") == "over"


def test_nobody_fills_the_page_alone() -> None:
    found = heard({f"{n}:a": command(n) for n in range(1, MOST + 2)})
    assert reason(found, f"{MOST + 1}:a") == "many"


def test_a_line_that_nobody_is_known_to_have_written_says_nothing() -> None:
    assert on_agenda(heard({"1:a": command(1, ambiguous=True)})) == []


SAID = {
    "1:a": command(1, title="One"),
    "2:a": command(2, by="ravi", title="Tests"),
    "3:a": command(3, title="Two"),
    "4:a": command(4, "undo", by="ravi"),
    "5:a": command(5, "host", by="bartek"),
    "6:a": command(6, "host", by="kemal"),
    "7:a": command(7, by="li", title="Maps"),
    "8:a": command(8, "undo", by="bartek"),
    "9:a": command(9, "host", by="li"),
}


@pytest.mark.parametrize(
    ("until", "agenda_", "host"),
    [
        (1, [("maya", "One")], ""),
        (3, [("maya", "Two"), ("ravi", "Tests")], ""),
        (4, [("maya", "Two")], ""),
        (6, [("maya", "Two")], "bartek"),
        (8, [("maya", "Two"), ("li", "Maps")], ""),
        (9, [("maya", "Two"), ("li", "Maps")], "li"),
    ],
)
def test_the_fold(until: int, agenda_: list[tuple[str, str]], host: str) -> None:
    found = heard(dict(list(SAID.items())[:until]))
    assert (on_agenda(found), found.host) == (agenda_, host)
    if until >= 6:
        assert reason(found, "6:a") == "taken"


def test_who_left_has_no_talk_and_does_not_lead() -> None:
    found = hear(view({"command": SAID}), PEOPLE - {"bartek"}, 2e9)
    assert found.host == "kemal"
    assert on_agenda(found, PEOPLE - {"maya"}) == [("li", "Maps")]


def through(steps: Iterable[str], remember: bool) -> tuple[list[tuple[str, str]], str]:
    """What is left after commands have become known in this order; with `remember`, the issue is
    written after each, and its marker is read from then on."""
    known: dict[str, Known] = {}
    said: dict[str, Said] = {}
    found = Heard()
    for key in steps:
        known[key] = SAID[key]
        found = hear(view({"command": known}, said), PEOPLE, 2e9)
        if remember:
            kept = {WORDS: {each: list(word) for each, word in found.words.items()}}
            said = {PUBLIC: Said("issue", 7, 9, 0.0, "", "open", kept, "there")}
    return on_agenda(found), found.host


@given(st.permutations(list(SAID)), st.booleans())
def test_the_order_in_which_they_become_known_does_not_matter(
    steps: list[str], remember: bool
) -> None:
    assert through(steps, remember) == through(SAID, remember=False)


@given(st.lists(st.sampled_from(list(SAID)), max_size=12))
def test_twice_is_once(steps: list[str]) -> None:
    """Whatever is known already changes nothing, also if only the marker remembers it."""
    assert through([*steps, *steps], remember=True) == through(sorted(set(steps)), remember=False)


@pytest.mark.parametrize("steps", [("1:a", "3:a"), ("3:a", "1:a")])
def test_an_undo_elsewhere_takes_back(steps: tuple[str, ...]) -> None:
    """In the mentee's own issue it meant the second of two."""
    told: list[Fact] = [*taken(SCOPE, {when(4): "3:a"}, 2)]
    known = {fact.key: Known(fact.order, fact.data) for fact in told}
    found = heard({key: SAID[key] for key in steps}, **{TAKEN: known})
    assert on_agenda(found) == [("maya", "One")]
    assert found.words["3:a"].title == ""


def test_a_refusal_stands() -> None:
    row = Said("comment", 7, 9, 0.0, "", None, {"refused": ["1:a"]}, "there")
    found = hear(view({"command": {"1:a": command(1)}}, {"reply:1:a": row}), PEOPLE, 2e9)
    assert (reason(found, "1:a"), found.words) == ("who", {})


# ---- the evening stays ---------------------------------------------------------------------------


def kept(ends: str, at_: float | None) -> Said:
    return Said("issue", 7, 9, 0.0, "", "open", {"at": at_, "for": ends}, "there")


@pytest.mark.parametrize(
    ("row", "starts"),
    [
        (None, at("2026-11-26T17:00")),
        (kept("2026-11-27", at("2026-11-19T18:30")), at("2026-11-19T18:30")),
        (kept("2026-11-27", None), None),
        (kept("2026-11-20", at("2026-11-19T18:30")), at("2026-11-26T17:00")),
    ],
)
def test_a_proposal_stays_until_the_end_moves(row: Said | None, starts: float | None) -> None:
    it = view({}, now=at("2026-11-01T12:00"))
    cohort = it.programme.cohort("autumn")
    assert cohort is not None
    settings = MeetupSettings.model_validate({"minutes": 90})
    found = evening(it, cohort, settings, row)
    assert (found.starts, found.proposed, found.over) == (starts, "2026-11-27", False)


# ---- a full page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["x" * 90, "*_" * 45, "@a " * 30, "😀" * 90], ids=("plain", "signs", "names", "emoji")
)
def test_a_full_page_fits(words: str) -> None:
    mentees = ", ".join(f"{{login: person-{n:03}-{'x' * 20}}}" for n in range(100))
    given_ = SourceFile(HOME, ".github/mentorship.yml", file(mentees=mentees))
    found = load([given_], all_kinds().sections, all_kinds().templates).programme
    assert found is not None
    commands = {
        f"{n}:{'a' * 16}": Known(
            when(n),
            {
                **{"name": "talk", "by": f"person-{n:03}-{'x' * 20}", "roles": ["mentee"]},
                **{"repository": HOME, "number": 3, "title": words, "about": words * 4},
            },
        )
        for n in range(100)
    }
    now, sight = at("2026-11-01T12:00"), Sight({HOME: 7}, {7: False})
    learning = Learning(words, "change", "x" * 40, 1.0, 7)
    facts = {
        "command": commands,
        HAND: {str(n): Known(when(n), {"done": True}) for n in range(1, MOST_LEARNED + 1)},
        LEARNING: {f"g/{n}:{'a' * 16}": Known(when(n), learning._asdict()) for n in range(30)},
    }
    it = View(SCOPE, scopes.parse(SCOPE), facts, {}, found, now, sight=sight)
    planned = plan(it)
    (issue,) = (want for want in planned.wants if isinstance(want, Issue))
    assert len(issue.parameters[WORDS]) > 3
    assert any(verdict.refused for verdict in planned.verdicts.values())
    assert isinstance(issue.body, Text)
    shown = Messages(all_kinds().texts.sources).render(issue.body)
    data = {"s": SCOPE, "k": PUBLIC, "p": issue.parameters, "m": issue.memory}
    assert len(Signer([b"secret"], 1).region(shown, data, 7)) < MAX_BODY
