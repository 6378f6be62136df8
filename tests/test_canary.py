"""Nothing of a private repository stands in public (row R5), in random histories.

The long form is `python -m tests.harness.canary`.
"""

import pytest

from tests.harness.canary import Look, blind, play, stale

BLOCK, BLOCKS = 25, 8


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_canary_in_public(block: int) -> None:
    histories = [play(seed) for seed in range(block * BLOCK, (block + 1) * BLOCK)]
    assert [leak for history in histories for leak in history.leaks] == []
    assert sum(history.hidden for history in histories) > BLOCK


@pytest.mark.parametrize("lie", [blind, stale])
def test_a_lie_about_visibility_is_noticed(lie: Look) -> None:
    leaks = " ".join(leak for seed in range(30) for leak in play(seed, lie).leaks)
    for page in ("home of mentee", "tracking of cohort", "summary of cohort"):
        assert page in leaks
