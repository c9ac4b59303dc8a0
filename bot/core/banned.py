"""A team's banned words in what somebody writes: found as whole words, whatever their case and accents."""

from collections.abc import Iterable
from functools import lru_cache

from bot.core.fold import fold
from bot.core.fold import words as folded

_Token = tuple[str, int, int]
_LETTER, _MARK, _OTHER = range(3)


def banned(words: str, banned_words: Iterable[str]) -> tuple[str, ...]:
    """Return the banned words and phrases in `words` as they stand there, in their order, each once."""
    return tuple(dict.fromkeys(words[start:end] for start, end in places(words, banned_words)))


def places(words: str, banned_words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return start and end of each, in order. Where several overlap it is the one that starts first, then the longest.

    Of a phrase the words must follow each other, whatever stands between them: "double-charge" is "double charge".
    """
    phrases = _phrases(tuple(banned_words))
    if phrases.keys().isdisjoint(folded(words)):  # quick, and as a rule all there is to do
        return ()
    tokens = _tokens(words)
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        length = max(
            (len(each) for each in phrases.get(tokens[place][0], ()) if _stands(each, tokens, place)), default=0
        )
        if length:
            found.append((tokens[place][1], tokens[place + length - 1][2]))
        place += length or 1
    return tuple(found)


@lru_cache(maxsize=256)  # a team's list is the same for everything that is sent
def _phrases(banned_words: tuple[str, ...]) -> dict[str, set[tuple[str, ...]]]:
    """Return what is banned as folded words, by the first of them."""
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for written in banned_words:
        if phrase := folded(written):
            phrases.setdefault(phrase[0], set()).add(phrase)
    return phrases


def _stands(phrase: tuple[str, ...], tokens: list[_Token], place: int) -> bool:
    return tuple(token[0] for token in tokens[place : place + len(phrase)]) == phrase


def _tokens(words: str) -> list[_Token]:
    """Return the words that `bot.core.fold.words` sees, each with where it starts and ends in the text."""
    tokens: list[_Token] = []
    goes_on = takes_marks = False
    for place, character in enumerate(words):
        for letter, kind, alone in _letters(character):
            if kind == _OTHER:
                goes_on = takes_marks = False
            elif (kind == _MARK and takes_marks) or (kind == _LETTER and goes_on and not alone):
                before, start, _ = tokens.pop()
                tokens.append((before + letter, start, place + 1))
            elif kind == _LETTER:
                tokens.append((letter, place, place + 1))
                goes_on, takes_marks = not alone, True
    return tokens


@lru_cache(maxsize=4096)
def _letters(character: str) -> tuple[tuple[str, int, bool], ...]:
    """Return what one character folds to, and of each whether it is a word of its own; the empty string where nothing.

    A combining accent folds to nothing, and counts as a mark, so that it belongs to the word it stands in.
    """
    pieces = fold(character)
    if not pieces:
        return (("", _MARK, False),)
    return tuple((piece, _kind(piece), len(folded(piece + piece)) > 1) for piece in pieces)


def _kind(letter: str) -> int:
    if folded(letter):
        return _LETTER
    return _MARK if folded("x" + letter) == ("x" + letter,) else _OTHER
