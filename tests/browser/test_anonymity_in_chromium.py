"""What authors see and choose, in a real browser against `tell-me-more demo`; screenshots are kept."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.demo import Person, demo
from tests.chromium import chromium

pytestmark = pytest.mark.browser


async def test_what_words_give_away_is_marked_and_the_rewrite_is_sent(tmp_path: Path) -> None:
    async with chromium() as browser, demo(tmp_path / "data") as address:
        leo = await Person.sits_down(browser, address, "U0LEO")
        await leo.goes_to("C0GENERAL")
        await leo.types("/feedback mobile: Hugo Lindqvist told me at hugo@harbour.example that the crash stays")
        await expect(leo.dialog).to_contain_text("Marked is what could tell who you are.")
        await leo.screenshot("10-marked-words")
        await leo.dialog.get_by_label("The rewrite").check()
        await leo.screenshot("11-the-rewrite-is-chosen")
        await leo.does("Send")
        await expect(leo.dialog).to_contain_text("Thank you")
        await leo.waits_for_the_batch()
        fatima = await Person.sits_down(browser, address, "U0FATIMA")
        await fatima.goes_to("C0MOBILE")
        await fatima.sees("[a name] told me at [an e-mail address] that the crash stays")
        await fatima.screenshot("12-the-rewrite-in-the-channel")


async def test_asked_in_the_thread_and_answered_from_home(tmp_path: Path) -> None:
    async with chromium() as browser, demo(tmp_path / "data") as address:
        ana = await Person.sits_down(browser, address, "U0ANA")
        await ana.goes_home()
        await expect(ana.page.locator("main")).to_contain_text("My feedback")
        await ana.screenshot("13-home-with-nothing-yet")
        await ana.page.get_by_role("button", name="Give feedback").click()
        await ana.dialog.get_by_label("What would you like to say?").fill("Refunds take three weeks.")
        await ana.does("Send")
        await expect(ana.dialog).to_contain_text("Payments in #payments")
        await ana.does("Send")
        await expect(ana.dialog).to_contain_text("Thank you")
        await ana.closes_everything()
        await ana.goes_home()
        await expect(ana.page.locator("main")).to_contain_text("Not delivered yet")
        await ana.screenshot("14-home-while-it-waits")
        await ana.waits_for_the_batch()

        ben = await Person.sits_down(browser, address, "U0BEN")
        await ben.goes_to("C0PAYMENTS")
        await ben.article("three weeks").get_by_role("button", name="Tell me more").click()
        await ben.dialog.get_by_label("What would you like to know?").fill("Who told you so, and when?")
        await ben.does("Send")
        await expect(ben.dialog).to_contain_text("can ask for who wrote it")
        await ben.screenshot("15-a-question-that-fishes")
        await ben.dialog.get_by_label("What would you like to know?").fill("What would have helped you to wait?")
        await ben.does("Send")
        await expect(ben.dialog).to_contain_text("on its way into the thread")
        await ben.closes_everything()

        await ana.goes_home()
        await expect(ana.page.locator("main")).to_contain_text("1 question waits for your answer")
        await ana.screenshot("16-home-with-a-question")
        await ana.page.get_by_role("button", name="Open", exact=True).click()
        await expect(ana.dialog).to_contain_text("What would have helped you to wait?")
        await ana.screenshot("17-my-feedback")
        await ana.does("Answer")
        await ana.dialog.last.get_by_label("What would you like to answer?").fill("A date, even a late one.")
        await ana.screenshot("18-answering")
        await ana.does("Send")
        await expect(ana.dialog.last).to_contain_text("Thank you for saying more")
        await ana.screenshot("19-answered")
        await ana.waits_for_the_batch()

        await ben.goes_to("C0PAYMENTS")
        await ben.page.get_by_role("button", name="2 replies").click()
        await ben.sees("A date, even a late one.")
        await ben.screenshot("20-the-answer-in-the-thread")


async def test_a_receipt_opens_it_from_another_home(tmp_path: Path) -> None:
    async with chromium() as browser, demo(tmp_path / "data") as address:
        ana = await Person.sits_down(browser, address, "U0ANA")
        await ana.goes_to("C0GENERAL")
        await ana.types("/feedback payments: refunds take three weeks")
        await ana.dialog.get_by_label("Anonymous, with a receipt").check()
        await expect(ana.dialog).to_contain_text("whoever has your receipt of six words")
        await ana.screenshot("21-with-a-receipt")
        await ana.does("Send")
        await expect(ana.dialog).to_contain_text("Your receipt")
        await ana.screenshot("22-the-receipt")
        words = await ana.dialog.get_by_role("heading").nth(1).inner_text()
        assert len(words.split()) == 6
        await ana.waits_for_the_batch()

        leo = await Person.sits_down(browser, address, "U0LEO", color_scheme="dark")
        await leo.goes_home()
        await leo.page.get_by_role("button", name="I have a receipt").click()
        await leo.dialog.get_by_label("The six words of your receipt").fill("abandon ability able about above abzent")
        await leo.does("Open")
        await expect(leo.dialog).to_contain_text("Did you mean “absent”?")
        await leo.screenshot("23-a-mistaken-receipt")
        await leo.dialog.get_by_label("The six words of your receipt").fill(words)
        await leo.does("Open")
        await expect(leo.dialog).to_contain_text("refunds take three weeks")
        await leo.screenshot("24-opened-with-the-receipt")


async def test_about_a_leader_it_goes_to_somebody_else_and_reported_it_is_hidden(tmp_path: Path) -> None:
    async with chromium() as browser, demo(tmp_path / "data") as address:
        ana = await Person.sits_down(browser, address, "U0ANA")
        await ana.goes_to("C0GENERAL")
        await ana.types("/feedback payments: Ben laughs at whoever asks for help")
        await expect(ana.dialog).to_contain_text("who leads the team")
        await ana.screenshot("25-a-leader-is-named")
        await ana.dialog.get_by_label("Is this about somebody who leads it?").select_option("U0BEN")
        await expect(ana.dialog).to_contain_text("by direct message, and to no channel")
        await ana.dialog.get_by_label("My words as they are").check()
        await ana.dialog.get_by_label("Is this about somebody who leads it?").scroll_into_view_if_needed()
        await ana.screenshot("26-left-out")
        await ana.dialog.get_by_text("Slack, and whoever can compel it").scroll_into_view_if_needed()
        await ana.screenshot("26-who-could-find-out")
        await ana.does("Send")
        await expect(ana.dialog).to_contain_text("Thank you")
        await ana.screenshot("27-left-out-confirmed")
        await ana.closes_everything()
        await ana.types("/feedback payments: whoever built the checkout should be ashamed")
        await ana.does("Send")
        await expect(ana.dialog).to_contain_text("Thank you")
        await ana.waits_for_the_batch()

        kaia = await Person.sits_down(browser, address, "U0KAIA")
        await kaia.reads_direct_messages()
        await kaia.sees("Ben laughs at whoever asks for help")
        await kaia.screenshot("28-what-the-director-reads")

        ben = await Person.sits_down(browser, address, "U0BEN")
        await ben.goes_to("C0PAYMENTS")
        await ben.article("ashamed").get_by_label("More options").click()
        await ben.screenshot("29-the-menu")
        await ben.page.get_by_role("menuitem", name="Report").click()
        await expect(ben.dialog).to_contain_text("Report this?")
        await ben.screenshot("30-report")
        await ben.does("Report")
        await expect(ben.dialog).to_contain_text("Its words are hidden here now")
        await ben.closes_everything()
        await expect(ben.page.locator("main")).to_contain_text("handed to those who look after safety")
        await expect(ben.page.locator("main")).not_to_contain_text("ashamed")
        await ben.screenshot("31-reported")

        ines = await Person.sits_down(browser, address, "U0INES")
        await ines.goes_to("C0SAFETY")
        await ines.sees("should be ashamed")
        await ines.screenshot("32-the-safety-channel")
