"""A change that protects authors less is applied once two admins of before have agreed, and each team reads of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.organisation import Organisation
from bot.core.slack_text import escape
from bot.core.weakening import Weaker, weakened
from bot.errors import Refused
from bot.ports import Store
from bot.words import agree as say
from bot.words.weakening import notice, notice_to_all

ADMINS_TO_AGREE = 2
"""One admin alone could look into what others were promised nobody would; where there is only one, nobody can agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Whether the change is applied now, and how many more admins have to agree."""

    applied: bool
    missing: int


async def agree(*, store: Store, organisation: Organisation, proposal_id: str, person: str, now: datetime) -> Agreement:
    """Note that an admin agrees, once each; the second one's agreement applies the change.

    What is applied is what was proposed, whatever the file says now. Pressing again after a process ended in between
    applies it. Raises Refused (no admin, decided already or replaced by another change) and StoreFailure.
    """
    before = await store.organisation() or organisation  # an older one may name people who are no admins any more
    if person not in before.admins:
        raise Refused(say.ONLY_ADMINS)
    proposal = await store.agree(proposal_id, by=person)
    if proposal is None:
        raise Refused(say.DECIDED)
    agreed = tuple(one for one in dict.fromkeys(proposal.agreed) if one in before.admins)
    missing = max(0, ADMINS_TO_AGREE - len(agreed))
    if missing:
        return Agreement(applied=False, missing=missing)
    weaker = weakened(before, proposal.organisation)
    notices = notices_of(weaker, before=before, after=proposal.organisation, agreed=agreed)
    await store.apply(proposal.organisation, now=now, notices=notices)
    return Agreement(applied=True, missing=0)


def notices_of(
    weaker: Iterable[Weaker], *, before: Organisation, after: Organisation, agreed: Sequence[str]
) -> Mapping[str, str]:
    """Return what is said in which channel (its id) about a change; `agreed` are the admins who agreed.

    A team whose channel changes with it, or that takes what went to another team, reads of it in both: those who were
    promised more may be in either. What concerns all is said in every team's channel, of before and after.
    """
    who = [f"<@{admin}>" for admin in agreed]
    to_all: list[str] = []
    lines: dict[tuple[str, ...], list[str]] = {}
    for one in weaker:
        (lines.setdefault(one.teams, []) if one.teams else to_all).append(escape(one.line))
    notices: dict[str, list[str]] = {}
    if to_all:
        for channel in _all_channels(before, after):
            notices.setdefault(channel, []).append(notice_to_all(to_all, who))
    for keys, said in lines.items():
        teams = [team for key in keys for team in (after.team(key), before.team(key)) if team is not None]
        words = notice(escape(teams[0].name), said, who)
        for channel in dict.fromkeys(team.channel.id for team in teams):
            notices.setdefault(channel, []).append(words)
    return {channel: "\n\n".join(said) for channel, said in notices.items()}


def _all_channels(before: Organisation, after: Organisation) -> Iterable[str]:
    teams = [team for one in (after, before) for team in (one.fallback, *one.open_teams())]
    return dict.fromkeys(team.channel.id for team in teams)
