"""Who and what is in the audit's workspace, and the team there that the canary writes to."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.audit.canary import Canary
from bot.core.organisation import FALLBACK, Anonymity, Channel, Nudging, Organisation, Policy, Team

TEAM = "audit-canary"
TEAM_NAME = "Audit of anonymity"

LEADER, OTHER_LEADER, DIRECTOR = "U0AUDITLEADA", "U0AUDITLEADB", "U0AUDITDIREC"
_OTHERS = ("U0AUDITPEERA", "U0AUDITPEERB", "U0AUDITPEERC")

TEAMS_CHANNEL, SAFETY_CHANNEL, FALLBACK_CHANNEL = "C0AUDITTEAMS", "C0AUDITSAFES", "C0AUDITFALLS"

LANES = frozenset({LEADER, OTHER_LEADER, DIRECTOR, *_OTHERS, TEAMS_CHANNEL, SAFETY_CHANNEL, FALLBACK_CHANNEL})
"""Where the audit's own messages go. The canary is not among them: nothing may ever be sent there."""

A_SECOND = timedelta(seconds=1)

_NAMES = {
    LEADER: ("audit.lead.one", "Audit Lead One"),
    OTHER_LEADER: ("audit.lead.two", "Audit Lead Two"),
    DIRECTOR: ("audit.director", "Audit Director"),
    **{person: (f"audit.peer.{place}", f"Audit Peer {place}") for place, person in enumerate(_OTHERS, start=1)},
}


def workspace(canary: Canary) -> Mapping[str, Any]:
    """Return the workspace as the sandbox reads it."""
    people = [
        {"id": person, "name": handle, "real_name": name, "email": f"{handle}@audit.invalid"}
        for person, (handle, name) in _NAMES.items()
    ]
    people.append({"id": canary.id, "name": canary.handle, "real_name": canary.name, "email": canary.email})
    return {
        "workspace": {"name": "Audit", "domain": "audit", "team_id": "T0AUDITPLACE"},
        "people": people,
        "channels": [
            {"id": TEAMS_CHANNEL, "name": "audit-team", "members": "everyone", "bot": True},
            {"id": SAFETY_CHANNEL, "name": "audit-safety", "members": [DIRECTOR], "private": True, "bot": True},
            {"id": FALLBACK_CHANNEL, "name": "audit-fallback", "members": [DIRECTOR], "bot": True},
        ],
    }


def organisation(*, retention: timedelta) -> Organisation:
    """Return the one team with two leaders, a director above them, batches of one every second, and `retention`."""
    policy = Policy(
        anonymous=Anonymity(release_every=A_SECOND, at_least=1, hold_at_most=A_SECOND, minimum_channel_size=2),
        nudge=Nudging(first_after=A_SECOND, then_every=timedelta(hours=1)),
        retention_text=retention,
    )
    team = Team(
        key=TEAM,
        name=TEAM_NAME,
        channel=Channel(id=TEAMS_CHANNEL, name="audit-team"),
        leaders=(LEADER, OTHER_LEADER),
        escalation=((DIRECTOR,),),
        policy=policy,
    )
    fallback = Team(
        key=FALLBACK,
        name="Audit fallback",
        channel=Channel(id=FALLBACK_CHANNEL, name="audit-fallback"),
        leaders=(DIRECTOR,),
        policy=policy,
    )
    return Organisation(
        teams=(team,),
        fallback=fallback,
        admins=(DIRECTOR,),
        safety_channel=Channel(id=SAFETY_CHANNEL, name="audit-safety"),
    )
