"""When lessons are held and their issues open; what goals and ticks come to in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.live import looks_live
from app.model import asked, scopes
from app.model.artefacts import Plan
from app.model.days import Weekday
from app.model.facts import EXTENDED, Data, Fact, Facts, Known, Said
from app.model.order import Rank, order
from app.model.sight import Sight
from app.model.text import Text, Value
from app.model.time import Calendar
from app.model.workflow import View
from app.programme.load import load
from app.programme.longer import lengthened
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.templates import Messages
from app.undoing import with_undone
from tests.attacks import ATTACKS
from tests.behaviour.files import cohort, programme
from tests.world import HOME, all_kinds
from workflows import WORKFLOWS
from workflows.course import take_home
from workflows.course.commands import answer
from workflows.course.course import Course
from workflows.course.dates import lesson, lesson_day, opens, weeks_later
from workflows.course.samples import SAMPLES
from workflows.course.settings import CourseSettings, CourseWeek
from workflows.course.shown import shown

TUESDAY = CourseSettings()


def local(at: float, zone: str = "UTC") -> str:
    return datetime.fromtimestamp(at, ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


# ---- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "day", "number", "expected"),
    [
        ("2026-09-01", Weekday.TUESDAY, 1, "2026-09-01"),
        ("2026-09-01", Weekday.TUESDAY, 6, "2026-10-06"),
        ("2026-09-01", Weekday.MONDAY, 1, "2026-09-07"),
        ("2026-09-01", Weekday.WEDNESDAY, 1, "2026-09-02"),
        ("2026-09-05", Weekday.TUESDAY, 2, "2026-09-15"),
        ("2026-12-30", Weekday.FRIDAY, 1, "2027-01-01"),
    ],
)
def test_the_day_of_a_lesson(first: str, day: Weekday, number: int, expected: str) -> None:
    settings = CourseSettings(day=day)
    assert lesson_day(date.fromisoformat(first), settings, number).isoformat() == expected


@pytest.mark.parametrize(
    ("zone", "number", "in_utc"),
    [
        ("UTC", 1, "Tue 2026-10-20 15:00"),
        ("Europe/Berlin", 1, "Tue 2026-10-20 13:00"),
        ("Europe/Berlin", 2, "Tue 2026-10-27 14:00"),  # after the change of the clock
        ("America/New_York", 2, "Tue 2026-10-27 19:00"),
        ("America/New_York", 3, "Tue 2026-11-03 20:00"),
        ("Pacific/Auckland", 1, "Tue 2026-10-20 02:00"),
    ],
)
def test_a_lesson_keeps_its_hour(zone: str, number: int, in_utc: str) -> None:
    held = lesson(date(2026, 10, 20), TUESDAY, zone, number)
    assert (local(held.starts), held.ends - held.starts) == (in_utc, 3600)
    first = lesson(date(2026, 10, 20), TUESDAY, zone, 1)
    assert weeks_later(first.starts, zone, number - 1) == held.starts


@pytest.mark.parametrize(
    ("starts", "calendar", "expected"),
    [
        ("2026-09-01T13:00", Calendar("Asia/Kolkata"), "Fri 2026-08-28 09:00"),
        ("2026-09-01T13:00", Calendar("Europe/Berlin"), "Fri 2026-08-28 09:00"),
        # Early on Tuesday in Auckland; still Monday in Los Angeles.
        ("2026-09-01T02:00", Calendar("Pacific/Auckland"), "Fri 2026-08-28 09:00"),
        ("2026-09-01T02:00", Calendar("America/Los_Angeles"), "Thu 2026-08-27 09:00"),
        ("2026-09-03T13:00", Calendar("Europe/Berlin"), "Tue 2026-09-01 09:00"),
        ("2026-09-01T13:00", Calendar("UTC", frozenset({6, 0, 1, 2, 3})), "Sun 2026-08-30 09:00"),
        ("2026-01-02T13:00", Calendar("Europe/Berlin", holidays="DE"), "Tue 2025-12-30 09:00"),
    ],
)
def test_an_issue_opens_two_working_days_before(
    starts: str, calendar: Calendar, expected: str
) -> None:
    at = datetime.fromisoformat(starts).replace(tzinfo=UTC).timestamp()
    assert local(opens(at, calendar), calendar.zone) == expected


@pytest.mark.parametrize(
    ("take_home", "wrong"),
    [
        ("Ask @zoe first", "would notify @zoe"),
        ("Ask\n/mentor done", "begins with a command"),
        ("Write to dev@acme.example, or look at `@zoe`", None),
    ],
)
def test_a_take_home_calls_nobody(take_home: str, wrong: str | None) -> None:
    weeks = (CourseWeek(title="One"), CourseWeek(title="Two", take_home=take_home))
    problems = list(CourseSettings(weeks=weeks).problems())
    assert [each.at for each in problems] == ([("weeks", 1, "take_home")] if wrong else [])
    assert all(wrong is not None and wrong in each.message for each in problems)


# ---- a mentee's scope ----------------------------------------------------------------------------

SCOPE = scopes.mentee(1, "autumn", "maya")
SIGHT = Sight({HOME: 1, "acme/mentors": 2}, {1: False, 2: True})
ROLES = {"maya": ["mentee"], "bartek": ["mentor"], "alice": ["organiser"], "zoe": []}


def made(text: bytes = programme(cohort(more="template: support"))) -> Programme:
    kinds = all_kinds()
    file = SourceFile(HOME, ".github/mentorship.yml", text)
    found = load([file], kinds.sections, kinds.templates).programme
    assert found is not None
    return found


PROGRAMME = made()


def issue(number: int, parameters: Data | None = None) -> Said:
    return Said("issue", 1, number, 0.0, "", "open", parameters or {}, "there")


LEDGER = {"home": issue(2), "week:1": issue(3), "week:2": issue(4)}


def command(at: int, by: str, line: str, number: int = 2, repository: str = HOME) -> Fact:
    """A command, as the recorder writes it down."""
    name, _, text = line.partition(" ")
    value: Any = (int(text) if name == "extend" else text) if text else None
    data = {
        "name": name,
        "words": text.split(),
        "text": text,
        "by": by,
        "roles": ROLES[by],
        "number": number,
        "repository": repository,
        "comment": at,
        "value": value,
        "items": ["goal"] if name == "goal" and text else [],
        "unknown": [],
    }
    return Fact(SCOPE, "command", f"{at}:{name}", order(at, Rank.COMMAND, at), data)


def facts_of(facts: Sequence[Fact]) -> Facts:
    found: dict[str, dict[str, Known]] = {}
    for each in facts:
        found.setdefault(each.kind, {})[each.key] = Known(each.order, each.data)
    return found


def view_of(facts: Sequence[Fact], ledger: Mapping[str, Said] = LEDGER) -> View:
    scope = scopes.parse(SCOPE)
    view = View(SCOPE, scope, facts_of(facts), ledger, PROGRAMME, 1e9, sight=SIGHT)
    return with_undone(view, WORKFLOWS)


def reasons(view: View) -> list[str | None]:
    """What is answered to each command, in order: a reason, or None where it counts."""
    result = Plan()
    answer(view, result)
    given = sorted(view.facts["command"].items(), key=lambda each: each[1].order)
    replies = [result.verdicts[key].reply for key, _ in given]
    return [str(reply.values["reason"]) if reply is not None else None for reply in replies]


@pytest.mark.parametrize(
    ("facts", "goal", "told"),
    [
        ([command(1, "maya", "goal A")], "A", [None]),
        ([command(1, "maya", "goal A"), command(2, "bartek", "goal B")], "B", [None, None]),
        ([command(2, "maya", "goal A"), command(1, "bartek", "goal B")], "A", [None, None]),
        ([command(1, "maya", "goal A"), command(2, "maya", "goal")], "A", [None, "empty"]),
        ([command(1, "maya", "goal A", 9, "acme/mentors")], None, ["place"]),
        ([command(1, "maya", "goal A", 3)], "A", [None]),
    ],
)
def test_goals(facts: list[Fact], goal: str | None, told: list[str | None]) -> None:
    view = view_of(facts)
    assert (asked.goal_of(view), reasons(view)) == (goal, told)


def test_who_left_says_nothing_more() -> None:
    left = Said("comment", 1, 9, 5.0, "", None, {"episode": 1, "inside": False}, "there")
    facts = [command(1, "maya", "goal A"), command(7, "maya", "goal B")]
    view = view_of(facts, {**LEDGER, "member:1": left})
    assert (asked.goal_of(view), reasons(view)) == ("A", [None, "left"])


def test_weeks_are_added_up_and_too_many_are_refused() -> None:
    facts = [command(at, "bartek", "extend 2") for at in range(1, 13)]
    view = view_of(facts)
    assert reasons(view) == [None] * 10 + ["many"] * 2
    (fact,) = asked.extension(view)
    assert (fact.scope, fact.kind, fact.key) == (scopes.programme(1), EXTENDED, "autumn/maya")
    assert fact.data == {"weeks": 20}


@pytest.mark.parametrize("weeks", [{}, {"autumn": {"maya": 3}}, {"other": {"maya": 3}}])
def test_weeks_are_laid_over_the_file_once(weeks: Mapping[str, Mapping[str, int]]) -> None:
    again = lengthened(lengthened(PROGRAMME, {"autumn": {"maya": 9}}), weeks)
    found = lengthened(again, weeks).enrolment("autumn", "maya")
    assert found is not None
    added = weeks.get("autumn", {}).get("maya", 0)
    assert found.mentee.extended == added
    assert (found.mentee.ends - date(2026, 11, 27)).days == 7 * added


# ---- in any order --------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["maya", "bartek"]),
        st.sampled_from(["goal", "extend 2", "undo", "done"]),
        st.sampled_from([2, 3]),
    ),
    max_size=10,
)


def script(steps: Sequence[tuple[str, str, int]]) -> list[Fact]:
    """Commands in issue 2, the mentee's own, and in that of the first week; each goal is new."""
    lines = [
        (by, f"goal {at}" if line == "goal" else line, n) for at, (by, line, n) in enumerate(steps)
    ]
    return [
        command(at, by, line, number)
        for at, (by, line, number) in enumerate(lines, 1)
        if (line, number) != ("done", 2)
    ]


