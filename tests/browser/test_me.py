"""One's own page in a real browser, on a desk and on a phone (row K6)."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.browser.looks import faint, faults


@pytest.fixture
async def own(page: Page, elsewhere: set[str]) -> Page:
    """maya's own page."""
    return await signed_in(page, elsewhere, "maya")


async def signed_in(page: Page, elsewhere: set[str], login: str) -> Page:
    """Somebody's own page: from the demo's strip to Cairn, to GitHub, and back."""
    link = page.get_by_role("link", name="My page at Cairn")
    elsewhere.add(str(await link.get_attribute("href")).removesuffix("/me"))
    await link.click()
    await expect(page.get_by_role("heading", name="Your own page")).to_be_visible()
    await page.get_by_role("link", name="Sign in with GitHub").click()
    await page.get_by_role("link", name=login, exact=True).click()
    await expect(page.get_by_role("heading", name=f"Hello, {login}")).to_be_visible()
    return page


async def test_what_is_set_stays(own: Page) -> None:
    await own.get_by_label("Time zone").select_option("Asia/Tokyo")
    await own.get_by_label("From").select_option("14:00")
    await own.get_by_label("until", exact=True).select_option("20:00")
    await own.get_by_label("Sunday").check()
    await own.get_by_label("Public holidays").fill("jp")
    await own.get_by_label("Leave me out of tables of numbers").check()
    await own.get_by_role("button", name="Save", exact=True).click()
    await expect(own.get_by_role("status")).to_contain_text("Saved.")
    await own.reload()
    await expect(own.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    await expect(own.get_by_label("From")).to_have_value("14")
    await expect(own.get_by_label("Sunday")).to_be_checked()
    await expect(own.get_by_label("Monday")).not_to_be_checked()
    await expect(own.get_by_label("Public holidays")).to_have_value("JP")
    await expect(own.get_by_label("Leave me out of tables")).to_be_checked()


async def test_away_and_back(own: Page) -> None:
    await own.get_by_label("Your last day away").fill("2026-09-11")
    await own.get_by_role("button", name="I am away").click()
    await expect(own.locator("main")).to_contain_text("You are away until 11 September 2026")
    await own.get_by_role("button", name="I am back").click()
    await expect(own.get_by_role("status")).to_contain_text("Welcome back")
    await expect(own.get_by_role("button", name="I am away")).to_be_visible()


async def test_the_donut(own: Page) -> None:
    await own.get_by_label("Pair me up each week").check()
    await own.get_by_label("Until this day").check()
    await own.get_by_label("Last day of the pause").fill("2026-09-11")
    await own.get_by_text("Whom you would rather not meet").click()
    await own.get_by_label("Names on GitHub").fill("kemal\nkemall")
    await own.get_by_role("button", name="Save the donut").click()
    await expect(own.get_by_role("alert")).to_contain_text("Cairn does not know kemall.")
    assert await faults(own) == []
    assert await faint(own) == []
    await own.get_by_label("The names are right").check()
    await own.get_by_role("button", name="Save the donut").click()
    await expect(own.get_by_role("status")).to_contain_text("Saved.")
    await expect(own.get_by_label("Pair me up each week")).to_be_checked()
    await expect(own.get_by_label("Last day of the pause")).to_have_value("2026-09-11")
    await expect(own.get_by_label("Names on GitHub")).not_to_be_visible()
    await own.get_by_text("Whom you would rather not meet").click()
    await expect(own.get_by_label("Names on GitHub")).to_have_value("kemal\nkemall")


async def test_calendars(own: Page) -> None:
    """What somebody gets at an address: until they ask for another one."""
    address = own.get_by_role("textbox", name="Your own calendar")
    found = []
    for button in ("Make an address for it", "New address"):
        await own.get_by_role("button", name=button).click()
        found.append(await address.input_value())
    answers = [await own.request.get(each) for each in found]
    assert [answer.status for answer in answers] == [404, 200]
    assert "Half-way talk" in await answers[1].text()
    subscribe = own.get_by_role("link", name="Subscribe to Your own calendar")
    assert await subscribe.get_attribute("href") == found[1].replace("http://", "webcal://")
    shared = await own.get_by_role("textbox", name="Community office hours").input_value()
    assert (await own.request.get(shared)).status == 200
    assert await faults(own) == []
    assert await faint(own) == []
    await own.get_by_role("button", name="No address any more").click()
    await expect(own.get_by_role("button", name="Make an address for it")).to_be_visible()
    assert (await own.request.get(found[1])).status == 404


async def test_a_senior_in_no_cohort_sees_their_own_numbers(
    page: Page, elsewhere: set[str]
) -> None:
    noor = await signed_in(page, elsewhere, "noor")
    await expect(noor.get_by_role("heading", name="Help sessions, amer")).to_be_visible()
    await expect(noor.locator("main")).to_contain_text("You led in the last four weeks")
    assert await faults(noor) == []


async def test_taken_along_forgotten_and_out(own: Page, tmp_path: Path) -> None:
    async with own.expect_download() as download:
        await own.get_by_role("link", name="Download all of it").click()
    await (await download.value).save_as(tmp_path / "mine.json")
    assert '"login": "maya"' in (tmp_path / "mine.json").read_text()
    await own.get_by_text("Forget me").first.click()
    await own.get_by_label("Yes, delete").check()
    await own.get_by_role("button", name="Forget me").click()
    await expect(own.get_by_role("status")).to_contain_text("you are signed out")
    await expect(own.get_by_role("link", name="Sign in with GitHub")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_for_everybody(own: Page, scheme: Literal["light", "dark"]) -> None:
    await own.emulate_media(color_scheme=scheme)
    await own.get_by_text("Forget me").first.click()
    assert await faults(own) == []
    assert await faint(own) == []
    await own.keyboard.press("Home")
    await own.get_by_role("button", name="Sign out").click()
    await expect(own.get_by_role("heading", name="Your own page")).to_be_visible()
    assert await faults(own) == []
    assert await faint(own) == []
