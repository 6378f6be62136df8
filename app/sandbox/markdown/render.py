"""Markdown to HTML, as GitHub shows it: safe, with task boxes, alerts, references, drawings."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.gfm import gfm_plugin

from app.sandbox.markdown.allowlist import Cleaner, is_local
from app.sandbox.markdown.drawing import draw
from app.sandbox.markdown.references import Links, NoLinks, pieces

Environment = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The form that clicked task boxes belong to, and whether whoever looks may click them.

    A click sends `box=LINE:true` or `box=LINE:false`, LINE counted from 0.
    """

    form: str
    alive: bool


class _Renderer(RendererHTML):
    """What differs from plain CommonMark."""

    def html_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Environment
    ) -> str:
        """Raw HTML between paragraphs."""
        return _cleaner(env).clean(tokens[idx].content)

    def html_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Environment
    ) -> str:
        """Raw HTML in a paragraph."""
        return _cleaner(env).clean(tokens[idx].content)

    def text(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Environment
    ) -> str:
        """Running text. What stands in a link, or in raw <code>, is linked no further."""
        content = tokens[idx].content
        linked = tokens[idx].meta.get("in_link") or _cleaner(env).is_unlinked
        return escape(content) if linked else _linked(content, env["links"])

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Environment
    ) -> str:
        """An item of a list, perhaps with a task box."""
        token = tokens[idx]
        if "checked" not in token.meta or token.map is None:
            return "<li>"
        box = _box(token.meta["checked"], token.map[0], _words_of(tokens, idx), env["boxes"])
        return f'<li class="task">{box} '

    def fence(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Environment
    ) -> str:
        """Code; Mermaid is drawn where the sandbox can, unless in a mail."""
        token = tokens[idx]
        if token.info.strip().split(" ")[0] == "mermaid" and not env["mail"]:
            drawn = draw(token.content)
            if drawn is not None:
                return drawn
        return super().fence(tokens, idx, options, env)

    def image(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Environment
    ) -> str:
        """A picture of this site; of others the text that stands for it."""
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
        source = str(token.attrs.get("src", ""))
        if not is_local(source, env["site"]):
            return escape(alt)
        return f'<img src="{escape(source)}" alt="{escape(alt)}">'

    def table_cell(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Environment
    ) -> str:
        """A cell: `align` instead of a style, which the content security policy forbids."""
        token = tokens[idx]
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        return f'<{token.tag} align="{align}">' if align else f"<{token.tag}>"

    th_open = td_open = table_cell


def _cleaner(env: Environment) -> Cleaner:
    cleaner: Cleaner = env["cleaner"]
    return cleaner


def _linked(text: str, links: Links) -> str:
    return "".join(
        escape(piece.text)
        if piece.address is None
        else f'<a class="{piece.kind}" href="{escape(piece.address)}">{escape(piece.text)}</a>'
        for piece in pieces(text, links)
    )


def _words_of(tokens: Sequence[Token], item: int) -> str:
    """What the item says, for those who hear the page."""
    for token in tokens[item + 1 : item + 3]:
        if token.type == "inline":
            children = token.children or []
            kinds = ("text", "code_inline", "softbreak")
            return " ".join("".join(c.content or " " for c in children if c.type in kinds).split())
    return "to-do"


def _box(ticked: bool, line: int, words: str, boxes: Boxes | None) -> str:
    """A box: a button where it may be clicked, so that a click needs no script; else as dead as
    GitHub's."""
    if boxes is None or not boxes.alive:
        checked = " checked" if ticked else ""
        return f'<input type="checkbox" disabled{checked} aria-label="{escape(words)}">'
    form, state = escape(boxes.form), "true" if ticked else "false"
    value = f"{line}:{'false' if ticked else 'true'}"
    return (
        f'<button class="box" role="checkbox" aria-checked="{state}" id="{form}-{line}"'
        f' form="{form}" name="box" value="{value}" aria-label="{escape(words)}"></button>'
    )


def _mark_links(state: StateCore) -> None:
    """Tell text in links from other text: a renderer's rule sees one token at a time."""
    for block in state.tokens:
        depth = 0
        for token in block.children or ():
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and depth:
                token.meta["in_link"] = True


def _markdown(breaks: bool) -> MarkdownIt:
    made = MarkdownIt(
        "gfm-like", {"html": True, "breaks": breaks, "xhtmlOut": False}, renderer_cls=_Renderer
    ).use(gfm_plugin)
    made.core.ruler.push("mark_links", _mark_links)
    return made


_COMMENT, _FILE = _markdown(breaks=True), _markdown(breaks=False)
"""A new line is a new line in issues and comments, and a blank in files."""


def render(
    markdown: str | None,
    *,
    boxes: Boxes | None = None,
    links: Links | None = None,
    site: str = "",
    mail: bool = False,
    is_file: bool = False,
) -> str:
    """Safe HTML. Without `boxes` none can be clicked; `site`: the address whose pictures are shown;
    `mail`: as a mail shows it, with Mermaid as code."""
    text = (markdown or "").replace("\r\n", "\n")
    known = links or NoLinks()
    cleaner = Cleaner(lambda words: _linked(words, known), site)
    env = {"boxes": boxes, "links": known, "site": site, "mail": mail, "cleaner": cleaner}
    html: str = (_FILE if is_file else _COMMENT).render(text, env)
    return html + cleaner.end()
