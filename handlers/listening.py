"""What stands around every listener: its time, and an answer that loses nothing when it cannot do its work."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreFailure
from handlers import quick_json
from handlers.answers import Answer, Listener
from handlers.deps import Deps
from handlers.payloads import Body, UnreadableError
from handlers.refusals import Refusal, Trouble

log = structlog.get_logger()

SECONDS_TO_LISTEN = 2.5
SECONDS_IN_ALL = 2.9
"""Slack waits for 3 seconds. What a listener leaves of them is for saying why it could not do its work."""


def listening(
    listener: Listener, *, refuse: Refusal, deps: Deps, client: AsyncWebClient
) -> Callable[[Body], Awaitable[BoltResponse]]:
    """Return `listener` as a function of the body alone that always returns a response within 3 seconds.

    No error leaves it: after one Bolt would answer late, or log what must not be logged.
    """

    async def listen(body: Body) -> BoltResponse:
        until = asyncio.get_running_loop().time() + SECONDS_IN_ALL
        try:
            async with asyncio.timeout(SECONDS_TO_LISTEN):
                answer = await listener(deps, body, client)
        except Exception as error:  # noqa: BLE001  whatever it is, the person is answered and keeps their words
            trouble = _noted(error, deps)
            answer = await _refused(refuse(trouble, deps, body, client), trouble, until=until)
        return BoltResponse(status=200, body=quick_json.dumps(answer) if answer else "")

    return listen


async def _refused(refusal: Awaitable[Answer], trouble: Trouble, *, until: float) -> Answer:
    try:
        async with asyncio.timeout_at(until):
            return await refusal
    except Exception as error:  # noqa: BLE001  there is nothing left to answer with
        log.error("refusal_failed", kind=trouble.value, code=_where(error))
        return {}


def _noted(error: Exception, deps: Deps) -> Trouble:
    trouble = _trouble(error)
    log.error("listener_failed", kind=trouble.value, code=_where(error))
    deps.meter.count("listener_failed", trouble=trouble.value)
    return trouble


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, TimeoutError):
        return Trouble.UNSURE  # what was begun may have been committed since
    if isinstance(error, StoreFailure):
        return Trouble.NOT_NOW
    return Trouble.UNREADABLE if isinstance(error, UnreadableError) else Trouble.BROKEN


def _where(error: Exception) -> str:
    """Return such as `KeyError in form_sent:52`: what an operator needs to find it, and nothing that was sent."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{type(error).__name__} in {place}"
