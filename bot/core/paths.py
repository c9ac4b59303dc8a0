"""Patterns of paths as in a .gitignore, and the paths that people mention in running text.

Own matching, segment by segment: `fnmatch` stays linear on hostile patterns but knows no `**`; pathspec turns a pattern
into one backtracking expression, and wants whole paths where people write half of one, a line number or a link.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from bot.core.fold import fold

LONGEST_PATH = 500
MOST_PATHS = 100
"""Readings of one text that are looked at; more is no description of a place, but an attempt to keep us busy."""
_QUOTES = "\"'`“”‘’«»„()[]{}<>,;:!?…"
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_IN_REPOSITORY = re.compile(r"/(?:-/)?(?:blob|tree|blame|raw|src/branch)/[^/]+/([^?#]+)")
_PLACE = re.compile(r"(?:#L\d.*|:\d+(?:[:-]\d+)?|\(\d+(?:,\d+)?\))$")
_LOOKS_LIKE_FILE = re.compile(r"\w\.\w+$")

Segments = tuple[str, ...]


def paths_in(text: str) -> tuple[Segments, ...]:
    """Return the paths that `text` mentions, folded, as segments; of a path from some root, each end that it could be.

    A link counts where it leads into a repository (`…/blob/main/src/a.py`); other links are no paths.
    """
    found: dict[Segments, None] = {}
    for token in text.split():
        for path in _readings(token.strip(_QUOTES).rstrip(".")):
            found[path] = None
        if len(found) >= MOST_PATHS:
            break
    return tuple(found)[:MOST_PATHS]


def pattern_matches(pattern: str, paths: Sequence[Segments]) -> bool:
    """Return whether `pattern` owns one of `paths`, by the rules of .gitignore without `!`.

    A pattern without a slash matches at any depth; `**` crosses slashes; who owns a folder owns what is in it.
    """
    segments = _segments(pattern)
    return any(_matches(segments, path) for path in paths)


def literal_length(pattern: str) -> int:
    """Return how much of a pattern is spelled out: the more, the better it matches."""
    return sum(character not in "*?[]/" for character in pattern)


def _readings(token: str) -> tuple[Segments, ...]:
    if len(token) > LONGEST_PATH:
        return ()
    if _LINK.match(token):
        inside = _IN_REPOSITORY.search(token)
        return (_cut(inside[1]),) if inside else ()
    token = _PLACE.sub("", token).replace("\\", "/")
    if "/" not in token and not _LOOKS_LIKE_FILE.search(token):
        return ()
    path = _cut(token)
    if token.startswith(("/", "~")) or re.match(r"[A-Za-z]:/", token):
        return tuple(path[start:] for start in range(len(path)))
    return (path,) if path else ()


def _cut(path: str) -> Segments:
    return tuple(segment for segment in fold(path).split("/") if segment not in {"", ".", "..", "~"})


@lru_cache(maxsize=4096)
def _segments(pattern: str) -> Segments:
    segments = _cut(pattern)
    anywhere = "/" not in pattern.rstrip("/")
    return ("**", *segments) if anywhere else segments


def _matches(pattern: Segments, path: Segments) -> bool:
    reached = {0}
    for segment in pattern:
        if segment == "**":
            reached = set(range(min(reached), len(path) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(path) and fnmatchcase(path[at], segment)}
        if not reached:
            return False
    return bool(pattern)
