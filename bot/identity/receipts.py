"""Receipts: six words in place of a name. Only a slow hash of them is kept."""

import difflib
from collections.abc import Sequence
from functools import cache

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from mnemonic import Mnemonic

from bot.core import fold
from bot.errors import Refused
from bot.words import receipts as say

WORDS = 6
BITS_A_WORD = 11
"""BIP-39's English list has 2,048 words, each known by its first four letters:
https://github.com/bitcoin/bips/blob/master/bip-0039/bip-0039-wordlists.md"""
SECRET_BYTES = 9
"""72 bits, of which 66 make the six words: at a million digests a second, trying them all takes 2 million years."""
LETTERS_ENOUGH = 4
LONGEST_TO_COMPARE = 16
"""A word of the list has at most 8 letters; nothing twice as long is near one."""

MEMORY_KIB, PASSES, LANES = 64 * 1024, 2, 1
"""Argon2id with 64 MiB, as RFC 9106 (section 4) recommends for machines with little memory, and about 100 ms of one
core. More than OWASP's least, 46 MiB and one pass (Password Storage Cheat Sheet); the words are random, and need less
than a password. Never change these: what is stored was made with them."""
DIGEST_BYTES = 32


class UnreadableReceipt(Refused):
    """What was typed is no receipt. `unknown` are the positions, from 1, of words that no receipt has.

    It is empty where the number of words is wrong. The message names the words: it is for who typed them alone.
    """

    def __init__(self, message: str, *, unknown: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.unknown = unknown

    def __repr__(self) -> str:
        return "UnreadableReceipt()"


def receipt(secret: bytes) -> tuple[str, ...]:
    """Return the six words of 9 random bytes; the same bytes give the same words. ValueError for another length."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a receipt is made of 9 bytes")
    number = int.from_bytes(secret) >> (SECRET_BYTES * 8 - WORDS * BITS_A_WORD)
    places = (number >> (BITS_A_WORD * (WORDS - 1 - place)) for place in range(WORDS))
    return tuple(_list()[place % (1 << BITS_A_WORD)] for place in places)


def read_receipt(typed: str) -> tuple[str, ...]:
    """Return the six words that somebody typed, however they wrote, separated or numbered them. UnreadableReceipt.

    The first four letters of a word suffice. Whether there is such a receipt is not known here.
    """
    found = [word for part in fold.words(typed) if (word := part.strip("0123456789"))]
    if len(found) != WORDS:
        raise UnreadableReceipt(say.wrong_number(len(found)))
    words = [_full(word) for word in found]
    wrong = [(place, found[place - 1]) for place, word in enumerate(words, start=1) if word is None]
    if wrong:
        message = say.unknown_words([(place, word, _nearest(word)) for place, word in wrong])
        raise UnreadableReceipt(message, unknown=tuple(place for place, _ in wrong))
    return tuple(word for word in words if word is not None)


def digest(words: Sequence[str], pepper: bytes) -> bytes:
    """Return the 32 bytes that are kept of a receipt: Argon2id with `pepper`, 16 bytes that each installation has.

    Takes about 100 ms and 64 MiB, so run it in a thread, and few at a time. Other threads go on meanwhile.
    """
    slow = Argon2id(salt=pepper, length=DIGEST_BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
    return slow.derive(" ".join(words).encode())


@cache
def _list() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


@cache
def _by_beginning() -> dict[str, str]:
    """Return every word by its first four letters; the shorter ones by themselves."""
    return {word[:LETTERS_ENOUGH]: word for word in _list()}


def _full(word: str) -> str | None:
    """Return the word of the list that `word` is, or begins with at least four letters."""
    full = _by_beginning().get(word[:LETTERS_ENOUGH])
    return full if full is not None and full.startswith(word) else None


def _nearest(word: str) -> str | None:
    if len(word) > LONGEST_TO_COMPARE:
        return None
    return next(iter(difflib.get_close_matches(word, _list(), n=1)), None)
