"""What the pages ask of the App, and how they show its answers."""

import re
from datetime import date

from pytest_aiohttp.plugin import AiohttpClient

from app.sandbox.explaining import Artefact, Explanation, Row
from app.sandbox.github import Sandbox
from app.sandbox.web import make_app
from tests.sandbox.browser import Browser, text
from tests.sandbox.client import NOON, Client, Clock
from tests.sandbox.test_pages import HOME, ISSUES, check, proposal, welcome

ROWS = (
    Row("Due", at=NOON, zone="Asia/Kolkata", whose="maya's"),
    Row("Written", at=NOON),
    Row("First day", at=date(2026, 9, 1), setting="starts: 2026-09-01", address="/a"),
    Row("<b>", said="maya & lin", address="https://github.test/b"),
    Row("odd", said="no link", address="javascript:alert(1)"),
)
SHOWN = [
    ("Due", '1 Sep 2026, 15:30 <span class="quiet">on maya&#39;s clock (Asia/Kolkata)</span>'),
    ("Written", "1 Sep 2026, 12:00"),
    ("First day", '1 Sep 2026: <a href="/a"><code>starts: 2026-09-01</code></a>'),
    ("&lt;b&gt;", '<a href="https://github.test/b">maya &amp; lin</a>'),
    ("odd", "no link"),
]


async def test_why(
    aiohttp_client: AiohttpClient, sandbox: Sandbox, cairn: Client, clock: Clock
) -> None:
    asked: list[Artefact] = []

    async def explain(it: Artefact) -> Explanation | None:
        asked.append(it)
        if it.kind == "comment":
            return None
        return Explanation("Because `<it>` is so.", ROWS)

    path = welcome(cairn, milestone=None)
    number = int(path.split("/")[-1])
    said = cairn.send("POST", f"{ISSUES}/{number}/comments", {"body": "Hello"})["id"]
    sandbox.person("maya").comment("acme/engine", number, "Why?")
    run = check(cairn, sandbox, proposal(sandbox), 1)
    browser: Browser = await aiohttp_client(make_app(sandbox, explain=explain))
    page = await text(browser, path)
    assert page.count("<summary>Why?</summary>") == 1
    assert "<p>Because <code>&lt;it&gt;</code> is so.</p>" in page
    table = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert [(what, re.sub(r"</?time[^>]*>", "", said)) for what, said in table] == SHOWN
    await text(browser, f"{HOME}/runs/{run.id}")
    cairn.send("POST", "/repos/acme/engine/milestones", {"title": "Autumn"})
    await text(browser, "/acme/engine/milestone/1")
    assert asked == [
        Artefact("issue", "acme/engine", number),
        Artefact("comment", "acme/engine", number, said),
        Artefact("check_run", "acme/mentorship", 1, run.id),
        Artefact("milestone", "acme/engine", 1),
    ]


async def test_why_of_what_the_app_wrote_into_or_reacted_to(
    aiohttp_client: AiohttpClient, sandbox: Sandbox, cairn: Client
) -> None:
    asked: list[Artefact] = []

    async def explain(it: Artefact) -> Explanation | None:
        asked.append(it)
        return Explanation(f"A {it.kind}.")

    issue = sandbox.person("maya").open_issue("acme/engine", "Help", "Please")
    mine = sandbox.person("maya").comment("acme/engine", issue.number, "My list")
    comments = f"/repos/acme/engine/issues/comments/{mine.id}"
    cairn.send("PATCH", comments, {"body": "My list, kept"})
    cairn.send("POST", f"{comments}/reactions", {"content": "+1"})
    sandbox.person("lin").react_to_comment(mine.id, "heart")
    browser: Browser = await aiohttp_client(make_app(sandbox, explain=explain))
    page = await text(browser, f"/acme/engine/issues/{issue.number}")
    assert re.findall("<summary>(Why[^<]*)</summary>", page) == ["Why?", "Why 👍?"]
    sandbox.person("bartek").create_label("acme/engine", "bug", "ff0000")
    await text(browser, "/acme/engine/labels")
    assert asked == [
        Artefact("comment", "acme/engine", issue.number, mine.id),
        Artefact("reaction", "acme/engine", issue.number, mine.id, "+1"),
        Artefact("label", "acme/engine", 0, name="bug"),
    ]
