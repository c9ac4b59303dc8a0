"""api.test, auth.test, apps.connections.open, team.info, bots.info: the app itself."""

from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.webapi.args import Args


def api_test(_core: Core, args: Args) -> dict[str, Any]:
    """api.test: says back what it was given."""
    if args.text("error"):
        raise SlackError(args.text("error"), args=args.given)
    return {"args": args.given}


def auth_test(core: Core, _args: Args) -> dict[str, Any]:
    """auth.test."""
    workspace = core.world.workspace
    return {
        "url": workspace.url,
        "team": workspace.name,
        "user": core.world.people[workspace.bot_user].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(core: Core, _args: Args) -> dict[str, Any]:
    """apps.connections.open: an address that opens one WebSocket, once."""
    root = core.payloads.root.replace("http://", "ws://", 1)
    return {"url": f"{root}/link/?ticket={core.hub.ticket()}&app_id={core.world.workspace.app_id}"}


def team_info(core: Core, _args: Args) -> dict[str, Any]:
    """team.info."""
    workspace = core.world.workspace
    team = {
        "id": workspace.team_id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": "",
        "url": workspace.url,
        "icon": {"image_default": True},
    }
    return {"team": team}


def bots_info(core: Core, args: Args) -> dict[str, Any]:
    """bots.info: of this bot, the only one."""
    workspace = core.world.workspace
    if args.text("bot") not in {"", workspace.bot_id}:
        raise SlackError("bot_not_found")
    bot = {
        "id": workspace.bot_id,
        "deleted": False,
        "name": core.world.people[workspace.bot_user].real_name,
        "updated": 1700000000,
        "app_id": workspace.app_id,
        "user_id": workspace.bot_user,
        "icons": {},
    }
    return {"bot": bot}
