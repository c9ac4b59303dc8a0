"""The test set: sentences with what gives their author away, in two halves, one of which was never tuned on."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ruamel.yaml import YAML

from bot.core.giveaway import Directory, Finding, Kind, find

Half = Literal["tuned", "held back"]

_MARK = re.compile(r"⟦(\w+)\|(.*?)⟧", re.DOTALL)
_FILE = Path(__file__).with_name("sentences.yml")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Words as somebody could write them, and the (kind, words) that should be found, in their order."""

    words: str
    expected: tuple[tuple[int, int, Kind], ...]

    @property
    def half(self) -> Half:
        """The half follows from the words alone, so that nobody chooses it."""
        return "held back" if hashlib.sha256(self.words.encode()).digest()[0] % 2 else "tuned"


@dataclass(frozen=True, kw_only=True)
class Score:
    """How many of the expected findings were found, and how many that nobody expects."""

    expected: int
    hit: int
    exact: int
    false: int
    sentences: int

    @property
    def recall(self) -> float:
        """The share of the expected findings met by a finding of the same kind that overlaps them."""
        return self.hit / self.expected

    @property
    def exactness(self) -> float:
        """The share of the expected findings met to the character."""
        return self.exact / self.expected

    @property
    def false_alarms(self) -> float:
        """Findings that nobody expects, for each sentence."""
        return self.false / self.sentences


def sentences() -> tuple[Sentence, ...]:
    """Return all sentences of the file, both halves."""
    read = YAML(typ="safe").load(_FILE)
    return tuple(_sentence(text.replace("·", "")) for text in [*read["found"], *read["nothing"]])


def half(which: Half) -> tuple[Sentence, ...]:
    """Return the sentences of one half."""
    return tuple(sentence for sentence in sentences() if sentence.half == which)


def directory() -> Directory:
    """Return the directory of the people in the file."""
    return Directory.of(tuple(member) for member in YAML(typ="safe").load(_FILE)["members"])


def missed(sentence: Sentence, found: tuple[Finding, ...]) -> list[tuple[int, int, Kind]]:
    """Return what was expected and is met by no finding of its kind."""
    return [
        (start, end, kind)
        for start, end, kind in sentence.expected
        if not any(one.kind is kind and one.start < end and start < one.end for one in found)
    ]


def unexpected(sentence: Sentence, found: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that meet nothing that was expected of their kind."""
    return [
        one
        for one in found
        if not any(one.kind is kind and one.start < end and start < one.end for start, end, kind in sentence.expected)
    ]


def score(which: tuple[Sentence, ...], *, advice: bool) -> Score:
    """Return the score over sentences, of the kinds that are advice or of those that are not."""
    people = directory()
    expected = hit = exact = false = 0
    for sentence in which:
        found = find(sentence.words, directory=people)
        wanted = [each for each in sentence.expected if each[2].is_advice is advice]
        expected += len(wanted)
        hit += len(wanted) - sum(kind.is_advice is advice for _, _, kind in missed(sentence, found))
        exact += len({(one.start, one.end, one.kind) for one in found}.intersection(wanted))
        false += sum(one.kind.is_advice is advice for one in unexpected(sentence, found))
    return Score(expected=expected, hit=hit, exact=exact, false=false, sentences=len(which))


def _sentence(marked: str) -> Sentence:
    words, expected, end = "", [], 0
    for mark in _MARK.finditer(marked):
        words += marked[end : mark.start()]
        expected.append((len(words), len(words) + len(mark[2]), Kind(mark[1])))
        words += mark[2]
        end = mark.end()
    return Sentence(words=words + marked[end:], expected=tuple(expected))
