"""Why something is there, as the App has explained it."""

from datetime import date

from app.sandbox.explaining import Artefact, Explanation, Row
from app.sandbox.http import Json
from app.sandbox.views.look import Look

_WEB = ("https://", "http://", "/")


def explanation(look: Look, found: Explanation, it: Artefact, about: str) -> Json:
    """What `pages/why.html` shows."""
    repository = look.world.repository(it.repository)
    return {
        "about": about,
        "because": look.html(found.because, repository),
        "rows": [_row(look, row) for row in found.rows],
    }


def _when(look: Look, row: Row) -> str | None:
    if isinstance(row.at, date):
        return f"{row.at:%-d %b %Y}"
    return look.time(row.at, row.zone) if row.at is not None else None


def _row(look: Look, row: Row) -> Json:
    return {
        "what": row.what,
        "when": _when(look, row),
        "clock": f"on {row.whose} clock ({row.zone})" if row.zone else "",
        "said": row.said,
        "setting": row.setting,
        "address": row.address if row.address.startswith(_WEB) else "",
    }
