"""Stands before Bolt in HTTP mode: only what Slack signed, just now and once, gets through; no body is ever logged."""

import asyncio
from collections.abc import Iterable

import structlog
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from bot.ports import Clock
from handlers.form_body import parsed_form, parsed_json
from handlers.replays import SECONDS_VALID, Replays

log = structlog.get_logger()

MOST_BYTES = 1_000_000
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class RefusedRequest(Exception):
    """A request that goes no further: the HTTP status, a short code for the log, and one line for whoever sent it."""

    def __init__(self, status: int, code: str, line: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.line = line


class HttpGuard(AsyncSlackRequestHandler):
    """An ASGI app for `POST /slack/events`: Bolt's own adapter, with a strict reading of the request.

    `signing_secret` is the app's, `clock` the process's. Answers 400, 401 and 413 in plain text.
    """

    def __init__(self, app: AsyncApp, *, signing_secret: str, clock: Clock, path: str = "/slack/events") -> None:
        super().__init__(app, path)
        self._clock = clock
        self._verifier = SignatureVerifier(signing_secret, _Seconds(clock))
        self._replays = Replays()
        self._running: dict[str, asyncio.Future[BoltResponse]] = {}

    async def dispatch(self, request: AsgiHttpRequest) -> BoltResponse:
        """Answer one request."""
        try:
            headers = _headers(request.raw_headers)
            body = await _read(request, headers.get(b"content-length", ""))
            content_type = headers.get(b"content-type", "").partition(";")[0].strip().lower()
            if body.startswith("ssl_check=") and content_type == FORM:
                return BoltResponse(status=200)  # Slack looks at our certificate; nothing is asked for
            signature, timestamp = self._verified(headers, body)
            return await self._once(signature, timestamp, content_type, body)
        except RefusedRequest as refused:
            log.info("request_refused", code=refused.code)
            return BoltResponse(status=refused.status, body=refused.line)

    def _verified(self, headers: dict[bytes, str], body: str) -> tuple[str, int]:
        signature = headers.get(b"x-slack-signature")
        timestamp = headers.get(b"x-slack-request-timestamp")
        if signature is None or timestamp is None:
            raise RefusedRequest(401, "not_signed", "This request is not signed by Slack: a header is missing.")
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
            raise RefusedRequest(401, "bad_timestamp", "The timestamp of this request is not a number of seconds.")
        if abs(self._clock().timestamp() - int(timestamp)) > SECONDS_VALID:
            raise RefusedRequest(
                401, "old_timestamp", "This request is more than 5 minutes old, or one of our two clocks is wrong."
            )
        if not signature.isascii() or not self._verifier.is_valid(body, timestamp, signature):
            raise RefusedRequest(401, "bad_signature", "The signature of this request is not right.")
        return signature, int(timestamp)

    async def _once(self, signature: str, timestamp: int, content_type: str, body: str) -> BoltResponse:
        """Answer, once: sent again meanwhile it gets the same answer, and an empty one later."""
        if (running := self._running.get(signature)) is not None:
            return await asyncio.shield(running)
        if self._replays.knows(signature):
            log.info("request_refused", code="replayed")
            return BoltResponse(status=200)
        request = _parsed(content_type, body)
        if request.body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": request.body.get("challenge")})
        answer: asyncio.Future[BoltResponse] = asyncio.get_running_loop().create_future()
        self._running[signature] = answer
        response = BoltResponse(status=503, body="This process is stopping. Send the request again.")
        try:
            response = await self.app.async_dispatch(request)
        finally:
            del self._running[signature]
            answer.set_result(response)
        if response.status < 500:
            self._replays.note(signature, timestamp=timestamp, now=self._clock().timestamp())
        return response


class _Seconds(SlackClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()


_WANTED = frozenset({b"content-length", b"content-type", b"x-slack-signature", b"x-slack-request-timestamp"})


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[bytes, str]:
    """Return the few headers that count; ASGI gives their names in lower case."""
    return {name: value.decode("latin-1") for name, value in raw if name in _WANTED}


async def _read(request: AsgiHttpRequest, length: str) -> str:
    """Return the whole body as text; refuse more than 1 MB, before reading it where its length is given."""
    too_large = RefusedRequest(413, "too_large", "This request is larger than 1 MB.")
    if length.isdecimal() and int(length) > MOST_BYTES:
        raise too_large
    body = b""
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            raise RefusedRequest(400, "gone", "The connection was closed before the request was read.")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            raise too_large
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RefusedRequest(400, "not_text", "This request is not text in UTF-8.") from None


def _parsed(content_type: str, body: str) -> AsyncBoltRequest:
    unreadable = RefusedRequest(400, "unreadable", "This request is neither a form nor JSON that Slack would send.")
    if content_type not in (FORM, JSON):
        raise unreadable
    try:
        found = parsed_form(body) if content_type == FORM else parsed_json(body)
        # "socket_mode" is what Bolt calls a body that is parsed already; of "http" it would want the text, to parse it.
        request = AsyncBoltRequest(body=found, mode="socket_mode")
    except Exception:  # noqa: BLE001  Bolt walks through the body as it comes, so that a wrong one fails in many ways
        raise unreadable from None
    if not found:
        raise unreadable
    return request
