"""Text made comparable: case, diacritics and invisible characters folded away, and cut into words in any script."""

import re
import unicodedata
from collections.abc import Iterable

_ASCII_WORD = re.compile(r"[a-z0-9]+")

# Letters that Unicode does not decompose although people type them without the stroke or as two letters.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})

# Default-ignorable characters that are not in category Cf: fillers, variation selectors, the grapheme joiner, blanks.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han. Each letter counts as a word.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def invisible(character: str) -> bool:
    """Return whether a character shows nothing: zero-width, bidi control, variation selector, filler."""
    return (
        unicodedata.category(character) == "Cf"
        or character in _INVISIBLE
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0000" <= character <= "\U000e0fff"
    )


def fold(text: str) -> str:
    """Return `text` without case, diacritics and invisible characters. Folding twice changes nothing more."""
    if text.isascii():
        return text.lower()
    while (once := _folded(text)) != text:
        text = once
    return text


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`: runs of letters and digits with their marks, whatever the script.

    Where a script puts no spaces between words each letter is a word of its own, so that phrases still match inside.
    """
    folded = fold(text)
    if folded.isascii():
        return tuple(_ASCII_WORD.findall(folded))
    found: list[str] = []
    goes_on = takes_marks = False
    for character in folded:
        kind = unicodedata.category(character)[0]
        if kind == "M" and takes_marks:
            found[-1] += character
        elif kind in "LN":
            alone = _unspaced(character)
            if goes_on and not alone:
                found[-1] += character
            else:
                found.append(character)
            goes_on, takes_marks = not alone, True
        else:
            goes_on = takes_marks = False
    return tuple(found)


def phrase(words_in_order: Iterable[str]) -> str:
    """Join words so that one result is contained in another only where whole words stand in the same order."""
    return "".join(f"\n{word}\n" for word in words_in_order)


def _folded(text: str) -> str:
    shown = "".join(character for character in text if not invisible(character))
    decomposed = unicodedata.normalize("NFKD", shown.translate(_LETTERS)).casefold().translate(_LETTERS)
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", decomposed)
        if not _diacritic(character) and not invisible(character)
    )


def _diacritic(character: str) -> bool:
    """Accents, Hebrew and Arabic points. Vowel and voicing signs of other scripts make another word, and stay."""
    combining = unicodedata.combining(character)
    return combining == 1 or 10 <= combining <= 36 or combining >= 200


def _unspaced(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _UNSPACED)
