"""Mailboxes."""

from aiohttp import web

from app.sandbox.http import not_found
from app.sandbox.site.context import look, page, person, see_other, site_of
from app.sandbox.views.look import people
from app.sandbox.views.mailbox import mailbox


async def mine(request: web.Request) -> web.Response:
    """GET /mail: one's own."""
    return see_other(f"/mail/{person(request).user.login}")


async def show(request: web.Request) -> web.Response:
    """GET /mail/{login}: anybody's, because here one may be anybody. It is read from then on."""
    world, login = site_of(request).sandbox.world, request.match_info["login"]
    found = next((who for who in people(world) if who.login == login), None)
    if found is None:
        raise not_found()
    shown = mailbox(look(request), found)
    world.mailbox_read[found.id] = world.clock()
    return page(request, "mailbox", shown)
