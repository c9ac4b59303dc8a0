"""The proposed rewrite of a text, and the difference from which a preview is drawn. Nothing is changed silently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.core.giveaway.finding import Finding, Kind
from bot.words.giveaway import INSTEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the words as they are: plain (no kind), marked as advice (no `instead`), or marked with a proposal."""

    text: str = field(repr=False)
    kind: Kind | None = None
    instead: str | None = None


def rewrite(words: str, findings: Iterable[Finding]) -> str:
    """Return `words` with placeholders for these findings; advice stays as it is.

    Leave findings out of the argument to keep what they found.
    """
    return "".join(piece.text if piece.instead is None else piece.instead for piece in diff(words, findings))


def diff(words: str, findings: Iterable[Finding]) -> tuple[Piece, ...]:
    """Cut `words` into pieces, which together are `words`; findings must be in order, as `find` returns them."""
    return tuple(_pieces(words, findings))


def _pieces(words: str, findings: Iterable[Finding]) -> Iterator[Piece]:
    end = 0
    for finding in findings:
        if finding.start > end:
            yield Piece(text=words[end : finding.start])
        yield Piece(
            text=words[finding.start : finding.end],
            kind=finding.kind,
            instead=None if finding.kind.is_advice else INSTEAD[finding.kind],
        )
        end = finding.end
    if end < len(words):
        yield Piece(text=words[end:])
