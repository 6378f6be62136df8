"""In which of a mentee's issues things go on."""

from dataclasses import replace
from typing import Any

import pytest

from app.model import scopes
from app.model.facts import Said
from app.model.home import home_key, home_place, may_be_told, number_beside
from app.model.keys import HOME, PRIVATE_HOME
from app.model.sight import Sight
from app.model.workflow import View
from tests.behaviour.files import SMALL
from tests.programme.support import programme, source

PUBLIC, PRIVATE, SECRET, UNKNOWN = 1, 2, 3, 9
SIGHT = Sight(
    {"acme/mentorship": PUBLIC, "acme/mentors": PRIVATE, "acme/secret": SECRET},
    {PUBLIC: False, PRIVATE: True, SECRET: True},
)
SCOPE = scopes.mentee(PUBLIC, "autumn", "maya")


FILE = programme(source(SMALL))


def view(*, private: bool, **rows: tuple[int, int]) -> View:
    """`rows`: the repository and number of each issue, by key."""
    said = {
        key.replace("_", "-"): Said("issue", repository, ref, 0.0, "", "open", {}, "there")
        for key, (repository, ref) in rows.items()
    }
    home = "acme/mentors" if private else "acme/mentorship"
    cohorts = tuple(replace(each, private=private, home=home) for each in FILE.cohorts)
    file = replace(FILE, cohorts=cohorts)
    return View(SCOPE, scopes.parse(SCOPE), {}, said, file, 0.0, sight=SIGHT)


@pytest.mark.parametrize(
    ("private", "rows", "key"),
    [
        (False, {}, HOME),
        (True, {}, HOME),
        (False, {"home": (PUBLIC, 5)}, HOME),
        (True, {"home": (PRIVATE, 5)}, HOME),
        (True, {"home": (PUBLIC, 5)}, PRIVATE_HOME),
        (True, {"home": (PUBLIC, 0)}, HOME),
        (True, {"home": (SECRET, 5)}, HOME),
        (True, {"home": (UNKNOWN, 5)}, HOME),
        (False, {"home": (PRIVATE, 5)}, HOME),
        (True, {"home": (PUBLIC, 5), "private_home": (PRIVATE, 1)}, PRIVATE_HOME),
        (True, {"home": (PUBLIC, 5), "private_home": (PRIVATE, 0)}, PRIVATE_HOME),
        (False, {"home": (PUBLIC, 5), "private_home": (PRIVATE, 1)}, PRIVATE_HOME),
        (False, {"home": (PUBLIC, 5), "private_home": (PRIVATE, 0)}, HOME),
        (True, {"private_home": (PRIVATE, 1)}, PRIVATE_HOME),
    ],
)
def test_which_issue_counts(private: bool, rows: dict[str, Any], key: str) -> None:
    assert home_key(view(private=private, **rows)) == key


@pytest.mark.parametrize("private", [True, False])
def test_one_that_moved_stays_where_it_is(private: bool) -> None:
    it = view(private=private, home=(PUBLIC, 5), private_home=(PRIVATE, 1))
    declared = it.programme.cohorts[0].home
    assert home_place(it, declared) == "acme/mentors"
    assert number_beside(it, declared) == (1 if private else None)
    assert [may_be_told(it, name) for name in SIGHT.names] == [False, True, True]


def test_before_it_moves_all_is_told_in_public() -> None:
    it = view(private=False, home=(PUBLIC, 5))
    assert (home_place(it, "acme/mentorship"), number_beside(it, "acme/mentorship")) == (
        "acme/mentorship",
        5,
    )
    assert may_be_told(it, "acme/mentorship")


def test_before_the_new_one_is_there_nothing_is_told_in_the_old_one() -> None:
    it = view(private=True, home=(PUBLIC, 5))
    assert number_beside(it, "acme/mentors") is None
    assert [may_be_told(it, name) for name in SIGHT.names] == [False, True, True]
