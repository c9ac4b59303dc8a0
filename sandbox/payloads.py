"""The shapes of what Slack sends to apps, after its own samples."""

from typing import Any

from sandbox.handles import Handles
from sandbox.model import Channel, Ephemeral, Message, Person
from sandbox.views import View
from sandbox.world import World

TOKEN = "sandbox-verification-token"  # noqa: S105 - deprecated by Slack, checked by nobody


class Payloads:
    """Builds payloads for one world. `root` is the address of the sandbox."""

    def __init__(self, world: World, handles: Handles, root: str = "") -> None:
        self._world = world
        self._handles = handles
        self.root = root

    def command(self, person: Person, channel: Channel, command: str, text: str) -> dict[str, Any]:
        """A slash command; all values are text, as in a form."""
        workspace = self._world.workspace
        return {
            "token": TOKEN,
            "team_id": workspace.team_id,
            "team_domain": workspace.domain,
            "channel_id": channel.id,
            "channel_name": channel.name_for_apps,
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": text,
            "api_app_id": workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self.response_url("commands", person, channel),
            "trigger_id": self._handles.trigger(person.id),
        }

    def shortcut(self, person: Person, callback_id: str) -> dict[str, Any]:
        """A global shortcut."""
        return self._interaction("shortcut", person) | {"callback_id": callback_id, "action_ts": self._now()}

    def message_shortcut(
        self, person: Person, channel: Channel, callback_id: str, message: dict[str, Any]
    ) -> dict[str, Any]:
        """A shortcut on a message."""
        return self._interaction("message_action", person) | {
            "callback_id": callback_id,
            "action_ts": self._now(),
            "channel": {"id": channel.id, "name": channel.name_for_apps},
            "message_ts": message["ts"],
            "message": message,
            "response_url": self.response_url("app", person, channel, message_ts=message["ts"]),
        }

    def message_action(
        self, person: Person, channel: Channel, message: Message, shown: dict[str, Any], state: dict[str, Any]
    ) -> dict[str, Any]:
        """A press in a message; `shown` is the message object, `state` what else was filled in."""
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": False,
        }
        if message.is_reply:
            container["thread_ts"] = message.thread_ts or ""
        return self._interaction("block_actions", person) | {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name_for_apps},
            "message": shown,
            "state": {"values": state},
            "response_url": self.response_url(
                "actions", person, channel, message_ts=message.ts, thread_ts=message.thread_ts
            ),
        }

    def ephemeral_action(
        self, person: Person, channel: Channel, ephemeral: Ephemeral, state: dict[str, Any]
    ) -> dict[str, Any]:
        """A press in an ephemeral: Slack keeps none, so there is no message in it."""
        container = {
            "type": "message",
            "message_ts": ephemeral.ts,
            "channel_id": channel.id,
            "is_ephemeral": True,
        }
        return self._interaction("block_actions", person) | {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name_for_apps},
            "state": {"values": state},
            "response_url": self.response_url(
                "actions", person, channel, ephemeral_id=ephemeral.id, thread_ts=ephemeral.thread_ts
            ),
        }

    def view_action(self, person: Person, view: View, shown: dict[str, Any]) -> dict[str, Any]:
        """A press in a modal or home view."""
        return self._interaction("block_actions", person) | {
            "container": {"type": "view", "view_id": view.id},
            "view": shown,
        }

    def submission(self, person: Person, shown: dict[str, Any]) -> dict[str, Any]:
        """A modal sent."""
        return self._interaction("view_submission", person) | {"view": shown, "response_urls": []}

    def closed(self, person: Person, shown: dict[str, Any], *, cleared: bool) -> dict[str, Any]:
        """A modal closed by the person."""
        payload = self._interaction("view_closed", person, trigger=False)
        return payload | {"view": shown, "is_cleared": cleared}

    def suggestion(
        self, person: Person, container: dict[str, Any], ids: tuple[str, str], query: str, **where: Any
    ) -> dict[str, Any]:
        """A request for options; `ids` are block and action id, `where` the view or the message and channel."""
        block_id, action_id = ids
        payload = self._interaction("block_suggestion", person, trigger=False)
        return payload | {
            "container": container,
            "block_id": block_id,
            "action_id": action_id,
            "value": query,
            **where,
        }

    def event(self, event: dict[str, Any], event_id: str) -> dict[str, Any]:
        """An event as the Events API wraps it."""
        workspace = self._world.workspace
        channel = event.get("channel")
        where = channel if isinstance(channel, str) else ""
        return {
            "token": TOKEN,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(self._world.clock.time()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.team_id,
                    "user_id": workspace.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{event['type']}-{workspace.team_id}-{where}",
        }

    def response_url(self, kind: str, person: Person, channel: Channel, **belongs: str | None) -> str:
        """A new URL under which the app may answer."""
        key = self._handles.response_url(person.id, channel.id, **belongs)
        return f"{self.root}/hooks/{kind}/{self._world.workspace.team_id}/{key}"

    def _interaction(self, kind: str, person: Person, *, trigger: bool = True) -> dict[str, Any]:
        workspace = self._world.workspace
        payload: dict[str, Any] = {
            "type": kind,
            "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": workspace.team_id},
            "api_app_id": workspace.app_id,
            "token": TOKEN,
            "team": {"id": workspace.team_id, "domain": workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }
        if trigger:
            payload["trigger_id"] = self._handles.trigger(person.id)
        return payload

    def _now(self) -> str:
        return f"{self._world.clock.time():.6f}"
