"""The tone: no exclamation marks, no blame."""

from pathlib import Path

import bot.words.messages as words


def test_no_text_shouts_or_blames() -> None:
    source = Path(words.__file__).read_text()
    said = [line for line in source.splitlines() if '"' in line]
    assert not any(mark in line for line in said for mark in ("!", "failed to", "you did not", "ignored", "overdue"))


def test_every_state_but_the_two_with_names_has_a_line() -> None:
    assert words.STATES.keys() == {"made_right", "confirmed", "disputed", "withdrawn", "closed", "held"}
