"""What Cairn costs GitHub stays within its promise (design, promise 4)."""

from tests.harness import cost


async def test_a_cohort_of_100_opens() -> None:
    assert (await cost.opening()).total <= 125


async def test_an_hour_with_nothing_due() -> None:
    measured = await cost.nothing_due()
    assert (measured.total, measured.rows) == (0, 0)


async def test_events_that_concern_nobody() -> None:
    measured = await cost.of_nobody()
    assert (measured.total, measured.rows) == (0, 0)


async def test_a_tick_by_command() -> None:
    assert (await cost.by_command()).total <= 3


async def test_a_tick_by_hand() -> None:
    assert (await cost.by_hand()).total <= 3


async def test_a_tick_in_the_own_list() -> None:
    assert (await cost.in_the_own_list()).total <= 3
