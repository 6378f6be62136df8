"""Plans that are put together."""

from typing import Any

import pytest

from app.model.artefacts import Plan, Verdict
from app.model.text import Text

NO = Verdict(Text("roster/refused", {}), refused=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Plan(), Plan()),
        (Plan(verdicts={"a": NO}), Plan(verdicts={"b": Verdict()})),
        (Plan(verdicts={"a": NO}), Plan(verdicts={"a": NO})),
        (Plan(card={"state": "soon"}), Plan(card={"rests": True})),
        (Plan(card={"state": "soon"}), Plan(card={"state": "soon"})),
        (Plan(card=None), Plan(card={"state": "soon"})),
    ],
)
def test_plans_come_together_in_any_order(one: Plan, other: Plan) -> None:
    both, turned = Plan(), Plan()
    for whole, parts in ((both, (one, other)), (turned, (other, one))):
        for part in parts:
            whole.join(part, 0.0)
    assert both == turned
    assert both.verdicts == {**one.verdicts, **other.verdicts}


def test_the_last_word() -> None:
    plan = Plan(verdicts={"a": NO, "b": NO}, card={"state": "soon"})
    plan.overrule(Plan(verdicts={"a": Verdict()}, wake=5.0), 0.0)
    assert plan.verdicts == {"a": Verdict(), "b": NO}
    assert (plan.card, plan.wake) == ({"state": "soon"}, 5.0)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"verdicts": {"a": NO}}, {"verdicts": {"a": Verdict()}},
         r"two plans for the command 'a': Verdict\(.*refused=True.*\) and Verdict\("),
        ({"card": {"state": "soon"}}, {"card": {"state": "complete"}},
         "two plans for the card's field 'state': 'soon' and 'complete'"),
    ],
)  # fmt: skip
def test_two_that_do_not_agree_are_a_mistake(
    one: dict[str, Any], other: dict[str, Any], message: str
) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(ValueError, match="two plans for"):
            Plan(**first).join(Plan(**second), 0.0)
    with pytest.raises(ValueError, match=message):
        Plan(**one).join(Plan(**other), 0.0)
