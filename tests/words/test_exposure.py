import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.core.exposure import Situation, as_measured, kinds
from bot.core.giveaway import Directory, Kind, find
from bot.core.held import WayBack
from bot.core.organisation import Anonymity
from bot.words.exposure import LONGEST, statement
from bot.words.protection import MEASURED, WEAKER

PRIVACY = (Path(__file__).parents[2] / "docs/privacy.md").read_text(encoding="utf-8").casefold()

KEY_TERMS = {
    "Slack": "slack",
    "whoever can compel it": "whoever can compel",
    "this bot": "the running bot sees you and your words",
    "database": "database",
    "key store": "key store",
    "receipt": "receipt",
    "six words": "six words",
    "30 days": "30 days",
    "how you write": "how you write",
    "batch": "batch",
    "people could have written it": "how many people",
    "whom you leave out": "you left out",
    "the link": "link",
    "Everybody who reads it": "everybody who reads it",
}
"""What the sentence may name, and how docs/privacy.md explains it, in lower case."""

FOUND = ((), (Kind.NAME,), (Kind.EMPLOYEE, Kind.TOLD), (Kind.TOLD, Kind.EMPLOYEE, Kind.EMAIL, Kind.ROLE), tuple(Kind))


def situations() -> Iterator[Situation]:
    for way_back, at_once, at_least, count, found, left_out, about in product(
        (*WayBack, None), (True, False), (1, 2, 3, 4, 5, 1000), (None, 0, 1, 2, 12, 1_000_000), FOUND, (None, "ULEAD"),
        (None, "https://example.slack.com/archives/C1/p1"),
    ):  # fmt: skip
        for signed in (True, False):
            yield Situation(
                signed=signed,
                way_back=None if signed else way_back,
                at_once=at_once,
                at_least=at_least,
                could_have_written=count,
                found=found,
                left_out=left_out,
                about=about,
            )


def test_every_choice_gives_one_sentence_that_is_not_too_long() -> None:
    rendered = {statement(situation) for situation in situations()}
    assert len(rendered) > 500
    for sentence in rendered:
        assert len(sentence) <= LONGEST, sentence
        assert re.fullmatch(r"[A-Z][^.!?\n]*\.", sentence), sentence
        assert "anonymous" not in sentence
        assert "ULEAD" not in sentence
        assert "https" not in sentence


@pytest.mark.parametrize("term", KEY_TERMS)
def test_whoever_is_named_is_explained_in_the_privacy_document(term: str) -> None:
    assert any(term in statement(situation) for situation in situations())
    assert KEY_TERMS[term] in PRIVACY


def parties(sentence: str) -> set[str]:
    return {term for term in KEY_TERMS if term in sentence}


ALWAYS = {"Slack", "whoever can compel it", "this bot", "how you write"}


@pytest.mark.parametrize(
    ("situation", "named"),
    [
        (Situation(way_back=WayBack.HOME), {*ALWAYS, "database", "key store", "30 days", "batch"}),
        (Situation(way_back=WayBack.RECEIPT), {*ALWAYS, "receipt", "six words", "batch"}),
        (Situation(way_back=WayBack.NONE), {*ALWAYS, "batch"}),
        (Situation(), {*ALWAYS, "batch"}),
        (Situation(at_once=True, at_least=1), ALWAYS),
        (Situation(at_once=True, at_least=2), {*ALWAYS, "batch"}),
        (Situation(could_have_written=7), {*ALWAYS, "batch", "people could have written it"}),
        (Situation(left_out="ULEAD"), {*ALWAYS, "batch", "whom you leave out"}),
        (Situation(about="https://x"), {*ALWAYS, "batch", "the link"}),
        (Situation(signed=True), {*ALWAYS - {"how you write"}, "database", "Everybody who reads it"}),
    ],
)
def test_exactly_those_are_named_who_could_find_out(situation: Situation, named: set[str]) -> None:
    assert parties(statement(situation)) == named


def chances(situation: Situation) -> set[int]:
    sentence = statement(situation)
    return {int(number) for number in re.findall(r"(?:in|against) (\d+) (?:of 100|in a batch)", sentence)}


@pytest.mark.parametrize(
    ("at_least", "batch", "at_once"),
    [
        (1, {100}, {100}),
        (2, {32}, {100, 32}),
        (3, {28}, {100, 28}),
        (4, {28}, {100, 28}),
        (5, {27}, {100, 27}),
        (50, {27}, {100, 27}),
    ],
)
def test_only_chances_that_were_measured_are_told(at_least: int, batch: set[int], at_once: set[int]) -> None:
    assert chances(Situation(at_least=at_least)) == batch
    assert chances(Situation(at_least=at_least, at_once=True)) == at_once


@pytest.mark.parametrize("at_least", [2, 3, 9])
def test_where_batches_leave_sooner_than_those_that_were_measured_there_is_no_number_of_theirs(at_least: int) -> None:
    assert chances(Situation(at_least=at_least, as_measured=False)) == set()
    assert chances(Situation(at_least=at_least, as_measured=False, at_once=True)) == {100}
    assert "leave sooner than those we measured" in statement(Situation(at_least=at_least, as_measured=False))


def test_batches_are_as_measured_from_the_defaults_on() -> None:
    default = Anonymity()
    assert as_measured(release_every=default.release_every, hold_at_most=default.hold_at_most)
    second = timedelta(seconds=1)
    assert not as_measured(release_every=default.release_every - second, hold_at_most=default.hold_at_most)
    assert not as_measured(release_every=default.release_every, hold_at_most=default.hold_at_most - second)


def test_a_number_belongs_to_the_batch_that_is_named_beside_it() -> None:
    for situation in situations():
        for chance, size in re.findall(
            r"(?:in|against) (\d+) .{0,60}?in a batch of at least (\d+)", statement(situation)
        ):
            assert {**WEAKER, **MEASURED}.get(int(size)) == int(chance) or chance == "100"


def test_a_batch_is_never_promised_to_be_full() -> None:
    for at_least in (2, 3, 4, 5, 9):
        assert "if time is up first" in statement(Situation(at_least=at_least))
    assert "alone in its batch" in statement(Situation(at_least=1))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (None, "how many could have written it is not known"),
        (0, "hardly anybody but you"),
        (1, "hardly anybody but you"),
        (2, "2 people could have written it"),
    ],
)
def test_it_says_how_many_could_have_written_it(count: int | None, said: str) -> None:
    assert said in statement(Situation(could_have_written=count))


def test_what_was_found_is_named_by_kind_and_never_repeated() -> None:
    words = "Ask ana@example.com or +49 171 1234567 about PROJ-123, not ben@example.com"
    found = kinds(find(words, directory=Directory()))
    assert found == (Kind.EMAIL, Kind.PHONE, Kind.TICKET)
    sentence = statement(Situation(found=found))
    assert "what is in it: an e-mail address, a phone number or 1 more" in sentence
    assert "example" not in sentence


def test_a_situation_does_not_show_whom_it_is_about() -> None:
    shown = repr(Situation(left_out="ULEAD", about="https://example.com/p1"))
    assert "ULEAD" not in shown
    assert "example" not in shown
