"""Pages out of their templates."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web
from liquid import Environment, FileSystemLoader

HERE = Path(__file__).parent


class Templates:
    """The templates beside this module; whatever is put into them is escaped."""

    def __init__(self) -> None:
        loader = FileSystemLoader(HERE / "templates", ext=".html")
        self._environment = Environment(autoescape=True, loader=loader)

    def __call__(self, name: str, data: Mapping[str, Any], status: int = 200) -> web.Response:
        """A page."""
        text = self._environment.get_template(name).render(**data)
        return web.Response(text=text, content_type="text/html", status=status)


def see_other(path: str) -> web.Response:
    """After a form: show a page, so that a reload does not send it again."""
    return web.Response(status=303, headers={"location": path})
