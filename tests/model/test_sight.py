"""What may be shown where (row R5)."""

import pytest

from app.model.sight import Of, Sight

OPEN, CLOSED, MENTORS, GONE = 1, 2, 3, 4
SIGHT = Sight(
    {"acme/open": OPEN, "acme/closed": CLOSED, "acme/mentors": MENTORS},
    {OPEN: False, CLOSED: True, MENTORS: True},
)


@pytest.mark.parametrize(
    ("source", "where", "expected"),
    [
        (OPEN, "acme/open", True),
        (OPEN, "acme/mentors", True),
        (OPEN, "acme/unknown", True),
        (CLOSED, "acme/open", False),
        (CLOSED, "acme/closed", True),
        (CLOSED, "Acme/Mentors", True),
        (CLOSED, "acme/unknown", False),
        (GONE, "acme/open", False),
        (GONE, "acme/mentors", True),
    ],
)
def test_shows(source: int, where: str, expected: bool) -> None:
    assert SIGHT.shows(source, where) is expected
    assert list(SIGHT.seen([Of(source, "a title")], where)) == ["a title"] * expected


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://github.test/acme/open/pull/3", True),
        ("https://ghe.test/Acme/Open/runs/3?x=acme/closed#y", True),
        ("https://github.test/acme/closed/pull/3", False),
        ("https://github.test/acme/renamed/pull/3", False),
        ("https://github.test/acme", False),
        ("", False),
        (None, False),
    ],
)
def test_links(url: str | None, shown: bool) -> None:
    assert SIGHT.link(url, "acme/open") == (url if shown else None)
    assert SIGHT.link(url, "acme/mentors") == url


@pytest.mark.parametrize(
    ("repository", "expected"), [("other/one", True), ("acme/open", True), ("Acme/Closed", False)]
)
def test_what_was_public_when_it_was_found(repository: str, expected: bool) -> None:
    """Where the App is installed, it knows better."""
    found = SIGHT.of_public(repository, "a title")
    assert list(SIGHT.seen([found], "acme/open")) == ["a title"] * expected
    assert list(SIGHT.seen([found], "acme/mentors")) == ["a title"]


def test_who_knows_nothing_shows_nothing() -> None:
    assert not Sight().shows(OPEN, "acme/open")