def expected(facts: Sequence[Fact]) -> tuple[str | None, int, bool]:
    """Goal, weeks and take-home, by what each person's last command in an issue was."""
    stacks: dict[tuple[str, int], list[Fact]] = {}
    standing: list[Fact] = []
    for fact in facts:
        data = fact.data
        stack = stacks.setdefault((data["by"], data["number"]), [])
        if data["name"] == "undo":
            if stack:
                standing.remove(stack.pop())
        elif data["name"] != "extend" or "mentee" not in data["roles"]:
            stack.append(fact)
            standing.append(fact)
    goals = [fact.data["value"] for fact in standing if fact.data["name"] == "goal"]
    weeks = sum(fact.data["value"] for fact in standing if fact.data["name"] == "extend")
    done = any(fact.data["name"] == "done" for fact in standing)
    return (goals[-1] if goals else None), weeks, done


def seen(view: View) -> tuple[str | None, int, bool]:
    weeks = [fact.data["weeks"] for fact in asked.extension(view)]
    return asked.goal_of(view), sum(weeks), take_home.is_done(view, "week:1")


@given(STEPS, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(
    steps: list[tuple[str, str, int]], random: Random
) -> None:
    facts = script(steps)
    shuffled = random.sample(facts, len(facts))
    assert seen(view_of(shuffled)) == expected(facts)


@given(STEPS, st.randoms(use_true_random=False))
def test_what_stands_is_remembered(steps: list[tuple[str, str, int]], random: Random) -> None:
    """Also where people tidied commands away, before the database was lost."""
    facts = script(steps)
    view = view_of(facts)
    kept = asked.memory(view)
    undone = [Fact(SCOPE, "undone", k, at, {"order": at}) for k, at in view.undone.items()]
    left = [fact for fact in facts if random.random() < 0.5]
    recalled = [fact for fact in asked.recall(SCOPE, kept) if fact.scope == SCOPE]
    week = issue(3, take_home.remembered(view, "week:1"))
    again = view_of([*left, *recalled, *undone], {**LEDGER, "week:1": week})
    assert seen(again) == expected(facts)
    assert asked.memory(again) == kept


# ---- what a week shows ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "goal", "asks"),
    [(1, None, True), (3, None, True), (4, None, False), (1, "A", False)],
)
def test_a_goal_is_asked_for_until_week_four(number: int, goal: str | None, asks: bool) -> None:
    view = view_of([command(1, "maya", f"goal {goal}")] if goal else [])
    enrolment = PROGRAMME.enrolment("autumn", "maya")
    assert enrolment is not None
    found = shown(Course(view, enrolment), number)
    assert (found["goal"], found["asks"]) == (goal, asks)


