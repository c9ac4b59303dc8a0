"""What an operator reads of `check`, and of a start that is refused: one line each, and what to do about it."""

from collections.abc import Sequence

SCOPES = "Scopes: all there"
CLOCK = "Clock: agrees with Slack's"
CLOCK_UNKNOWN = "Clock: not compared, since the answer had no date"
APP_ACCEPTED = "App-level token: accepted, Socket Mode is on"
STORE = "Database: can be written"
NO_TEAMS = "Teams: none yet; write a teams.yml and run `tell-me-more teams apply teams.yml`, or set TMM_TEAMS_FILE"


def bot_accepted(workspace: str) -> str:
    """Slack knows the bot token."""
    return f"Bot token: accepted by {workspace}"


def bot_refused(code: str) -> str:
    """Slack does not know the bot token, or not any more."""
    return f"SLACK_BOT_TOKEN: Slack refuses it ({code}); install the app to your workspace again and copy the new token"


def slack_unreachable(code: str) -> str:
    """Slack did not answer, or not as it should."""
    return f"Slack: no proper answer ({code}); check the network and SLACK_API_URL, and try again"


def scopes_missing(scopes: Sequence[str]) -> str:
    """The token may do less than the bot needs."""
    return f"Scopes: {', '.join(scopes)} missing; update the app from manifest.yml and install it again"


def clock_off(seconds: int) -> str:
    """The clock here and Slack's are apart."""
    return f"Clock: {seconds} seconds away from Slack's; set this machine's time, or signed requests are refused"


def app_refused(code: str) -> str:
    """Slack gives no Socket Mode connection."""
    return (
        f"SLACK_APP_TOKEN: Slack refuses a Socket Mode connection ({code}); check that Socket Mode is on, and that the "
        "app-level token has connections:write"
    )


def app_unsure(code: str) -> str:
    """Slack could not say whether it would give a connection."""
    return f"SLACK_APP_TOKEN: not sure yet ({code}); try again in a minute"


def store_broken(why: str) -> str:
    """The database cannot be written; `why` is the store's own advice."""
    return f"Database: {why}"


def teams_fine(count: int) -> str:
    """Every team's channel takes messages."""
    return f"Teams: {count}, and the bot can post in the channel of each"


def channel_unknown(team: str, channel: str) -> str:
    """The channel is gone, or private and the bot is not in it."""
    return f"Team {team}: #{channel} is not to be seen; invite the bot to it, or choose another channel"


def channel_archived(team: str, channel: str) -> str:
    """The channel is archived."""
    return f"Team {team}: #{channel} is archived; unarchive it, or choose another channel"


def channel_not_joined(team: str, channel: str) -> str:
    """The bot is not in the channel."""
    return f"Team {team}: the bot is not in #{channel}; invite it there with /invite"


def no_teams_file(path: str) -> str:
    """The teams file is not there, or not to be read."""
    return f"{path}: cannot be read; check the path and who may read it"
