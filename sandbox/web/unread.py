"""What each person has looked at, so that the sidebar can show where something new is."""

from collections.abc import Sequence

from sandbox.model import Message


class Unread:
    """Remembers the newest message that each person has had on their page; what was there at the start is read."""

    def __init__(self, start: float) -> None:
        self._start = start
        self._seen: dict[tuple[str, str], float] = {}

    def seen(self, person: str, channel: str, messages: Sequence[Message]) -> None:
        """Note that the person looks at a channel."""
        if messages:
            self._seen[person, channel] = float(messages[-1].ts)

    def count(self, person: str, channel: str, messages: Sequence[Message]) -> int:
        """Return how many messages of others have come since."""
        since = self._seen.get((person, channel), self._start)
        return sum(1 for one in messages if float(one.ts) > since and one.user != person and not one.is_reply)
