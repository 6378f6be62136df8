"""How many requests an installation has left.

Source: docs.github.com, "Rate limits for the REST API" and "REST API endpoints for search".
"""

from app.sandbox.http import Refused
from app.sandbox.installations import Installation

LIMITS = {"core": (5000, 3600), "search": (30, 60)}
"""Requests in so many seconds, by what GitHub calls a resource."""


def resource_of(path: str) -> str:
    """Which of the budgets a request is taken from."""
    return "search" if path.startswith("/search/") else "core"


def rate_limit_of(installation: Installation, resource: str, now: float) -> dict[str, int]:
    """How much of a budget is used."""
    limit, seconds = LIMITS[resource]
    budget = installation.budgets[resource]
    used = budget.used if now < budget.window + seconds else 0
    start = budget.window if used else now
    return {
        "limit": limit,
        "used": used,
        "remaining": max(0, limit - used),
        "reset": int(start + seconds),
    }


def require_budget(installation: Installation, resource: str, now: float) -> None:
    """403 where a budget is used up."""
    if rate_limit_of(installation, resource, now)["remaining"] == 0:
        raise Refused(403, f"API rate limit exceeded for installation ID {installation.id}.")


def spend(installation: Installation, resource: str, now: float, cost: int) -> dict[str, str]:
    """Count a request, and tell how much is left in the `x-ratelimit-*` headers."""
    budget = installation.budgets[resource]
    if now >= budget.window + LIMITS[resource][1]:
        budget.window, budget.used = now, 0
    budget.used += cost
    limits = rate_limit_of(installation, resource, now)
    headers = {f"x-ratelimit-{name}": str(value) for name, value in limits.items()}
    return headers | {"x-ratelimit-resource": resource}
