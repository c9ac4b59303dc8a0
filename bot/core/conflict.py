"""Who may read and answer an item, and who may not because it is about them."""

import re
from collections.abc import Iterable

from bot.core.giveaway.names import names, tokens
from bot.core.item import Item
from bot.core.organisation import Organisation, Team
from bot.core.people import People


def readers(organisation: Organisation, team: Team, left_out: str) -> tuple[str, ...]:
    """Return the people who get an item of `team` that is about its leader `left_out`, who is never among them.

    They are the first level of escalation with anybody else in it; where there is none the leaders of the fallback,
    then the admins; nobody where all of these are `left_out`. Groups are resolved.
    """
    levels = (*team.escalation, organisation.fallback.leaders, organisation.admins)
    for level in levels:
        if people := tuple(person for person in _people(organisation, level) if person != left_out):
            return people
    return ()


def answerers(organisation: Organisation, item: Item) -> tuple[str, ...]:
    """Return the people who may answer an item, each once, groups resolved.

    They are who leads its team, or the fallback where nobody does, and all levels of escalation; of an item about a
    leader its readers alone.
    """
    team = organisation.owner(item.team)
    if item.left_out is not None:
        return readers(organisation, team, item.left_out)
    people = dict.fromkeys(organisation.leaders_or_fallbacks(team))
    for level in team.escalation:
        people.update(dict.fromkeys(_people(organisation, level)))
    return tuple(people)


def may_answer(organisation: Organisation, item: Item, person: str) -> bool:
    """Return whether `person` may answer, see `answerers`."""
    return person in answerers(organisation, item)


def not_counting(organisation: Organisation, team_key: str, left_out: str | None) -> frozenset[str]:
    """Return the people whose own feedback makes nobody harder to guess for them: all who may read this group's.

    These are the team's leaders and all levels above them, the fallback's where nobody leads it or it is archived, and,
    where it is about a leader, that leader and its readers.
    """
    team = organisation.owner(team_key)
    people = set(organisation.leaders_or_fallbacks(team))
    for level in team.escalation:
        people.update(_people(organisation, level))
    if team.archived:
        people.update(organisation.leaders(organisation.fallback))
    if left_out is not None:
        people.update((left_out, *readers(organisation, team, left_out)))
    return frozenset(people)


def named_leaders(words: str, team: Team, organisation: Organisation, people: People) -> tuple[str, ...]:
    """Return the leaders of `team` (of the fallback where nobody leads it) whom `words` name or mention.

    Each is looked for alone, so a first name that several members share counts too: this leads to an offer, no more.
    """
    said = tokens(words)
    return tuple(
        leader
        for leader in organisation.leaders_or_fallbacks(team)
        if _mentioned(words, leader) or next(names(words, people.directory_of(leader), said), None)
    )


def _mentioned(words: str, leader: str) -> bool:
    """Return whether an id stands in `words`, as it does in `<@U…>`."""
    return leader in words and bool(re.search(rf"(?<![A-Za-z0-9]){re.escape(leader)}(?![A-Za-z0-9])", words))


def _people(organisation: Organisation, listed: Iterable[str]) -> tuple[str, ...]:
    """Return each person once, those in groups included; of a group that was never read nobody."""
    people: dict[str, None] = {}
    for one in listed:
        if one in organisation.groups:
            people.update(dict.fromkeys(organisation.groups[one].members))
        elif not one.startswith("S"):
            people[one] = None
    return tuple(people)
