"""Where a change of the teams protects authors less than before: announced, and agreed to by two admins."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.durations import written
from bot.core.fold import phrase
from bot.core.fold import words as folded
from bot.core.held import WayBack
from bot.core.organisation import FALLBACK, Organisation, Policy, Team
from bot.core.target import names
from bot.words import weakening as words

ADMINS_WHO_MATTER = 2
"""With fewer admins nobody has to agree, so that changing them changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weaker:
    """One weakening: the keys of the teams it concerns, of before or after, and a line that names the first of them.

    No keys means all teams, the fallback included. The line is plain text; it holds names from the teams file, so
    escape it for mrkdwn.
    """

    teams: tuple[str, ...]
    line: str


def weakened(before: Organisation, after: Organisation) -> tuple[Weaker, ...]:
    """Return everything in which `after` protects authors less than `before`, in the order of `after`'s teams.

    Each team is compared with what it was, also with what it was when it was archived, so that it cannot be weakened by
    taking it out of the file for a moment. So that another key is no way around it, it is compared, too, with every
    team of before from which it takes a channel, a name, an alias, a topic or a path; and of a team that is gone its
    policy with that of the fallback, which gets its feedback. Apart from that a new team is never weaker.
    """
    found = [Weaker(teams=(), line=line) for line in _for_all(before, after)]
    for team in (after.fallback, *after.open_teams()):
        earlier = before.team(team.key)
        if earlier is not None:
            lines = _for_policy(earlier.policy, team.policy)
            found += [Weaker(teams=(team.key,), line=words.about(team.name, line)) for line in lines]
        if team is not after.fallback:
            found += _in_place_of_others(team, before)
    return tuple(dict.fromkeys((*found, *_gone(before, after))))


def _in_place_of_others(team: Team, before: Organisation) -> Iterator[Weaker]:
    """Compare a team with the others of before whose feedback it takes, as far as it did not before."""
    earlier = before.team(team.key)
    taken = _attracts(team) - (_attracts(earlier) if earlier is not None and not earlier.archived else frozenset())
    for other in (*before.teams, before.fallback):
        theirs = frozenset({other.channel.id}) if other is before.fallback else _attracts(other)
        if other.key != team.key and taken & theirs:
            for line in _for_policy(other.policy, team.policy):
                said = words.about(team.name, words.in_place_of(other.name, line))
                yield Weaker(teams=(team.key, other.key), line=said)


def _gone(before: Organisation, after: Organisation) -> Iterator[Weaker]:
    still_open = {team.key for team in after.open_teams()}
    for team in before.open_teams():
        if team.key not in still_open:
            for line in _for_policy(team.policy, after.fallback.policy):
                yield Weaker(teams=(team.key, FALLBACK), line=words.about(team.name, words.gone(line)))


def _attracts(team: Team) -> frozenset[str]:
    """Return what brings feedback to a team: its channel, its paths, and its names and topics, folded alike."""
    said = {phrase(folded(text)) for text in (*names(team), *team.topics)} - {""}
    return frozenset({team.channel.id, *team.paths, *said})


def _for_all(before: Organisation, after: Organisation) -> Iterator[str]:
    was, is_now = set(before.admins), set(after.admins)
    if len(was) >= ADMINS_WHO_MATTER and was != is_now:
        yield words.about(words.EVERYBODY, words.admins(sorted(is_now - was), sorted(was - is_now)))
    if before.safety_channel and not after.safety_channel:
        yield words.about(words.EVERYBODY, words.SAFETY_CHANNEL_REMOVED)
    elif before.safety_channel and after.safety_channel and before.safety_channel.id != after.safety_channel.id:
        said = words.safety_channel(before.safety_channel.name, after.safety_channel.name)
        yield words.about(words.EVERYBODY, said)


def _for_policy(before: Policy, after: Policy) -> Iterator[str]:
    was, is_now = before.anonymous, after.anonymous
    if was.default and not is_now.default:
        yield words.DEFAULT_OFF
    if is_now.release_every < was.release_every:
        yield words.release_every(written(was.release_every), written(is_now.release_every))
    if is_now.at_least < was.at_least:
        yield words.at_least(was.at_least, is_now.at_least)
    if is_now.hold_at_most < was.hold_at_most:
        yield words.hold_at_most(written(was.hold_at_most), written(is_now.hold_at_most))
    if is_now.minimum_channel_size < was.minimum_channel_size:
        yield words.minimum_channel_size(was.minimum_channel_size, is_now.minimum_channel_size)
    if WayBack.HOME in is_now.ways_back and WayBack.HOME not in was.ways_back:
        yield words.HOME_ALLOWED
    if set(is_now.ways_back) == {WayBack.HOME} != set(was.ways_back):
        yield words.HOME_ALONE
    if after.retention_text > before.retention_text:
        yield words.retention(written(before.retention_text), written(after.retention_text))
