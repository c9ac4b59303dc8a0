"""What is too long, what can be stored, and how it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core.what_people_write import is_too_long, pieces, storable


def test_three_thousand_characters_fit_and_one_more_does_not() -> None:
    assert not is_too_long("x" * 3000)
    assert is_too_long("x" * 3001)


@pytest.mark.parametrize(
    "words",
    ["<!channel> & <@U123|ana> <https://example.com|here>", "مرحبا بالعالم", "a\u200bb\u202ec", "🙂🙂", "line\n\ttab"],
)
def test_what_people_write_is_stored_as_they_wrote_it(words: str) -> None:
    assert storable(words) == words


def test_what_no_database_keeps_is_replaced_and_the_rest_stays() -> None:
    assert storable("a\x00b") == "a\ufffdb"
    assert storable("a\ud83db") == "a\ufffdb"
    assert storable("\ud83d\ude42") == "🙂"


@given(some.text(alphabet=some.characters(), max_size=200))
def test_whatever_is_stored_is_valid_text(words: str) -> None:
    assert "\x00" not in storable(words)
    storable(words).encode()


@given(some.text(max_size=300), some.integers(min_value=2, max_value=50))
def test_pieces_together_are_the_text_and_each_fits(words: str, most: int) -> None:
    cut = list(pieces(words, most=most))
    assert "".join(cut) == words
    assert all(len(piece.encode("utf-16-le")) // 2 <= most for piece in cut)
