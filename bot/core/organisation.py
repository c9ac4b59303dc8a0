"""Teams, their people and their policy, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bot.core.held import WayBack

FALLBACK = "fallback"
"""The reserved key of the team that gets what nobody owns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """Days of the week (Monday is 0) and the hours, in the team's timezone, in which leaders may be reminded."""

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudging:
    """When leaders are reminded; `escalate_after` counts unanswered reminders."""

    first_after: timedelta = timedelta(hours=4)
    then_every: timedelta = timedelta(days=1)
    escalate_after: int = 2
    ack_expires_after: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymity:
    """How anonymous feedback is taken and released; `at_least` and `minimum_channel_size` count people.

    `ways_back` are those that authors may choose from, at least one, in the order in which they are offered.
    """

    default: bool = True
    release_every: timedelta = timedelta(hours=2)
    at_least: int = 3
    hold_at_most: timedelta = timedelta(hours=24)
    minimum_channel_size: int = 5
    ways_back: tuple[WayBack, ...] = (WayBack.HOME, WayBack.RECEIPT, WayBack.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTime:
    """Day of the week (Monday is 0) and time of the digest, in the team's timezone."""

    day: int = 0
    at: time = time(9, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that may differ from team to team. `working_hours` None means always.

    `holidays` is an ISO 3166 country code, a tuple of dates, or None. `banned_words` are refused when somebody writes.
    """

    timezone: str = "UTC"
    working_hours: WorkingHours | None = None
    holidays: str | tuple[date, ...] | None = None
    nudge: Nudging = field(default_factory=Nudging)
    anonymous: Anonymity = field(default_factory=Anonymity)
    digest: DigestTime = field(default_factory=DigestTime)
    retention_text: timedelta = timedelta(days=180)
    banned_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A Slack channel: the id is what we keep and use, the name (without #) is for people to read and may be stale."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who owns what. `leaders` and each level of `escalation` hold ids of people (U…, W…) and user groups (S…).

    `parent` is the key of a larger team that takes its feedback where its own channel is too small.
    """

    key: str
    name: str
    channel: Channel
    leaders: tuple[str, ...]
    escalation: tuple[tuple[str, ...], ...] = ()
    aliases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    archived: bool = False
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A user group as last read from Slack. `problem` is Slack's error code when it could not be read."""

    id: str
    handle: str = ""
    members: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """All teams with the fallback, which is a team with the key `fallback`. `version` grows with every change."""

    teams: tuple[Team, ...]
    fallback: Team
    admins: tuple[str, ...] = ()
    digest_channel: Channel | None = None
    safety_channel: Channel | None = None
    groups: Mapping[str, Group] = field(default_factory=dict)
    version: int = 0

    def team(self, key: str) -> Team | None:
        """Return the team of this key, the fallback and archived ones included, or None."""
        if key == FALLBACK:
            return self.fallback
        return next((team for team in self.teams if team.key == key), None)

    def owner(self, key: str) -> Team:
        """Return the team of this key; the fallback where there is none any more."""
        return self.team(key) or self.fallback

    def open_teams(self) -> tuple[Team, ...]:
        """Return the teams that feedback may go to, in the order of the file, the fallback aside."""
        return tuple(team for team in self.teams if not team.archived)

    def leaders(self, team: Team) -> tuple[str, ...]:
        """Return the people who lead `team`, groups resolved, each once, in the order of the file."""
        people: dict[str, None] = {}
        for listed in team.leaders:
            if listed in self.groups:
                people.update(dict.fromkeys(self.groups[listed].members))
            elif not listed.startswith("S"):
                people[listed] = None
        return tuple(people)

    def leaders_or_fallbacks(self, team: Team) -> tuple[str, ...]:
        """Return the people who lead `team`; where nobody is found, those who lead the fallback."""
        return self.leaders(team) or self.leaders(self.fallback)
