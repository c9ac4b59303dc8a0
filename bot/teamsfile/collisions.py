"""What several teams claim: names that two of them go by, topics that two of them share, words that everybody uses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.fold import words as folded
from bot.core.organisation import FALLBACK
from bot.teamsfile.lines import Note, Path, line_of
from bot.words import teams as words

EVERYDAY = frozenset(words.EVERYDAY.split())
"""Words that stand in nearly every English text; a team that goes by one of them gets nearly everything."""


@dataclass(frozen=True, slots=True)
class _Claim:
    owner: Path
    team: str
    path: Path
    written: str


def collisions(data: Mapping[str, Any], lines: Mapping[Path, int]) -> tuple[list[Note], list[Note]]:
    """Compare all teams of what a file holds, right or wrong otherwise. Returns the problems and the warnings."""
    problems: list[Note] = []
    warnings: list[Note] = []

    def note(notes: list[Note], claim: _Claim, text: str) -> None:
        notes.append(Note(line=line_of(claim.path, lines), path=claim.path, text=text))

    names: dict[tuple[str, ...], _Claim] = {(FALLBACK,): _Claim((FALLBACK,), FALLBACK, (FALLBACK,), FALLBACK)}
    for claim in _claims(data, ("key", "name", "aliases")):
        wanted = folded(claim.written)
        first = names.setdefault(wanted, claim)
        if first.owner != claim.owner:
            note(problems, claim, words.name_taken(claim.written, first.team, line_of(first.path, lines)))
        if claim.owner != (FALLBACK,) and len(wanted) == 1 and wanted[0] in EVERYDAY:
            note(warnings, claim, words.everyday(claim.written))
    topics: dict[tuple[str, ...], _Claim] = {}
    for claim in _claims(data, ("topics",)):
        wanted = folded(claim.written)
        named = names.get(wanted)
        first = topics.setdefault(wanted, claim)
        if named is not None and named.owner != claim.owner:
            note(problems, claim, words.topic_is_a_name(claim.written, named.team, line_of(named.path, lines)))
        elif first.owner != claim.owner:
            note(warnings, claim, words.topic_shared(claim.written, first.team, line_of(first.path, lines)))
        if len(wanted) == 1 and wanted[0] in EVERYDAY:
            note(warnings, claim, words.everyday(claim.written))
    return problems, warnings


def _claims(data: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[_Claim]:
    teams = data.get("teams")
    owners: list[tuple[Path, Any]] = [((FALLBACK,), data.get(FALLBACK))]
    owners += [(("teams", index), team) for index, team in enumerate(teams)] if isinstance(teams, list) else []
    for owner, team in owners:
        if not isinstance(team, dict):
            continue
        called = next((value for key in ("name", "key") if isinstance(value := team.get(key), str)), FALLBACK)
        for key in keys:
            value = team.get(key)
            listed = value if isinstance(value, list) else [value]
            for index, item in enumerate(listed):
                path = (*owner, key, index) if isinstance(value, list) else (*owner, key)
                if isinstance(item, str) and folded(item):
                    yield _Claim(owner, called, path, item)
