"""Health, readiness and metrics over real sockets, and a way for Slack's requests that touches none of them."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.errors import Misconfigured
from bot.process.metrics import Metrics
from bot.process.web import WebServer, bind, make_web


class Place:
    """A served app; `reason` is what readiness says."""

    def __init__(self) -> None:
        self.reason: str | None = None
        self.base = ""
        self.server: Any = None
        self.metrics = Metrics()
        self.entered = asyncio.Event()
        self.finish = asyncio.Event()

    async def why(self) -> str | None:
        return self.reason

    async def slack(self, scope: Any, receive: Any, send: Any) -> None:
        self.entered.set()
        await self.finish.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["method"].encode()})


@contextlib.asynccontextmanager
async def serving(*, with_slack: bool = True, finish_within: float = 5) -> AsyncIterator[Place]:
    place = Place()
    web = make_web(reason=place.why, metrics=place.metrics, slack=place.slack if with_slack else None)
    place.server = WebServer(web, bind("127.0.0.1", 0), finish_within=finish_within)
    place.base = f"http://127.0.0.1:{place.server.port}"
    running = asyncio.create_task(place.server.serve())
    try:
        yield place
    finally:
        await place.server.stop()
        await running


async def get(url: str, method: str = "GET") -> tuple[int, str, dict[str, str]]:
    async with aiohttp.ClientSession() as session, session.request(method, url) as answer:
        return answer.status, await answer.text(), {name.lower(): value for name, value in answer.headers.items()}


async def test_alive_is_answered_whatever_readiness_says() -> None:
    async with serving() as place:
        place.reason = "draining"
        assert (await get(f"{place.base}/healthz"))[:2] == (200, "ok\n")


async def test_readiness_says_why_not() -> None:
    async with serving() as place:
        assert (await get(f"{place.base}/readyz"))[:2] == (200, "ready\n")
        place.reason = "not connected to Slack"
        assert (await get(f"{place.base}/readyz"))[:2] == (503, "not connected to Slack\n")


async def test_metrics_are_in_the_format_of_prometheus() -> None:
    async with serving() as place:
        place.metrics.count("taken")
        status, text, headers = await get(f"{place.base}/metrics")
        assert status == 200
        assert "tmm_taken_total 1.0" in text
        assert headers["content-type"].startswith("text/plain; version=0.0.4")


async def test_no_answer_tells_which_software_gives_it() -> None:
    async with serving() as place:
        _, _, headers = await get(f"{place.base}/healthz")
        assert "server" not in headers
        assert "date" not in headers


async def test_slacks_path_goes_to_slacks_app() -> None:
    async with serving() as place:
        place.finish.set()
        assert (await get(f"{place.base}/slack/events", "POST"))[:2] == (200, "POST")
        assert (await get(f"{place.base}/slack/events/"))[0] == 404
        assert (await get(f"{place.base}/"))[0] == 404


async def test_in_socket_mode_there_is_nothing_at_slacks_path() -> None:
    async with serving(with_slack=False) as place:
        assert (await get(f"{place.base}/slack/events", "POST"))[0] == 404
        assert (await get(f"{place.base}/healthz"))[0] == 200


async def test_stopping_answers_what_runs_and_accepts_nothing_more() -> None:
    async with serving() as place:
        running = asyncio.create_task(get(f"{place.base}/slack/events", "POST"))
        await place.entered.wait()
        stopping = asyncio.create_task(place.server.stop())
        await asyncio.sleep(0.3)
        with pytest.raises(aiohttp.ClientConnectionError):
            await get(f"{place.base}/healthz")
        assert not stopping.done()
        place.finish.set()
        assert (await running)[0] == 200
        await stopping


async def test_stopping_does_not_wait_for_ever() -> None:
    async with serving(finish_within=1) as place:
        running = asyncio.create_task(get(f"{place.base}/slack/events", "POST"))
        await place.entered.wait()
        async with asyncio.timeout(3):
            await place.server.stop()
        with contextlib.suppress(aiohttp.ClientError):
            await running


def test_a_taken_port_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Misconfigured) as caught:
            bind("127.0.0.1", port)
    assert caught.value.problems == (
        f"TMM_HOST/TMM_PORT: cannot listen on 127.0.0.1:{port} (address already in use); free it, or choose another",
    )


def test_an_address_that_is_not_ours_is_one_line() -> None:
    with pytest.raises(Misconfigured) as caught:
        bind("192.0.2.1", 0)
    assert len(caught.value.problems) == 1
