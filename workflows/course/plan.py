"""The weeks of a mentee's course: an issue each, below the mentee's own (rows C1 to C3). Pure.

Each week's marker remembers when its lesson is held and what it shows: so it stays what it was when
the lesson is over, whatever the file says then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.model import scopes
from app.model.artefacts import Issue, Plan, SubIssue
from app.model.asked import extension, goal_of
from app.model.facts import Data, Said
from app.model.home import home_key, home_row
from app.model.lessons import WEEK, week_key
from app.model.text import Markdown, Mention, Text, Value
from app.model.workflow import View
from workflows.course import take_home
from workflows.course.commands import answer
from workflows.course.course import NEVER, Course
from workflows.course.dates import Lesson, opens, weeks_later
from workflows.course.shown import shown


@dataclass(frozen=True, slots=True)
class Week:
    """A week as its issue has it: the lesson, what the text shows but for ticks, and the keys of
    the weeks whose take-homes were carried into it."""

    number: int
    lesson: Lesson
    shown: Data
    carried: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of its issue."""
        return week_key(self.number)


def plan(view: View) -> Plan:
    """The weeks' issues of one mentee; and answers to what is said in all of the mentee's issues.
    Of a mentee who has left nothing is opened, closed or edited any more."""
    result = Plan(facts=[*extension(view)])
    answer(view, result)
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    if enrolment is None:
        return result
    goal = goal_of(view)
    if goal is not None and home_row(view) is not None:
        result.card = {"goal": goal}  # for the cohort's page, where mentors look
    course = Course(view, enrolment)
    if course.leaves < NEVER:
        result.wake_at(course.leaves, view.now)
    if view.now < course.leaves:
        for number, row in _there(view):
            _follow(course, number, row, result)
        _open(course, result)
    return result


def _there(view: View) -> Iterator[tuple[int, Said]]:
    """The weeks that have an issue, in order."""
    numbers = (int(key.removeprefix(WEEK)) for key in view.said if key.startswith(WEEK))
    for number in sorted(numbers):
        if view.said[week_key(number)].status == "there":
            yield number, view.said[week_key(number)]


def _open(course: Course, result: Plan) -> None:
    """The issue of the current week, if its lesson is still to come: after weeks in which Cairn was
    down, one issue and not three."""
    view, home = course.view, home_row(course.view)
    number = course.current()
    if number < course.count:
        result.wake_at(course.opens(number + 1), view.now)
    if number == 0 or week_key(number) in view.said or home is None or home.status != "there":
        return
    lesson = course.lesson(number)
    if view.now < lesson.ends:
        carried = _unfinished(view, number)
        result.add(_issue(course, Week(number, lesson, shown(course, number), carried)))


def _unfinished(view: View, number: int) -> tuple[str, ...]:
    """The last week before this one that had an issue, if its take-home is not done."""
    before = [each for each in _there(view) if each[0] < number]
    if not before:
        return ()
    key, row = week_key(before[-1][0]), before[-1][1]
    set_one = row.parameters.get("shown", {}).get("take_home")
    return (key,) if set_one and not take_home.is_done(view, key) else ()


def _follow(course: Course, number: int, row: Said, result: Plan) -> None:
    """A week's issue follows the file until its lesson is over; then only its ticks change."""
    view = course.view
    week = _week(course, number, row)
    if week is None:
        return
    result.add(_issue(course, week), SubIssue(parent=home_key(view), child=week.key))
    for instant in (week.lesson.ends, _rests(course, week), _lapses(course, week)):
        result.wake_at(instant, view.now)


def _week(course: Course, number: int, row: Said) -> Week | None:
    """None where the marker may not be believed, and the file does not know the week any more."""
    kept = row.parameters
    carried = tuple(kept.get("carried", ()))
    is_over = "shown" in kept and kept["ends"] <= course.view.now
    if number <= course.count and not is_over:
        return Week(number, course.lesson(number), shown(course, number), carried)
    if "shown" in kept:
        return Week(number, Lesson(kept["starts"], kept["ends"]), kept["shown"], carried)
    return None


# ---- its issue -----------------------------------------------------------------------------------


def _issue(course: Course, week: Week) -> Issue:
    view, cohort = course.view, course.enrolment.cohort
    weeks = [*week.carried, *([week.key] if week.shown["take_home"] else [])]
    left_behind = [key for key in week.carried if not course.is_here(view.said[key])]
    values: dict[str, Value] = {
        **week.shown,
        "mentee": Mention(course.login),
        "at": week.lesson.starts,
        "take_home": Markdown(text) if (text := week.shown["take_home"]) else None,
        "done": take_home.is_done(view, week.key),
        "carried": [_carried(course, key) for key in week.carried],
    }
    title = {"mentee": course.login, "number": week.number, "title": week.shown["title"]}
    return Issue(
        key=week.key,
        repository=cohort.home,
        title=Text("course/week.title", title),
        body=Text("course/week", values),
        labels=("mentorship", cohort.label),
        milestone=(scopes.cohort(view.scope.home, cohort.id), "milestone"),
        state="closed" if _is_closed(course, week) else "open",
        memory={"t": take_home.marked(view, weeks)} if weeks else {},
        notify=(course.login,),
        parameters={
            "starts": week.lesson.starts,
            "ends": week.lesson.ends,
            "shown": dict(week.shown),
            **({"carried": list(week.carried)} if week.carried else {}),
            **take_home.remembered(view, week.key, left_behind),
        },
        private=cohort.private,
    )


def _carried(course: Course, key: str) -> Mapping[str, Value]:
    row = course.view.said[key]
    return {
        "number": int(key.removeprefix(WEEK)),
        "issue": row.ref if course.is_here(row) else None,
        "done": take_home.is_done(course.view, key),
    }


def _is_closed(course: Course, week: Week) -> bool:
    """Once the lesson is over and the take-home done; else once the next issue but one is due."""
    is_done = not week.shown["take_home"] or take_home.is_done(course.view, week.key)
    now = course.view.now
    return now >= _lapses(course, week) or (is_done and now >= _rests(course, week))


def _rests(course: Course, week: Week) -> float:
    """The mentee's working hours after the lesson (Unix seconds): closing mails at any hour."""
    return course.calendar.next_open(week.lesson.ends)


def _lapses(course: Course, week: Week) -> float:
    zone = course.enrolment.cohort.timezone
    return opens(weeks_later(week.lesson.starts, zone, 2), course.calendar)
