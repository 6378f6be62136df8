"""Cairn's own HTTP: the webhook's door, health, readiness and metrics."""

from collections.abc import AsyncIterator, Sequence

import prometheus_client
import sqlalchemy as sa
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from app.store import tables as t
from app.store.database import Database
from app.webhook import MAX_BODY, Intake, make_webhook

DATABASE = web.AppKey("database", Database)


def make_app(
    database: Database,
    intake: Intake,
    secrets: Sequence[bytes],
    pages: web.Application | None = None,
) -> web.Application:
    """Everything that listens. `secrets` are the webhook secrets that count; `pages` what is shown
    below `/me`."""
    app = web.Application(client_max_size=MAX_BODY + 1)
    app[DATABASE] = database
    app.router.add_post("/webhook", make_webhook(secrets, intake))
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz)
    app.router.add_get("/metrics", _metrics)
    if pages is not None:
        app.add_subapp("/me", pages)
    return app


async def _healthz(_request: web.Request) -> web.Response:
    """The process answers."""
    return web.Response(text="ok\n")


async def _readyz(request: web.Request) -> web.Response:
    """Whether deliveries can be kept: the database answers."""
    try:
        async with request.app[DATABASE].read() as connection:
            await connection.execute(sa.select(1))
    except (SQLAlchemyError, OSError):
        return web.Response(status=503, text="the database does not answer\n")
    return web.Response(text="ready\n")


async def _metrics(request: web.Request) -> web.Response:
    """OpenMetrics: deliveries by status, and scopes that wait to be planned."""
    registry = prometheus_client.CollectorRegistry()
    deliveries = prometheus_client.Gauge(
        "cairn_deliveries", "Deliveries in the inbox, by status", ["status"], registry=registry
    )
    dirty = prometheus_client.Gauge(
        "cairn_dirty_scopes", "Scopes that wait to be planned", registry=registry
    )
    async for status, number in _counts(request.app[DATABASE]):
        deliveries.labels(status).set(number)
    row = t.scope.c
    async with request.app[DATABASE].read() as connection:
        query = sa.select(sa.func.count()).where(row.dirty > row.clean)
        dirty.set((await connection.execute(query)).scalar_one())
    body = prometheus_client.generate_latest(registry)
    return web.Response(body=body, headers={"content-type": prometheus_client.CONTENT_TYPE_LATEST})


async def _counts(database: Database) -> AsyncIterator[tuple[str, int]]:
    status = t.delivery.c.status
    async with database.read() as connection:
        query = sa.select(status, sa.func.count()).group_by(status)
        for name, number in await connection.execute(query):
            yield name, number
