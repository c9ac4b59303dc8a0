"""Who waits in a batch, in memory only: enough to count distinct authors, and nothing that outlives the process."""

from collections.abc import Iterable

from bot.identity.tags import tag_of


class Authors:
    """Held ids with their authors' HMACs under a key of this process, at most `most`; the oldest are forgotten first.

    Who is forgotten, as everybody is after a restart, counts as nobody: their batch then waits for others, or for its
    latest time. 100,000 take about 20 MB.
    """

    __slots__ = ("_key", "_most", "_noted")

    def __init__(self, key: bytes, *, most: int = 100_000) -> None:
        """`key` is 32 random bytes that are kept nowhere else."""
        self._key = key
        self._most = most
        self._noted: dict[str, bytes] = {}

    def __repr__(self) -> str:
        return "Authors()"

    def __len__(self) -> int:
        return len(self._noted)

    def note(self, held_id: str, person: str) -> None:
        """Note who wrote what is held under this id."""
        self._noted[held_id] = tag_of(self._key, person)
        while len(self._noted) > self._most:
            del self._noted[next(iter(self._noted))]

    def forget(self, held_ids: Iterable[str]) -> None:
        """Forget who wrote these: they went out, or were withdrawn."""
        for held_id in held_ids:
            self._noted.pop(held_id, None)

    def distinct(self, held_ids: Iterable[str], *, not_counting: Iterable[str]) -> int:
        """Return how many people wrote these, those `not_counting` aside; ids that nobody noted count as nobody."""
        authors = {self._noted[held_id] for held_id in held_ids if held_id in self._noted}
        return len(authors.difference(tag_of(self._key, person) for person in not_counting))
