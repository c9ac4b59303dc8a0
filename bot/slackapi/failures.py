"""Turns whatever a call to Slack can end in into the errors of bot.errors, without its body."""

import re
from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import SlackFailure, SlackRefused, SlackTokenRefused, SlackUnavailable

TOKEN_CODES = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "user_removed_from_team"}
)
LIMIT_CODES = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
DOUBTFUL_CODES = frozenset({"internal_error", "fatal_error", "request_timeout", "update_failed"})
"""Slack: "it's possible some aspect of the operation succeeded before the error was raised"."""

TEMPORARY_CODES = (
    LIMIT_CODES | DOUBTFUL_CODES | {"service_unavailable", "team_added_to_org", "external_channel_migrating"}
)

Answer = TypeVar("Answer")

_CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")
_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""What aiohttp raises before a byte of the request has left."""


async def translated(call: Awaitable[Answer]) -> Answer:
    """Await a call of slack-sdk. Raises SlackFailure, with neither cause nor context: those hold the answer's body."""
    try:
        return await call
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        failure = translate(error)
    except (AttributeError, ValueError, TypeError):
        # slack-sdk calls .get on whatever JSON or text came back, and decodes it as UTF-8 whatever it is
        failure = SlackUnavailable("not_json", ambiguous=True)
    raise failure


def translate(error: BaseException) -> SlackFailure:
    """Return what an exception of slack-sdk or aiohttp means."""
    if isinstance(error, SlackApiError):
        return _answered(error.response)
    if isinstance(error, _NEVER_SENT):
        return SlackUnavailable("cannot_connect")
    if isinstance(error, TimeoutError):
        return SlackUnavailable("timeout", ambiguous=True)
    if isinstance(error, aiohttp.InvalidURL):
        return SlackRefused("invalid_url")
    if isinstance(error, aiohttp.ClientError | OSError):
        return SlackUnavailable("connection_lost", ambiguous=True)
    return SlackRefused("client_error")


def _answered(response: Any) -> SlackFailure:
    """`response` is slack-sdk's, or aiohttp's own where the body could not be read as JSON."""
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = getattr(response, "data", None)
    code = _code(data.get("error")) if isinstance(data, dict) and data else None
    retry_after = _retry_after(getattr(response, "headers", {}))
    if status == 429 or code in LIMIT_CODES:
        return SlackUnavailable(code or "ratelimited", retry_after=retry_after)
    if code in TOKEN_CODES:
        return SlackTokenRefused(code)
    if code in TEMPORARY_CODES:
        return SlackUnavailable(code, retry_after=retry_after, ambiguous=code in DOUBTFUL_CODES)
    if status >= 500:
        return SlackUnavailable(f"http_{status}", retry_after=retry_after, ambiguous=True)
    if code is None:
        return SlackUnavailable("not_json", retry_after=retry_after, ambiguous=True)
    return SlackRefused(code)


def _code(value: Any) -> str:
    return value if isinstance(value, str) and _CODE.fullmatch(value) else "unknown_error"


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("Retry-After", "")
    return float(value) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value) else None
