"""Who knows an area (row H6)."""

from typing import NamedTuple

import pytest
from pydantic import TypeAdapter, ValidationError

from app.model.experts import Expert, PathPattern, experts


class Known(NamedTuple):
    area: str
    people: tuple[str, ...]
    labels: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


STORAGE = Known(
    "storage", ("sam", "Noor"), ("stage: storage",), ("pkg/store/**", "!pkg/store/*.md")
)
QUERY = Known("query", ("noor", "kemal"), ("stage: query", "promql"), ("/query/", "*.promql"))
DOCS = Known("docs", ("li",), paths=("*.md",))
AREAS = (STORAGE, QUERY, DOCS)


def who(labels: tuple[str, ...] = (), paths: tuple[str, ...] = ()) -> list[str]:
    return [f"{login}: {', '.join(of)}" for login, of in experts(AREAS, labels, paths)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ((), []),
        (("bug",), []),
        (("bug", "stage: storage"), ["sam: storage", "Noor: storage"]),
        (("Stage: Storage",), ["sam: storage", "Noor: storage"]),
        (("storage",), []),
        (("stage: query", "promql"), ["noor: query", "kemal: query"]),
        (
            ("promql", "stage: storage"),
            ["Noor: storage, query", "sam: storage", "kemal: query"],
        ),
    ],
)
def test_by_labels(labels: tuple[str, ...], expected: list[str]) -> None:
    assert who(labels) == expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ((), []),
        (("main.go",), []),
        (("pkg/store/block/read.go",), ["sam: storage", "Noor: storage"]),
        (("cmd/pkg/store/read.go",), []),
        (("query/engine.go",), ["noor: query", "kemal: query"]),
        (("pkg/query/engine.go",), []),
        (("query",), []),
        (("deep/down/rate.promql",), ["noor: query", "kemal: query"]),
        (("pkg/store/README.md",), ["li: docs"]),
        (("pkg/store/README.md", "pkg/store/a.go"), ["sam: storage", "Noor: storage", "li: docs"]),
        (("Pkg/Store/a.go",), []),
        (("pkg/store/naïve file.go",), ["sam: storage", "Noor: storage"]),
    ],
)
def test_by_paths(paths: tuple[str, ...], expected: list[str]) -> None:
    """As git reads `.gitignore`: a slash inside binds to the top, one at the end means a folder."""
    assert who(paths=paths) == expected


def test_labels_and_paths_come_to_one_list() -> None:
    assert who(("stage: storage",), ("query/x.go", "a.md")) == [
        "Noor: storage, query",
        "sam: storage",
        "kemal: query",
        "li: docs",
    ]


def test_an_area_that_stands_twice_counts_once() -> None:
    assert experts((STORAGE, STORAGE), ("stage: storage",)) == (
        Expert("sam", ("storage",)),
        Expert("Noor", ("storage",)),
    )


@pytest.mark.parametrize(
    "text", ["pkg/store/**", "*.md", "docs/", "/go.mod", "!docs/**", "a b.txt"]
)
def test_patterns_that_fit_files(text: str) -> None:
    assert TypeAdapter(PathPattern).validate_python(text) == text


@pytest.mark.parametrize("text", ["# storage", "!", "/", "   ", "pkg/[", "\\", "a\nb"])
def test_patterns_that_fit_none_are_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="write a pattern like pkg/store/"):
        TypeAdapter(PathPattern).validate_python(text)