@pytest.mark.parametrize(("holidays", "day_off"), [("DE", True), ("US", False), (None, False)])
def test_a_holiday_is_told(holidays: str | None, day_off: bool) -> None:
    """3 October 2026 is the Day of German Unity, and a Saturday."""
    person = replace(PROGRAMME.person("maya"), holidays=holidays, timezone="Europe/Berlin")
    settings = CourseSettings(day=Weekday.SATURDAY, at=time(15), weeks=(CourseWeek(title="A"),) * 6)
    group = replace(PROGRAMME.cohorts[0], settings={CourseSettings: settings})
    changed = replace(PROGRAMME, people={"maya": person}, cohorts=(group,))
    enrolment = changed.enrolment("autumn", "maya")
    assert enrolment is not None
    course = Course(replace(view_of([]), programme=changed), enrolment)
    assert [shown(course, n)["day_off"] for n in (4, 5, 6)] == [False, day_off, False]


# ---- people's words ------------------------------------------------------------------------------


def said_live(text: str) -> list[str]:
    """What comes to life in a week's issue in which all of people's words are this text."""
    values: dict[str, Value] = {
        **SAMPLES["course/week"][0],
        "title": text,
        "agenda": [text, text],
        "goal": text,
        "elsewhere": [{"zone": "Asia/Kolkata", "names": [text]}],
    }
    messages = Messages(all_kinds().texts.sources)
    return looks_live(messages.render(Text("course/week", values), ("maya",)))


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_words_stay_inert(attack: str) -> None:
    assert said_live(attack) == said_live("word")
