"""What must be true before this process may serve: each finding is one line, fine or saying what to do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.organisation import Organisation, Team
from bot.errors import SlackFailure, SlackTokenRefused, SlackUnavailable, StoreFailure
from bot.ports import ChannelInfo, Store, Workspace
from bot.slackapi.failures import translated
from bot.slackapi.identity import Identity, identify
from bot.usecases.check_teams import Finding
from bot.words import checks as words

REQUIRED_SCOPES = frozenset(
    {
        "channels:read",  # conversations.list, conversations.info
        "chat:write",  # chat.postMessage, chat.update
        "commands",  # /feedback and the shortcuts
        "groups:read",  # the same for private channels
        "usergroups:read",  # usergroups.list, usergroups.users.list
        "users:read",  # users.info
    }
)

CLOCK_MAY_DIFFER = timedelta(seconds=60)
"""Slack's signatures are refused at 5 minutes; a clock that is off by one drifts."""

ASK_ONE_BY_ONE = 20
"""Up to so many channels are asked for one by one (50 a minute); beyond, the whole list is read (20 pages a minute)."""


def problems(findings: Iterable[Finding]) -> list[str]:
    """Return the lines that are not fine."""
    return [finding.line for finding in findings if not finding.ok]


async def check_slack(client: AsyncWebClient, *, now: datetime) -> tuple[Identity | None, list[Finding]]:
    """Check the bot token, its scopes and the clock; return who the bot is, or None where Slack does not say."""
    try:
        identity = await identify(client)
        answer = await translated(client.auth_test())
    except SlackTokenRefused as error:
        return None, [_bad(words.bot_refused(error.code))]
    except SlackFailure as error:
        return None, [_bad(words.slack_unreachable(error.code))]
    missing = sorted(REQUIRED_SCOPES - set(identity.scopes))
    findings = [
        _good(words.bot_accepted(identity.team_name)),
        _bad(words.scopes_missing(missing)) if missing else _good(words.SCOPES),
    ]
    findings.append(_judged_clock(_clock_off(answer.headers, now)))
    return identity, findings


async def check_app_token(client: AsyncWebClient, app_token: str) -> Finding:
    """Check that Slack gives this token a Socket Mode connection; the address it gives is not used."""
    try:
        await translated(client.apps_connections_open(app_token=app_token))
    except SlackUnavailable as error:
        return _bad(words.app_unsure(error.code))
    except SlackFailure as error:
        return _bad(words.app_refused(error.code))
    return _good(words.APP_ACCEPTED)


async def check_store(store: Store) -> Finding:
    """Check that a write can be committed."""
    try:
        await store.ping()
    except StoreFailure as error:
        return _bad(words.store_broken(str(error)))
    return _good(words.STORE)


async def check_channels(store: Store, workspace: Workspace) -> list[Finding]:
    """Check that teams were applied, and that the bot can post in the channel of each.

    What a start is refused for; `check_teams.check` looks at people and groups as well. SlackFailure, StoreFailure.
    """
    organisation = await store.organisation()
    if organisation is None:
        return [_bad(words.NO_TEAMS)]
    channels = await _channels(workspace, organisation)
    owners = (*organisation.open_teams(), organisation.fallback)
    wrong = [_bad(line) for team in owners if (line := _channel_problem(team, channels.get(team.channel.id)))]
    return wrong or [_good(words.teams_fine(len(owners) - 1))]


def _clock_off(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    date = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        return abs(parsedate_to_datetime(date).astimezone(UTC) - now)
    except ValueError:
        return None  # a proxy in between may have taken it out


def _judged_clock(off: timedelta | None) -> Finding:
    if off is None:
        return _good(words.CLOCK_UNKNOWN)
    return _bad(words.clock_off(int(off.total_seconds()))) if off > CLOCK_MAY_DIFFER else _good(words.CLOCK)


def _channel_problem(team: Team, channel: ChannelInfo | None) -> str | None:
    if channel is None:
        return words.channel_unknown(team.key, team.channel.name)
    if channel.archived:
        return words.channel_archived(team.key, channel.name)
    return None if channel.bot_is_member else words.channel_not_joined(team.key, channel.name)


async def _channels(workspace: Workspace, organisation: Organisation) -> dict[str, ChannelInfo]:
    ids = list(dict.fromkeys(team.channel.id for team in (*organisation.open_teams(), organisation.fallback)))
    found: Sequence[ChannelInfo | None]
    found = (
        [await workspace.channel(each) for each in ids] if len(ids) <= ASK_ONE_BY_ONE else await workspace.channels()
    )
    return {channel.id: channel for channel in found if channel is not None}


def _good(line: str) -> Finding:
    return Finding(ok=True, line=line)


def _bad(line: str) -> Finding:
    return Finding(ok=False, line=line)
