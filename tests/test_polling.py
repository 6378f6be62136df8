"""Pull requests and the weekly summary cost no reads: the short form of `make bench`."""

from tests.benchmarks.polling import Reads, measure


async def test_reads() -> None:
    found = await measure(pulls=5)
    assert (found.events.work, found.first.work, found.second.work) == (0, 0, 0)
    assert max(found.events.own, found.first.own, found.second.own) <= 2  # read before an edit
    assert found.polling == Reads(1 + 5 + 5, 0)
