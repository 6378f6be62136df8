"""What `/mentor pair …` says: whom, what, when, for how long (row H7)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.pairing.words import LONGEST, MOST_MINUTES, Words, read

TUESDAY = date(2026, 11, 24)
KNOWN = {"sam": "Sam", "noor": "noor"}
NONE = Words("", "", 30, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", NONE),
        ("@sam", NONE._replace(to="sam")),
        ("sam", NONE._replace(to="sam")),
        ("Noor, the parser", NONE._replace(to="Noor", topic="the parser")),
        ("with @sam about the parser", NONE._replace(to="sam", topic="the parser")),
        ("the parser with @sam", NONE._replace(to="sam", topic="the parser")),
        ("nobody knows", NONE._replace(topic="nobody knows")),
        ("@sam.", NONE._replace(to="sam")),
        ("@sam @noor", NONE._replace(to="sam", topic="@noor")),
        ("mail a@sam.example", NONE._replace(topic="mail a@sam.example")),
        ("@sam tomorrow", NONE._replace(to="sam", day=date(2026, 11, 25))),
        (
            "@sam tomorrow 15:00 for 45 minutes",
            Words("sam", "", 45, date(2026, 11, 25), time(15)),
        ),
        (
            "@sam the flaky test, on Friday at 9:30",
            Words("sam", "the flaky test", 30, date(2026, 11, 27), time(9, 30)),
        ),
        ("@sam today at 3 pm", Words("sam", "", 30, TUESDAY, time(15))),
        ("@sam 12am", NONE._replace(to="sam", hour=time(0))),
        ("@sam 12:15 pm", NONE._replace(to="sam", hour=time(12, 15))),
        ("@sam 2026-12-01 flags", Words("sam", "flags", 30, date(2026, 12, 1), None)),
        ("@sam 1 december", NONE._replace(to="sam", day=date(2026, 12, 1))),
        ("@sam an hour on flags", Words("sam", "flags", 60, None, None)),
        ("@sam half an hour", NONE._replace(to="sam")),
        ("@sam 2 hours", NONE._replace(to="sam", minutes=120)),
        ("@sam 0 minutes", NONE._replace(to="sam", minutes=1)),
        ("@sam 999 minutes", NONE._replace(to="sam", minutes=MOST_MINUTES)),
        ("@sam python 3.11", NONE._replace(to="sam", topic="python 3.11")),
        ("@sam the monday report", NONE._replace(to="sam", topic="the monday report")),
        ("@sam issue 12", NONE._replace(to="sam", topic="issue 12")),
        ("@sam 99 luftballons", NONE._replace(to="sam", topic="99 luftballons")),
        ("@sam  a\tb", NONE._replace(to="sam", topic="a b")),
    ],
)
def test_what_is_understood(text: str, expected: Words) -> None:
    assert read(text, TUESDAY, KNOWN) == expected


def test_a_topic_is_cut_at_a_word() -> None:
    topic = read("@sam " + "word " * 100, TUESDAY, KNOWN).topic
    assert len(topic) <= LONGEST
    assert topic.endswith("word…")


@pytest.mark.parametrize(
    ("words", "said", "starts"),
    [
        (NONE, "2026-11-24T12:00", None),
        (NONE._replace(hour=time(15)), "2026-11-24T12:00", "2026-11-24T15:00"),
        (NONE._replace(hour=time(15)), "2026-11-24T15:00", "2026-11-25T15:00"),
        (NONE._replace(hour=time(9), day=TUESDAY), "2026-11-24T12:00", "2026-11-24T09:00"),
        (NONE._replace(day=TUESDAY), "2026-11-24T12:00", None),
        (NONE._replace(hour=time(2, 30)), "2026-03-29T01:00", "2026-03-29T02:30"),
    ],
)
def test_when_it_begins(words: Words, said: str, starts: str | None) -> None:
    """On Berlin's clock; an hour that the clock skips is an hour later."""
    zone = ZoneInfo("Europe/Berlin")
    moment = datetime.fromisoformat(said).replace(tzinfo=zone).timestamp()
    expected = starts and datetime.fromisoformat(starts).replace(tzinfo=zone).timestamp()
    assert words.starts(moment, "Europe/Berlin") == expected


@given(st.text())
def test_nothing_that_people_write_is_too_much(text: str) -> None:
    found = read(text, TUESDAY, KNOWN)
    assert len(found.to) <= 39
    assert len(found.topic) <= LONGEST
