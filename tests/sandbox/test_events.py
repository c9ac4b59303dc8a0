import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from sandbox import Sandbox, serve
from tests.sandbox.conftest import MANIFEST, ORGANISATION


@dataclass
class Endpoint:
    """The app's own URL: notes what comes, and answers with what is in `answers`, then with 200."""

    secret: str
    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)
    signed: list[bool] = field(default_factory=list)
    seen: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.text()
        headers = dict(request.headers)
        self.signed.append(SignatureVerifier(self.secret).is_valid_request(body, headers))
        self.got.append((headers, body))
        self.seen.set()
        if '"url_verification"' in body:
            return web.json_response({"challenge": "sandbox-challenge"})
        return self.answers.pop(0) if self.answers else web.Response()

    async def count(self, number: int) -> None:
        async with asyncio.timeout(5):
            while len(self.got) < number:
                self.seen.clear()
                await self.seen.wait()


@pytest.fixture
async def endpoint(sandbox: Sandbox) -> AsyncIterator[Endpoint]:
    made = Endpoint(sandbox.signing_secret)
    server = web.Application()
    server.router.add_post("/slack/events", made.take)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    sandbox.set_http_endpoint(made.url)
    yield made
    await runner.cleanup()


async def test_commands_come_as_a_signed_form_and_the_answer_is_shown(sandbox: Sandbox, endpoint: Endpoint) -> None:
    endpoint.answers = [web.json_response({"text": "thanks"}), web.Response(text="plain")]
    for _ in range(2):
        delivery = await sandbox.act.command("ana", "random", "/feedback hello & goodbye")
        assert delivery.status == 200
    headers, body = endpoint.got[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "text=hello+%26amp%3B+goodbye" in body
    assert endpoint.signed == [True, True]
    assert [one.text for one in sandbox.act.ephemerals("ana")] == ["thanks", "plain"]


async def test_interactions_come_as_a_payload_and_a_failing_app_is_told_of(
    sandbox: Sandbox, endpoint: Endpoint
) -> None:
    endpoint.answers = [web.Response(status=500)]
    delivery = await sandbox.act.global_shortcut("ana", "give_feedback")
    assert (delivery.status, delivery.error) == (500, "dispatch_failed")
    assert endpoint.got[0][1].startswith("payload=%7B")


async def test_the_address_is_verified_by_a_challenge(sandbox: Sandbox, endpoint: Endpoint) -> None:
    assert await sandbox.verify_url()
    sandbox.set_http_endpoint(None)
    with pytest.raises(RuntimeError):
        await sandbox.verify_url()


async def test_an_event_that_is_not_taken_comes_again_after_none_one_and_five_minutes(
    sandbox: Sandbox, endpoint: Endpoint
) -> None:
    endpoint.answers = [web.Response(status=500) for _ in range(4)]
    event_id = sandbox.act.send_event("app_mention", {"user": "U0ANA"})
    await endpoint.count(2)
    sandbox.clock.skip(60)
    await endpoint.count(3)
    sandbox.clock.skip(239)
    await asyncio.sleep(0.05)
    assert len(endpoint.got) == 3
    sandbox.clock.skip(2)
    await endpoint.count(4)
    assert [headers.get("X-Slack-Retry-Num") for headers, _ in endpoint.got] == [None, "1", "2", "3"]
    assert endpoint.got[1][0]["X-Slack-Retry-Reason"] == "http_error"
    assert all(str(event_id) in body for _, body in endpoint.got)
    while not sandbox.core.events.undelivered:
        await asyncio.sleep(0.01)
    assert sandbox.core.events.undelivered == [event_id]


async def test_an_app_can_ask_not_to_be_sent_an_event_again(sandbox: Sandbox, endpoint: Endpoint) -> None:
    endpoint.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    event_id = sandbox.act.send_event("app_mention", {"user": "U0ANA"})
    await endpoint.count(1)
    while not sandbox.core.events.undelivered:
        await asyncio.sleep(0.01)
    assert (sandbox.core.events.undelivered, len(endpoint.got)) == ([event_id], 1)


async def test_the_same_event_can_be_sent_several_times(sandbox: Sandbox, endpoint: Endpoint) -> None:
    sandbox.act.send_event("app_home_opened", {"user": "U0ANA"}, event_id="Ev1", times=3)
    await endpoint.count(3)
    assert all('"event_id": "Ev1"' in body for _, body in endpoint.got)


async def test_only_what_the_manifest_asks_for_is_sent(sandbox: Sandbox, endpoint: Endpoint) -> None:
    await sandbox.act.say("ana", "payments", "hello")
    sandbox.act.archive("payments")
    sandbox.act.unarchive("payments")
    sandbox.act.rename_channel("payments", "money")
    sandbox.act.invite_bot("random")
    sandbox.act.deactivate("leo")
    sandbox.act.set_group_members("pay-leads", ["ana"])
    await endpoint.count(3)
    await asyncio.sleep(0.05)
    kinds = [kind for _, body in endpoint.got for kind in _kinds(body)]
    assert kinds == ["channel_archive", "member_joined_channel", "user_change"]


async def test_a_mention_is_an_event(sandbox: Sandbox, endpoint: Endpoint) -> None:
    await sandbox.act.say("ana", "payments", "@tell-me-more hello")
    await endpoint.count(1)
    assert '"type": "app_mention"' in endpoint.got[0][1]
    assert "<@U0TELLMEMORE>" in endpoint.got[0][1]


async def test_events_still_to_come_do_not_keep_a_sandbox_from_closing() -> None:
    made = Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST)
    async with serve(made):
        made.act.send_event("app_mention", {})
        await asyncio.sleep(0.05)


def _kinds(body: str) -> list[Any]:
    known = (
        "channel_archive",
        "channel_unarchive",
        "channel_rename",
        "member_joined_channel",
        "user_change",
        "message",
    )
    return [kind for kind in known if f'"type": "{kind}"' in body]
