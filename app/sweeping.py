"""A sweep, written down: one transaction, and then the boxes compared with what is known."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager

from app.github.client import Refused
from app.github.reader import Reader
from app.model import scopes
from app.model.workflow import Context, Region, View
from app.programmes import Programmes
from app.record import Recorder
from app.settle import Lookout
from app.store.planning import Planning
from app.store.repositories import Repo
from app.sweep import Sweep
from app.swept import vanished

EVERY = 6 * 3600.0
"""Seconds between two sweeps of a repository."""

OVERLAP = 3600.0
"""A sweep looks this much further back than the last one: lists lag, and clocks differ."""

Transaction = Callable[[], AbstractAsyncContextManager[Planning]]


class Sweeper:
    """Sweeps repositories of one installation."""

    def __init__(
        self, reader: Reader, recorder: Recorder, programmes: Programmes, lookout: Lookout
    ) -> None:
        self._reader = reader
        self._recorder = recorder
        self._programmes = programmes
        self._lookout = lookout

    async def sweep(self, repository: int, planning: Transaction, bot: str, now: float) -> None:
        """Read the repository, and write down what is new."""
        async with planning() as store:
            repo = await store.repositories.by_id(repository)
            installation = store.installation
            before = await store.swept_at(scopes.sweep(repository))
            there = await store.there_in(repository)
        if repo is None:
            return
        since = max(0.0, before - OVERLAP) if before is not None else 0.0
        context = Context(self._programmes.all, lambda _repo, _thing: None, bot)
        recorder, lookout = self._recorder, self._lookout
        sweep = Sweep(self._reader, recorder, lookout, context, installation, now, there, since)
        try:
            found = await sweep.read(repo, self._programmes.earliest_start())
        except Refused as error:
            await self._problem(planning, repo, explain(error))
            return
        async with planning() as store:
            await store.repositories.problem(repository, None)
            if not since:
                found += vanished(await store.there_in(repository), found, sweep.numbers, now)
            await store.records.apply(found)
            await self._compare(store, sweep.regions, now)
            await store.swept(scopes.sweep(repository), now)

    async def _compare(
        self, store: Planning, regions: Iterable[tuple[str, Region]], now: float
    ) -> None:
        """Boxes that a body shows and that no event told of become facts (rule 1)."""
        for key, region in regions:
            scope = scopes.parse(key)
            programme = self._programmes.of(scope)
            if programme is None:
                continue
            loaded = await store.load(key)
            rows = (loaded.facts, loaded.ledger)
            view = View(key, scope, *rows, programme, now, sight=loaded.sight)
            for workflow in self._recorder.workflows:
                await store.records.apply(workflow.observe(view, region))

    async def _problem(self, planning: Transaction, repo: Repo, problem: str) -> None:
        async with planning() as store:
            await store.repositories.problem(repo.id, problem)


def explain(error: Refused) -> str:
    """What GitHub's no means, and what somebody can do about it."""
    match error.status:
        case 410:
            return (
                "Issues are switched off in this repository. Switch them on under "
                "Settings, General, Features; Cairn goes on by itself within six hours."
            )
        case 404 | 301:
            return (
                "GitHub does not show this repository to Cairn. If it still exists, add it to "
                "the App's installation; if it was renamed, correct its name in the file."
            )
    return f"GitHub refused to show this repository ({error.message})."
