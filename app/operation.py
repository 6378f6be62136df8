"""What an operator asks on the command line: status, replay, rebuild (row X4)."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import sqlalchemy as sa

from app.converge import Wait
from app.reconcile.mails import KIND
from app.service import Service
from app.store import tables as t
from app.store.database import Connection, Database
from app.store.deliveries import Deliveries

SOON = 300.0
"""A rebuild goes on for what is due within so many seconds: intents, a limit of GitHub's."""


async def status(database: Database) -> int:
    """Print what waits, what failed and why, and what is due next."""
    async with database.read() as connection:
        for line in await _status(connection):
            print(line)
    return 0


async def _status(connection: Connection) -> list[str]:
    delivery, scope, ledger, repository = t.delivery.c, t.scope.c, t.ledger.c, t.repository.c
    counts = sa.select(delivery.status, sa.func.count()).group_by(delivery.status)
    lines = [f"deliveries {name}: {n}" for name, n in await connection.execute(counts)]
    parked = sa.select(delivery.id, delivery.event, delivery.error).where(
        delivery.status == "parked"
    )
    for id, event, error in await connection.execute(parked):
        lines.append(f"parked: {id} ({event}): {error}; take it again with: replay {id}")
    problems = sa.select(repository.name, repository.problem).where(repository.problem.is_not(None))
    lines += [f"{name}: {problem}" for name, problem in await connection.execute(problems)]
    refused = sa.select(ledger.kind, ledger.scope, ledger.key, ledger.parameters).where(
        ledger.status == "refused"
    )
    for kind, where, key, parameters in await connection.execute(refused):
        why = json.loads(parameters).get("why", "no reason given")
        who = "The mail server did not take" if kind == KIND else "GitHub refused"
        lines.append(f"{who} {key} of {where}: {why}")
    waiting = sa.select(sa.func.count()).where(scope.dirty > scope.clean)
    lines.append(f"scopes to plan: {(await connection.execute(waiting)).scalar_one()}")
    due = sa.select(scope.wake, scope.key).where(scope.wake.is_not(None)).order_by(scope.wake)
    for wake, key in await connection.execute(due.limit(10)):
        lines.append(f"due {datetime.fromtimestamp(wake, UTC):%Y-%m-%d %H:%M} UTC: {key}")
    return lines


def replay(id: str) -> Callable[[Database], Awaitable[int]]:
    """Put a parked delivery back into the inbox, which the running App then takes."""

    async def work(database: Database) -> int:
        async with database.write() as connection:
            number = await Deliveries(connection).replay(id)
        print(f"{number} taken again" if number else f"no parked delivery has the id {id}")
        return 0 if number else 1

    return work


async def rebuild(service: Service) -> int:
    """Read everything of ours from GitHub anew, and settle; nothing that is there is written."""
    try:
        for installation in await service.begin():
            while not await _idle(service, installation):
                await service.inbox.work()
    finally:
        await service.release()  # or a running App would wait until the lease ends
    print("Rebuilt: all that is of Cairn's on GitHub is known again.")
    return 0


async def _idle(service: Service, installation: int) -> bool:
    step = await service.step(installation)
    if not isinstance(step, Wait):
        return False
    seconds = service.seconds_until(step.until)
    if seconds is None or seconds > SOON:
        return True
    if seconds > 5:
        print(f"Waiting {seconds:.0f} s: for GitHub, or for the App that is running.")
    await asyncio.sleep(seconds)
    return False
