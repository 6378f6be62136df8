"""Markers: what was written is read again, and what others wrote is not believed (rule 11)."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import END, Signer

SIGNER = Signer([b"in use", b"older"], 7)
DATA = {"s": "mentee:1/autumn/maya", "k": "home", "m": {"b": {"chat": [True, "1"]}}}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80)


@given(texts, texts, texts)
def test_a_region_is_read_as_it_was_written(before: str, content: str, after: str) -> None:
    body = before + SIGNER.region(content, DATA, 1) + after
    parts = SIGNER.split(body, 1)
    assert parts.data is not None
    assert {key: parts.data[key] for key in DATA} == DATA
    assert (parts.before, parts.content, parts.after) == (before, content.strip("\n"), after)
    assert parts.trusted
    assert parts.intact


def test_line_ends_of_a_browser_change_nothing() -> None:
    body = SIGNER.region("- [ ] **chat**\nmore", DATA, 1).replace("\n", "\r\n")
    assert SIGNER.split(body, 1).intact


def test_people_who_changed_something_are_noticed() -> None:
    body = SIGNER.region("- [ ] **chat**", DATA, 1)
    assert not SIGNER.split(body.replace("[ ]", "[x]"), 1).intact
    one, other = SIGNER.split(f"a{body}", 1), SIGNER.split(f"b{body}", 1)
    assert one.outside != other.outside


@pytest.mark.parametrize(
    ("repository", "within", "signer"),
    [
        (2, "", SIGNER),
        (1, "#5/9", SIGNER),
        (1, "", Signer([b"in use"], 8)),
        (1, "", Signer([b"another"], 7)),
    ],
)
def test_a_marker_carried_elsewhere_is_nobodys(
    repository: int, within: str, signer: Signer
) -> None:
    body = SIGNER.region("text", DATA, 1)
    assert signer.split(body, repository, within).data is None


def test_an_older_secret_still_counts() -> None:
    body = Signer([b"older"], 7).region("text", DATA, 1)
    assert SIGNER.split(body, 1).trusted


def test_after_a_lost_secret_our_own_text_keeps_its_place_only() -> None:
    parts = Signer([b"new"], 7).split(SIGNER.region("text", DATA, 1), 1, ours=True)
    assert parts.data == {"s": DATA["s"], "k": DATA["k"]}
    assert not parts.trusted


def forged(data: object) -> str:
    packed = base64.b64encode(json.dumps(data).encode()).decode()
    return f"<!-- cairn:{packed}.{'0' * 32} -->\ntext\n{END}"


def test_a_forged_marker_in_front_does_not_hide_ours() -> None:
    body = forged({"s": "x", "k": "y"}) + SIGNER.region("ours", DATA, 1)
    assert SIGNER.split(body, 1).content == "ours"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no marker",
        "<!-- cairn:AAAA.0123 -->",
        forged({"s": "x", "k": "y"}),
        forged([1]),
        forged({}).replace(END, ""),
        "<!-- cairn:===.00000000000000000000000000000000 -->" + END,
        END,
    ],
)
def test_what_is_no_marker_of_ours(body: str) -> None:
    parts = SIGNER.split(body, 1)
    assert (parts.data, parts.before, parts.content) == (None, body, "")


def test_a_broken_marker_in_our_own_text_fails_nothing() -> None:
    deep = base64.b64encode(b"[" * 100_000).decode()
    body = f"<!-- cairn:{deep}.{'0' * 32} -->\ntext\n{END}"
    assert SIGNER.split(body, 1, ours=True).data is None
