"""The connection to Slack: first connect, refresh, loss, silence, refusal and the end, over real sockets."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from random import Random
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Misconfigured
from bot.process.metrics import Metrics
from bot.process.socket_mode import SocketMode
from tests.process.tiny_slack import TinySlack

Connect = Callable[..., Awaitable["Line"]]


class Line:
    """A Socket Mode under test with its running keeper, and a listener that can be held up."""

    def __init__(self, slack: TinySlack, session: aiohttp.ClientSession, **options: Any) -> None:
        client = AsyncWebClient(token="xoxb-1", base_url=slack.base_url, session=session, retry_handlers=[])
        app = AsyncApp(client=client, signing_secret="unused", process_before_response=True)
        app.command("/feedback")(self._listen)
        self.hold = asyncio.Event()
        self.hold.set()
        self.entered = asyncio.Event()
        self.handled: list[str] = []
        self.mode = SocketMode(
            app=app,
            app_token="xapp-1",
            web_client=client,
            random=Random(1),
            meter=Metrics(),
            waits=options.get("waits", (0.01, 0.02)),
            quiet=options.get("quiet", 30),
            pong_within=0.2,
        )
        self.running: asyncio.Task[None] | None = None

    async def _listen(self, ack: Any, command: Any) -> None:
        self.entered.set()
        await self.hold.wait()
        self.handled.append(command["text"])
        await ack(f"took {command['text']}")

    async def connect(self) -> None:
        await self.mode.connect()
        self.running = asyncio.create_task(self.mode.run())

    async def stop(self, within: float = 1) -> None:
        await self.mode.stop(within=within)
        if self.running is not None:
            await self.running


@pytest.fixture
async def line(slack: TinySlack) -> AsyncIterator[Callable[..., Line]]:
    made: list[Line] = []
    async with aiohttp.ClientSession() as session:

        def make(**options: Any) -> Line:
            made.append(Line(slack, session, **options))
            return made[-1]

        yield make
        for each in made:
            each.hold.set()
            await each.stop()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_command_is_handled_and_answered(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line()
    await mine.connect()
    await slack.send_command("hello", envelope="E7")
    answer = await asyncio.wait_for(slack.answers.get(), 5)
    assert answer == {"envelope_id": "E7", "payload": {"text": "took hello"}}
    assert mine.mode.connected


async def test_the_first_connect_is_tried_again_with_a_new_address_each_time(
    slack: TinySlack, line: Callable[..., Line], logged: io.StringIO
) -> None:
    slack.open_answers = ["internal_error", "ratelimited"]
    slack.refuse_handshakes = 2
    mine = line()
    await mine.connect()
    assert slack.calls.count("apps.connections.open") == 5
    assert logged.getvalue().count("socket_connect_failed") == 4


async def test_an_address_that_nobody_serves_is_tried_again(line: Callable[..., Line]) -> None:
    mine = line()
    mine.mode._client.web_client.base_url = "http://127.0.0.1:9/api/"
    connecting = asyncio.create_task(mine.mode.connect())
    await asyncio.sleep(0.1)
    assert not connecting.done()
    connecting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await connecting


@pytest.mark.parametrize("code", ["invalid_auth", "not_allowed_token_type", "missing_scope", "token_revoked"])
async def test_a_refused_token_is_not_tried_again(slack: TinySlack, line: Callable[..., Line], code: str) -> None:
    slack.open_answers = [code]
    with pytest.raises(Misconfigured) as caught:
        await line().connect()
    assert slack.calls == ["apps.connections.open"]
    assert caught.value.problems[0].startswith("SLACK_APP_TOKEN: ")
    assert code in caught.value.problems[0]


async def test_a_token_refused_while_running_is_told_and_tried_again(
    slack: TinySlack, line: Callable[..., Line]
) -> None:
    mine = line(waits=(0.2,))
    await mine.connect()
    slack.open_answers = ["token_revoked"]
    await slack.sockets[-1].close()
    await until(lambda: mine.mode.refused == "token_revoked")
    assert not mine.mode.connected
    await until(lambda: mine.mode.connected)
    assert mine.mode.refused is None


async def test_a_lost_connection_is_replaced(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line()
    await mine.connect()
    await slack.sockets[-1].close()
    await until(lambda: len(slack.sockets) == 2 and mine.mode.connected)
    await slack.send_command("still here")
    await asyncio.wait_for(slack.answers.get(), 5)


async def test_a_cut_connection_is_replaced(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line()
    await mine.connect()
    transport: Any = slack.sockets[-1]._req.transport  # type: ignore[union-attr]
    transport.abort()
    await until(lambda: len(slack.sockets) == 2 and mine.mode.connected)


async def test_a_refresh_opens_the_new_connection_before_the_old_one_is_closed(
    slack: TinySlack, line: Callable[..., Line]
) -> None:
    mine = line()
    await mine.connect()
    await slack.send({"type": "disconnect", "reason": "warning"})
    await slack.send({"type": "disconnect", "reason": "refresh_requested"})
    await until(lambda: len(slack.sockets) == 2)
    await until(lambda: slack.sockets[0].closed)
    assert not slack.sockets[1].closed
    await slack.send_command("on the new one")
    await asyncio.wait_for(slack.answers.get(), 5)
    assert len(slack.sockets) == 2


async def test_what_arrives_on_the_old_connection_during_a_refresh_is_handled(
    slack: TinySlack, line: Callable[..., Line]
) -> None:
    mine = line()
    await mine.connect()
    slack.connected.clear()
    old = slack.sockets[-1]
    await slack.send({"type": "disconnect", "reason": "refresh_requested"})
    sent = 0
    while not old.closed:
        with contextlib.suppress(ConnectionError):
            await old.send_json(
                {
                    "type": "slash_commands",
                    "envelope_id": f"E{sent}",
                    "payload": {"command": "/feedback", "text": str(sent), "team_id": "T1", "user_id": "U0AUTHOR1"},
                }
            )
            sent += 1
        await asyncio.sleep(0)
    await until(lambda: len(slack.sockets) == 2 and mine.mode.connected)
    await asyncio.sleep(0.1)
    lost = set(map(str, range(sent))) - set(mine.handled)
    # what was sent after our closing frame had arrived is Slack's to send again
    assert len(lost) <= 1, lost


async def test_silence_is_broken_by_a_ping(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line(quiet=0.05)
    await mine.connect()
    await asyncio.sleep(0.5)
    assert len(slack.sockets) == 1
    assert mine.mode.connected


async def test_a_side_that_does_not_answer_a_ping_is_replaced(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line(quiet=0.05)
    await mine.connect()
    slack.deaf = True
    await until(lambda: len(slack.sockets) == 2)
    slack.deaf = False
    await until(lambda: mine.mode.connected)
    await slack.send_command("heard again")
    await asyncio.wait_for(slack.answers.get(), 5)


async def test_stopping_lets_what_runs_finish_and_answer(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line()
    await mine.connect()
    mine.hold.clear()
    await slack.send_command("slow", envelope="E1")
    await mine.entered.wait()
    stopping = asyncio.create_task(mine.stop(within=5))
    await asyncio.sleep(0.05)
    await slack.send_command("too late", envelope="E2")
    await asyncio.sleep(0.05)
    assert not stopping.done()
    mine.hold.set()
    await stopping
    assert mine.handled == ["slow"]
    assert (await asyncio.wait_for(slack.answers.get(), 5))["envelope_id"] == "E1"
    assert slack.answers.empty()


async def test_stopping_does_not_wait_for_ever(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line()
    await mine.connect()
    mine.hold.clear()
    await slack.send_command("for ever")
    await mine.entered.wait()
    async with asyncio.timeout(2):
        await mine.stop(within=0.1)


async def test_stopping_during_a_reconnect_ends_it(slack: TinySlack, line: Callable[..., Line]) -> None:
    mine = line()
    await mine.connect()
    slack.hang_on.add("apps.connections.open")
    await slack.sockets[-1].close()
    await until(lambda: slack.calls.count("apps.connections.open") == 2)
    async with asyncio.timeout(2):
        await mine.stop()


async def test_no_task_is_left_behind(slack: TinySlack, line: Callable[..., Line]) -> None:
    before = asyncio.all_tasks()
    mine = line()
    await mine.connect()
    await slack.send_command("hello")
    await slack.answers.get()
    await slack.send({"type": "disconnect", "reason": "refresh_requested"})
    await until(lambda: len(slack.sockets) == 2 and slack.sockets[0].closed)
    await mine.stop()
    left = {task.get_coro().__qualname__ for task in asyncio.all_tasks() - before}  # type: ignore[union-attr]
    assert not {name for name in left if not name.startswith("RequestHandler")}


@pytest.mark.parametrize(
    "payload", [{"team": 3}, {"authorizations": 5}, {"actions": [5], "user": "planted", "team": 3}]
)
async def test_a_payload_that_cannot_be_read_is_acknowledged_so_that_it_does_not_come_again(
    slack: TinySlack, line: Callable[..., Line], logged: io.StringIO, payload: dict[str, Any]
) -> None:
    mine = line()
    await mine.connect()
    await slack.send({"type": "interactive", "envelope_id": "E5", "payload": {"type": "block_actions", **payload}})
    assert (await asyncio.wait_for(slack.answers.get(), 2))["envelope_id"] == "E5"
    assert "planted" not in logged.getvalue()
    await slack.send_command("hello")
    await asyncio.wait_for(slack.answers.get(), 5)
    assert mine.handled == ["hello"]


async def test_what_is_no_envelope_does_no_harm(
    slack: TinySlack, line: Callable[..., Line], logged: io.StringIO
) -> None:
    mine = line()
    await mine.connect()
    for text in (
        "{",
        "not json planted",
        "[]",
        '{"type": 7}',
        '{"type": "slash_commands", "envelope_id": "E0"}',
        "null",
    ):
        await slack.sockets[-1].send_str(text)
    await slack.sockets[-1].send_bytes(b"\xff\xfe planted")
    await slack.send_command("hello")
    await asyncio.wait_for(slack.answers.get(), 5)
    assert mine.handled == ["hello"]
    assert "planted" not in logged.getvalue()
