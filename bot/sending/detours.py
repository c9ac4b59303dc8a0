"""Where a refused message goes next: plain text, then the fallback channel, then the admins. Pure."""

from dataclasses import dataclass

from bot.core.organisation import Organisation
from bot.ports import Detour, Kind, Outgoing
from bot.sending.places import recipients
from bot.sending.refusals import About
from bot.words import messages as words

REWRITABLE = (About.PAYLOAD, About.UNKNOWN)
"""Where the same without blocks may be taken; of what nobody knows we try everything in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divert:
    """Go on at `detour` in `channel`; `instead` is what admins are told about where it is now, None for nothing."""

    detour: Detour
    channel: str
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Nothing is left to be done; `instead` is what admins are told, None where nobody misses anything."""

    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Nobody takes it: keep it, wait, and begin again at `channel`."""

    channel: str


Step = Divert | Drop | Stuck


def next_step(row: Outgoing, about: About, *, place: str, home: str, organisation: Organisation) -> Step:
    """Return what to do with a row that was refused for good.

    `place` is where it was sent, which for a reply may be another channel than its lane; `home` is the channel of the
    team that owns the item.
    """
    if row.kind is Kind.ALERT:
        return Drop()
    if row.detour is Detour.NONE and about in REWRITABLE:
        return Divert(detour=Detour.PLAIN_TEXT, channel=row.channel)
    if row.kind is Kind.UPDATE:
        return Drop(instead=words.NOW_STALE if about in REWRITABLE else None)
    if row.kind is Kind.LEADER_REMINDER:
        return Drop(instead=words.NOW_WITHOUT)
    return _elsewhere(row, place, home, organisation)


def _elsewhere(row: Outgoing, place: str, home: str, organisation: Organisation) -> Step:
    fallback = organisation.fallback.channel
    if row.detour < Detour.FALLBACK_CHANNEL and fallback.id not in (place, row.channel):
        return Divert(detour=Detour.FALLBACK_CHANNEL, channel=fallback.id, instead=words.now_in(f"<#{fallback.id}>"))
    if row.kind is Kind.THREAD_REMINDER:
        return Drop(instead=words.NOW_WITHOUT)
    people = recipients(organisation)
    tried = people.index(row.channel) + 1 if row.channel in people else 0
    if row.detour is Detour.ADMINS and tried >= len(people):
        return Stuck(channel=home)
    if not people:
        return Stuck(channel=home)
    instead = None if row.detour is Detour.ADMINS else words.now_with(f"<@{people[tried]}>")
    return Divert(detour=Detour.ADMINS, channel=people[tried], instead=instead)
