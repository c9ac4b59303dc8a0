"""Receipts: six words that survive being written down and typed again, and a slow hash of them."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.identity import receipts
from bot.identity.receipts import UnreadableReceipt, digest, read_receipt, receipt
from bot.words import receipts as say

WORDS = ("abandon", "ability", "act", "actor", "zone", "zoo")
PEPPER = b"p" * 16
SECRETS = st.binary(min_size=9, max_size=9)


def test_the_list_is_bip_39s_english_one() -> None:
    words = receipts._list()
    assert len(words) == len(set(words)) == 2048
    assert (words[0], words[-1]) == ("abandon", "zoo")
    assert len({word[:4] for word in words}) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() and len(word) <= 8 for word in words)


def test_the_first_66_bits_make_six_words() -> None:
    assert receipt(b"\x00" * 9) == ("abandon",) * 6
    assert receipt(b"\xff" * 9) == ("zoo",) * 6
    assert receipt(b"\x00\x20" + b"\x00" * 7) == ("ability", *["abandon"] * 5)
    assert receipt(b"\x00" * 8 + b"\x40") == (*["abandon"] * 5, "ability")


def test_the_six_bits_that_are_left_make_no_difference() -> None:
    assert receipt(b"\x00" * 8 + b"\x3f") == receipt(b"\x00" * 9)


@pytest.mark.parametrize("secret", [b"", b"8 bytes.", b"ten bytes."])
def test_another_number_of_bytes_is_a_mistake(secret: bytes) -> None:
    with pytest.raises(ValueError, match="9 bytes"):
        receipt(secret)


@given(SECRETS)
def test_a_receipt_typed_as_it_was_shown_is_read_again(secret: bytes) -> None:
    words = receipt(secret)
    assert read_receipt(" ".join(words)) == words
    assert read_receipt("\n".join(f"{number}. {word}" for number, word in enumerate(words, 1))) == words


SPACES = [" ", "  ", "\n", "\r\n", "\t", ", ", ",", " - ", "-", " – ", "/", ";", " | ", "_", "\u00a0"]
NUMBERS = ["", "{}. ", "{}) ", "{}: ", "{}.", "({}) ", "#{} ", "* ", "“"]
CASES: list[Callable[[str], str]] = [str.upper, str.title, str.lower, str.swapcase]


@given(
    SECRETS,
    st.lists(st.sampled_from(SPACES), min_size=6, max_size=6),
    st.lists(st.sampled_from(CASES), min_size=6, max_size=6),
    st.lists(st.sampled_from(NUMBERS), min_size=6, max_size=6),
    st.lists(st.integers(min_value=4, max_value=8), min_size=6, max_size=6),
)
def test_a_receipt_is_read_however_it_was_written_down(
    secret: bytes, spaces: list[str], cases: list[Callable[[str], str]], numbers: list[str], lengths: list[int]
) -> None:
    words = receipt(secret)
    typed = "".join(
        number.format(place) + case(word[:length]) + space
        for place, (word, number, case, length, space) in enumerate(
            zip(words, numbers, cases, lengths, spaces, strict=True), start=1
        )
    )
    assert read_receipt(typed) == words


def test_a_short_word_is_itself_and_not_the_beginning_of_a_longer_one() -> None:
    assert read_receipt("aban abil act acto zone zoo") == WORDS


@pytest.mark.parametrize("copied", ["aban\u00addon", "a\u200bbandon", "Ａｂａｎｄｏｎ", "ábandon"])
def test_what_copying_adds_does_no_harm(copied: str) -> None:
    assert read_receipt(f"{copied} ability act actor zone zoo") == WORDS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "there are none here yet"),
        ("1. 2. 3.", "there are none here yet"),
        ("abandon", "this is one"),
        ("abandon ability act actor zone", "these are 5"),
        ("abandon ability act actor zone zoo zoo", "these are 7"),
        ("my receipt is abandon ability act actor zone zoo", "these are 9"),
        ("xyz " * 5000, "these are 5000"),
    ],
)
def test_another_number_of_words_is_said(typed: str, said: str) -> None:
    with pytest.raises(UnreadableReceipt) as caught:
        read_receipt(typed)
    assert said in str(caught.value)
    assert caught.value.unknown == ()
    assert isinstance(caught.value, Refused)


def test_a_word_that_no_receipt_has_is_named_with_its_place_and_the_nearest_one() -> None:
    with pytest.raises(UnreadableReceipt) as caught:
        read_receipt("abandon abilty act actor Zonne zoo")
    assert caught.value.unknown == (2, 5)
    assert str(caught.value) == (
        "The second word, “abilty”, is in no receipt. Did you mean “ability”? "
        "The fifth word, “zonne”, is in no receipt. Did you mean “zone”? Nothing was looked up."
    )


@pytest.mark.parametrize("wrong", ["ab", "aba", "abandoned", "qqqqq", "ability2act", "小", "x" * 3000])
def test_a_word_that_no_receipt_has_is_answered_however_odd_it_is(wrong: str) -> None:
    with pytest.raises(UnreadableReceipt) as caught:
        read_receipt(f"{wrong} ability act actor zone zoo")
    assert caught.value.unknown == (1,)
    assert str(caught.value).startswith("The first word, ")
    assert len(str(caught.value)) < 120


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_answered(typed: str) -> None:
    words: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()
    try:
        words = read_receipt(typed)
    except UnreadableReceipt as error:
        unknown = error.unknown
    assert all(1 <= place <= 6 for place in unknown)
    assert not words or read_receipt(" ".join(words)) == words


def test_the_error_shows_no_word_in_its_repr() -> None:
    assert repr(UnreadableReceipt(say.unknown_words([(1, "abandn", "abandon")]), unknown=(1,))) == "UnreadableReceipt()"


def test_the_digest_is_argon2id_and_never_changes() -> None:
    assert digest(WORDS, PEPPER).hex() == "17e75664ef1eebe668eb93c1fd7afab41bc40c5776e81faad970dda8ede70ab3"
    same = Argon2id(salt=PEPPER, length=32, iterations=2, lanes=1, memory_cost=65536)
    assert same.derive(b"abandon ability act actor zone zoo") == digest(WORDS, PEPPER)


def test_other_words_another_order_or_another_installation_make_another_digest() -> None:
    made = {
        digest(WORDS, PEPPER),
        digest(WORDS[::-1], PEPPER),
        digest((*WORDS[:5], "zone"), PEPPER),
        digest(WORDS, b"q" * 16),
    }
    assert len(made) == 4
    assert {len(one) for one in made} == {32}
