"""Everything in a question that can ask for its author, in one pass over all patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from bot.core.fishing.english import ASKED_ABOUT, ASKS_BEFORE_WHO, ENGLISH
from bot.core.fishing.german import GERMAN, POLITE
from bot.core.giveaway.advice import advice
from bot.core.giveaway.directory import Directory
from bot.core.giveaway.finding import Kind
from bot.core.giveaway.identifiers import identifiers
from bot.core.giveaway.names import names

_AS_SPACE = str.maketrans(dict.fromkeys("\n\r\t\u00a0\u2009\u202f", " ") | {"’": "'"})
_WORD_BEFORE = re.compile(r"(?:^|[.?!:;,(\"“„–—-]|\b[a-z']{1,20}) {0,3}$")
_MAY_HOLD_A_TIME = re.compile(
    r"\d|yesterday|today|this |last |night|day|gestern|heute|letzte|vergangene|tag\b|woch|"
    r"ja?nu?ar|februar|march|märz|april|may\b|mai\b|ju[nl][iy]|august|september|o[ck]tober|november|de[cz]ember"
)

_TELLING = frozenset({Kind.NAME, Kind.MENTION, Kind.TICKET, Kind.WHEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One place: `question[start:end]` is `text`, which is kept out of its repr."""

    start: int
    end: int
    text: str = field(repr=False)


def fishing(question: str, directory: Directory) -> tuple[Span, ...]:
    """Return what in a question can ask for its author, in order and without overlaps: English and German.

    That is who, which meeting, day or team, whether they were there, their role, to give a sign or to come and talk,
    and any name, mention, ticket or date: to be asked about one of these tells as much as answering. What is asked in
    another way is not found.
    """
    places: list[tuple[int, int]] = []
    for start, end in sorted(_places(question, directory)):
        if places and start < places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], end))
        else:
            places.append((start, end))
    return tuple(Span(start=start, end=end, text=question[start:end]) for start, end in places)


def _places(question: str, directory: Directory) -> Iterator[tuple[int, int]]:
    text = _lowered(question)
    for pattern in (ENGLISH, GERMAN):
        for match in pattern.finditer(text):
            check = _CHECKS.get(match.lastgroup or "")
            if check is None or check(text, match.start()):
                yield match.span()
    seen = [names(question, directory)]
    if "@" in text or any(character.isdigit() for character in text):
        seen.append(identifiers(question))
    if _MAY_HOLD_A_TIME.search(text):
        seen.append(advice(question.translate(_AS_SPACE)))
    for start, end, kind in chain(*seen):
        if kind in _TELLING:
            yield start, end


def _lowered(question: str) -> str:
    """Return the question in lower case with plain spaces, each character where it was, the German Sie still told."""
    text = question.translate(_AS_SPACE).replace("Sie", f"{POLITE}ie").replace("Ihr", f"{POLITE}hr")
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in text)


def _asks(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    word = before[0].strip() if before else ""
    return not word.isalpha() or word in ASKS_BEFORE_WHO


def _asked_about(text: str, start: int) -> bool:
    sentence = max(text.rfind(mark, 0, start) for mark in ".?!")
    return ASKED_ABOUT.search(text, max(sentence, start - 80, 0), start) is not None


_CHECKS = {"who": _asks, "whose": _asks, "day": _asked_about, "tag": _asked_about}
