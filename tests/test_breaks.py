"""The harness that breaks each rule on purpose still finds what it breaks (decision 001)."""

import pytest

from tests.harness.rules import BREAKS, ROOT, Break


@pytest.mark.parametrize("break_", BREAKS, ids=lambda it: f"rule {it.rule}")
def test_each_break_fits_the_source(break_: Break) -> None:
    assert break_.broken(ROOT) != (ROOT / break_.file).read_text()


def test_each_rule_is_broken() -> None:
    assert sorted(break_.rule for break_ in BREAKS) == list(range(1, 13))
