"""The people of a workspace, prepared once so that finding their names is looking up words rather than searching."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from bot.core.fold import fold, words
from bot.core.giveaway.ordinary import ORDINARY, TOLD_BY_CAPITAL

_ENDS_A_NAME = "(|/[–—,"
_NO_NAMES = frozenset(["dr", "prof", "mr", "mrs", "ms", "dipl", "ing", "phd", "msc", "bsc", "ma", "jr", "sr", "ext"])
_PARTICLES_WORDS = """
    von van vom zu zur de del della der den di da dos du la le el al bin ibn ben o mc mac st ter ten
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_ORDINARY = frozenset(fold(word) for word in ORDINARY)


@dataclass(frozen=True, kw_only=True)
class Directory:
    """Names of members as folded words. Build it with `of`; looking a word up costs the same with 10 or 10,000 members.

    `singles` are words that name somebody alone, `spoken_to` those that do so only after "Mr" or "told" since they are
    ordinary words too, `capital` those of the latter that do with a capital letter inside a sentence, `phrases` several
    words in order joined by spaces, of which `longest` is the most in one, and `beginnings` their first words.
    """

    singles: frozenset[str] = field(default=frozenset(), repr=False)
    spoken_to: frozenset[str] = field(default=frozenset(), repr=False)
    capital: frozenset[str] = field(default=frozenset(), repr=False)
    phrases: frozenset[str] = field(default=frozenset(), repr=False)
    beginnings: frozenset[str] = field(default=frozenset(), repr=False)
    longest: int = 1

    @classmethod
    def of(cls, members: Iterable[tuple[str, str, str, str]]) -> Self:
        """Prepare members given as (id, handle, display name, real name); each of the four may be empty.

        A first name counts alone only where one member has it; a surname and a handle always; neither does where it is
        an ordinary word, or shorter than three letters.
        """
        alone: set[str] = set()
        phrases: set[tuple[str, ...]] = set()
        first_names: Counter[str] = Counter()
        for _, handle, display, real in members:
            first: set[str] = set()
            for written in {handle, display, real}:
                for name in _spellings(written):
                    phrases.update(_phrases(name))
                    alone.update(_surname_or_handle(name, is_handle=written == handle))
                    first.add(name[0])
            first_names.update(first)
        alone.update(name for name, often in first_names.items() if often == 1)
        alone = {name for name in alone if len(name) >= 3 and not name.isdecimal()}
        joined = frozenset(" ".join(phrase) for phrase in phrases)
        return cls(
            singles=frozenset(alone - _ORDINARY),
            spoken_to=frozenset(alone & _ORDINARY),
            capital=frozenset(alone & first_names.keys() & TOLD_BY_CAPITAL),
            phrases=joined,
            beginnings=frozenset(phrase[0] for phrase in phrases),
            longest=max((len(phrase) for phrase in phrases), default=1),
        )


def _spellings(written: str) -> Iterable[tuple[str, ...]]:
    """Return the folded words of a name, without what stands in brackets, and again with two letters for umlauts."""
    for sign in _ENDS_A_NAME:
        written = written.partition(sign)[0]
    for spelling in {written, written.translate(_UMLAUTS)}:
        name = tuple(word for word in words(spelling) if word not in _NO_NAMES)[:8]
        if name:
            yield name


def _phrases(name: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Return the ways to say a name in several words: all of it, first and last, last first, a long surname."""
    if len(name) < 2:
        return
    surname = _surname(name)
    yield name
    yield (name[0], *surname)
    yield (*surname, name[0])
    yield (*surname, *name[: -len(surname)])
    if len(surname) > 1:
        yield surname


def _surname(name: tuple[str, ...]) -> tuple[str, ...]:
    start = next((place for place, word in enumerate(name) if place and word in _PARTICLES), len(name) - 1)
    return name[start:]


def _surname_or_handle(name: tuple[str, ...], *, is_handle: bool) -> Iterable[str]:
    if len(name) > 1:
        yield name[-1]
    elif is_handle:
        yield name[0]
