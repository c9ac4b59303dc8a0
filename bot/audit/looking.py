"""Searches everything, in rounds: while items wait and are open, when one has ended, and at the end."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.audit.canary import Canary, Sentences
from bot.audit.files import Files
from bot.audit.hands import Hands
from bot.audit.needles import Needle, as_digest, identity_needles, salted, written
from bot.audit.place import Place
from bot.audit.said import Said, as_bytes, as_sent, notified
from bot.audit.search import Finding, Search, Searched
from bot.audit.stored_values import stored_values
from bot.audit.works import Works
from bot.identity.receipts import digest
from bot.identity.tags import tag_of

AT_A_TIME = 4_000
"""Stored values whose hashes are looked for at a time: 200 MB and a second."""


@dataclass(kw_only=True)
class Looking:
    """`secrets` are the keys in the environment, by name; `receipts` what the canary was shown, by item."""

    files: Files
    canary: Canary
    sentences: Sentences
    receipts: dict[str, str]
    items: dict[str, str]
    secrets: dict[str, bytes]
    place: Place
    works: Works
    hands: Hands
    said: Said
    searched: Searched = field(default_factory=Searched)
    rounds: int = 0
    needles: int = 0
    tried: int = 0
    tried_all: bool = True
    _log_read: int = 0
    _errors_read: int = 0
    _answers_read: int = 0
    _requests_read: int = 0
    _identity: Search | None = None

    async def look(self, item: str = "") -> None:
        """Search while items are open; where `item` has ended, for its key and tag too."""
        if not self.rounds:
            self.files.back_up("first")
        await asyncio.to_thread(self._round, words_gone=False)
        await asyncio.to_thread(self._try_stored_values, [self.files.database])
        if item:
            await self._ended(item)

    async def end(self, *, erased: bool) -> None:
        """Search when all has ended: with every value that is left as a key, and `erased` for the words too."""
        if erased:
            self.files.back_up(f"last {self.rounds}")
        await asyncio.to_thread(self._round, words_gone=erased)
        await asyncio.to_thread(self._try_stored_values, [self.files.database, self.files.keys])
        for item in self.items.values():
            await self._ended(item)

    def _round(self, *, words_gone: bool) -> None:
        self.rounds += 1
        identity = self._identity = self._identity or self._search(identity_needles(self.canary, secrets=self.secrets))
        words = self._search(self._of_words())
        receipts = self._search(self._of_receipts())
        feedback, keys = list(self.files.feedback()), list(self.files.key_store())
        others = [*self.files.beside(), *self.files.copies(), *self.files.named()]
        identity.files([*feedback, *keys, *others], self.searched)
        for search in (words, receipts):
            search.again(keys, self.searched)
        receipts.again([*feedback, *others], self.searched)
        if words_gone:
            last = [(name, path) for name, path in self.files.copies() if path.stem.startswith("last")]
            words.again([*feedback, *last], self.searched)
        self._in_what_was_said(identity, (words, receipts))

    def _in_what_was_said(self, identity: Search, secret: Sequence[Search]) -> None:
        log = self.said.log.getvalue()
        places = [
            ("log", log[self._log_read :].encode()),
            ("metrics", b"".join(m.render() for m in self.works.metrics)),
        ]
        places.append(("error text", as_bytes(self.said.errors[self._errors_read :])))
        self._log_read, self._errors_read = len(log), len(self.said.errors)
        for place, data in places:
            identity.data(place, data, self.searched)
            for search in secret:
                search.data(place, data, self.searched, counted=False)
        for answer in self.hands.answers[self._answers_read :]:
            self.searched.requests += 1
            identity.data("answer to Slack", as_bytes(answer), self.searched)
        for request in self.place.requests[self._requests_read :]:
            self.searched.requests += 1
            identity.data(f"request {request.method}", as_sent(request, to=self.canary.id), self.searched)
            if request.method.startswith("chat."):
                for search in secret:
                    search.data(f"notification of {request.method}", notified(request), self.searched, counted=False)
        self._answers_read, self._requests_read = len(self.hands.answers), len(self.place.requests)

    def _try_stored_values(self, stores: Iterable[Path]) -> None:
        """Search for hashes of the canary that were made with what is stored."""
        values, more = stored_values(list(stores), first=(*self.items.values(),))
        self.tried, self.tried_all = max(self.tried, len(values)), self.tried_all and not more
        listed = sorted(values)
        places = [*self.files.feedback(), *self.files.key_store(), *self.files.beside(), *self.files.copies()]
        for start in range(0, len(listed), AT_A_TIME):
            search = self._search(tuple(salted(self.canary, listed[start : start + AT_A_TIME])))
            search.again(places, self.searched)

    async def _ended(self, item: str) -> None:
        """Look for what led to the author of an item that has ended: its key, its tag, its receipt's hash."""
        if item in await self.works.keys.keys():
            self._found("key store", "an item's key", "kept after its end")
        if any(one.item == item for one in await self.works.store.tagged()):
            self._found("database", "an item's tag", "kept after its end")
        needles: list[Needle] = []
        if (key := self.works.keys.made.get(item)) is not None:
            needles += as_digest("an item's key", "kept after its end", key)
            needles += as_digest("an item's tag", "kept after its end", tag_of(key, self.canary.id))
        for name, words in self.receipts.items():
            if self.items.get(name) == item:
                kept = await asyncio.to_thread(digest, tuple(words.split()), await self.works.keys.pepper())
                needles += as_digest("a receipt's hash", "kept after its end", kept)
        if needles:
            places = [*self.files.feedback(), *self.files.key_store(), *self.files.beside()]
            await asyncio.to_thread(self._search(needles).again, places, self.searched)

    def _of_words(self) -> list[Needle]:
        planted = self.sentences.planted.items()
        return [needle for name, text in planted for needle in written(name, text)]

    def _of_receipts(self) -> list[Needle]:
        return [needle for text in self.receipts.values() for needle in written("receipt", text)]

    def _search(self, needles: Sequence[Needle]) -> Search:
        self.needles += len(needles)
        return Search(needles)

    def _found(self, place: str, what: str, how: str) -> None:
        self.searched.findings.setdefault(Finding(place=place, what=what, how=how))
