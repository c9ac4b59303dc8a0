"""Keeps words for half an hour where a button is too small for them. In memory only, and without any person."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.ports import Clock


class Stash:
    """Words by random token, at most `most` of them; the oldest are forgotten first. A restart forgets all."""

    def __init__(
        self,
        *,
        clock: Clock,
        new_token: Callable[[], str],
        keep_for: timedelta = timedelta(minutes=30),  # as long as Slack takes answers to the command
        most: int = 500,
    ) -> None:
        self._clock = clock
        self._new_token = new_token
        self._keep_for = keep_for
        self._most = most
        self._kept: OrderedDict[str, tuple[datetime, str]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, words: str) -> str:
        """Keep `words` and return the token that finds them again."""
        self.forget_old()
        while len(self._kept) >= self._most:
            self._kept.popitem(last=False)
        token = self._new_token()
        self._kept[token] = (self._clock(), words)
        return token

    def find(self, token: str) -> str | None:
        """Return the words, as often as asked, or None where they are forgotten."""
        self.forget_old()
        kept = self._kept.get(token)
        return kept[1] if kept is not None else None

    def forget_old(self) -> None:
        """Forget what is older than `keep_for`."""
        oldest = self._clock() - self._keep_for
        while self._kept and next(iter(self._kept.values()))[0] <= oldest:
            self._kept.popitem(last=False)
