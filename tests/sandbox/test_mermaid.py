"""The few kinds of Mermaid that the sandbox draws; the others stay code."""

import re

import pytest

from app.sandbox.markdown.drawing import draw
from app.sandbox.markdown.render import render

GANTT = """\
gantt
    title Autumn
    dateFormat YYYY-MM-DD
    section engine
    Onboarding :done, on, 2026-09-01, 10d
    Work       :active, after on, 2026-09-21
    section all
    Half-way talk :milestone, 2026-09-21, 0d
"""
TIMELINE = """\
timeline
    title What comes next
    section September
    1 September : Start : Welcome
    16 October : Half-way talk
               : Tea
"""
PIE = 'pie showData\n    title Work\n    "merged" : 3\n    "open" : 1\n'
CHART = """\
xychart-beta
    title "Pull requests"
    x-axis ["1 Sep", "8 Sep"]
    y-axis "merged" 0 --> 4
    bar [1, 4]
    line [2, 2]
"""


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            GANTT,
            "Autumn engine Onboarding 1 Sep – 10 Sep, done Work 11 Sep – 20 Sep, now "
            "all Half-way talk 21 Sep",
        ),
        (
            TIMELINE,
            "What comes next September 1 September Start Welcome 16 October Half-way talk Tea",
        ),
        (PIE, "Work merged 3 (75%) open 1 (25%)"),
        (CHART, "Pull requests merged 1 Sep 1 · 2 8 Sep 4 · 2"),
    ],
)
def test_what_a_drawing_says(source: str, said: str) -> None:
    assert words(draw(source) or "") == said


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    assert re.findall(r'class="fill" x="(\d+)" y="0" width="(\d+)"', draw(GANTT) or "") == [
        ("0", "500"),
        ("500", "500"),
        ("996", "4"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        *("", "graph TD\n A-->B", "gantt\n", "gantt\n a\n", "gantt\n a :2026-13-01, 3d", "pie\n"),
        *("gantt\n a :3d", "timeline\n", 'pie\n "a" : 0', "pie\n a : 1", "xychart-beta\n bar [1]"),
        *(
            "xychart-beta\n x-axis [a]\n bar [b]",
            "gantt\n a :after b, 3d",
            "gantt\n a :2026-01-01, 3y",
        ),
    ],
)
def test_what_is_not_understood_stays_code(source: str) -> None:
    assert draw(source) is None
    assert "<code" in render(f"```mermaid\n{source}\n```")


def test_a_mail_shows_code() -> None:
    text = f"```mermaid\n{PIE}```"
    assert "<svg" in render(text)
    assert "<svg" not in render(text, mail=True)


def test_names_are_text() -> None:
    assert "&lt;b&gt;" in (draw('pie\n "<b>" : 1') or "")
