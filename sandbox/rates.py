"""How often an app may call: Slack's tiers, and the rules of their own that posting has."""

import math
from collections import deque

from sandbox.clock import Clock

TIERS = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}  # calls a minute; 5 stands for "special", hundreds a minute
POSTS_A_MINUTE = 300  # docs: "several hundred messages per minute" for the whole workspace
BURST = 3  # docs: 1 a second a channel, "short bursts" allowed


class Rates:
    """Counts calls in a sliding minute on the sandbox's clock; `speed` multiplies every limit."""

    def __init__(self, clock: Clock, *, speed: float = 1.0, limits: bool = True) -> None:
        self._clock = clock
        self.speed = speed
        self.limits = limits
        self._calls: dict[str, deque[float]] = {}
        self._buckets: dict[str, tuple[float, float]] = {}

    def refuse(self, method: str, tier: int) -> int:
        """Seconds to wait before `method` may be called again, 0 when it may be now (and is counted)."""
        return self._minute(method, TIERS[tier] * self.speed) if self.limits else 0

    def refuse_post(self, channel: str) -> int:
        """The same for a message to a channel: one a second with a burst of three, 300 a minute in all."""
        if not self.limits:
            return 0
        now = self._clock.time()
        left, then = self._buckets.get(channel, (float(BURST), now))
        left = min(float(BURST), left + (now - then) * self.speed)
        if left < 1:
            return max(1, math.ceil((1 - left) / self.speed))
        wait = self._minute("chat.postMessage", POSTS_A_MINUTE * self.speed)
        if not wait:
            self._buckets[channel] = (left - 1, now)
        return wait

    def _minute(self, key: str, most: float) -> int:
        now = self._clock.time()
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + 60 - now))
        calls.append(now)
        return 0
