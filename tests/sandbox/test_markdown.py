"""Markdown as GitHub shows it, and nothing that people write gets out of it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.boxes import count, ticked
from app.sandbox.markdown.allowlist import ALLOWED, ATTRIBUTES, is_safe
from app.sandbox.markdown.mentions import mentioned
from app.sandbox.markdown.render import Boxes, render


class Known:
    """A place where maya, the team acme/mentors and the issues 1 and acme/ui#7 exist."""

    def person(self, name: str) -> str | None:
        return f"/{name}" if name.lower() in ("maya", "acme/mentors") else None

    def issue(self, repository: str | None, number: int) -> str | None:
        known = {(None, 1): "/here/1", ("acme/ui", 7): "/acme/ui/issues/7"}
        return known.get((repository, number))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (None, ""),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("<!-- a\n\nb -->\nc", "<p>c</p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("<img src=x onerror=y>", ""),
        ("<img src=https://evil.example/x.png alt=Cat>", "Cat"),
        ("![Cat](https://evil.example/x.png)", "<p>Cat</p>"),
        ("![Me](/avatars/1)", '<img src="/avatars/1" alt="Me">'),
        ("![Me](https://site.test/avatars/1)", '<img src="https://site.test/avatars/1"'),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
        ("<a href='javascript:b'>c</a>", "<p><a>c</a></p>"),
        ("<a href=' java\nscript:b'>c</a>", "<p><a>c</a></p>"),
        ("<b onclick=x>y</b>", "<p><b>y</b></p>"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<style>x</style>", "&lt;style&gt;x&lt;/style&gt;"),
        ("<form action=/x><input name=y><button>z</button></form>", "z"),
        ("<details><summary>S</summary>\n\n*t*\n", "<em>t</em></p>\n</details>"),
        ("</main></section><div>a", "<div>a</div>"),
        ("- [ ] a", '<input type="checkbox" disabled aria-label="a"> a</li>'),
        ("- [x] **a** b", '<input type="checkbox" disabled checked aria-label="a b">'),
        ("| a |\n|--:|\n| 1 |", '<th align="right">a</th>'),
        ("> [!WARNING]\n> Mind", '<div class="markdown-alert markdown-alert-warning">'),
        ("```\n@maya\n```", "<code>@maya\n</code>"),
    ],
)
def test_rendering(markdown: str | None, html: str) -> None:
    assert html in render(markdown, links=Known(), site="https://site.test")


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("@maya", '<a class="mention" href="/maya">@maya</a>'),
        ("(&#64;Maya)", '(<a class="mention" href="/Maya">@Maya</a>)'),
        ("@acme/mentors!", '<a class="mention" href="/acme/mentors">@acme/mentors</a>!'),
        ("#1, acme/ui#7.", '<a class="reference" href="/here/1">#1</a>, <a class="reference" href'),
        ("<details>\n@maya\n</details>", '<a class="mention" href="/maya">@maya</a>'),
    ],
)
def test_what_github_links(markdown: str, shown: str) -> None:
    assert shown in render(markdown, links=Known())


@pytest.mark.parametrize(
    "markdown",
    [
        *("@nobody", "a@maya", "maya@maya.example", "@maya-x", "@@maya", "`@maya`", "@maya/x"),
        *("#2", "acme/ui#8", "x#1", "#1x", "&#1;", "`#1`", "[#1](https://a.example)"),
        *(
            "[@maya](https://a.example)",
            "<code>@maya</code>",
            "<pre>\n@maya\n</pre>",
            "@\u200bmaya",
        ),
    ],
)
def test_what_github_does_not_link(markdown: str) -> None:
    shown = render(markdown, links=Known())
    assert 'class="mention"' not in shown
    assert 'class="reference"' not in shown


def test_whom_a_text_mentions() -> None:
    text = "@Maya and &commat;li, `@ravi`, <code>@lin</code>, a@b.c, @acme/mentors\n\n    @zoe\n"
    assert mentioned(text) == {"maya", "li", "acme/mentors"}


def test_boxes_know_their_line_and_their_words() -> None:
    html = render("Hello\r\n\r\n1. [ ] a `b`\r\n   - [X] c\r\n", boxes=Boxes("f", alive=True))
    assert 'id="f-2" form="f" name="box" value="2:true" aria-label="a b"' in html
    assert 'aria-checked="true" id="f-3" form="f" name="box" value="3:false"' in html


@pytest.mark.parametrize("body", ["> - [ ] a", "- - [ ] a", "1. [ ] a", "* [ ] a", "   - [ ] a"])
def test_each_box_that_is_shown_can_be_ticked(body: str) -> None:
    assert 'value="0:true"' in render(body, boxes=Boxes("f", alive=True))
    assert count(ticked(body, 0, True)) == (1, 1)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        *(("https://a.example", True), ("mailto:a@b.c", True), ("/acme", True), ("#x", True)),
        *(("javascript:x", False), ("JavaScript:x", False), ("data:text/html,x", False)),
        *(("vbscript:x", False), ("file:///etc", False), ("https://[", False)),
    ],
)
def test_where_links_may_lead(address: str, safe: bool) -> None:
    assert is_safe(address) is safe


OURS = {"input", "button", "svg", "rect"}
"""What the sandbox itself puts out, beside what people may write."""

OUR_ATTRIBUTES = {
    *("class", "href", "rel", "src", "type", "disabled", "checked", "aria-label", "role", "id"),
    *("aria-checked", "form", "name", "value", "viewbox", "preserveaspectratio", "aria-hidden"),
    *("x", "y", "scope"),
}


class Judge(HTMLParser):
    """Fails on anything that is on no list, and on ends without a beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.depth: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED | OURS, tag
        self.depth[tag] = self.depth.get(tag, 0) + 1
        for name, value in attrs:
            assert name in ATTRIBUTES | OUR_ATTRIBUTES, name
            if name in ("href", "src"):
                assert is_safe(value or ""), value

    def handle_endtag(self, tag: str) -> None:
        self.depth[tag] = self.depth.get(tag, 0) - 1
        assert self.depth[tag] >= 0, f"</{tag}> ends what was not begun"


PARTS = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<img src=x onerror=y>",
            "<a href=javascript:x>",
            "</a>",
            "<b",
            ">",
        ),
        *(
            "<div>",
            "</div>",
            "<svg/onload=x>",
            "<style>",
            "<!--",
            "-->",
            "\n\n",
            "\n",
            "- [ ] ",
            "> ",
        ),
        *(
            "`",
            "```mermaid\n",
            "```",
            "@maya",
            "#1",
            "[x](javascript:y)",
            "&lt;",
            "&#106;",
            '"',
            "'",
        ),
        *("<details open ontoggle=x>", "</details>", "<iframe src=//x>", "<math><mi>", "</main>"),
        *("pie\n", '"a" : 1\n', "gantt\n", "a :2026-09-01, 3d\n", "| a |\n|---|\n", "![x](data:y)"),
        *("<p style=x class=y id=z>", "</section>", "<textarea>", "<![CDATA[", "]]>", "<?x", "\0"),
    ]
)


@given(st.lists(PARTS | st.text(max_size=8), max_size=14).map("".join))
def test_no_text_gets_out_of_its_place(markdown: str) -> None:
    judge = Judge()
    judge.feed(render(markdown, boxes=Boxes("f", alive=True), links=Known()))
    judge.close()
