"""How fast we may speak: a pace for each channel, for the workspace and for chat.update, and the pauses Slack asks for.

With these no answer of 429 is expected; sending at full speed and obeying 429 gave 753 of them for 200 messages.
"""

import asyncio
from collections import OrderedDict
from enum import StrEnum

from aiolimiter import AsyncLimiter

CHANNEL_SECONDS = 1.05
"""Slack allows 1 a second a channel; the rest is for requests that overtake one another on the way."""

WORKSPACE_A_MINUTE = 240
WORKSPACE_BURST = 8
"""Slack's cap is "several hundred a minute" for a workspace."""

UPDATES_A_MINUTE = 50
UPDATES_BURST = 10

KEPT_CHANNELS = 1_000
"""Paces of so many channels are kept; that of a channel not used for long is full again anyway."""

CROWDED = 4
"""As many waiting for chat.update is about what it lets through in 6 seconds."""


class Method(StrEnum):
    """The calls that send."""

    POST = "chat.postMessage"
    UPDATE = "chat.update"


class Pace:
    """Lets calls through one by one; `rate` multiplies every speed, for load tests and benchmarks."""

    def __init__(self, *, rate: float = 1.0) -> None:
        self._rate = rate
        self._channels: OrderedDict[str, AsyncLimiter] = OrderedDict()
        self._methods = {
            Method.POST: _limiter(WORKSPACE_A_MINUTE, WORKSPACE_BURST, rate),
            Method.UPDATE: _limiter(UPDATES_A_MINUTE, UPDATES_BURST, rate),
        }
        self._waiting = dict.fromkeys(Method, 0)
        self._paused: dict[str, float] = {}
        self._booked = 0.0

    async def wait(self, method: Method, channel: str) -> bool:
        """Wait until a call may go out, which then must; return whether that took any time."""
        start = self._now()
        self._waiting[method] += 1
        try:
            await self._pauses_over(method, channel)
            if method is Method.POST:
                await self._channel(channel).acquire()
            await self._methods[method].acquire()
            while await self._pauses_over(method, channel):  # so that what waited does not go out all at once after it
                await self._methods[method].acquire()
        finally:
            self._waiting[method] -= 1
        return self._now() > start

    def limited(self, method: Method, channel: str, seconds: float) -> None:
        """Slack answered 429: pause for as long as it said.

        For a post that is the channel; where another channel is paused already it is the workspace that is too fast.
        """
        until = self._now() + seconds
        if method is Method.POST:
            others = self.paused_channels() - {channel}
            self._pause(_channel_key(channel), until)
            if not others:
                return
        self._pause(method, until)

    def paused(self, method: Method) -> float:
        """Return for how many seconds nothing of this method may go out, 0 where it may."""
        return max(0.0, self._paused.get(method, 0.0) - self._now())

    def paused_channels(self) -> set[str]:
        """Return the channels that are paused now."""
        now = self._now()
        self._paused = {key: until for key, until in self._paused.items() if until > now}
        return {key.removeprefix("in ") for key in self._paused if key.startswith("in ")}

    def book_update(self) -> float:
        """Return 0 where an update may wait its turn here, else in how many seconds to come back for it.

        So a thousand updates do not keep a thousand rows claimed for 20 minutes: each is given a time of its own.
        """
        if self._waiting[Method.UPDATE] < CROWDED and self.paused(Method.UPDATE) == 0:
            return 0.0
        each = 60 / (UPDATES_A_MINUTE - UPDATES_BURST) / self._rate
        soonest = self._now() + self.paused(Method.UPDATE) + CROWDED * each
        self._booked = max(self._booked + each, soonest)
        return self._booked - self._now()

    def _channel(self, channel: str) -> AsyncLimiter:
        limiter = self._channels.pop(channel, None) or AsyncLimiter(1, CHANNEL_SECONDS / self._rate)
        self._channels[channel] = limiter
        if len(self._channels) > KEPT_CHANNELS:
            self._channels.popitem(last=False)
        return limiter

    async def _pauses_over(self, method: Method, channel: str) -> bool:
        """Wait for the end of what is paused; return whether anything was."""
        left = max(self._paused.get(key, 0.0) for key in (method, _channel_key(channel))) - self._now()
        if left <= 0:
            return False
        await asyncio.sleep(left)
        return True

    def _pause(self, key: str, until: float) -> None:
        self._paused[key] = max(until, self._paused.get(key, 0.0))

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _channel_key(channel: str) -> str:
    return f"in {channel}"


def _limiter(most: int, burst: int, rate: float) -> AsyncLimiter:
    """A bucket of `burst` that refills so that no minute holds more than `most`."""
    return AsyncLimiter(burst, burst * 60 / (most - burst) / rate)
