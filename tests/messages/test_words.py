"""The tone: no exclamation marks, no blame."""

from pathlib import Path

import pytest

from bot.words import delivery
from bot.words import messages as words


@pytest.mark.parametrize("file", [words.__file__, delivery.__file__])
def test_no_text_shouts_or_blames(file: str) -> None:
    source = Path(file).read_text()
    said = [line for line in source.splitlines() if '"' in line]
    assert not any(mark in line for line in said for mark in ("!", "failed to", "you did not", "ignored", "overdue"))


def test_every_state_but_the_two_with_names_has_a_line() -> None:
    assert words.STATES.keys() == {"made_right", "confirmed", "disputed", "withdrawn", "closed", "held"}
