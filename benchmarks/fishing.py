"""What looking over a leader's question costs among 10,000 members, and how much of the test set's halves is found."""

import re
from functools import partial

from benchmarks.giveaway import CHARACTERS, MEMBERS, ROUNDS, _median_ms, _members
from bot.core.fishing import fishing
from bot.core.giveaway import Directory
from tests.core.fishing.questions import half, score

_GOOD = "Tell me more about what's not working. What would have helped, and how often does it happen? Was fehlt euch? "
_FISHY = (
    "Who wrote this, and which sprint was that? Were you in the meeting on 3 March, or was it last week? Did {name} "
    "say that? Wer bist du, und in welchem Team arbeitest du? Are you a developer, and since when? "
)

# What anybody would start with: question words, in both languages, wherever they stand.
_PLAIN = re.compile(
    r"\b(?:who|whom|whose|which|when|were you|wer|wem|wen|welche[rnms]?|wann|warst du)\b", re.IGNORECASE
)


def _time() -> None:
    people = _members()
    directory = Directory.of(people)
    print(f"Looking over a question of {CHARACTERS} characters among {MEMBERS:,} members, median of {ROUNDS}")
    for title, text in (("a good question", _GOOD), ("a question that fishes", _FISHY.format(name=people[77][3]))):
        question = (text * 10)[:CHARACTERS]
        plain = _median_ms(partial(_PLAIN.findall, question))
        took = _median_ms(partial(fishing, question, directory))
        print(f"  {title:32}  {took:7.2f} ms   {took / plain:5.1f} of a scan for question words ({plain:.3f} ms)")


def _recall() -> None:
    print("Of the test set: questions that fish found, good ones flagged; and the same for question words alone")
    for title, asked in (
        ("tuned", half("tuned")),
        ("held back", half("held back")),
        ("held back, written later", half("held back", later=True)),
    ):
        scored = score(asked)
        plain = sum(bool(_PLAIN.search(one.text)) for one in asked if one.expected) / scored.fishes
        wolf = sum(bool(_PLAIN.search(one.text)) for one in asked if not one.expected) / scored.fine
        print(
            f"  {title:28} {scored.recall:5.2f} {scored.false_alarms:6.3f}   question words {plain:5.2f} {wolf:6.3f}"
            f"   ({scored.fishes} that fish, {scored.fine} good ones)"
        )


def main() -> None:
    """Print both tables."""
    _time()
    _recall()


if __name__ == "__main__":
    main()
