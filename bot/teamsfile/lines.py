"""Where things stand in the teams file, and what is said about them, line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.words import teams as words

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions, such as ("teams", 1, "leaders")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A problem or a warning about the value at `path`; `line` counts from 1."""

    line: int
    path: Path
    text: str


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Return the line of a value or, where it is not in the file, of what should hold it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def written(path: Path) -> str:
    """Return a path as people write it: `teams[1].leaders`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def rendered(notes: Iterable[Note], *, filename: str) -> tuple[str, ...]:
    """Return notes as lines, in the order of the file, each once."""
    ordered = sorted(notes, key=lambda note: (note.line, written(note.path)))
    return tuple(dict.fromkeys(words.at_line(filename, note.line, written(note.path), note.text) for note in ordered))
