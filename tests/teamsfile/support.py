"""A teams file that is right, for tests to break in one place."""

import pytest

from bot.errors import Misconfigured
from bot.teamsfile import parse

DESIGN = """\
defaults:
  timezone: Europe/Berlin
  working_hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:30"}   # or: always
  holidays: DE                        # a country, or a list of dates
  nudge: {first_after: 4h, then_every: 1d, escalate_after: 2, ack_expires_after: 7d}
  anonymous: {default: true, release_every: 2h, at_least: 3, hold_at_most: 24h, minimum_channel_size: 5}
  digest: {day: mon, at: "09:30"}
  retention: {text: 180d}
organisation: {digest_channel: "#all-hands", safety_channel: "#people-safety", admins: [U0ADMIN]}
fallback: {channel: "#feedback-triage", leaders: [U0TRIAGE]}
teams:
  - key: payments
    name: Payments
    channel: "#payments"              # name or id
    leaders: [U0LEAD, S0PAYLEADS]     # people or user groups
    escalation: [[U0DIRECTOR], [U0VP]]
    aliases: [billing]
    topics: [checkout, refunds, invoice, "double charge"]
    paths: ["src/payments/**"]
"""

HEAD = """\
organisation: {admins: [U0ADMIN]}
fallback: {channel: "#triage", leaders: [U0TRIAGE]}
"""


def team(key: str, *more: str) -> str:
    """Return one team as an entry of `teams`, 4 lines and one for each of `more`."""
    lines = [f"- key: {key}", f"  name: {key.title()}", f'  channel: "#{key}"', "  leaders: [U0LEAD]"]
    return "".join(f"  {line}\n" for line in [*lines, *(f"  {line}" for line in more)])


def file(*teams: str) -> str:
    """Return a file of these teams; the first team begins on line 4."""
    return HEAD + "teams:\n" + "".join(teams)


def problems(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as caught:
        parse(text)
    return caught.value.problems
