"""Everything that a text gives away, in one pass over all detectors."""

import re
from collections.abc import Iterator

from bot.core.giveaway.advice import advice
from bot.core.giveaway.directory import Directory
from bot.core.giveaway.finding import Finding, Kind
from bot.core.giveaway.identifiers import identifiers
from bot.core.giveaway.keys import keys
from bot.core.giveaway.links import links
from bot.core.giveaway.names import names
from bot.core.giveaway.phones import phones
from bot.words.giveaway import INSTEAD

_Span = tuple[int, int, Kind]
_PLACEHOLDER = re.compile("|".join(re.escape(placeholder) for placeholder in sorted(INSTEAD.values(), key=len)[::-1]))
_MOST_ROUNDS = 8

# Of two findings of the same length the more specific kind is told.
_SPECIFIC = {kind: place for place, kind in enumerate(reversed(Kind))}


def find(words: str, *, directory: Directory) -> tuple[Finding, ...]:
    """Return what `words` give away, in order and without overlaps; the placeholders of a rewrite are not looked at.

    Where findings overlap the longest names the kind, and covers what the others saw. What is left between findings is
    searched again, so that nothing comes to light only once they are replaced.
    """
    found: list[_Span] = []
    gaps = list(_outside(0, len(words), [match.span() for match in _PLACEHOLDER.finditer(words)]))
    for _ in range(_MOST_ROUNDS):
        seen = [(gap, _merged(_identifying(words, *gap, directory))) for gap in gaps]
        gaps = [piece for gap, spans in seen for piece in _outside(*gap, [span[:2] for span in spans]) if spans]
        found += [span for _, spans in seen for span in spans]
        if not gaps:
            break
    found.sort()
    taken = [span[:2] for span in found]
    found += [span for span in (_left_of(each, taken, words) for each in _merged(advice(words))) if span]
    return tuple(Finding(start=start, end=end, kind=kind, text=words[start:end]) for start, end, kind in sorted(found))


def _identifying(words: str, start: int, end: int, directory: Directory) -> Iterator[_Span]:
    text = words[start:end]
    if not text or text.isspace():
        return
    for spans in (identifiers(text), links(text, directory), phones(text), keys(text), names(text, directory)):
        for first, last, kind in spans:
            yield start + first, start + last, kind


def _merged(spans: Iterator[_Span]) -> list[_Span]:
    """Join spans that overlap into one, of the kind of the longest among them."""
    merged: list[_Span] = []
    longest = (0, 0)
    for start, end, kind in sorted(spans):
        weight = (end - start, _SPECIFIC[kind])
        if merged and start < merged[-1][1]:
            before = merged.pop()
            merged.append((before[0], max(before[1], end), kind if weight > longest else before[2]))
            longest = max(longest, weight)
        else:
            merged.append((start, end, kind))
            longest = weight
    return merged


def _outside(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pieces from `start` to `end` that lie in none of the taken ones, which are in order."""
    for first, last in taken:
        if last <= start or first >= end:
            continue
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end


def _left_of(span: _Span, taken: list[tuple[int, int]], words: str) -> _Span | None:
    """Return the longest piece of an advice that no finding covers; None if hardly any is left."""
    pieces = (_stripped(words, *piece) for piece in _outside(span[0], span[1], taken))
    start, end = max(pieces, key=lambda piece: piece[1] - piece[0], default=(0, 0))
    return (start, end, span[2]) if end - start >= 4 else None


def _stripped(words: str, start: int, end: int) -> tuple[int, int]:
    piece = words[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
