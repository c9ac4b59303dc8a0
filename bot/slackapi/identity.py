"""Who the token belongs to and what it may do."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.slackapi.failures import translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The bot as Slack sees it; `scopes` are those granted to the token."""

    bot_user: str
    bot_id: str
    team_name: str
    scopes: frozenset[str]


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack with auth.test, whose answer lists the scopes in a header. Raises SlackFailure."""
    answer = await translated(client.auth_test())
    listed = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes", "")
    return Identity(
        bot_user=str(answer.get("user_id", "")),
        bot_id=str(answer.get("bot_id", "")),
        team_name=str(answer.get("team", "")),
        scopes=frozenset(scope.strip() for scope in listed.split(",") if scope.strip()),
    )
