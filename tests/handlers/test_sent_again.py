"""A request that comes twice: answered twice, with one effect."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.http_guard import HttpGuard
from tests.handlers import payloads
from tests.handlers.http import SECRET, post, signed
from tests.handlers.stage import Stage


async def test_a_replayed_request_is_answered_and_has_no_second_effect(
    stage: Stage, guard: HttpGuard, at: float
) -> None:
    body = urlencode(payloads.command("x"))
    assert (await post(guard, body, signed(body, at=at))).status == 200
    response = await post(guard, body, signed(body, at=at))
    assert (response.status, response.text) == (200, "")
    assert len(stage.slack.opened) == 1


async def test_the_same_words_signed_at_another_second_are_another_request(
    stage: Stage, guard: HttpGuard, at: float
) -> None:
    body = urlencode(payloads.command("x"))
    await post(guard, body, signed(body, at=at))
    await post(guard, body, signed(body, at=at + 1))
    assert len(stage.slack.opened) == 2


async def test_a_replayed_request_is_refused_as_old_once_it_is_forgotten(
    stage: Stage, guard: HttpGuard, at: float
) -> None:
    body = urlencode(payloads.command("x"))
    headers = signed(body, at=at + 290)
    await post(guard, body, headers)
    stage.clock.skip(seconds=580)
    later = urlencode(payloads.command("y"))
    await post(guard, later, signed(later, at=at + 580))
    assert (await post(guard, body, headers)).text == ""
    stage.clock.skip(seconds=20)
    assert (await post(guard, body, headers)).status == 401
    assert len(stage.slack.opened) == 2


class Slow:
    """An app that answers when it is told to."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.started = 0
        self.answer: Callable[[], BoltResponse] = lambda: BoltResponse(status=200, body={"once": True})

    async def async_dispatch(self, _: AsyncBoltRequest) -> BoltResponse:
        self.started += 1
        await self.go.wait()
        return self.answer()


@pytest.fixture
def slow() -> Slow:
    return Slow()


def before(slow: Slow, stage: Stage) -> HttpGuard:
    app: Any = slow
    return HttpGuard(app, signing_secret=SECRET, clock=stage.clock)


async def test_a_request_sent_again_while_it_runs_gets_the_same_answer(stage: Stage, slow: Slow, at: float) -> None:
    guard = before(slow, stage)
    body = urlencode(payloads.command("x"))
    both = [asyncio.create_task(post(guard, body, signed(body, at=at))) for _ in range(2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    slow.go.set()
    first, second = await asyncio.gather(*both)
    assert first.json() == second.json() == {"once": True}
    assert slow.started == 1


async def test_a_request_that_was_cut_off_may_be_sent_again(stage: Stage, slow: Slow, at: float) -> None:
    guard = before(slow, stage)
    body = urlencode(payloads.command("x"))
    first = asyncio.create_task(post(guard, body, signed(body, at=at)))
    await asyncio.sleep(0)
    second = asyncio.create_task(post(guard, body, signed(body, at=at)))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await second).status == 503
    slow.go.set()
    assert (await post(guard, body, signed(body, at=at))).json() == {"once": True}


async def test_a_request_that_failed_may_be_sent_again(stage: Stage, slow: Slow, at: float) -> None:
    guard = before(slow, stage)
    body = urlencode(payloads.command("x"))
    slow.go.set()
    slow.answer = lambda: BoltResponse(status=500)
    assert (await post(guard, body, signed(body, at=at))).status == 500
    slow.answer = lambda: BoltResponse(status=200, body="now")
    assert (await post(guard, body, signed(body, at=at))).text == "now"
