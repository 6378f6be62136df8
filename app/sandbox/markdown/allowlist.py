"""Raw HTML in Markdown: what GitHub lets stand, and nothing else.

Tags and attributes: README of github/markup ("sanitization") and html-pipeline's allowlist; tags
shown as text: GitHub Flavored Markdown, "Disallowed Raw HTML". Whatever is put out here was named
in a list here, so nothing that people write can run, load or restyle anything; the pages' content
security policy is the second barrier.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

VOID = frozenset({"br", "hr", "img", "wbr"})
ALLOWED = VOID | {
    *("a", "abbr", "b", "bdo", "blockquote", "caption", "cite", "code", "dd", "del", "details"),
    *("dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("i", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s"),
    *("samp", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "time", "tr", "tt", "ul", "var"),
}
AS_TEXT = frozenset(
    ("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext")
)
ATTRIBUTES = {
    *("align", "alt", "cite", "colspan", "datetime", "dir", "height", "lang", "open", "rowspan"),
    *("start", "title", "width"),
}
_UNLINKED = frozenset({"a", "code", "pre", "tt", "kbd", "samp"})

Attributes = list[tuple[str, str | None]]

Text = Callable[[str], str]
"""Turns text into HTML: escapes it, and links mentions."""


def is_safe(address: str) -> bool:
    """Whether a link may lead there: to the web, to a mailbox, or to a place on this site."""
    try:
        return urlsplit(address.strip()).scheme.lower() in ("", "http", "https", "mailto")
    except ValueError:
        return False


def is_local(address: str, site: str) -> bool:
    """Whether a picture is this site's own. Others are not loaded: GitHub would fetch them
    through its own proxy, and the sandbox goes nowhere."""
    local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return local or (site != "" and address.startswith(f"{site}/"))


class Cleaner(HTMLParser):
    """Cleans fragments of HTML that together make up a document: knows which tags are open."""

    def __init__(self, text: Text, site: str = "") -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._site = site
        self._open: list[str] = []
        self._out: list[str] = []

    def clean(self, fragment: str) -> str:
        """The fragment without what may not stand. Comments vanish."""
        self.feed(_COMMENT.sub("", fragment))
        self.close()
        self.reset()
        cleaned, self._out = "".join(self._out), []
        return cleaned

    @property
    def is_unlinked(self) -> bool:
        """Whether an open tag keeps mentions from being linked."""
        return not _UNLINKED.isdisjoint(self._open)

    def end(self) -> str:
        """The end tags of all that is still open."""
        closing = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return closing

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Keep an allowed tag; show a forbidden one as text; drop an unknown one."""
        if tag in AS_TEXT:
            self._out.append(escape(self.get_starttag_text() or ""))
        elif tag == "img" and not is_local(dict(attrs).get("src") or "", self._site):
            self._out.append(escape(dict(attrs).get("alt") or ""))
        elif tag in ALLOWED:
            self._out.append(f"<{tag}{''.join(self._attributes(tag, attrs))}>")
            if tag not in VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """A tag such as <br/>; <div/> opens a div, as in browsers."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened, and what stands open within it; nothing else."""
        if tag in AS_TEXT:
            self._out.append(f"&lt;/{tag}&gt;")
        while tag in self._open:
            name = self._open.pop()
            self._out.append(f"</{name}>")
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        self._out.append(escape(data) if self.is_unlinked else self._text(data))

    def handle_entityref(self, name: str) -> None:
        """`&amp;`."""
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """`&#64;`."""
        self._out.append(f"&#{name};")

    def _attributes(self, tag: str, attrs: Attributes) -> Iterable[str]:
        for name, value in attrs:
            text = value or ""
            if name in ATTRIBUTES:
                yield f' {name}="{escape(text)}"'
            elif (tag, name) == ("a", "href") and is_safe(text):
                yield f' href="{escape(text)}" rel="nofollow noreferrer"'
            elif (tag, name) == ("img", "src"):
                yield f' src="{escape(text)}"'
