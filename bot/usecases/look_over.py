"""Looking over feedback before it is sent: what it gives away, who gets it, when, and who could still find out."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.conflict import named_leaders, readers
from bot.core.exposure import Situation, as_measured, kinds
from bot.core.giveaway import Finding, Kind, find, rewrite
from bot.core.held import WayBack
from bot.core.organisation import Organisation, Team
from bot.core.people import People
from bot.core.release import Times, times


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What there is to say about feedback as it would be sent now.

    `findings` are those that matter for how it is sent: of signed words only keys and passwords. `people` is how many
    are in the team's channel, None where nobody knows, and `too_few` whether that is fewer than its policy wants for
    anonymous feedback; `instead` are then the teams it could go to. `leaders` may be left out, `named` are those of
    them whom the words name, and `readers` get it directly where somebody is left out, nobody where nobody else is
    there. `times` are None where no team is known, and where it does not wait.
    """

    findings: tuple[Finding, ...] = field(default=(), repr=False)
    people: int | None = None
    too_few: bool = False
    instead: tuple[Team, ...] = ()
    leaders: tuple[str, ...] = ()
    named: tuple[str, ...] = field(default=(), repr=False)
    readers: tuple[str, ...] = ()
    times: Times | None = None
    situation: Situation

    @property
    def must_decide(self) -> bool:
        """Whether the author has to choose between their words and a rewrite."""
        return not self.situation.signed and any(not finding.kind.is_advice for finding in self.findings)


def look_over(
    *,
    words: str,
    team: Team | None,
    way_back: WayBack | None,
    at_once: bool,
    left_out: str | None,
    about: str | None,
    organisation: Organisation,
    people: People,
    now: datetime,
) -> Look:
    """Look over `words` for `team`, which is None as long as it is not known. `way_back` None means signed.

    Takes some 2 ms for 500 characters, and keeps nothing.
    """
    signed = way_back is None
    found = find(words, directory=people.directory) if words else ()
    policy = (team or organisation.fallback).policy
    count = people.could_have_written(team.channel.id) if team else None
    too_few = not signed and count is not None and count < policy.anonymous.minimum_channel_size
    return Look(
        findings=tuple(finding for finding in found if finding.kind is Kind.SECRET or not signed),
        people=count,
        too_few=too_few,
        instead=_instead(team, organisation, people) if team and too_few else (),
        leaders=organisation.leaders_or_fallbacks(team) if team else (),
        named=named_leaders(words, team, organisation, people) if team and words else (),
        readers=readers(organisation, team, left_out) if team and left_out else (),
        times=times(policy, now) if team and not signed else None,
        situation=Situation(
            signed=signed,
            way_back=way_back,
            at_once=at_once and not signed,
            at_least=policy.anonymous.at_least,
            as_measured=as_measured(
                release_every=policy.anonymous.release_every, hold_at_most=policy.anonymous.hold_at_most
            ),
            could_have_written=count,
            found=kinds(found),
            left_out=left_out,
            about=about,
        ),
    )


def proposal(words: str, look: Look) -> str:
    """Return the rewrite that is proposed; the same words where nothing is."""
    return rewrite(words, look.findings)


def _instead(team: Team, organisation: Organisation, people: People) -> tuple[Team, ...]:
    """Return its parent and the fallback, each unless it is small too."""
    parent = organisation.team(team.parent) if team.parent else None
    wider = [one for one in (parent, organisation.fallback) if one and not one.archived and one.key != team.key]
    return tuple(dict.fromkeys(one for one in wider if not _is_small(one, people)))


def _is_small(team: Team, people: People) -> bool:
    count = people.could_have_written(team.channel.id)
    return count is not None and count < team.policy.anonymous.minimum_channel_size
