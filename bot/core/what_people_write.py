"""The rules for text that people write: what is too long, what can be stored, and how it is cut for showing it."""

from collections.abc import Iterator

MOST_CHARACTERS = 3000
"""Slack's own limit of a plain_text_input and of the section that shows it."""


def is_too_long(text: str) -> bool:
    """Return whether `text` has more than 3,000 characters."""
    return len(text) > MOST_CHARACTERS


def storable(text: str) -> str:
    """Return `text` with what no database keeps (NUL, halves of a surrogate pair) replaced by U+FFFD, else as it is."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def pieces(text: str, *, most: int = MOST_CHARACTERS) -> Iterator[str]:
    """Cut `text` into pieces of at most `most` UTF-16 units, as a browser counts; together they are `text`."""
    start = size = 0
    for position, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if size + width > most:
            yield text[start:position]
            start, size = position, 0
        size += width
    if start < len(text):
        yield text[start:]
