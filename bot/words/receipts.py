"""What is said about receipts: six words that only the author has, and that bring the answers to whoever knows them."""

from collections.abc import Sequence
from datetime import timedelta

HAVE_ONE = "I have a receipt"
LABEL = "The six words of your receipt"
HINT = "In their order. The first four letters of each are enough; spaces, dashes and capitals do not matter."

NOT_FOUND = (
    "No open feedback has this receipt. Compare the words and their order with what you kept. A receipt ends when its "
    "feedback is closed, 30 days after it went out, and for good should this app lose its key store."
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
LONGEST_SHOWN = 20


def wrong_number(count: int) -> str:
    """Tell how many words were read, where a receipt has six."""
    if count == 0:
        return "A receipt has six words, and there are none here yet. Type them in their order."
    number = "this is one" if count == 1 else f"these are {count}"
    return f"A receipt has six words, and {number}. Type the six words alone, in their order."


def unknown_words(wrong: Sequence[tuple[int, str, str | None]]) -> str:
    """Name the words that no receipt has: the position of each from 1, the word, and the nearest one that is meant."""
    lines = [f"The {ORDINALS[position - 1]} word, {_quoted(word)}, is in no receipt.{_hint(near)}"
             for position, word, near in wrong]  # fmt: skip
    return " ".join((*lines, "Nothing was looked up."))


def too_many_tries(wait: timedelta) -> str:
    """Tell how long to wait before the next try."""
    minutes = max(1, -(-wait // timedelta(minutes=1)))
    return f"That was one try too many for now. Try again in {minutes} minute{'' if minutes == 1 else 's'}."


def _quoted(word: str) -> str:
    return f"“{word}”" if len(word) <= LONGEST_SHOWN else f"“{word[:LONGEST_SHOWN]}…”"


def _hint(near: str | None) -> str:
    return f" Did you mean “{near}”?" if near else ""
