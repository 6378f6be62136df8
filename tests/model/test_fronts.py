"""The issue by which people know a scope, and whether it may be linked."""

from collections.abc import Mapping

import pytest

from app.model import scopes
from app.model.facts import Known, Said
from app.model.fronts import front_in
from app.model.sight import Sight
from app.model.whereabouts import WHEREABOUTS, found
from app.model.workflow import View
from app.programme.model import Programme


def said(
    ref: int = 2, *, kind: str = "issue", state: str | None = "open", status: str = "there"
) -> Said:
    return Said(kind, 1, ref, 0.0, "", state, {}, status, 0.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ledger", "ref"),
    [
        ({}, None),
        ({"home": said(2), "week:1": said(1)}, 2),
        ({"home": said(2), "private-home": said(9)}, 9),
        ({"home": said(2), "private-home": said(9, state="closed")}, 2),
        ({"home": said(2, status="gone")}, None),
        ({"home": said(2, status="intent")}, None),
        ({"home": said(2, kind="comment")}, None),
        ({"home:2": said(4), "home:1": said(3)}, 3),
    ],
)
def test_the_issue_of_a_scope(ledger: Mapping[str, Said], ref: int | None) -> None:
    row = front_in(ledger, ("home", "private-home"))
    assert (row.ref if row is not None else None) == ref


@pytest.mark.parametrize(
    ("private", "where", "shown"),
    [(False, "acme/open", True), (True, "acme/open", False), (True, "acme/mentors", True)],
)
def test_it_is_linked_where_all_may_know_of_it(private: bool, where: str, shown: bool) -> None:
    issue = {"scope": "mentee:1/autumn/maya", "repository": 7, "name": "Acme/Home", "number": 3}
    sight = Sight({"acme/open": 1, "acme/mentors": 2}, {1: False, 2: True, 7: private})
    facts = {WHEREABOUTS: {"a": Known("", issue), "b": Known("", {})}}
    key, programme = "cohort:1/autumn", Programme(home="acme/home", timezone="UTC")
    view = View(key, scopes.parse(key), facts, {}, programme, 0.0, sight=sight)
    there = found(view, "a", where)
    assert (there is not None and there["kind"] == "mentee") is shown
    assert found(view, "b", where) is None
