"""Brings payloads to the app's own URL, signed as Slack signs them."""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery import ACK_SECONDS, TIMEOUT, UNREACHED, Delivery, Envelope, Retry, since


class HttpCarrier:
    """Posts to `url`, while there is one. Signatures carry real time, because apps compare it with their own clock."""

    def __init__(self, signing_secret: str) -> None:
        self.url: str | None = None
        self._secret = signing_secret
        self._session: aiohttp.ClientSession | None = None

    async def carry(self, envelope: Envelope, payload: dict[str, Any], retry: Retry) -> Delivery:
        """Posts one payload and takes the answer; a status other than 200 is an error to Slack."""
        body, kind = _encoded(envelope, payload)
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0", **signature(self._secret, body)}
        if retry.number:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": f"http_{retry.reason}"}
        start = time.perf_counter()
        if self.url is None:
            return Delivery(0, error=UNREACHED)
        try:
            async with asyncio.timeout(ACK_SECONDS):
                async with self._open().post(self.url, data=body, headers=headers) as response:
                    text = await response.text()
                    answer = _parsed(text, response.content_type)
                    status = response.status
                    no_retry = response.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            return Delivery(0, ms=since(start), error=TIMEOUT)
        except aiohttp.ClientError:
            return Delivery(0, ms=since(start), error=UNREACHED)
        error = None if status == 200 else UNREACHED
        return Delivery(status, answer, since(start), error, no_retry=no_retry)

    async def verify_url(self) -> bool:
        """The handshake Slack does when an events URL is saved: whether the app sends the challenge back."""
        challenge = "sandbox-challenge"
        payload = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
        delivery = await self.carry("events_api", payload, Retry())
        answered = delivery.body.get("challenge") if isinstance(delivery.body, dict) else delivery.body
        return delivery.ok and answered == challenge

    async def close(self) -> None:
        """Closes the connections to the app."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self._session


def signature(secret: str, body: str, timestamp: int | None = None) -> dict[str, str]:
    """The two headers that prove a body to come from Slack: version 0, HMAC-SHA256 over time and body."""
    stamp = str(timestamp if timestamp is not None else int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(envelope: Envelope, payload: dict[str, Any]) -> tuple[str, str]:
    if envelope == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if envelope == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def _parsed(text: str, kind: str) -> Any:
    if not text.strip():
        return None
    if kind == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
