import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.giveaway import Directory, Kind, find, rewrite
from bot.words.giveaway import ADVICE, INSTEAD, WHAT
from tests.core.giveaway.sentences import directory, sentences

PEOPLE = directory()
WRITTEN = tuple(sentence.words for sentence in sentences())
FRAGMENTS = st.sampled_from(
    [
        *INSTEAD.values(),
        *WRITTEN,
        "@",
        "<@",
        "ana",
        "Ana",
        "Lima",
        "@example.com",
        "https://",
        "PROJ-1",
        "#123",
        "://a:b@c",
        "-",
        "_",
        ".",
        "/",
        "\\",
        " ",
        "\n",
        "(",
        "+49 ",
        "030 1234567",
        "eyJ",
        "password: ",
        "0",
        "7",
        "~",
        "[",
        "s",
        "ü",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(FRAGMENTS, max_size=12).map("".join),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=5)), max_size=12).map(" ".join),
    st.text(alphabet="aA1@.-_/#+<>|:[]() \n", max_size=300),
)


@given(TEXTS)
def test_findings_lie_in_the_words_in_order_and_apart(words: str) -> None:
    end = 0
    for finding in find(words, directory=PEOPLE):
        assert end <= finding.start < finding.end <= len(words)
        assert finding.text == words[finding.start : finding.end]
        end = finding.end


@given(TEXTS)
@example("a@b.example.com@c.example.com")
@example("[a name]@example.com")
@example("PROJ-1#123ana")
def test_a_rewrite_leaves_nothing_that_would_be_replaced(words: str) -> None:
    once = rewrite(words, find(words, directory=PEOPLE))
    left = find(once, directory=PEOPLE)
    assert all(finding.kind.is_advice for finding in left)
    assert rewrite(once, left) == once


@pytest.mark.parametrize("words", WRITTEN)
def test_every_sentence_of_the_set_can_be_rewritten_once_and_for_all(words: str) -> None:
    once = rewrite(words, find(words, directory=PEOPLE))
    assert all(finding.kind.is_advice for finding in find(once, directory=PEOPLE))


@pytest.mark.parametrize(
    "run",
    [
        "a",
        "A",
        "1",
        " ",
        "@",
        "a@",
        "a.",
        "a@a.",
        "-",
        "_",
        "<@",
        "~",
        "/",
        "\\",
        "(",
        "1 ",
        "1.",
        "+1",
        "#",
        "eyJa.",
        "ä",
        "-----BEGIN PRIVATE KEY-----",
        "as the only ",
        "ich habe ",
        "wie ich ",
        "A1",
        "Aa1",
        "http://",
        "https://a/",
        "İ",
        "王",
        "á",
        "\u200b",
        "I told ",
        "ana.",
        "PROJ-1 ",
        "=x&",
        "[a name]",
        "password: ",
        "gestern ",
        "on 1 ",
        "C:\\Users\\a",
        "/home/a",
        "Ana ",
        "Ana Lima ",
        "(0)",
        "a (at) a.",
        "als ich in ",
        "12/",
        "12:30 ",
        "a dot ",
        "ext ",
    ],
)
def test_no_text_makes_it_slow(run: str) -> None:
    def seconds(length: int) -> float:
        words = (run * length)[:length]
        took = []
        for _ in range(3):
            began = time.perf_counter()
            find(words, directory=PEOPLE)
            took.append(time.perf_counter() - began)
        return min(took)

    # Twice the words take twice the time, not four times; the quarter of a second is for a machine that is busy.
    assert seconds(3000) < max(3.2 * seconds(1500), 0.004) + 0.25


def test_the_longest_names_the_kind_and_covers_the_others() -> None:
    [only] = find("mail ana.lima@example.com please", directory=PEOPLE)
    assert (only.kind, only.text) == (Kind.EMAIL, "ana.lima@example.com")


def test_advice_gives_way_to_what_can_be_replaced() -> None:
    found = find("Ich habe Petra gesagt, dass es so nicht geht.", directory=PEOPLE)
    assert [(each.kind, each.text) for each in found] == [(Kind.TOLD, "Ich habe"), (Kind.NAME, "Petra")]


def test_without_a_directory_nobody_is_named_and_the_rest_is_found() -> None:
    found = find("Ana Lima wrote to bob@example.com", directory=Directory())
    assert [each.kind for each in found] == [Kind.EMAIL]


def test_a_finding_shows_no_words_where_it_is_printed() -> None:
    [only] = find("mail ana.lima@example.com please", directory=PEOPLE)
    assert "ana" not in repr(only)
    assert "ana" not in repr(PEOPLE)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_words_and_a_placeholder_unless_it_is_advice(kind: Kind) -> None:
    assert kind in WHAT
    assert kind in ADVICE
    assert (kind in INSTEAD) is not kind.is_advice


@pytest.mark.parametrize(
    "words",
    [
        "since I joined in May",
        "seit ich hier bin",
        "seit ich im März 2021 angefangen habe",
        "Als ich 2021 eingestellt wurde",
    ],
)
def test_since_when_somebody_is_there_is_advice_in_both_languages(words: str) -> None:
    assert [each.kind for each in find(f"Nothing works {words}.", directory=PEOPLE)] == [Kind.ROLE]


@pytest.mark.parametrize(
    "words",
    [
        "secrets.token_urlsafe(32) is the way",
        "ruamel 0.18.17 (2025-12-17) is out",
        "licensed under MPL-2.0 or PSF-2.0",
        "Python 3.12. and 1.2.3",
        "@pytest.mark.asyncio everywhere",
        "token 3.11",
        "[a name] and [a ticket]",
    ],
)
def test_nothing_that_technical_texts_are_full_of_is_replaced(words: str) -> None:
    assert all(each.kind.is_advice for each in find(words, directory=PEOPLE))
