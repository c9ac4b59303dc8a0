"""The one table of Web API methods: what runs, how often it may, and which scope and arguments it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.core import Core
from sandbox.webapi import app, chat, conversations, people, views
from sandbox.webapi.args import Args


@dataclass(frozen=True)
class Method:
    """One method: `tier` 1 to 5 as in Slack's reference, 0 when it counts by itself; `scope` None when none is needed
    or the method looks itself.
    """

    run: Callable[[Core, Args], dict[str, Any]]
    tier: int
    scope: str | None = None
    needs: tuple[str, ...] = ()
    token: str = "bot"  # noqa: S105 - a kind of token: bot, app or none


METHODS: dict[str, Method] = {
    "api.test": Method(app.api_test, 4, token="none"),  # noqa: S106
    "auth.test": Method(app.auth_test, 5),
    "apps.connections.open": Method(app.connections_open, 3, token="app"),  # noqa: S106
    "bots.info": Method(app.bots_info, 3, "users:read"),
    "chat.delete": Method(chat.delete, 3, "chat:write", ("channel", "ts")),
    "chat.getPermalink": Method(chat.get_permalink, 5, None, ("channel", "message_ts")),
    "chat.postEphemeral": Method(chat.post_ephemeral, 4, "chat:write", ("channel", "user")),
    "chat.postMessage": Method(chat.post_message, 0, "chat:write", ("channel",)),
    "chat.update": Method(chat.update, 3, "chat:write", ("channel", "ts")),
    "conversations.history": Method(conversations.history, 3, None, ("channel",)),
    "conversations.info": Method(conversations.info, 3, None, ("channel",)),
    "conversations.join": Method(conversations.join, 3, "channels:join", ("channel",)),
    "conversations.list": Method(conversations.list_, 2),
    "conversations.members": Method(conversations.members, 4, None, ("channel",)),
    "conversations.open": Method(conversations.open_, 3),
    "conversations.replies": Method(conversations.replies, 3, None, ("channel", "ts")),
    "dnd.info": Method(people.dnd, 3, "dnd:read"),
    "team.info": Method(app.team_info, 3, "team:read"),
    "usergroups.list": Method(people.groups, 2, "usergroups:read"),
    "usergroups.users.list": Method(people.group_members, 2, "usergroups:read", ("usergroup",)),
    "users.conversations": Method(conversations.of_user, 3),
    "users.info": Method(people.info, 4, "users:read", ("user",)),
    "users.list": Method(people.list_, 2, "users:read"),
    "users.lookupByEmail": Method(people.lookup_by_email, 3, "users:read.email", ("email",)),
    "views.open": Method(views.open_, 4, None, ("view",)),
    "views.publish": Method(views.publish, 4, None, ("user_id", "view")),
    "views.push": Method(views.push, 4, None, ("view",)),
    "views.update": Method(views.update, 4, None, ("view",)),
}
