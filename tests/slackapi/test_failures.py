"""Everything a call can end in, as errors of ours that hold no body."""

import asyncio
import traceback

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackFailure, SlackRefused, SlackTokenRefused, SlackUnavailable
from bot.slackapi.client import make_client, make_session
from bot.slackapi.failures import translated
from tests.slackapi.support import FakeSlack, hang_up, refusal

SECRET = "words-of-somebody"


async def failure(slack: FakeSlack, client: AsyncWebClient, answer: object) -> SlackFailure:
    slack.answers["chat.postMessage"] = [answer]  # type: ignore[list-item] # some are what no server should say
    with pytest.raises(SlackFailure) as caught:
        await translated(client.chat_postMessage(channel="C1", text=SECRET))
    return caught.value


@pytest.mark.parametrize("code", ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"])
async def test_a_token_that_is_not_accepted(slack: FakeSlack, client: AsyncWebClient, code: str) -> None:
    error = await failure(slack, client, refusal(code))
    assert isinstance(error, SlackTokenRefused)
    assert error.code == code


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "invalid_blocks", "missing_scope", "brand_new"])
async def test_a_refusal_is_permanent(slack: FakeSlack, client: AsyncWebClient, code: str) -> None:
    error = await failure(slack, client, refusal(code))
    assert isinstance(error, SlackRefused)
    assert error.code == code


@pytest.mark.parametrize("code", ["service_unavailable", "team_added_to_org", "external_channel_migrating"])
async def test_what_slack_calls_temporary_did_not_happen(slack: FakeSlack, client: AsyncWebClient, code: str) -> None:
    error = await failure(slack, client, refusal(code))
    assert isinstance(error, SlackUnavailable)
    assert not error.ambiguous


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "request_timeout"])
async def test_an_error_inside_slack_may_have_happened(slack: FakeSlack, client: AsyncWebClient, code: str) -> None:
    error = await failure(slack, client, refusal(code))
    assert isinstance(error, SlackUnavailable)
    assert error.ambiguous


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (refusal("ratelimited", status=429, Retry_After="30"), 30),
        (refusal("ratelimited", Retry_After="1.5"), 1.5),
        (web.Response(status=429, text="slow down", content_type="text/html", headers={"Retry-After": "7"}), 7),
        (refusal("ratelimited", status=429), None),
        (refusal("ratelimited", status=429, Retry_After="soon"), None),
        (refusal("rate_limited", status=200), None),
    ],
)
async def test_a_limit_says_how_long_to_wait(
    slack: FakeSlack, client: AsyncWebClient, answer: web.Response, wait: float | None
) -> None:
    error = await failure(slack, client, answer)
    assert isinstance(error, SlackUnavailable)
    assert error.retry_after == wait
    assert not error.ambiguous
    assert "limited" in error.code


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(status=500, text="<html>", content_type="text/html"),
        web.Response(status=503, text=SECRET, content_type="text/plain"),
        web.Response(status=502),
        web.Response(text=f"<html>{SECRET}</html>", content_type="text/html"),
        web.Response(text=SECRET, content_type="text/plain"),
        web.Response(text=SECRET, content_type="application/json"),
        web.Response(text="", content_type="application/json"),
        web.Response(text=f'["{SECRET}"]', content_type="application/json"),
        web.Response(text="null", content_type="application/json"),
        web.Response(text="3", content_type="application/json"),
        web.Response(body=b"\xff\xfe\xff", content_type="application/json", charset="utf-8"),
        web.Response(body=b"\xff\xfe\xff", content_type="text/plain", charset="utf-8"),
        hang_up,
    ],
)
async def test_an_answer_that_cannot_be_read_may_have_been_an_ok(
    slack: FakeSlack, client: AsyncWebClient, answer: object
) -> None:
    error = await failure(slack, client, answer)
    assert isinstance(error, SlackUnavailable)
    assert error.ambiguous
    assert SECRET not in "".join(traceback.format_exception(error))


async def test_a_code_that_is_none_is_not_repeated(slack: FakeSlack, client: AsyncWebClient) -> None:
    error = await failure(slack, client, refusal(f"{SECRET} and more"))
    assert isinstance(error, SlackRefused)
    assert error.code == "unknown_error"


async def test_no_error_carries_the_answer_it_was_made_from(slack: FakeSlack, client: AsyncWebClient) -> None:
    error = await failure(slack, client, refusal("is_archived"))
    assert error.__cause__ is None
    assert error.__context__ is None


async def test_a_server_that_is_not_there_was_never_asked(unused_tcp_port: int) -> None:
    session = make_session()
    client = make_client("xoxb-token", f"http://127.0.0.1:{unused_tcp_port}/api/", session)
    with pytest.raises(SlackUnavailable) as caught:
        await translated(client.api_test())
    await session.close()
    assert caught.value.code == "cannot_connect"
    assert not caught.value.ambiguous


async def test_a_timeout_may_have_happened(slack: FakeSlack, client: AsyncWebClient) -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    assert client.session is not None
    client.session._timeout = aiohttp.ClientTimeout(total=0.05)
    error = await failure(slack, client, never)
    assert isinstance(error, SlackUnavailable)
    assert (error.code, error.ambiguous) == ("timeout", True)


async def test_a_mistake_of_ours_in_a_call_is_permanent() -> None:
    async def call() -> None:
        raise SlackRequestError("wrong arguments")

    with pytest.raises(SlackRefused, match="client_error"):
        await translated(call())


async def test_an_address_that_is_none_is_permanent() -> None:
    session = make_session()
    with pytest.raises(SlackRefused, match="invalid_url"):
        await translated(make_client("xoxb-token", "http:///api/", session).api_test())
    await session.close()


async def test_a_cancelled_call_stays_cancelled(slack: FakeSlack, client: AsyncWebClient) -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    slack.will_answer("api.test", never)
    task = asyncio.create_task(translated(client.api_test()))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
