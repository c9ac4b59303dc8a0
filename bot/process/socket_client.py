"""slack-sdk's Socket Mode client with one owner of its connection, and no task or message left behind."""

import asyncio
import contextlib
import logging
import time
from typing import Any

from slack_sdk.socket_mode.websockets import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed


class Client(SocketModeClient):
    """Differs from slack-sdk's in who reconnects: it only sets `wanted`, and its owner connects, one at a time.

    slack-sdk has three places that reconnect, gives up on some errors, retries others without pause, and drops what
    arrives on the old connection while it is replaced.
    """

    current_session: ClientConnection | None

    def __init__(self, *, app_token: str, web_client: AsyncWebClient) -> None:
        super().__init__(
            app_token=app_token,
            web_client=web_client,
            logger=_logger(),
            auto_reconnect_enabled=False,
        )
        self.wanted = asyncio.Event()
        self.heard_at = time.monotonic()
        self._receivers: set[asyncio.Future[None]] = set()
        self._listeners: set[asyncio.Task[Any]] = set()

    @property
    def connected(self) -> bool:
        """True while the newest connection is open."""
        return self.current_session is not None and self.current_session.close_code is None

    @property
    def idle(self) -> bool:
        """True when nothing that was received is waiting or being handled."""
        return self.message_queue.empty() and not self._listeners

    async def replace(self, url: str) -> None:
        """Open a connection to `url`, then close the one before, whose last messages are still read."""
        self._keep_reading()
        self.wss_uri = url
        try:
            await self.connect()  # type: ignore[no-untyped-call]  # slack-sdk leaves it untyped
        finally:
            receiver = self.message_receiver
            if receiver is not None:
                self._receivers.add(receiver)
                receiver.add_done_callback(self._receivers.discard)
        self.heard_at = time.monotonic()

    def _keep_reading(self) -> None:
        self.message_receiver = None  # connect() would cancel it; it ends when its connection is closed

    async def hears(self, *, quiet: float, pong_within: float) -> bool:
        """Return whether the other side is there: it spoke within `quiet` seconds, or answers a ping in time."""
        session = self.current_session
        if session is None:
            return False
        if time.monotonic() - self.heard_at < quiet:
            return self.connected
        try:
            async with asyncio.timeout(pong_within):
                await (await session.ping())
        except (ConnectionClosed, TimeoutError):
            session.transport.abort()  # a closing handshake would wait for who does not answer
            return False
        self.heard_at = time.monotonic()
        return True

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002  slack-sdk names it
        """Called by slack-sdk when Slack is about to close this connection."""
        self.wanted.set()

    async def receive_messages(self) -> None:
        """Read one connection to its end, then ask for another if it was the newest."""
        session = self.current_session
        if session is None:
            return
        with contextlib.suppress(ConnectionClosed):
            while True:
                message = await session.recv()
                self.heard_at = time.monotonic()
                await self.enqueue_message(message if isinstance(message, str) else message.decode("utf-8", "replace"))
        if session is self.current_session:
            self.wanted.set()

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        """Handle one message, known to `idle` and `close` while it runs."""
        task = asyncio.current_task()
        if task is not None:
            self._listeners.add(task)
            task.add_done_callback(self._listeners.discard)
        await super().run_message_listeners(message, raw_message)

    async def stop_reading(self) -> None:
        """Take in nothing more; what was received can still be handled and answered."""
        await _end(self._receivers)

    async def close(self) -> None:
        """Close the connection and wait for every task to be gone, cancelling what still runs."""
        self.closed = True
        await _end({*self._receivers, *self._listeners, self.message_processor, self.current_session_monitor})
        await self.disconnect()  # type: ignore[no-untyped-call]  # slack-sdk leaves it untyped


def _logger() -> logging.Logger:
    """Never below WARNING: at DEBUG slack-sdk writes every payload into its messages."""
    logger = logging.getLogger("bot.process.slack_sdk")
    logger.setLevel(logging.WARNING)
    return logger


async def _end(tasks: set[Any]) -> None:
    ending = [task for task in tasks if task is not None]
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)
