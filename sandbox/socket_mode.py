"""Socket Mode: connections that apps open with a ticket, and the envelopes that travel over them."""

import asyncio
import json
import secrets
import time
import uuid
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.clock import Clock
from sandbox.delivery import ACK_SECONDS, TIMEOUT, UNREACHED, Delivery, Envelope, Retry, since
from sandbox.faults import Faults

MOST = 10  # docs: "up to 10 WebSocket connections at the same time"
TICKET_SECONDS = 30
_HOST = "applink-sandbox"


class Connection:
    """One open WebSocket; `retiring` once it was asked to be renewed."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.retiring = False
        self.cut = asyncio.Event()
        self.ended = asyncio.Event()

    async def send(self, message: dict[str, Any]) -> None:
        """Sends one JSON message; one that can no longer be sent is lost, as on a real line."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.socket.send_text(json.dumps(message, ensure_ascii=False))


class SocketHub:
    """All connections; each payload goes to one of them in turn."""

    def __init__(self, clock: Clock, faults: Faults, app_id: str) -> None:
        self._clock = clock
        self._faults = faults
        self._app_id = app_id
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = 0
        self.connections: list[Connection] = []
        self.late_acks = 0
        faults.on_drop = self.drop
        faults.on_refresh = self.refresh

    def ticket(self) -> str:
        """A ticket for one handshake within half a minute."""
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = self._clock.time() + TICKET_SECONDS
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Runs one connection from handshake to end; a wrong or used ticket is refused with 403."""
        until = self._tickets.pop(socket.query_params.get("ticket", ""), 0.0)
        if self._faults.refusals_left > 0:
            self._faults.refusals_left -= 1
            await socket.close(1013)
            return
        if until < self._clock.time():
            await socket.close(1008)
            return
        await socket.accept()
        connection = Connection(socket)
        if len(self.connections) >= MOST:
            await connection.send(_disconnect("too_many_websockets"))
            await socket.close()
            return
        self.connections.append(connection)
        try:
            if not self._faults.muted:
                await connection.send(self._hello())
            await self._listen(connection)
        finally:
            self.connections.remove(connection)
            connection.ended.set()

    async def carry(self, envelope: Envelope, payload: dict[str, Any], retry: Retry) -> Delivery:
        """Sends a payload to one connection and waits for its acknowledgement."""
        start = time.perf_counter()
        envelope_id = str(uuid.uuid4())
        message: dict[str, Any] = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": envelope,
            "accepts_response_payload": _accepts_answer(envelope, payload),
        }
        if envelope == "events_api":
            message |= {"retry_attempt": retry.number, "retry_reason": retry.reason}
        connection = self._next_connection()
        if connection is None:
            return Delivery(0, ms=since(start), error=UNREACHED)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        try:
            async with asyncio.timeout(ACK_SECONDS):
                await self._send(connection, message)
                body = await answer
        except TimeoutError:
            return Delivery(0, ms=since(start), error=TIMEOUT)
        finally:
            self._waiting.pop(envelope_id, None)
        return Delivery(200, body or None, since(start))

    def drop(self) -> None:
        """Cuts all connections."""
        for connection in self.connections:
            connection.cut.set()

    def refresh(self, grace: float) -> None:
        """Starts to renew all connections."""
        for connection in list(self.connections):
            connection.retiring = True
            task = asyncio.get_running_loop().create_task(_retire(connection, grace))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Ends all connections and what still runs for them."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.drop()
        for connection in list(self.connections):
            await connection.ended.wait()

    async def _send(self, connection: Connection, message: dict[str, Any]) -> None:
        fault = self._faults.take("socket")
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.drop:
                connection.cut.set()
                return
        if not self._faults.muted:
            await connection.send(message)
        if fault is not None and fault.drop_after_taking:
            connection.cut.set()

    async def _listen(self, connection: Connection) -> None:
        reading = asyncio.create_task(self._read(connection))
        cutting = asyncio.create_task(connection.cut.wait())
        _, left = await asyncio.wait({reading, cutting}, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        await asyncio.gather(reading, cutting, return_exceptions=True)
        if connection.cut.is_set():
            abort = connection.socket.scope.get("sandbox.abort")
            if abort is not None:
                abort()
            with suppress(RuntimeError, WebSocketDisconnect):
                await connection.socket.close(1006 if abort is None else 1001)

    async def _read(self, connection: Connection) -> None:
        with suppress(WebSocketDisconnect):
            while True:
                text = await connection.socket.receive_text()
                if self._faults.muted:
                    continue
                try:
                    message = json.loads(text)
                    envelope_id = message["envelope_id"]
                except (ValueError, TypeError, KeyError):
                    continue
                waiting = self._waiting.get(envelope_id)
                if waiting is None or waiting.done():
                    self.late_acks += 1
                else:
                    waiting.set_result(message.get("payload"))

    def _next_connection(self) -> Connection | None:
        fresh = [one for one in self.connections if not one.retiring and not one.cut.is_set()]
        open_ones = fresh or [one for one in self.connections if not one.cut.is_set()]
        if not open_ones:
            return None
        self._turn += 1
        return open_ones[self._turn % len(open_ones)]

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": _HOST, "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }


async def _retire(connection: Connection, grace: float) -> None:
    await connection.send(_disconnect("warning"))
    await connection.send(_disconnect("refresh_requested"))
    await asyncio.sleep(grace)
    connection.cut.set()


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST}}


def _accepts_answer(envelope: Envelope, payload: dict[str, Any]) -> bool:
    answered = {"view_submission", "block_suggestion"}
    return envelope == "slash_commands" or payload.get("type") in answered
