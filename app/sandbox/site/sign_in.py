"""GitHub's page that asks whether an App may know who one is."""

from urllib.parse import urlencode

from aiohttp import web

from app.sandbox import oauth
from app.sandbox.http import not_found
from app.sandbox.site.context import look, page, see_other, site_of
from app.sandbox.views.look import people


async def authorize(request: web.Request) -> web.Response:
    """GET /login/oauth/authorize: choose one of the cast; with a `login`, go back as that one."""
    sandbox = site_of(request).sandbox
    if sandbox.oauth is None:
        raise not_found()
    query, viewer = dict(request.query), look(request)
    wanted = oauth.asked(sandbox.world, sandbox.oauth, query)
    login = query.pop("login", None)
    if login is not None:
        who = sandbox.world.user(login)
        return see_other(oauth.authorize(sandbox.world, sandbox.oauth, who, wanted))
    rows = [
        {**viewer.person(who), "yes": f"?{urlencode({**query, 'login': who.login})}"}
        for who in people(sandbox.world)
    ]
    mine = next(row for row in rows if row["login"] == viewer.user.login)
    others = [row for row in rows if row is not mine]
    return page(request, "sign_in", {"mine": mine, "others": others})
