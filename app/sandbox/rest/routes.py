"""All REST operations of the sandbox."""

from app.sandbox.rest import (
    apps,
    assignees,
    checks,
    comments,
    contents,
    issues,
    labels,
    milestones,
    pulls,
    reactions,
    repos,
    search,
)
from app.sandbox.rest.router import Route, Router

ROUTES: tuple[Route, ...] = (
    *apps.ROUTES,
    *repos.ROUTES,
    *issues.ROUTES,
    *comments.ROUTES,
    *labels.ROUTES,
    *assignees.ROUTES,
    *milestones.ROUTES,
    *reactions.ROUTES,
    *contents.ROUTES,
    *pulls.ROUTES,
    *checks.ROUTES,
    *search.ROUTES,
)

ROUTER = Router(ROUTES)
