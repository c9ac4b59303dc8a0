import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websockets import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sandbox import Sandbox
from tests.sandbox.conftest import client_for


async def address(sandbox: Sandbox) -> str:
    answer = await client_for(sandbox).apps_connections_open(app_token=sandbox.app_token)
    return str(answer["url"])


async def message(connection: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(await asyncio.wait_for(connection.recv(), 5)))


@pytest.fixture
async def connection(sandbox: Sandbox) -> AsyncIterator[ClientConnection]:
    """A plain WebSocket whose hello was read."""
    async with connect(await address(sandbox), ping_interval=None) as opened:
        await message(opened)
        yield opened


async def test_a_ticket_opens_one_connection_and_says_hello(sandbox: Sandbox) -> None:
    url = await address(sandbox)
    async with connect(url) as opened:
        hello = await message(opened)
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"]["app_id"] == "A0SANDBOX"
        with pytest.raises(InvalidStatus):
            await connect(url)
    with pytest.raises(InvalidStatus):
        await connect(url.replace("ticket=", "ticket=made-up"))


async def test_an_envelope_carries_the_payload_and_takes_an_answer(
    sandbox: Sandbox, connection: ClientConnection
) -> None:
    typing = asyncio.create_task(sandbox.act.command("ana", "random", "/feedback hello"))
    envelope = await message(connection)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "hello"
    await connection.send(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "thanks"}}))
    delivery = await typing
    assert (delivery.status, delivery.body) == (200, {"text": "thanks"})
    await connection.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
    while not sandbox.core.hub.late_acks:
        await asyncio.sleep(0.01)


async def test_payloads_take_turns_among_connections(sandbox: Sandbox) -> None:
    async with connect(await address(sandbox)) as one, connect(await address(sandbox)) as two:
        counts = [0, 0]

        async def answer(index: int, opened: ClientConnection) -> None:
            async for raw in opened:
                envelope = json.loads(raw)
                if "envelope_id" in envelope:
                    counts[index] += 1
                    await opened.send(json.dumps({"envelope_id": envelope["envelope_id"]}))

        answering = [asyncio.create_task(answer(index, opened)) for index, opened in enumerate((one, two))]
        for _ in range(4):
            assert (await sandbox.act.command("ana", "random", "/feedback")).ok
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)
    assert counts == [2, 2]


async def test_an_eleventh_connection_is_sent_away(sandbox: Sandbox) -> None:
    opened = [await connect(await address(sandbox)) for _ in range(10)]
    extra = await connect(await address(sandbox))
    assert (await message(extra))["reason"] == "too_many_websockets"
    await asyncio.gather(*(one.close() for one in (*opened, extra)))


async def test_a_refresh_warns_first_and_a_drop_does_not(sandbox: Sandbox, connection: ClientConnection) -> None:
    sandbox.faults.refresh_sockets(grace=0.05)
    assert [(await message(connection))["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
    with pytest.raises(ConnectionClosed):
        await message(connection)
    second = await connect(await address(sandbox))
    await message(second)
    sandbox.faults.drop_sockets()
    with pytest.raises(ConnectionClosed):
        await message(second)
    assert second.close_code == 1006


async def test_refused_handshakes_are_counted_down(sandbox: Sandbox) -> None:
    sandbox.faults.refuse_sockets(1)
    with pytest.raises(InvalidStatus) as caught:
        await connect(await address(sandbox))
    assert 400 <= caught.value.response.status_code < 500
    async with connect(await address(sandbox)) as opened:
        assert (await message(opened))["type"] == "hello"


async def test_a_muted_connection_is_open_but_sends_not_even_a_pong(
    sandbox: Sandbox, connection: ClientConnection
) -> None:
    await asyncio.wait_for(await connection.ping(), 2)
    sandbox.faults.mute_sockets(60)
    pong = await connection.ping()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(pong), 0.2)
    sandbox.faults.clear()
    await asyncio.wait_for(await connection.ping(), 2)


async def test_a_payload_can_be_lost_with_its_connection(sandbox: Sandbox, connection: ClientConnection) -> None:
    sandbox.faults.fail_next("socket", drop=True)
    delivery = asyncio.create_task(sandbox.act.command("ana", "random", "/feedback"))
    with pytest.raises(ConnectionClosed):
        await message(connection)
    delivery.cancel()
    await asyncio.gather(delivery, return_exceptions=True)


async def test_slack_sdk_s_client_reconnects_after_a_refresh(sandbox: Sandbox, client: AsyncWebClient) -> None:
    socket = SocketModeClient(app_token=sandbox.app_token, web_client=client, ping_interval=0.2)

    async def listen(_client: Any, request: SocketModeRequest) -> None:
        await socket.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    socket.socket_mode_request_listeners.append(listen)
    await socket.connect()  # type: ignore[no-untyped-call]
    try:
        assert (await sandbox.act.command("ana", "random", "/feedback")).ok
        sandbox.faults.refresh_sockets(grace=0.3)
        async with asyncio.timeout(5):
            while not (await sandbox.act.command("ana", "random", "/feedback")).ok:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.4)
        assert (await sandbox.act.command("ana", "random", "/feedback")).ok
        assert sandbox.sockets == 1
    finally:
        await socket.close()  # type: ignore[no-untyped-call]
