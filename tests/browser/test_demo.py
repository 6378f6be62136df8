"""A newcomer's first minutes in the demo, in a real browser, on a desk and on a phone."""

import re
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.browser.looks import faint, faults

HOME = "/acme/mentorship"
FILE = f"{HOME}/edit/main/.github/mentorship.yml"
Scheme = Literal["light", "dark"]


async def be(page: Page, login: str) -> None:
    """Choose somebody in the menu."""
    await page.locator(".who summary").click()
    await page.get_by_role("button", name=re.compile(rf"^{login}\b")).click()
    await expect(page.locator(".who strong")).to_have_text(login)


async def go(page: Page, path: str) -> None:
    """Open another page of the demo."""
    await page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)


async def comment(page: Page, text: str) -> None:
    """Say something in the issue that is open."""
    await page.get_by_label("Comment as").fill(text)
    await page.get_by_role("button", name="Comment", exact=True).click()


async def take_step(page: Page, login: str) -> None:
    """Press the button of what is suggested next, as that person."""
    if await page.locator(".who strong").inner_text() == login:
        await page.get_by_role("button", name="Go there", exact=True).click()
    else:
        await page.get_by_role("button", name=f"Be {login} and go there", exact=True).click()


async def test_a_newcomer_is_led_through(page: Page) -> None:
    await take_step(page, "maya")
    await page.get_by_role("button", name="Comment", exact=True).click()
    issue = page.locator("article#issue")
    await expect(issue.get_by_role("checkbox", name="conduct")).to_be_checked()
    await take_step(page, "maya")
    await page.get_by_role("button", name="Comment", exact=True).click()
    await take_step(page, "maya")
    mine = page.get_by_role("checkbox", name="chat Join", disabled=False)
    await mine.click()
    await expect(mine).to_be_checked()
    await expect(issue.get_by_role("checkbox", name="chat Join")).to_be_checked()
    await expect(page.get_by_text("3 of 7 tried")).to_be_visible()


async def test_dead_boxes_stay_dead(page: Page) -> None:
    await be(page, "maya")
    await go(page, f"{HOME}/issues/2")
    boxes = page.locator("article#issue").get_by_role("checkbox")
    assert await boxes.count() > 5
    for box in await boxes.all():
        await expect(box).to_be_disabled()
    await boxes.first.click(force=True)
    await expect(boxes.first).not_to_be_checked()
    await be(page, "alice")
    await boxes.first.click()
    await expect(boxes.first).to_be_checked()


async def test_the_keyboard_is_enough(page: Page) -> None:
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()
    await go(page, f"{HOME}/issues/2")
    box = page.locator("article#issue").get_by_role("checkbox").first
    await box.focus()
    await page.keyboard.press("Space")
    await expect(box).to_be_checked()


async def test_alice_changes_the_file(page: Page) -> None:
    await be(page, "alice")
    await go(page, FILE)
    text = await page.get_by_label("Content").input_value()
    await page.get_by_label("Content").fill(text.replace("2026-11-27", "2026-13-27", 1))
    await page.get_by_role("button", name="Save the change").click()
    await expect(page.get_by_text("Some checks were not successful")).to_be_visible()
    await page.get_by_role("link", name="Files changed").click()
    await expect(page.locator(".noted .note")).to_contain_text("2026-13-27")
    await page.get_by_role("link", name="Edit").click()
    await page.get_by_label("Content").fill(
        text.replace("- {login: ravi", "- {login: zoe}\n          - {login: ravi")
    )
    await page.get_by_role("button", name="Save the change").click()
    await expect(page.get_by_text("All checks have passed")).to_be_visible()
    await page.get_by_role("link", name="Details").click()
    await expect(page.locator("main")).to_contain_text("zoe: an onboarding issue")
    await page.go_back()
    await page.get_by_role("button", name="Merge pull request").click()
    await expect(page.locator(".badge")).to_have_text("Merged")


async def test_time_passes_and_kemal_reads_his_mail(page: Page) -> None:
    await page.get_by_role("button", name="Next thing").click()
    await expect(page.get_by_role("status")).to_contain_text("new")
    for _ in range(3):
        before = await page.locator(".when time").inner_text()
        await page.get_by_role("button", name="A week").click()
        await expect(page.locator(".when time")).not_to_have_text(before)
    await be(page, "kemal")
    await page.get_by_role("link", name="Mail").click()
    await expect(page.get_by_role("heading", name="kemal’s mailbox")).to_be_visible()
    mails = page.locator(".mailitem")
    assert 1 <= await mails.count() <= 9, "three a week at most"
    await expect(mails.first).to_contain_text("You get this because you were mentioned.")


async def test_why_is_answered_beside_what_cairn_wrote(page: Page) -> None:
    await be(page, "maya")
    await go(page, f"{HOME}/issues/2")
    await comment(page, "/mentor done chat")
    why = page.locator("article#issue details.why")
    await expect(why.get_by_text("3 working days before")).to_be_hidden()
    await why.locator("summary").click()
    await expect(why).to_contain_text("Every mentee gets an issue of their own")
    await expect(why).to_contain_text("27 Aug 2026, 09:00 on maya's clock (Asia/Kolkata)")
    await why.get_by_role("link", name="maya wrote “/mentor done chat”").click()
    mine = page.locator("article.post:target")
    await mine.get_by_text("Why 👍?").click()
    await expect(mine).to_contain_text("The thumb says that Cairn has read and done it")
    await page.locator("article#issue details.why summary").click()
    await page.get_by_role("link", name="opens_before: 3 working days").click()
    await expect(page.locator("main")).to_contain_text("opens_before: 3 working days")
    assert page.url.endswith(f"{HOME}/blob/HEAD/.github/mentorship.yml")


async def proposed(page: Page) -> str:
    """The path of a pull request with a failed check, so that its pages have everything on them."""
    await be(page, "alice")
    await go(page, FILE)
    text = await page.get_by_label("Content").input_value()
    await page.get_by_label("Content").fill(text.replace("2026-11-27", "2026-13-27", 1))
    await page.get_by_role("button", name="Save the change").click()
    await go(page, f"{HOME}/pulls")
    link = page.locator(f'main a[href^="{HOME}/pull/"]').first
    path = str(await link.get_attribute("href"))
    await go(page, f"{HOME}/issues/2")
    await comment(
        page, 'Hello @maya\n\n- [ ] one\n\n> [!WARNING]\n> Mind\n\n```mermaid\npie\n"a" : 1\n```'
    )
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_is_for_everybody(page: Page, scheme: Scheme) -> None:
    pull = await proposed(page)
    await page.emulate_media(color_scheme=scheme)
    paths = [
        *("/", "/maya", "/cairn", "/mail/maya", HOME, FILE, f"{HOME}/blob/main/README.md"),
        *(f"{HOME}/blob/main/.github/mentorship.yml", f"{HOME}/issues?state=all"),
        *(f"{HOME}/issues/2", f"{HOME}/issues/2/text", f"{HOME}/issues/new", f"{HOME}/labels"),
        *(f"{HOME}/milestones", f"{HOME}/milestone/1", pull, f"{pull}/files"),
        *(f"{HOME}/runs/30000000001", f"{HOME}/pulls", f"{HOME}/issues/1?since=0"),
    ]
    for path in paths:
        await go(page, path)
        for summary in await page.locator("main summary, .try summary").all():
            if await summary.is_visible():
                await summary.click()
        assert await faults(page) == [], path
        assert await faint(page) == [], path
