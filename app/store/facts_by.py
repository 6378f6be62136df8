"""All that is noted of what one person said and did: for their export."""

import json
from typing import Any

import sqlalchemy as sa

from app.store import tables as t
from app.store.database import Connection


async def facts_by(connection: Connection, installation: int, login: str) -> list[dict[str, Any]]:
    """The facts of an installation that somebody brought about, with their kind and scope. It looks
    at every fact there is."""
    row, name = t.fact.c, login.lower()
    about = sa.func.lower(row.data).contains(f'"by":"{name}"', autoescape=True)
    query = sa.select(row.scope, row.kind, row.data).where(row.installation == installation, about)
    found = []
    for scope, kind, data in await connection.execute(query.order_by(row.scope, row.order)):
        known = json.loads(data)
        # Somebody's words may hold the same signs.
        if str(known.get("by", "")).lower() == name:
            found.append({"kind": kind, "scope": scope, **known})
    return found
