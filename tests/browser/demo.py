"""`tell-me-more demo` as a newcomer starts it: a process of its own, found by the address that it prints."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"


@asynccontextmanager
async def demo(data: Path) -> AsyncIterator[str]:
    """Start the demo on a free port with its files in `data`; yield the page's address; end it as Ctrl+C does."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TMM_", "SLACK_"))}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "demo", "--no-browser", "--port", "0", "--data", str(data)),
        cwd=ROOT,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    printed = ""
    try:
        async with asyncio.timeout(30):
            while not (address := re.search(r"http://127\.0\.0\.1:\d+/", printed)):
                line = await process.stdout.readline()
                assert line, f"the demo ended: {printed}"
                printed += line.decode()
        yield address.group()
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()
    assert process.returncode == 0, "the demo ends with 0"


class Person:
    """One person's browser window."""

    def __init__(self, page: Page, address: str, person: str) -> None:
        self.page = page
        self.address = address
        self.person = person

    @classmethod
    async def sits_down(cls, browser: Browser, address: str, person: str, **context: object) -> "Person":
        """Open a window as `person`; its context is closed with the browser."""
        made = await browser.new_context(viewport={"width": 1280, "height": 800}, **context)  # type: ignore[arg-type]  # Playwright's keywords, passed on
        page = await made.new_page()
        page.set_default_timeout(15_000)
        return cls(page, address, person)

    async def goes_to(self, channel: str) -> None:
        await self.page.goto(f"{self.address}as/{self.person}/c/{channel}")

    async def goes_home(self) -> None:
        """Open the app's Home."""
        await self.page.goto(f"{self.address}as/{self.person}/app")

    async def reads_direct_messages(self) -> None:
        await self.page.goto(f"{self.address}as/{self.person}/messages")

    async def types(self, text: str) -> None:
        await self.page.get_by_role("textbox", name="Message").fill(text)
        await self.page.get_by_role("button", name="Send", exact=True).first.click()

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def article(self, text: str) -> Locator:
        return self.page.locator("article", has_text=text)

    async def skips_ahead(self, label: str) -> None:
        await self.page.get_by_role("button", name=f"Skip ahead {label}").click()

    async def does(self, button: str) -> None:
        """Press a button of the form in front."""
        await self.dialog.last.get_by_role("button", name=button, exact=True).click()

    async def closes_everything(self) -> None:
        while await self.dialog.count():
            await self.page.get_by_label("Close this form").last.click()
            await self.page.wait_for_timeout(100)

    async def waits_for_the_batch(self) -> None:
        """Skip past the next batch, which a newcomer would wait for: 15 s in the demo."""
        await self.closes_everything()
        await self.skips_ahead("1 h")

    async def sees(self, text: str) -> None:
        await expect(self.page.locator("article").get_by_text(text).first).to_be_visible(timeout=15_000)

    async def screenshot(self, name: str) -> None:
        """Keep what the person sees, to be looked at."""
        ARTEFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTEFACTS / f"{name}.png")
