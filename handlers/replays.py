"""Remembers which requests were answered, so that one that is sent again has no second effect. In memory only."""

from collections import OrderedDict

SECONDS_VALID = 300
"""Slack's rule: a request whose timestamp is more than 5 minutes away is refused."""


class Replays:
    """Signatures of answered requests, each until its timestamp alone would have it refused; at most `most` of them.

    50,000 are 5 minutes of 166 requests a second, and about 12 MB. Beyond, the oldest are forgotten: what a form or a
    button does is done once in the store too.
    """

    def __init__(self, *, most: int = 50_000) -> None:
        self._most = most
        self._answered: OrderedDict[str, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answered)

    def knows(self, signature: str) -> bool:
        """Return whether a request with this signature was answered."""
        return signature in self._answered

    def note(self, signature: str, *, timestamp: int, now: float) -> None:
        """Note an answered request; `timestamp` is the one it was signed with, `now` in seconds since 1970."""
        answered = self._answered
        answered[signature] = timestamp
        while answered and (len(answered) > self._most or next(iter(answered.values())) < now - SECONDS_VALID):
            answered.popitem(last=False)
