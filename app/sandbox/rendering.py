"""Markdown as GitHub shows it: raw HTML as text, HTML comments hidden, task boxes to click."""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.gfm import gfm_plugin

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

Environment = MutableMapping[str, Any]


class _Renderer(RendererHTML):
    """Escapes raw HTML, and makes buttons of task boxes where `env["form"]` names a form."""

    def html_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Environment
    ) -> str:
        """Raw HTML between paragraphs."""
        return escape(_COMMENT.sub("", tokens[idx].content))

    def html_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Environment
    ) -> str:
        """Raw HTML in a paragraph."""
        return escape(_COMMENT.sub("", tokens[idx].content))

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Environment
    ) -> str:
        """An item of a list, perhaps with a task box."""
        token = tokens[idx]
        if "checked" not in token.meta or token.map is None:
            return "<li>"
        return f'<li class="task">{_box(token.meta["checked"], token.map[0], env.get("form"))} '


def _box(ticked: bool, line: int, form: str | None) -> str:
    mark = "☑" if ticked else "☐"
    if form is None:
        return f'<span class="box" aria-label="{_state(ticked)}">{mark}</span>'
    value = f"{line}:{'false' if ticked else 'true'}"
    return (
        f'<button class="box" form="{escape(form)}" name="box" value="{value}"'
        f' aria-label="{_state(ticked)}, click to change">{mark}</button>'
    )


def _state(ticked: bool) -> str:
    return "done" if ticked else "to do"


_MARKDOWN = MarkdownIt("gfm-like", {"html": True}, renderer_cls=_Renderer).use(gfm_plugin)


def render(markdown: str | None, form: str | None = None) -> str:
    """Safe HTML. `form`: the id of the form that clicked boxes belong to; None: not clickable.

    A click sends `box=LINE:true` or `box=LINE:false`, LINE counted from 0.
    """
    text = (markdown or "").replace("\r\n", "\n")
    html: str = _MARKDOWN.render(text, {"form": form})
    return html
