"""Keeps this process connected to Slack by Socket Mode: first connect, refresh, loss and silence in one place."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from random import Random

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from websockets.exceptions import InvalidURI, WebSocketException

from bot.errors import Misconfigured
from bot.ports import Meter
from bot.process.socket_client import Client
from bot.words import checks as words

log = structlog.get_logger()

REFUSALS = frozenset(
    {
        *("access_denied", "account_inactive", "ekm_access_denied", "forbidden_team", "invalid_auth", "missing_args"),
        *("missing_scope", "no_permission", "not_allowed_token_type", "not_authed", "org_login_required"),
        *("team_access_not_granted", "token_expired", "token_revoked"),
    }
)
"""Answers of apps.connections.open that no retry changes."""

CONNECT_WITHIN = 25.0
"""Seconds for one attempt; the handshake has 10 of them, and closing the old connection 10 more."""

CLOSE_WITHIN = 0.8
"""Seconds for the closing handshake; Slack loses nothing by our not waiting for its half."""


class SocketMode:
    """One connection to Slack, and the running listeners of what came over it.

    `waits` are the seconds before the second attempt, doubled after each failure up to the last; each is drawn from
    the half to the whole, so that replicas do not return together. After `quiet` seconds without a message the other
    side has to answer a ping within `pong_within`, or is replaced.
    """

    def __init__(
        self,
        *,
        app: AsyncApp,
        app_token: str,
        web_client: AsyncWebClient,
        random: Random,
        meter: Meter,
        waits: Sequence[float] = (1, 2, 4, 8, 16, 30),
        quiet: float = 20,
        pong_within: float = 5,
    ) -> None:
        self._app = app
        self._random = random
        self._meter = meter
        self._waits = waits
        self._quiet = quiet
        self._pong_within = pong_within
        self._client = Client(app_token=app_token, web_client=web_client)
        self._client.socket_mode_request_listeners.append(self._handle)
        self._keeper: asyncio.Task[None] | None = None
        self._stopping = False
        self.refused: str | None = None
        """Slack's code while it refuses the token, else None."""

    @property
    def connected(self) -> bool:
        """True while Slack can reach us."""
        return self._client.connected

    async def connect(self) -> None:
        """Connect for the first time, in as many attempts as it takes. Misconfigured where the token is refused."""
        await self._connect(give_up=True)

    async def run(self) -> None:
        """Stay connected until `stop`."""
        self._keeper = asyncio.current_task()
        try:
            while not self._stopping:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._quiet):
                        await self._client.wanted.wait()
                heard = await self._client.hears(quiet=self._quiet, pong_within=self._pong_within)
                if self._client.wanted.is_set() or not heard:
                    log.info("socket_replaced" if heard else "socket_lost")
                    self._meter.count("socket_reconnects")
                    await self._connect(give_up=False)
        except asyncio.CancelledError:
            if not self._stopping:
                raise

    async def stop(self, *, within: float) -> None:
        """Take in nothing more, give what runs `within` seconds to be answered, and close."""
        self._stopping = True
        if self._keeper is not None:
            self._keeper.cancel()
        await self._client.stop_reading()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                # twice, since a message taken from the queue shows as running only a turn of the loop later
                while not self._client.idle or not await self._still_idle():  # noqa: ASYNC110  slack-sdk has no event
                    await asyncio.sleep(0.02)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._client.close()

    async def _still_idle(self) -> bool:
        await asyncio.sleep(0.02)
        return self._client.idle

    async def _connect(self, *, give_up: bool) -> None:
        attempts = 0
        while True:
            self._client.wanted.clear()
            attempts += 1
            try:
                async with asyncio.timeout(CONNECT_WITHIN):
                    await self._client.replace(await self._url())
            except SlackApiError as error:
                code = str(error.response.get("error", "unknown"))
                if code in REFUSALS:
                    self.refused = code
                    if give_up:
                        raise Misconfigured([words.app_refused(code)]) from None
                await self._pause(code, attempts, named=_retry_after(error))
            except (
                OSError,
                aiohttp.ClientError,
                SlackClientError,
                WebSocketException,
                InvalidURI,
                TimeoutError,
            ) as error:
                await self._pause(type(error).__name__, attempts, named=0)
            else:
                # Slack announces the end of a connection twice; the second is about the one that was just replaced
                self._client.wanted.clear()
                if not self._client.connected:
                    self._client.wanted.set()
                self.refused = None
                log.info("socket_connected", attempts=attempts)
                return

    async def _pause(self, code: str, attempts: int, *, named: float) -> None:
        wait = self._waits[min(attempts, len(self._waits)) - 1]
        seconds = max(named, self._random.uniform(wait / 2, wait))
        log.warning("socket_connect_failed", code=code, attempts=attempts, seconds=seconds)
        await asyncio.sleep(seconds)

    async def _url(self) -> str:
        response = await self._client.web_client.apps_connections_open(app_token=self._client.app_token)
        return str(response["url"])

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        try:
            asked = AsyncBoltRequest(body=request.payload, headers=build_headers(request), mode="socket_mode")
        except Exception:  # noqa: BLE001  Bolt walks through the body as it comes, so that a wrong one fails in many ways
            log.info("request_refused", code="unreadable")
            # without an answer Slack sends it again, to no better end
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
            return
        response = await self._app.async_dispatch(asked)
        await send_async_response(client, request, response, started)


def _retry_after(error: SlackApiError) -> float:
    headers = {str(name).lower(): value for name, value in (getattr(error.response, "headers", None) or {}).items()}
    try:
        return float(headers.get("retry-after", 0))
    except ValueError:
        return 0
