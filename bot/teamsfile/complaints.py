"""What pydantic found wrong, said so that a person knows what to do."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.teamsfile.lines import Note, Path, line_of
from bot.teamsfile.schema import SECTIONS, File
from bot.words import teams as words


def complaints(data: Mapping[str, Any], lines: Mapping[Path, int]) -> Iterator[Note]:
    """Validate what a file holds; yield a note for everything that has the wrong form."""
    try:
        File.model_validate(data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            path: Path = one["loc"]
            yield Note(line=line_of(path, lines), path=path, text=_said(one))


def _said(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return _unknown_key(error["loc"])
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["input"] is None:
        return words.EMPTY
    say = _SAYINGS.get(error["type"])
    return say(error.get("ctx") or {}) if say else error["msg"]


_SAYINGS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: words.MISSING,
    "string_type": lambda _: words.TEXT,
    "string_unicode": lambda _: words.ONE_LINE,
    "int_type": lambda _: words.NUMBER,
    "int_from_float": lambda _: words.NUMBER,
    "bool_type": lambda _: words.YES_OR_NO,
    "list_type": lambda _: words.LIST,
    "model_type": lambda _: words.MAPPING,
    "dict_type": lambda _: words.MAPPING,
    "too_short": lambda _: words.NOBODY,
    "greater_than_equal": lambda context: words.at_least(context["ge"]),
    "less_than_equal": lambda context: words.at_most(context["le"]),
    "string_too_long": lambda context: words.too_long(context["max_length"]),
}


def _unknown_key(path: Path) -> str:
    key = str(path[-1])
    section = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
    known = SECTIONS[section].known_keys()
    near = next(iter(get_close_matches(key, known, n=1, cutoff=0.7)), None)
    inside = [name for name, other in SECTIONS.items() if name in known and key in other.known_keys()]
    return words.unknown_key(key, near=near, belongs=inside[0] if inside else None, known=known)
