"""The schema for editors knows the same file as `load`, only less strictly."""

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.programme.reference import reference
from app.programme.schema import schema
from app.programme.source import parse
from tests.programme.support import EXAMPLES, ROOT, example, loaded, source
from tests.programme.test_errors import GOOD, MISTAKES
from workflows import SECTIONS

SCHEMA = schema(SECTIONS)
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def accepted(text: str | bytes) -> bool:
    root = parse(source(text)).root
    return root is not None and VALIDATOR.is_valid(root.plain())


def test_it_is_a_schema() -> None:
    jsonschema_rs.meta.validate(SCHEMA)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_accepted(name: str) -> None:
    assert accepted(example(name))


def test_a_misspelled_key_is_refused() -> None:
    assert accepted(GOOD)
    assert not accepted(GOOD.replace("nudge_after", "nudge_aftr"))


@pytest.mark.parametrize(("good", "bad", "place", "words"), MISTAKES)
def test_what_the_schema_refuses_load_refuses(good: str, bad: str, place: str, words: str) -> None:
    text = GOOD.replace(good, bad, 1)
    assert accepted(text) or loaded(source(text)).errors


VALUES = st.sampled_from(
    [
        "~",
        "1",
        "0",
        "-1",
        "1.5",
        "true",
        "no",
        "''",
        "x",
        "[]",
        "[x]",
        "{}",
        "{x: y}",
        "9:00",
        "Mon",
    ]
)


@settings(max_examples=300)
@given(st.data())
def test_nor_does_load_take_any_value_that_the_schema_refuses(data: st.DataObject) -> None:
    lines = example("mentorship").decode().splitlines()
    keyed = [n for n, line in enumerate(lines) if line.partition(":")[2].strip()[:1].isalnum()]
    number = data.draw(st.sampled_from(keyed))
    key = lines[number].partition(":")[0]
    lines[number] = f"{key}: {data.draw(VALUES)}"
    text = "\n".join(lines)
    assert accepted(text) or loaded(source(text)).errors


def test_every_key_is_described_and_nothing_unknown_is_let_in() -> None:
    for definition in [SCHEMA, *SCHEMA["$defs"].values()]:
        assert definition["additionalProperties"] is False
        assert all(value.get("description") for value in definition["properties"].values())


def test_defaults_are_spelled_as_in_a_file() -> None:
    summary = SCHEMA["$defs"]["SummarySettings"]["properties"]
    assert (summary["day"]["default"], summary["at"]["default"]) == ("monday", "10:00")
    onboarding = SCHEMA["$defs"]["OnboardingSettings"]["properties"]
    assert onboarding["nudge_after"]["default"] == "3 working days"


def test_the_reference_is_up_to_date() -> None:
    """After a change, write `app.programme.reference.reference(SECTIONS)` to the page again."""
    page = (ROOT / "docs" / "programme-file.md").read_text(encoding="utf-8")
    assert page == reference(SECTIONS)
