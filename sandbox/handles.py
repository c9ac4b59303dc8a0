"""Short-lived handles Slack gives to apps: trigger ids and response URLs, each good for a while and a few uses."""

import secrets
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.errors import SlackError

TRIGGER_SECONDS = 3  # docs: "a trigger_id expires three seconds after it was sent"
RESPONSE_URL_SECONDS = 30 * 60  # docs: "up to 5 times within 30 minutes"
RESPONSE_URL_USES = 5
_KEPT = 20_000


@dataclass
class Trigger:
    """A trigger id: whose it is, until when (seconds since 1970) it opens a view, and whether it has."""

    person: str
    until: float
    used: bool = False


@dataclass
class ResponseUrl:
    """What a response URL belongs to: a conversation, a person, and the message or ephemeral that was pressed."""

    person: str
    channel: str
    until: float
    uses_left: int = RESPONSE_URL_USES
    message_ts: str | None = None
    ephemeral_id: str | None = None
    thread_ts: str | None = None


class Handles:
    """Gives handles out and takes them back; the oldest are forgotten after some thousands."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, person: str) -> str:
        """A new trigger id for something this person (an id) did now."""
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[key] = Trigger(person, self._clock.time() + TRIGGER_SECONDS)
        _trim(self._triggers)
        return key

    def exchange(self, trigger_id: str) -> str:
        """Whose trigger it is; `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.time() > trigger.until:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.person

    def response_url(
        self,
        person: str,
        channel: str,
        *,
        message_ts: str | None = None,
        ephemeral_id: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """The secret last part of a new response URL."""
        key = secrets.token_urlsafe(18)
        until = self._clock.time() + RESPONSE_URL_SECONDS
        self._urls[key] = ResponseUrl(
            person, channel, until, message_ts=message_ts, ephemeral_id=ephemeral_id, thread_ts=thread_ts
        )
        _trim(self._urls)
        return key

    def use(self, key: str) -> ResponseUrl:
        """Uses a response URL once; `used_url` or `expired_url` when it is no longer good."""
        url = self._urls.get(key)
        if url is None or self._clock.time() > url.until:
            raise SlackError("expired_url")
        if url.uses_left < 1:
            raise SlackError("used_url")
        url.uses_left -= 1
        return url


def _trim(table: dict[str, Trigger] | dict[str, ResponseUrl]) -> None:
    while len(table) > _KEPT:
        table.pop(next(iter(table)))
