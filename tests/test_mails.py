"""How mails are judged by person and week (`python -m tests.harness.mails`; row K3)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.model.days import parse_week
from app.model.time import Calendar
from tests.harness.mails import Cause, Mail, judge, read, table

CALENDARS = {
    "bartek": Calendar("Europe/London"),
    "noor": Calendar("America/Chicago", parse_week("mon-thu")),
    "salma": Calendar("Africa/Cairo", parse_week("sun-thu")),
    "maya": Calendar("Asia/Kolkata"),
}
MENTORS = {"bartek", "noor", "salma"}


def mail(person: str, at: str, cause: Cause = "Cairn") -> Mail:
    zone = ZoneInfo(CALENDARS[person].zone)
    return Mail(person, datetime.fromisoformat(at).replace(tzinfo=zone).timestamp(), cause)


@pytest.mark.parametrize(
    ("mails", "wrong"),
    [
        ([("bartek", "2026-09-01T08:00"), ("bartek", "2026-09-01T19:59")], []),
        ([("maya", "2026-09-01T07:59")], ["maya got one at night: Tuesday 2026-09-01, 07:59"]),
        ([("maya", "2026-09-01T20:00")], ["maya got one at night: Tuesday 2026-09-01, 20:00"]),
        ([("noor", "2026-09-04T12:00")], ["noor got one on a free day: Friday 2026-09-04, 12:00"]),
        ([("salma", "2026-09-06T12:00")], []),
        (
            [("salma", "2026-09-04T12:00")],
            ["salma got one on a free day: Friday 2026-09-04, 12:00"],
        ),
        ([("bartek", "2026-09-01T12:00")] * 3, []),
        (
            [("bartek", "2026-09-01T12:00")] * 4,
            ["bartek was named 4 times in the week of 2026-08-31; 3 is the most"],
        ),
        ([("maya", "2026-09-01T12:00")] * 4, []),
        ([("bartek", "2026-09-04T12:00")] * 2 + [("bartek", "2026-09-07T12:00")] * 2, []),
        # Sunday belongs to the week that it begins
        ([("salma", "2026-09-03T12:00")] * 2 + [("salma", "2026-09-06T12:00")] * 2, []),
        (
            [("salma", "2026-09-06T12:00")] * 2 + [("salma", "2026-09-07T12:00")] * 2,
            ["salma was named 4 times in the week of 2026-09-06; 3 is the most"],
        ),
    ],
)
def test_what_should_not_have_been(mails: list[tuple[str, str]], wrong: list[str]) -> None:
    assert judge([mail(*each) for each in mails], CALENDARS, MENTORS) == wrong


def test_mails_that_name_others_have_a_limit_as_well() -> None:
    others = [mail("bartek", "2026-09-01T12:00", "follows")] * 6
    assert judge(others[:5], CALENDARS, MENTORS) == []
    assert judge(others, CALENDARS, MENTORS) == [
        "bartek got 6 in the week of 2026-08-31; 5 are the most"
    ]
    assert judge([mail("maya", "2026-09-01T23:00", "follows")], CALENDARS, MENTORS) == [
        "maya got one at night: Tuesday 2026-09-01, 23:00"
    ]


def test_what_people_write_and_answers_to_it_may_come_at_any_time() -> None:
    by_others = [mail("bartek", "2026-09-05T23:00", cause) for cause in ("people", "answer")]
    assert judge(by_others * 4, CALENDARS, MENTORS) == []


def test_the_table() -> None:
    mails = [
        mail("maya", "2026-09-01T16:30"),
        mail("maya", "2026-09-02T09:00"),
        mail("maya", "2026-09-02T23:00", "answer"),
        mail("bartek", "2026-09-06T23:00", "people"),
    ]
    assert list(table(mails, CALENDARS))[1:] == [
        "bartek     2026-08-31      0        0        0       1",
        "maya       2026-08-31      2        0        1       0     09:00   16:30",
    ]


def test_an_export_tells_answers_from_what_cairn_says_by_itself(tmp_path: Path) -> None:
    (tmp_path / "issues.jsonl").write_text(
        '{"repository": "acme/mentorship", "number": 2,'
        ' "comments": [{"author": "maya", "at": "2026-09-01T10:00:00Z"}]}\n'
    )
    rows = (
        ("maya", "10:00:05", "cairn[bot]", 2, "@maya"),
        ("maya", "10:06:00", "cairn[bot]", 2, "@maya"),
        ("maya", "10:00:05", "cairn[bot]", 3, "@maya"),
        ("kemal", "10:00:00", "maya", 2, "@kemal"),
        ("kemal", "10:00:05", "cairn[bot]", 2, "@maya"),
    )
    (tmp_path / "mail.jsonl").write_text(
        "".join(
            f'{{"person": "{person}", "at": "2026-09-01T{at}Z", "by": "{by}",'
            f' "repository": "acme/mentorship", "number": {number}, "text": "{text}"}}\n'
            for person, at, by, number, text in rows
        )
    )
    causes = [each.cause for each in read(tmp_path)]
    assert causes == ["answer", "Cairn", "Cairn", "people", "follows"]
