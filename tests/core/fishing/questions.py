"""The test set: questions with what in them asks for the author, in two halves, one of which was never tuned on."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ruamel.yaml import YAML

from bot.core.fishing import Span, fishing
from bot.core.giveaway import Directory

Half = Literal["tuned", "held back"]

_MARK = re.compile(r"⟦(.*?)⟧")
_FILE = Path(__file__).with_name("questions.yml")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as a leader could ask it, and where it should be flagged, in order.

    `later` is True where it was written after the patterns: of these the half that is held back says most. `missed` is
    True where somebody found that it is missed, and the patterns were changed for it: of these no half is held back.
    """

    text: str
    expected: tuple[tuple[int, int], ...]
    later: bool
    missed: bool = False

    @property
    def half(self) -> Half:
        """The half follows from the words alone, so that nobody chooses it; what was tuned on says so."""
        return "held back" if not self.missed and hashlib.sha256(self.text.encode()).digest()[0] % 2 else "tuned"


@dataclass(frozen=True, kw_only=True)
class Score:
    """How many questions that fish were flagged where they do, and how many good ones were flagged."""

    fishes: int
    flagged: int
    fine: int
    cried_wolf: int

    @property
    def recall(self) -> float:
        """The share of the questions that fish in which every marked place was met."""
        return self.flagged / self.fishes

    @property
    def false_alarms(self) -> float:
        """The share of the good questions that were flagged."""
        return self.cried_wolf / self.fine


def questions() -> tuple[Question, ...]:
    """Return all questions of the file, both halves."""
    read = YAML(typ="safe").load(_FILE)
    first = [_question(text, later=False) for text in [*read["fishes"], *read["fine"]]]
    later = [_question(text, later=True) for text in [*read["fishes_later"], *read["fine_later"]]]
    missed = [_question(text, later=False, missed=True) for text in [*read["fishes_missed"], *read["fine_missed"]]]
    return (*first, *later, *missed)


def half(which: Half, *, later: bool = False) -> tuple[Question, ...]:
    """Return the questions of one half; with `later` only those that were written after the patterns."""
    return tuple(one for one in questions() if one.half == which and (one.later or not later))


def directory() -> Directory:
    """Return the directory of the people in the file."""
    return Directory.of(tuple(member) for member in YAML(typ="safe").load(_FILE)["members"])


def met(question: Question, found: tuple[Span, ...]) -> bool:
    """Return whether every place that should be flagged overlaps with one that was."""
    return all(any(span.start < end and start < span.end for span in found) for start, end in question.expected)


def score(which: tuple[Question, ...]) -> Score:
    """Return the score over questions."""
    people = directory()
    asked = [(question, fishing(question.text, people)) for question in which]
    return Score(
        fishes=sum(bool(question.expected) for question, _ in asked),
        flagged=sum(met(question, found) for question, found in asked if question.expected),
        fine=sum(not question.expected for question, _ in asked),
        cried_wolf=sum(bool(found) for question, found in asked if not question.expected),
    )


def _question(marked: str, *, later: bool, missed: bool = False) -> Question:
    text, expected, end = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        expected.append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        end = mark.end()
    return Question(text=text + marked[end:], expected=tuple(expected), later=later, missed=missed)
