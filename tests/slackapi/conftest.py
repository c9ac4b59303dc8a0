"""A client of the product's own making, against a Slack on loopback."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.slackapi.client import make_client, make_session
from tests.slackapi.support import FakeSlack


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    server = TestServer(slack.application())
    await server.start_server()
    session = make_session()
    yield make_client("xoxb-token", str(server.make_url("/api")), session)
    await session.close()
    await server.close()
