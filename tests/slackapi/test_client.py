"""The client: no retries of its own, no proxy on loopback, and nothing of a payload in a log."""

import logging

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slackapi.client import TIMEOUT, make_client, make_session
from bot.slackapi.failures import translated
from bot.slackapi.identity import Identity, identify
from tests.slackapi.support import FakeSlack, refusal


async def test_nothing_is_retried_by_the_client_itself(client: AsyncWebClient) -> None:
    assert client.retry_handlers == []


async def test_a_call_takes_ten_seconds_at_most(client: AsyncWebClient) -> None:
    assert client.session is not None
    assert client.session.timeout.total == TIMEOUT == 10


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:1", "[::1]:1"])
async def test_loopback_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    session = make_session()
    assert make_client("xoxb", f"http://{host}/api/", session).proxy is None
    assert make_client("xoxb", "https://slack.com/api/", session).proxy == "http://proxy.example:3128"
    await session.close()


async def test_a_host_that_no_proxy_names_is_reached_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "slack.internal")
    session = make_session()
    assert make_client("xoxb", "https://slack.internal/api/", session).proxy is None
    await session.close()


async def test_no_payload_reaches_a_log_even_at_debug(
    slack: FakeSlack, client: AsyncWebClient, caplog: pytest.LogCaptureFixture
) -> None:
    slack.will_answer("chat.postMessage", {"ok": True, "channel": "C1", "ts": "1.0"})
    with caplog.at_level(logging.DEBUG):
        await translated(client.chat_postMessage(channel="C1", text="words-of-somebody"))
    assert "words-of-somebody" not in caplog.text


async def test_identity_names_the_bot_and_what_it_may_do(slack: FakeSlack, client: AsyncWebClient) -> None:
    body = {"ok": True, "user_id": "UBOT", "bot_id": "BBOT", "team": "Acme"}
    answer = refusal("x", X_OAuth_Scopes="chat:write, commands,users:read")
    answer.text = '{"ok": true, "user_id": "UBOT", "bot_id": "BBOT", "team": "Acme"}'
    slack.will_answer("auth.test", answer)
    assert await identify(client) == Identity(
        bot_user=str(body["user_id"]),
        bot_id=str(body["bot_id"]),
        team_name="Acme",
        scopes=frozenset({"chat:write", "commands", "users:read"}),
    )


async def test_identity_without_the_header_has_no_scopes(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.will_answer("auth.test", {"ok": True, "user_id": "UBOT", "bot_id": "BBOT", "team": "Acme"})
    assert (await identify(client)).scopes == frozenset()
