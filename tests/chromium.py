"""The Chromium that browser tests drive: Debian's, never one that Playwright downloads."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# No sandbox of its own as root, and none of the calls that it makes home at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Return where chromium is. Without one the test skips, saying so; in CI, where none is skipped, it fails."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    if os.environ.get("CI"):
        pytest.fail("browser tests need chromium, and CI never skips them: install the package `chromium`")
    pytest.skip("no chromium found: install it (Debian: apt install chromium) to run the browser tests")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start one headless browser, ended with the block."""
    path = executable()
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()
