"""What looking for giveaways costs among 10,000 members, and how much of the test set's two halves is found."""

import gc
import re
import statistics
import time
from collections.abc import Callable
from functools import partial

from bot.core.giveaway import Directory, find
from tests.core.giveaway.sentences import Half, half, score

MEMBERS = 10_000
ROUNDS = 200
CHARACTERS = 500
HALVES: tuple[Half, ...] = ("tuned", "held back")

_SYLLABLES = tuple(consonant + vowel for consonant in "bdfklmnrst" for vowel in "aeio")[:32]
_SPARSE = "The lift is broken and nobody tells us when it will be repaired, which is hard for all who carry things. "
_DENSE = (
    "The planning on Tuesday at 10:15 went badly, and {name} closed PROJ-123 without a word. I told the leads, but "
    "nobody answers. Call +49 171 1234567 or mail somebody@example.com. The plan is at "
    "https://docs.example.com/d/1aB/edit?usp=sharing and out of date since version 3.11.7. My manager wants us to "
    "wait. Warum darf nur {name} freigeben, und warum erfährt es niemand vorher? Seit Wochen ist der Drucker kaputt. "
)

# What anybody would start with: addresses, mentions, tickets, links and numbers, without names and without checks.
_PLAIN = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|@[\w.-]+|\b[A-Z]{2,10}-\d+\b|https?://\S+|\+?\d[\d ()/-]{6,}\d")


def _name(number: int) -> tuple[str, str]:
    first = "".join(_SYLLABLES[number // 32**place % 32] for place in (0, 1))
    last = "".join(_SYLLABLES[number * 7 // 32**place % 32] for place in (0, 1, 2))
    return first.title(), last.title()


def _members() -> list[tuple[str, str, str, str]]:
    people = [_name(number) for number in range(MEMBERS)]
    return [
        (f"U{number:09}", f"{first}.{last}{number}".lower(), first, f"{first} {last}")
        for number, (first, last) in enumerate(people)
    ]


def _median_ms(call: Callable[[], object]) -> float:
    for _ in range(20):
        call()
    seen = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        seen.append((time.perf_counter() - began) * 1000)
    return statistics.median(seen)


def _time() -> None:
    members = _members()
    gc.collect()
    began = time.perf_counter()
    directory = Directory.of(members)
    built = (time.perf_counter() - began) * 1000
    print(f"Looking for giveaways in {CHARACTERS} characters among {MEMBERS:,} members, median of {ROUNDS}")
    print(f"  the directory, built once         {built:7.2f} ms")
    dense = _DENSE.format(name=members[77][3])
    for title, text in (("a text with little to find", _SPARSE), ("a text full of giveaways", dense)):
        words = (text * 10)[:CHARACTERS]
        plain = _median_ms(partial(_PLAIN.findall, words))
        took = _median_ms(partial(find, words, directory=directory))
        print(f"  {title:32}  {took:7.2f} ms   {took / plain:5.1f} of a plain scan without names ({plain:.3f} ms)")
    hostile = ("a@1." * CHARACTERS)[: 6 * CHARACTERS]
    print(f"  3,000 characters meant to be slow {_median_ms(partial(find, hostile, directory=directory)):7.2f} ms")


def _recall() -> None:
    print("Found of the test set: recall, to the character, false alarms a sentence")
    for which in HALVES:
        for advice in (False, True):
            scored = score(half(which), advice=advice)
            title = f"{which}, {'advice' if advice else 'what is replaced'}"
            print(
                f"  {title:28} {scored.recall:5.2f} {scored.exactness:5.2f} {scored.false_alarms:6.3f}"
                f"   ({scored.expected} expected in {scored.sentences} sentences)"
            )


def main() -> None:
    """Print both tables."""
    _time()
    _recall()


if __name__ == "__main__":
    main()
