"""Ids that people can read aloud and type."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.item_id import ALPHABET, new_item_id, read_item_id


def test_an_id_has_four_letters_a_dash_and_two() -> None:
    assert new_item_id(lambda count: bytes(range(count))) == "0123-45"


def test_the_alphabet_has_32_letters_and_none_that_look_alike() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_every_byte_gives_each_letter_equally_often() -> None:
    letters = [new_item_id(bytes([byte]).__mul__)[0] for byte in range(256)]
    assert {letters.count(letter) for letter in ALPHABET} == {8}


def test_two_random_ids_differ() -> None:
    assert len({new_item_id(secrets.token_bytes) for _ in range(100)}) == 100


@given(some.binary(min_size=6, max_size=6))
def test_every_id_is_read_back_as_itself(random: bytes) -> None:
    made = new_item_id(lambda _: random)
    assert read_item_id(made) == made
    assert read_item_id(f" #{made.lower().replace('-', '')} ") == made


@pytest.mark.parametrize("typed", ["k7qx2m", "K7QX-2M", "#k7qx-2m", " k7qx 2m "])
def test_an_id_is_understood_as_people_type_it(typed: str) -> None:
    assert read_item_id(typed) == "K7QX-2M"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert read_item_id("OlI0-o1") == "0110-01"


@pytest.mark.parametrize("typed", ["", "K7QX-2", "K7QX-2MM", "K7QX-2U", "K7QX-2Ä", "hello you"])
def test_what_is_no_id_is_none(typed: str) -> None:
    assert read_item_id(typed) is None
