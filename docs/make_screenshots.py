"""The pictures of the README, taken from the demo in a real browser: `make screenshot`."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.demo import Person, demo
from tests.chromium import chromium

IMAGES = Path(__file__).parent / "images"
WORDS = "The checkout charged me twice last week, and support could not tell me who can give the money back."
NAMED = "The checkout charged me twice, and Hugo in support could not tell me who gives the money back."
SIZE: ViewportSize = {"width": 1180, "height": 640}
TALL: ViewportSize = {"width": 1180, "height": 800}


async def main() -> None:
    """Give feedback as one person, listen to it as another, and keep what they see."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with chromium() as browser, demo(Path(folder)) as address:
            ana = await _sits_down(browser, address, "U0ANA", TALL)
            await ana.goes_to("C0GENERAL")
            await ana.types(f"/feedback {NAMED}")
            await expect(ana.dialog).to_contain_text("Marked is what could tell who you are.")
            await ana.page.screenshot(path=IMAGES / "form.png")
            await ana.closes_everything()
            await ana.types(f"/feedback {WORDS}")
            await expect(ana.dialog).to_contain_text("Goes to Payments")
            await ana.does("Send")
            await expect(ana.dialog).to_contain_text("Thank you")
            await ana.waits_for_the_batch()

            ben = await _sits_down(browser, address, "U0BEN", SIZE)
            await ben.goes_to("C0PAYMENTS")
            await ben.sees("charged me twice")
            await ben.skips_ahead("4 h")
            await ben.page.get_by_role("button", name="1 reply").click()
            await ben.sees("has been waiting for 4 hours")
            await ben.page.mouse.move(0, 0)
            await ben.page.screenshot(path=IMAGES / "channel.png")


async def _sits_down(browser: Browser, address: str, person: str, size: ViewportSize) -> Person:
    sitting = await Person.sits_down(browser, address, person)
    await sitting.page.set_viewport_size(size)
    return sitting


if __name__ == "__main__":
    asyncio.run(main())
