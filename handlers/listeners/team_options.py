"""What the form's team picker offers while somebody types: searchable over hundreds of teams."""

from functools import lru_cache

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.fold import fold
from bot.core.organisation import Organisation, Team
from handlers.answers import Answer, options
from handlers.deps import Deps
from handlers.payloads import Body, optional
from handlers.views.form_parts import team_option

_MOST = 100


async def team_options(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Return the teams that fit what was typed, the best first; the fallback is always the last."""
    return options([team_option(team) for team in teams_like(optional(body, "value") or "", deps.current.organisation)])


def teams_like(typed: str, organisation: Organisation) -> list[Team]:
    """Return at most 100 teams whose name, key, alias or channel holds `typed`, folded; beginnings come first."""
    wanted = fold(typed).strip().lstrip("#")
    found = [(rank, team.name, team) for team in organisation.open_teams() if (rank := _rank(team, wanted)) is not None]
    best = sorted(found, key=lambda one: one[:2])
    return [*(team for _, _, team in best[: _MOST - 1]), organisation.fallback]


def _rank(team: Team, wanted: str) -> int | None:
    names = [_folded(name) for name in (team.name, team.key, team.channel.name, *team.aliases)]
    if any(name.startswith(wanted) for name in names):
        return 0
    if any(f" {wanted}" in name or f"-{wanted}" in name for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else None


@lru_cache(maxsize=8_192)
def _folded(name: str) -> str:
    """Fold a name once. Only what stands in the teams file comes here, never what people type."""
    return fold(name)
