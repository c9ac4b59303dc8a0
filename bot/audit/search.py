"""Looks for thousands of needles in one pass over files and bytes, and counts what it has looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.audit.needles import Needle

CHUNK = 4 * 1024 * 1024
"""Bytes of a file that are searched at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Where something was found, what it is, and how it is written; never the thing itself."""

    place: str
    what: str
    how: str


@dataclass(kw_only=True)
class Searched:
    """What was looked at, counted once a round however much is looked for; `places` are the files by name."""

    bytes: int = 0
    files: int = 0
    requests: int = 0
    places: dict[str, None] = field(default_factory=dict)
    findings: dict[Finding, None] = field(default_factory=dict)


class Search:
    """Finds needles. `ahocorasick_rs` looks for all at once; asking `bytes.find` for each takes 150 times as long."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        # Imported here: only the audit needs it.
        from ahocorasick_rs import BytesAhoCorasick  # noqa: PLC0415

        first: dict[bytes, Needle] = {}
        for needle in needles:
            first.setdefault(needle.value, needle)
        self._needles = tuple(first.values())
        self._longest = max((len(needle.value) for needle in self._needles), default=1)
        self._automaton = BytesAhoCorasick([needle.value for needle in self._needles]) if self._needles else None

    def in_bytes(self, data: bytes) -> Iterator[Needle]:
        """Yield every needle that is in `data`, each once."""
        if self._automaton is None or not data:
            return
        found = self._automaton.find_matches_as_indexes(data, overlapping=True)
        for number in sorted({match[0] for match in found}):
            yield self._needles[number]

    def in_file(self, path: Path) -> Iterator[Needle]:
        """Yield every needle in a file of any size, one that is cut by the end of a chunk too. OSError."""
        tail = b""
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield from self.in_bytes(tail + chunk)
                tail = (tail + chunk)[-(self._longest - 1) :] if self._longest > 1 else b""

    def files(self, places: Iterable[tuple[str, Path]], searched: Searched) -> None:
        """Search files by the names that a report gives them; one that has gone meanwhile is passed over. OSError."""
        for place, size in self.again(places, searched):
            searched.files += 1
            searched.bytes += size
            searched.places.setdefault(place)

    def again(self, places: Iterable[tuple[str, Path]], searched: Searched) -> list[tuple[str, int]]:
        """Search files that are counted already, for something else; return those that were there, and their sizes."""
        there = []
        for place, path in places:
            try:
                size = path.stat().st_size
                self._note(place, self.in_file(path), searched)
            except FileNotFoundError:
                continue
            there.append((place, size))
        return there

    def data(self, place: str, data: bytes, searched: Searched, *, counted: bool = True) -> None:
        """Search bytes that are in memory, such as what was logged."""
        if counted:
            searched.bytes += len(data)
        self._note(place, self.in_bytes(data), searched)

    @staticmethod
    def _note(place: str, needles: Iterable[Needle], searched: Searched) -> None:
        for needle in needles:
            searched.findings.setdefault(Finding(place=place, what=needle.what, how=needle.how))
