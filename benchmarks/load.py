"""A load client for HTTP on loopback that costs little beside the server: raw requests, written beforehand."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast


@dataclass(kw_only=True)
class Outcome:
    """What a round of load saw. `seconds` is from the first request to the last answer; latencies are in seconds."""

    seconds: float = 0.0
    answers: int = 0
    refused: int = 0
    confirmed: int = 0
    latencies: list[float] = field(default_factory=list)

    def note(self, answer: bytes) -> None:
        """Count an answer; one that replaces the form is a confirmation."""
        self.answers += 1
        self.refused += not answer.startswith(b"HTTP/1.1 200")
        self.confirmed += b'"response_action": "update"' in answer or b'"response_action":"update"' in answer


class _Connection(asyncio.Protocol):
    """One keep-alive connection with at most one request under way; reads answers that state their length."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.waiting: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's does not inherit from asyncio's

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head_end = self.buffer.find(b"\r\n\r\n")
        if head_end < 0 or self.waiting is None:
            return
        head = self.buffer[:head_end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if b"transfer-encoding: chunked" in head and not self.buffer.endswith(b"0\r\n\r\n"):
            return
        if len(self.buffer) < head_end + 4 + length:
            return
        answer, self.buffer = self.buffer, b""
        waiting, self.waiting = self.waiting, None
        waiting.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_exception(exc or ConnectionError("the server closed the connection"))

    async def ask(self, request: bytes) -> bytes:
        assert self.transport is not None
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.waiting


async def _connect(port: int) -> _Connection:
    _, protocol = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", port)
    return protocol


async def as_fast_as_it_goes(port: int, requests: Sequence[bytes], *, connections: int = 64) -> Outcome:
    """Send every request once, `connections` at a time."""
    outcome = Outcome()
    waiting = iter(requests)
    clients = [await _connect(port) for _ in range(connections)]

    async def work(client: _Connection) -> None:
        for request in waiting:
            answer = await client.ask(request)
            outcome.note(answer)

    began = time.perf_counter()
    await asyncio.gather(*(work(client) for client in clients))
    outcome.seconds = time.perf_counter() - began
    _close(clients)
    return outcome


async def at_a_rate(port: int, requests: Sequence[bytes], *, per_second: float, connections: int = 64) -> Outcome:
    """Send every request at its own time whatever became of the others, so that a slow server cannot slow the load."""
    outcome = Outcome()
    free: asyncio.Queue[_Connection] = asyncio.Queue()
    clients = [await _connect(port) for _ in range(connections)]
    for client in clients:
        free.put_nowait(client)
    began = time.perf_counter()

    async def one(request: bytes, due: float) -> None:
        client = await free.get()
        answer = await client.ask(request)
        outcome.latencies.append(time.perf_counter() - due)
        outcome.note(answer)
        free.put_nowait(client)

    tasks = []
    for number, request in enumerate(requests):
        due = began + number / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(request, due)))
    await asyncio.gather(*tasks)
    outcome.seconds = time.perf_counter() - began
    _close(clients)
    return outcome


def _close(clients: Sequence[_Connection]) -> None:
    for client in clients:
        if client.transport is not None:
            client.transport.close()
