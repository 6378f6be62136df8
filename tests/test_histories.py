"""Random histories: whatever goes wrong in between, the end is the same (promises 2, 3 and 7).

What a history is, and what is compared, is said in `tests.histories`. CAIRN_HISTORIES sets how
many are played; `make harness` plays thousands.
"""

import os
from pathlib import Path

import pytest

from app.store.migrate import migrate
from tests.harness.oracle import check

BLOCKS = 20
"""Tests that share the histories, so that they can run side by side."""

HISTORIES = int(os.environ.get("CAIRN_HISTORIES", "200"))
TWINS_EVERY = 10


@pytest.mark.parametrize("block", range(BLOCKS))
async def test_every_history_ends_as_if_nothing_had_gone_wrong(block: int, tmp_path: Path) -> None:
    wrong: list[str] = []
    for seed in range(block, HISTORIES, BLOCKS):
        twins = seed // BLOCKS % TWINS_EVERY == block % TWINS_EVERY
        report = await check(seed, tmp_path / str(seed), twins=twins)
        wrong += report.wrong
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("seed", range(5000, 5010))
async def test_histories_end_the_same_on_either_database(
    seed: int, database_url: str, tmp_path: Path
) -> None:
    await migrate(database_url)
    report = await check(seed, tmp_path / "history", url=database_url, rebuild=False)
    assert not report.wrong, "\n".join(report.wrong)
