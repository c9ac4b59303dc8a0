"""How long to wait before something that failed is tried again."""

from datetime import timedelta

BASE = timedelta(seconds=1)
CAP = timedelta(minutes=5)


def backoff(attempts: int, *, jitter: float, retry_after: float | None = None) -> timedelta:
    """Return how long to wait after `attempts` failures before this one; `jitter` is a random number from 0 to 1.

    1 s, 2 s, 4 s … 5 min, of which up to half is taken off at random so that many rows do not come back together. Where
    the other side named `retry_after` (in seconds) that is what is waited, and up to a tenth more, never less.
    """
    if retry_after is not None:
        return timedelta(seconds=max(0.0, retry_after) * (1 + jitter / 10))
    longest = min(CAP, BASE * (1 << min(max(attempts, 0), 16)))
    return longest * (1 - jitter / 2)
