"""A served stage and a page of it in a real Chromium, for the modules marked `browser`."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox.serving import serve
from tests.chromium import chromium
from tests.sandbox_web.stage import ANA, GENERAL, Stage


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with serve(made := Stage()):
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def page(stage: Stage, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context()
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.set_default_timeout(5000)
    await page.goto(f"{stage.base_url}/as/{ANA}/c/{GENERAL}")
    yield page
    await context.close()
    assert wrong == []
