"""Whether each team's `parent` is another team of the file, and leads to an end."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from bot.core.fold import words as folded
from bot.core.organisation import FALLBACK
from bot.teamsfile.lines import Note, Path, line_of
from bot.words import teams as words

_MOST_NAMED = 8


def parents(data: Mapping[str, Any], lines: Mapping[Path, int]) -> Iterator[Note]:
    """Look at what a file holds, right or wrong otherwise; yield a note for every parent that cannot be one.

    A team that was archived is not in the file any more, and so is unknown.
    """
    listed = data.get("teams")
    teams = [team if isinstance(team, dict) else {} for team in listed] if isinstance(listed, list) else []
    up = {key: _text(team, "parent") for team in teams if (key := _text(team, "key"))}
    for index, team in enumerate(teams):
        key, parent = _text(team, "key"), _text(team, "parent")
        if parent and (said := _wrong(key, parent, up, teams)):
            path: Path = ("teams", index, "parent")
            yield Note(line=line_of(path, lines), path=path, text=said)


def _wrong(key: str, parent: str, up: Mapping[str, str], teams: list[Any]) -> str | None:
    if parent == FALLBACK:
        return words.PARENT_FALLBACK
    if parent == key:
        return words.PARENT_ITSELF
    if parent not in up:
        others = [other for other in up if other != key]
        return words.no_parent(parent, _near(parent, others, teams), others[:_MOST_NAMED])
    way = [key, parent]
    while (above := up.get(way[-1])) and above not in way:
        way.append(above)
    return words.parents_in_a_circle([*way, key]) if above == key else None


def _near(parent: str, keys: list[str], teams: list[Any]) -> str | None:
    """Return the key that may be meant: of the team that has this name, or written like it."""
    for team in teams:
        if _text(team, "key") in keys and folded(_text(team, "name")) == folded(parent):
            return _text(team, "key")
    return next(iter(get_close_matches(parent.casefold(), keys, n=1, cutoff=0.7)), None)


def _text(team: Mapping[str, Any], key: str) -> str:
    value = team.get(key)
    return value.strip() if isinstance(value, str) else ""
