"""What is said about receipts."""

from datetime import timedelta

import pytest

from bot.words import receipts as say


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.000001, "in 1 minute."), (60, "in 1 minute."), (61, "in 2 minutes."), (3600, "in 60 minutes.")],
)
def test_a_wait_is_rounded_up_to_minutes(seconds: float, said: str) -> None:
    assert say.too_many_tries(timedelta(seconds=seconds)).endswith(said)


def test_a_long_word_is_shown_by_its_beginning() -> None:
    assert f"“{'x' * 20}…”" in say.unknown_words([(6, "x" * 3000, None)])


def test_nothing_shouts() -> None:
    texts = [value for value in vars(say).values() if isinstance(value, str)]
    assert not [text for text in texts if "!" in text and not text.startswith("What is said")]
