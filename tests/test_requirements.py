"""Whatever row the code cites is explained where readers of the code find it."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"\b[POCRHTMFSKX]\d{1,2}\b")
RANGE = re.compile(r"\b([POCRHTMFSKX])(\d{1,2}) to \1(\d{1,2})\b")
EXPLAINED = re.compile(r"^- \*\*([A-Z]\d{1,2})\*\* ", re.MULTILINE)


def prose(source: str) -> Iterator[str]:
    """Comments, docstrings, and the strings that explain constants."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def rows(text: str) -> set[str]:
    found = set(ROW.findall(text))
    for letter, first, last in RANGE.findall(text):
        found |= {f"{letter}{n}" for n in range(int(first), int(last) + 1)}
    return found


def cited() -> dict[str, set[str]]:
    """The rows that each file cites. READMEs are prose as a whole."""
    found = {}
    for folder in ("app", "workflows"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = "\n".join(prose(path.read_text(encoding="utf-8")))
            found[str(path.relative_to(ROOT))] = rows(text)
        for path in sorted((ROOT / folder).rglob("README.md")):
            found[str(path.relative_to(ROOT))] = rows(path.read_text(encoding="utf-8"))
    return found


def test_every_row_that_is_cited_is_explained() -> None:
    explained = EXPLAINED.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))
    assert len(explained) == len(set(explained))
    missing = {path: sorted(each - {*explained}) for path, each in cited().items()}
    assert {path: each for path, each in missing.items() if each} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""Row R5."""', {"R5"}),
        ('X = 1\n"""Rows O1 to O3."""', {"O1", "O2", "O3"}),
        ("x = 1  # (K3)", {"K3"}),
        ('method = "R5"', set()),
        ("# S256, PR5", set()),
    ],
)
def test_what_cites_a_row(source: str, expected: set[str]) -> None:
    assert rows("\n".join(prose(source))) == expected
