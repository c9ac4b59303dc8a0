"""Members' names and handles in a text, whatever their case and accents."""

import re
from collections.abc import Sequence

from bot.core.fold import fold, invisible
from bot.core.fold import words as folded_words
from bot.core.giveaway.directory import Directory
from bot.core.giveaway.finding import Kind, Spans

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff])*")
_BETWEEN = re.compile(r"[ \t\u00a0]{1,2}|[.\-_'’‐‑]|, ?|")

_BEFORE_WORDS = """
    mr mrs ms mister miss dr prof herr herrn frau senor senora monsieur madame mme don dona told asked dear hi hello
    hey liebe lieber hallo thanks danke cc fragte fragt
"""
_BEFORE = frozenset(_BEFORE_WORDS.split())
_AFTER_WORDS = """
    said says told asked wrote writes sagt sagte meint meinte schrieb schreibt dijo dice dit
"""
_AFTER = frozenset(_AFTER_WORDS.split())

_GOES_ON = (" ", ", ", "/", " (", "; ")

Token = tuple[str, int, int]
"""A folded word, where it begins, and where it ends."""


def names(text: str, directory: Directory, said: Sequence[Token] | None = None) -> Spans:
    """Yield where members are named: several words as one name, else single words that name somebody alone.

    `said` are the tokens of the text, where they are at hand.
    """
    said = tokens(text) if said is None else said
    place = 0
    while place < len(said):
        length = _phrase(text, said, place, directory)
        if length:
            yield said[place][1], said[place + length - 1][2], Kind.NAME
        elif _single(text, said, place, directory):
            yield said[place][1], said[place][2], Kind.NAME
        place += length or 1


def tokens(text: str) -> list[Token]:
    """Return the words of a text in which names are looked for."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            found.append((word.lower(), match.start(), match.end()))
        elif len(parts := folded_words(word)) == 1:
            found.append((parts[0], match.start(), match.end()))
        else:  # a script without spaces: each letter is a word
            found += [
                (fold(letter), at, at + 1) for at, letter in enumerate(word, match.start()) if not invisible(letter)
            ]
    return found


def _phrase(text: str, tokens: Sequence[Token], place: int, directory: Directory) -> int:
    """Return of how many words the longest name is that starts here; 0 if none does."""
    if tokens[place][0] not in directory.beginnings:
        return 0
    best, said = 0, tokens[place][0]
    for length in range(2, directory.longest + 1):
        at = place + length - 1
        if at >= len(tokens) or not _BETWEEN.fullmatch(text, tokens[at - 1][2], tokens[at][1]):
            break
        said = f"{said} {tokens[at][0]}"
        last = text[tokens[at][1] : tokens[at][2]]
        if said in directory.phrases or (_genitive(last) and said[:-1] in directory.phrases):
            best = length
    return best


def _single(text: str, tokens: Sequence[Token], place: int, directory: Directory) -> bool:
    word, start, end = tokens[place]
    if word in directory.singles:
        return True
    if not text[start].isupper():
        return False
    if _genitive(text[start:end]) and word[:-1] in directory.singles:
        return True
    if word not in directory.spoken_to:
        return False
    before = tokens[place - 1][0] if place else ""
    after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    return before in _BEFORE or after in _AFTER or (word in directory.capital and _inside(text, tokens, place))


def _inside(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Return whether a capital letter stands inside a sentence, and not in a title where every word has one."""
    _, start, end = tokens[place]
    if not text[start + 1 : end].islower():
        return False
    if place + 1 < len(tokens) and text[tokens[place + 1][1]].isupper():
        return False
    return place > 0 and text[tokens[place - 1][1]].islower() and text[tokens[place - 1][2] : start] in _GOES_ON


def _genitive(word: str) -> bool:
    """Return whether a word could be a German genitive: `Annas`."""
    return len(word) > 3 and word.endswith("s")
