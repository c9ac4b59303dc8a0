"""Requests to the guard as an ASGI server makes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from handlers.http_guard import HttpGuard

SECRET = "a signing secret of a test"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Response:
    status: int
    text: str
    headers: Mapping[bytes, bytes]

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found


def signed(body: str, *, at: float, content_type: str | None = FORM, secret: str = SECRET) -> dict[str, str]:
    """Return the headers that Slack sends with a body."""
    timestamp = str(int(at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    assert signature is not None
    headers = {
        "host": "bot.example",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-signature": signature,
        "x-slack-request-timestamp": timestamp,
    }
    return headers if content_type is None else {**headers, "content-type": content_type}


def interaction(body: dict[str, Any]) -> str:
    return urlencode({"payload": json.dumps(body)})


async def post(
    guard: HttpGuard,
    body: bytes | str,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    path: str = "/slack/events",
    chunk: int | None = None,
    gone: bool = False,
) -> Response:
    """Send a request, in chunks where asked; `gone` closes the connection after the first chunk."""
    raw = body if isinstance(body, bytes) else body.encode()
    size = chunk or len(raw) or 1
    parts = [raw[start : start + size] for start in range(0, len(raw), size)] or [b""]
    incoming = [
        {"type": "http.request", "body": part, "more_body": gone or number < len(parts) - 1}
        for number, part in enumerate(parts)
    ]
    if gone:
        incoming[1:] = [{"type": "http.disconnect"}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return incoming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
    }
    await guard(scope, receive, send)  # type: ignore[arg-type]  # Bolt's scope type is narrower than ASGI's
    return Response(sent[0]["status"], sent[1]["body"].decode(), dict(sent[0]["headers"]))
