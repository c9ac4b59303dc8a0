"""Where a change of the teams protects authors less than before: announced, and agreed to by two admins."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.durations import written
from bot.core.held import WayBack
from bot.core.organisation import FALLBACK, Organisation, Policy
from bot.words import weakening as words

ADMINS_WHO_MATTER = 2
"""With fewer admins nobody has to agree, so that changing them changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weaker:
    """One weakening: the key of the team (`fallback` for what concerns all), and a line that names the team.

    The line is plain text; it holds names from the teams file, so escape it for mrkdwn.
    """

    team: str
    line: str


def weakened(before: Organisation, after: Organisation) -> tuple[Weaker, ...]:
    """Return everything in which `after` protects authors less than `before`, in the order of `after`'s teams.

    A team that comes back is compared with what it was when it was archived, so that it cannot be weakened by taking it
    out of the file for a moment. A team that is new protects nobody yet, and is never weaker.
    """
    found = [Weaker(team=FALLBACK, line=line) for line in _for_all(before, after)]
    for team in (after.fallback, *after.open_teams()):
        earlier = before.team(team.key)
        if earlier is not None:
            lines = _for_policy(earlier.policy, team.policy)
            found += [Weaker(team=team.key, line=words.about(team.name, line)) for line in lines]
    return tuple(found)


def _for_all(before: Organisation, after: Organisation) -> Iterator[str]:
    was, is_now = set(before.admins), set(after.admins)
    if len(was) >= ADMINS_WHO_MATTER and was != is_now:
        yield words.about(words.EVERYBODY, words.admins(sorted(is_now - was), sorted(was - is_now)))
    if before.safety_channel and not after.safety_channel:
        yield words.about(words.EVERYBODY, words.SAFETY_CHANNEL_REMOVED)


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
    if after.retention_text > before.retention_text:
        yield words.retention(written(before.retention_text), written(after.retention_text))
