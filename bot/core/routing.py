"""Which team feedback goes to, and by which rule, in words that a person understands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.core.fold import phrase
from bot.core.fold import words as folded
from bot.core.organisation import Organisation, Team
from bot.core.paths import literal_length, paths_in, pattern_matches
from bot.core.target import Target, names, teams_named
from bot.words import routing as because


class Rule(StrEnum):
    """The rules in the order in which they are asked, and TIE where one of them meant several teams equally."""

    TARGET = "target"
    TYPED_IN = "typed_in"
    PATH = "path"
    TOPIC = "topic"
    FALLBACK = "fallback"
    TIE = "tie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where feedback goes. `because` is for its author, `why` for its readers (and for `Item.why`).

    On a TIE `ties` are the teams that match equally well, `team` is the first of them by key, and the author should
    pick; `tied_by` is the rule that meant them. `unknown_target` is what was typed as an owner where it names nothing
    known.
    """

    team: Team
    rule: Rule
    because: str
    why: str
    ties: tuple[Team, ...] = ()
    tied_by: Rule | None = None
    unknown_target: str | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    team: Team
    length: int
    text: str


def route(words: str, *, target: Target | None, typed_in: str | None, organisation: Organisation) -> Route:
    """Choose the team for `words`; never raises, and the order of the teams does not matter.

    `target` is an owner somebody named, `typed_in` the id of the channel they were in. Archived teams never match.
    """
    unknown = None
    if target is not None:
        named = teams_named(target, organisation)
        if named:
            return _chosen(Rule.TARGET, [_Match(team, 0, team.name) for team in named])
        unknown = target.typed
    teams = organisation.open_teams()
    rules: tuple[tuple[Rule, Callable[[], list[_Match]]], ...] = (
        (Rule.TYPED_IN, lambda: [_Match(team, 0, team.channel.name) for team in teams if team.channel.id == typed_in]),
        (Rule.PATH, lambda: _by_path(words, teams)),
        (Rule.TOPIC, lambda: _by_topic(words, teams)),
    )
    for rule, matches in rules:
        if found := matches():
            return _chosen(rule, found, unknown_target=unknown)
    fallback = organisation.fallback
    return Route(
        team=fallback,
        rule=Rule.FALLBACK,
        because=because.nothing_matched(fallback.name),
        why=because.WHY_FALLBACK,
        unknown_target=unknown,
    )


def _chosen(rule: Rule, matches: Iterable[_Match], *, unknown_target: str | None = None) -> Route:
    ordered = sorted(matches, key=lambda match: (-match.length, match.team.key, match.text))
    best = ordered[0]
    tied = tuple({match.team.key: match.team for match in ordered if match.length == best.length}.values())
    if len(tied) > 1:
        return Route(
            team=best.team,
            rule=Rule.TIE,
            because=because.tie([team.name for team in tied]),
            why=because.CHOSEN,
            ties=tied,
            tied_by=rule,
            unknown_target=unknown_target,
        )
    said, why = _SAID[rule](best)
    return Route(team=best.team, rule=rule, because=said, why=why, unknown_target=unknown_target)


_SAID: dict[Rule, Callable[[_Match], tuple[str, str]]] = {
    Rule.TARGET: lambda match: (because.named(match.text), because.CHOSEN),
    Rule.TYPED_IN: lambda match: (because.typed_in(match.text), because.CHOSEN),
    Rule.PATH: lambda match: (because.path(match.text), because.why_path(match.text)),
    Rule.TOPIC: lambda match: (because.topic(match.text), because.why_topic(match.text)),
}


def _by_path(words: str, teams: Iterable[Team]) -> list[_Match]:
    mentioned = paths_in(words)
    if not mentioned:
        return []
    return [
        _Match(team, literal_length(pattern), pattern)
        for team in teams
        for pattern in team.paths
        if pattern_matches(pattern, mentioned)
    ]


def _by_topic(words: str, teams: Iterable[Team]) -> list[_Match]:
    text = phrase(folded(words))
    found = []
    for team in teams:
        for name in (*names(team), *team.topics):
            wanted = _wanted(name)
            if wanted and wanted in text:
                found.append(_Match(team, len(wanted), name))
    return found


@lru_cache(maxsize=16_384)
def _wanted(name: str) -> str:
    """Fold a name or topic once. Only what stands in the teams file comes here, never what people write."""
    return phrase(folded(name))
