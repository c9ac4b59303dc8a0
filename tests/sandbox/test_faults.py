import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Sandbox
from tests.sandbox.test_web_api import refusal


async def post(client: AsyncWebClient, words: str = "hello") -> Any:
    return await client.chat_postMessage(channel="C0PAYMENTS", text=words)


def posted(sandbox: Sandbox) -> list[str]:
    return [one.text for one in sandbox.act.messages("ana", "payments")]


async def test_an_error_comes_as_often_as_ordered_and_takes_no_effect(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.fail_next("chat.postMessage", error="fatal_error", times=2)
    for _ in range(2):
        answer = await refusal(client, "chat.postMessage", channel="C0PAYMENTS", text="x")
        assert answer["error"] == "fatal_error"
    await post(client)
    assert posted(sandbox) == ["hello"]
    assert [one.error for one in sandbox.requests] == ["fatal_error", "fatal_error", None]


async def test_a_limit_says_when_to_come_back(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.fail_next("*", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"


async def test_a_status_and_a_body_that_is_no_json_come_through(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.fail_next("auth.test", status=503)
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 503
    sandbox.faults.fail_next("auth.test", body="<html>")
    with pytest.raises(SlackApiError, match="status: 200"):
        await client.auth_test()


@pytest.mark.parametrize(("how", "left"), [("drop", []), ("drop_after_taking", ["hello"])])
async def test_a_connection_drops_before_or_after_the_call_took_effect(
    sandbox: Sandbox, client: AsyncWebClient, how: str, left: list[str]
) -> None:
    sandbox.faults.fail_next("chat.postMessage", **{how: True})  # type: ignore[arg-type]
    with pytest.raises(aiohttp.ClientConnectionError):
        await post(client)
    assert posted(sandbox) == left
    await post(client, "again")
    assert posted(sandbox) == [*left, "again"]


async def test_a_delayed_call_is_answered_in_the_end(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.fail_next("chat.postMessage", delay=0.2)
    start = asyncio.get_running_loop().time()
    await post(client)
    assert asyncio.get_running_loop().time() - start >= 0.2


async def test_response_urls_and_opening_a_connection_fail_too(sandbox: Sandbox, client: AsyncWebClient) -> None:
    person, channel = sandbox.world.person("ana"), sandbox.world.channel("random")
    url = sandbox.core.payloads.response_url("commands", person, channel)
    sandbox.faults.fail_next("response_url", status=500)
    sandbox.faults.fail_next("apps.connections.open", error="internal_error")
    assert (await AsyncWebhookClient(url, retry_handlers=[]).send(text="lost")).status_code == 500
    assert (await AsyncWebhookClient(url, retry_handlers=[]).send(text="seen")).status_code == 200
    assert [one.text for one in sandbox.act.ephemerals("ana")] == ["seen"]
    with pytest.raises(SlackApiError, match="internal_error"):
        await client.apps_connections_open(app_token=sandbox.app_token)


async def test_faults_are_cleared_and_must_make_sense(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.fail_next("auth.test", error="x", times=100)
    sandbox.faults.clear()
    await client.auth_test()
    with pytest.raises(ValueError, match="no method"):
        sandbox.faults.fail_next("chat.shout", error="x")
    with pytest.raises(ValueError, match="say how"):
        sandbox.faults.fail_next("auth.test")
