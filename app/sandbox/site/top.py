"""The sandbox's own bar: being somebody, moving the clock."""

from aiohttp import web

from app.sandbox.controls import Controls
from app.sandbox.http import Refused
from app.sandbox.site.context import COOKIE, done, form, local_path, see_other, site_of
from app.sandbox.world import World

MOVES = {"hour": 3600.0, "day": 86_400.0, "week": 7 * 86_400.0}
"""Seconds."""

MOST_HOPS = 300
"""How often "next thing" looks for something that shows. The App also wakes for chores."""


async def act(request: web.Request) -> web.Response:
    """POST /act: choose who to be, and go back to where one was."""
    sent = await form(request)
    response = see_other(local_path(sent.get("back", "/")))
    response.set_cookie(COOKIE, sent.get("login", ""), samesite="Strict", httponly=True)
    return response


async def move(request: web.Request) -> web.Response:
    """POST /clock: on by so much, or to the next thing; then back, with what came of it."""
    sent, site = await form(request), site_of(request)
    if site.controls is None:
        raise Refused(404, "This sandbox's clock cannot be moved here.")
    world = site.sandbox.world
    since, how = len(world.journal), sent.get("by", "")
    if how in MOVES:
        await site.controls.move_to(world.clock() + MOVES[how])
    elif how == "next":
        await _next_thing(site.controls, world)
    else:
        raise Refused(422, "How far? Press one of the clock's buttons.")
    return await done(request, local_path(sent.get("back", "/")), since)


async def _next_thing(controls: Controls, world: World) -> None:
    before = len(world.journal)
    for _ in range(MOST_HOPS):
        due = await controls.next_due()
        if due is None or len(world.journal) > before:
            return
        await controls.move_to(max(due, world.clock()))
