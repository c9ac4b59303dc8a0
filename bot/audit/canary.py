"""The invented author: an id, names, an address and words that nobody else has, so that each byte of them is a leak."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from mnemonic import Mnemonic

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

WORDS_PLANTED = 5
"""Of 2,048: as rare as 55 random bits, in words that are neither a name nor a secret, so that no form stops at them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """Who is planted. Every field is in no repr, since what is searched for must not lie in the search's own output."""

    id: str = field(repr=False)
    handle: str = field(repr=False)
    name: str = field(repr=False)
    email: str = field(repr=False)

    @property
    def conversation(self) -> str:
        """The id of their direct messages with the bot, which names them too."""
        return f"D{self.id[1:]}"

    def identities(self) -> dict[str, str]:
        """Return what tells who it is, by what it is called in a report."""
        return {
            "id": self.id,
            "name": self.name,
            "handle": self.handle,
            "e-mail": self.email,
            "conversation": self.conversation,
        }


def new_canary(random: Callable[[int], bytes]) -> Canary:
    """Return an author whom nobody could confuse with a member; `random(n)` returns n random bytes."""
    token = letters(random, 12)
    low = token.lower()
    return Canary(
        id=f"U0{token}",
        handle=f"canary.{low}",
        name=f"Canary {token.title()}",
        email=f"{low}@canary.invalid",
    )


def letters(random: Callable[[int], bytes], count: int) -> str:
    """Return `count` random letters and digits."""
    return "".join(LETTERS[byte & 31] for byte in random(count))


class Sentences:
    """Makes sentences that nobody else wrote, and keeps what is unlikely in each, to be looked for."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self.planted: dict[str, str] = {}

    def __repr__(self) -> str:
        return "Sentences()"

    def new(self, name: str) -> str:
        """Return a sentence; `name` is what a report calls it."""
        numbers = (int.from_bytes(self._random(2)) % len(_list()) for _ in range(WORDS_PLANTED))
        self.planted[name] = " ".join(_list()[number] for number in numbers)
        return f"Things are not going well with the {self.planted[name]} plan."


@cache
def _list() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)
