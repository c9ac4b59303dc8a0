"""The journey as people make it, in a real browser against `tell-me-more demo`; screenshots are kept."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.demo import Person, demo
from tests.chromium import chromium

pytestmark = pytest.mark.browser

WORDS = "the checkout charged me twice, and nobody could tell me whom to ask"


async def test_from_feedback_to_the_end_of_the_nudging(tmp_path: Path) -> None:
    async with chromium() as browser, demo(tmp_path / "data") as address:
        ana = await Person.sits_down(browser, address, "U0ANA")
        await ana.goes_to("C0GENERAL")
        await ana.types(f"/feedback {WORDS}")
        await expect(ana.dialog).to_contain_text("Goes to Payments in #payments")
        await ana.screenshot("1-form")
        await ana.dialog.get_by_role("button", name="Send").click()
        await expect(ana.dialog).to_contain_text("Thank you")
        await ana.screenshot("2-confirmed")
        await ana.waits_for_the_batch()

        ben = await Person.sits_down(browser, address, "U0BEN")
        await ben.goes_to("C0PAYMENTS")
        await ben.sees(WORDS)
        await expect(ben.article(WORDS)).to_contain_text("anonymous")
        await expect(ben.page.locator("main")).not_to_contain_text("Ana Ribeiro")

        await ben.skips_ahead("4 h")
        await ben.page.get_by_role("button", name="1 reply").click()
        await ben.sees("has been waiting for 4 hours")
        await ben.screenshot("3-reminder-in-the-thread")
        await ben.page.goto(f"{address}as/U0BEN/messages")
        await ben.sees("You get this because you lead Payments")
        await ben.screenshot("4-reminder-by-direct-message")
        await ben.page.get_by_role("button", name="Acknowledge").click()
        await ben.sees("Acknowledged by")
        await expect(ben.page.get_by_role("button", name="Acknowledge")).to_have_count(0)
        await ben.goes_to("C0PAYMENTS")
        await expect(ben.article(WORDS)).to_contain_text("Acknowledged by", timeout=15_000)
        await ben.screenshot("5-acknowledged")

        await ben.skips_ahead("1 day")
        await ben.skips_ahead("1 day")
        await ben.page.wait_for_timeout(2500)  # two sweeps
        await expect(ben.page.get_by_role("button", name="1 reply")).to_be_visible()
        await ben.page.goto(f"{address}as/U0BEN/messages")
        await expect(ben.page.locator("article")).to_have_count(1)


async def test_a_leader_asks_to_hear_more_and_everything_is_still_there_after_a_restart(tmp_path: Path) -> None:
    async with chromium() as browser:
        async with demo(tmp_path / "data") as address:
            leo = await Person.sits_down(browser, address, "U0LEO")
            await leo.goes_to("C0GENERAL")
            await leo.types("/feedback")
            await leo.dialog.get_by_label("What would you like to say?").fill("the login screen is too dark to read")
            await leo.dialog.get_by_role("button", name="Send").click()
            await expect(leo.dialog).to_contain_text("Mobile in #mobile")
            await leo.screenshot("6-the-team-is-shown-before-anything-is-sent")
            await leo.dialog.get_by_role("button", name="Send").click()
            await expect(leo.dialog).to_contain_text("Thank you")
            await leo.waits_for_the_batch()

            gita = await Person.sits_down(browser, address, "U0GITA", color_scheme="dark")
            await gita.goes_to("C0MOBILE")
            card = gita.article("too dark to read")
            await card.get_by_role("button", name="Tell me more").click()
            await expect(gita.dialog).to_contain_text("Tell me more about what's not working")
            await gita.screenshot("7-tell-me-more")
            await gita.dialog.get_by_role("button", name="Send").click()
            await gita.dialog.get_by_role("button", name="Done").click()
            await expect(card).to_contain_text("Acknowledged by", timeout=15_000)
            await gita.page.get_by_role("button", name="1 reply").click()
            await gita.sees("asks")
            await gita.screenshot("8-the-question-in-the-thread")
        async with demo(tmp_path / "data") as address:
            gita = await Person.sits_down(browser, address, "U0GITA")
            await gita.goes_to("C0MOBILE")
            await expect(gita.article("too dark to read")).to_contain_text("Acknowledged by")


async def test_somebody_who_does_not_lead_the_team_is_told_so_kindly(tmp_path: Path) -> None:
    async with chromium() as browser, demo(tmp_path / "data") as address:
        ana = await Person.sits_down(browser, address, "U0ANA")
        await ana.goes_to("C0PAYMENTS")
        await ana.types("/feedback refunds take three weeks")
        await ana.dialog.get_by_role("button", name="Send").click()
        await expect(ana.dialog).to_contain_text("Thank you")
        await ana.waits_for_the_batch()
        await ana.article("three weeks").get_by_role("button", name="Acknowledge").click()
        await expect(ana.dialog).to_contain_text("lead")
        await ana.screenshot("9-not-a-leader")
