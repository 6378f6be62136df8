"""The first page, people and their pictures, labels' colours."""

import colorsys
from html import escape

from aiohttp import web

from app.sandbox.http import not_found
from app.sandbox.site.context import look, page, site_of
from app.sandbox.state import User
from app.sandbox.views import repositories as views

DAY_LONG = {"cache-control": "max-age=86400"}


async def home(request: web.Request) -> web.Response:
    """GET /: repositories and people."""
    return page(request, "home", views.home(look(request)))


async def profile(request: web.Request) -> web.Response:
    """GET /{owner}: somebody, or an organisation."""
    world, login = site_of(request).sandbox.world, request.match_info["owner"].lower()
    if login in world.organisations:
        return page(request, "home", views.home(look(request)))
    found = world.users.get(login) or world.users.get(f"{login}[bot]")
    if found is None:
        raise not_found()
    return page(request, "profile", views.profile(look(request), found))


async def app_page(request: web.Request) -> web.Response:
    """GET /apps/{slug}: the App."""
    world = site_of(request).sandbox.world
    if request.match_info["slug"] != world.app.slug:
        raise not_found()
    return page(request, "profile", views.profile(look(request), world.app.bot))


async def avatar(request: web.Request) -> web.Response:
    """GET /avatars/{id}: a person's first letter in a colour of their own."""
    number = int(request.match_info["id"])
    users = site_of(request).sandbox.world.users.values()
    found = next((who for who in users if who.id == number), None)
    if found is None:
        raise not_found()
    return web.Response(text=picture(found), content_type="image/svg+xml", headers=DAY_LONG)


def picture(who: User) -> str:
    """A circle for a person, a square for an organisation or a bot."""
    red, green, blue = colorsys.hls_to_rgb(who.id * 0.381966 % 1, 0.38, 0.5)
    colour = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    corner = 20 if who.type == "User" else 8
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f'<rect width="40" height="40" rx="{corner}" fill="{colour}"/>'
        '<text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" '
        f'text-anchor="middle">{escape(who.login[0].upper())}</text></svg>'
    )


async def label_colours(request: web.Request) -> web.Response:
    """GET /labels.css: a class for each colour, because the content security policy forbids
    styles in the page, and text that can be read on it."""
    world = site_of(request).sandbox.world
    colours = {
        label.color.lower() for it in world.repositories.values() for label in it.labels.values()
    }
    rules = [f".c{it}{{background:#{it};color:#{text_on(it)}}}" for it in sorted(colours)]
    return web.Response(text="\n".join(rules), content_type="text/css")


def text_on(colour: str) -> str:
    """Black or white, whichever has more contrast (WCAG 2, "relative luminance")."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "000000" if luminance > 0.179 else "ffffff"
