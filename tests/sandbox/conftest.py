"""A served sandbox, a client of its Web API, and a small Bolt app that listens over real Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, serve

HERE = Path(__file__).parent
MANIFEST = HERE / "manifest.yml"
ORGANISATION = HERE.parent.parent / "sandbox" / "sample" / "organisation.yml"


def client_for(sandbox: Sandbox, token: str | None = None) -> AsyncWebClient:
    """A client of the sandbox's Web API that retries nothing."""
    return AsyncWebClient(token or sandbox.bot_token, base_url=f"{sandbox.base_url}/api/", retry_handlers=[])


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    made = Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST)
    async with serve(made) as served:
        yield served


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncWebClient:
    return client_for(sandbox)


@pytest.fixture
async def app(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """A Bolt app without listeners yet, connected over Socket Mode."""
    bolt = AsyncApp(client=client, signing_secret=sandbox.signing_secret)
    handler = AsyncSocketModeHandler(bolt, sandbox.app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield bolt
    await handler.close_async()  # type: ignore[no-untyped-call]
