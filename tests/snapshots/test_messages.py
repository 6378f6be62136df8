"""Every text that Cairn may post, as people read it. `pytest --snapshot-update` writes them anew;
read the difference aloud before it is committed."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from app.github.live import commands, html_at, live_mentions
from app.model.text import Text
from app.templates import Messages
from app.wiring import kinds
from tests.snapshots.whys import WHYS
from workflows.samples import CASES

SOURCES = kinds().texts.sources
ALL = {**CASES, **WHYS}
EMOJI = re.compile("[\U0001f300-\U0001faff☀-➿]")
SAID = [
    pytest.param(Text(name, values), id=f"{name}-{n}")
    for name, cases in ALL.items()
    for n, values in enumerate(cases)
]


def rendered(text: Text) -> str:
    return Messages(SOURCES).render(text, ("maya", "bartek"))


def test_every_text_is_here() -> None:
    assert sorted(ALL) == sorted(SOURCES)


@pytest.mark.parametrize("text", SAID)
def test_texts_read_as_they_did(text: Text, snapshot: SnapshotAssertion) -> None:
    assert rendered(text) == snapshot


@pytest.mark.parametrize("text", SAID)
def test_the_voice(text: Text) -> None:
    said = rendered(text)
    assert commands(said) == []
    assert len(EMOJI.findall(said)) <= 1
    assert "!!" not in said
    assert live_mentions(said) <= {"maya", "bartek"}
    assert not re.search(r"[^\n ] +$", said, re.MULTILINE), "blanks at the end of a line"
    assert not re.search(r"\S {2,}\S", said), "two blanks"
    assert not re.search(r" [.,;:?!]( |$)", said), "a blank before a full stop"


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_the_files(source: str) -> None:
    assert "@" not in source
    assert html_at(source) is None
    assert source.endswith("\n")
    assert not source.endswith("\n\n")


PAGE = Path(__file__).parents[2] / "docs" / "texts.md"
ROW = re.compile(r"^\| `([a-z_]+/[a-z.-]+)` \|[^|]*\|([^|]*)\|$", re.MULTILINE)


def test_the_page_for_organisers_knows_each_text_and_its_values() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    described = {name: set(re.findall(r"`(\w+)`", values)) for name, values in rows}
    assert described == {
        name: {value for values in cases for value in values}
        for name, cases in CASES.items()
        if not name.startswith(kinds().texts.fixed)
    }
