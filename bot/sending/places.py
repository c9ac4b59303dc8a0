"""Names for where things are, and who is told when they are not where they should be."""

from collections.abc import Iterator

from bot.core import conflict
from bot.core.organisation import Channel, Organisation, Team
from bot.ports import Detour, Kind
from bot.words import delivery as words


def name_of(channel_id: str, organisation: Organisation) -> str:
    """Return `#payments` for a channel that the teams file names, or a link to it; a mention for a person.

    Whose direct messages a D… is nobody knows here.
    """
    if channel_id.startswith("D"):
        return words.SOMEBODY
    known = next((channel for channel in _channels(organisation) if channel.id == channel_id), None)
    if known is not None:
        return f"#{known.name}"
    return f"<@{channel_id}>" if is_person(channel_id) else f"<#{channel_id}>"


def is_person(channel_id: str) -> bool:
    """Return whether messages there are direct messages; U…, W… and D… are Slack's prefixes."""
    return channel_id[:1] in {"U", "W", "D"}


def meant_for(kind: Kind, detour: Detour, team: Team, organisation: Organisation) -> Channel | None:
    """Return the channel that would not take what has come as far as `detour`; None where it was meant for people."""
    if kind is Kind.REPORT:
        return organisation.safety_channel
    return organisation.fallback.channel if detour is Detour.ADMINS else team.channel


def recipients(organisation: Organisation, *, left_out: str | None = None) -> tuple[str, ...]:
    """Return who is told of failures and gets what no channel takes: the admins, then the fallback's leaders.

    `left_out` is who must not learn of what it is about.
    """
    people = dict.fromkeys((*organisation.admins, *organisation.leaders(organisation.fallback)))
    people.pop(left_out or "", None)
    return tuple(people)


def keepers(organisation: Organisation, team: Team, left_out: str) -> tuple[str, ...]:
    """Return who may get what is about `left_out`: its readers, and after them those who get what nobody takes."""
    readers = conflict.readers(organisation, team, left_out)
    return tuple(dict.fromkeys((*readers, *recipients(organisation, left_out=left_out))))


def _channels(organisation: Organisation) -> Iterator[Channel]:
    for team in (*organisation.teams, organisation.fallback):
        yield team.channel
    for channel in (organisation.digest_channel, organisation.safety_channel):
        if channel is not None:
            yield channel
