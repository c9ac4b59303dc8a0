"""Messages as apps get to see them, and the one way in which messages come into being."""

from typing import Any

from sandbox.events import Events
from sandbox.ids import with_ids
from sandbox.model import BlockList, Channel, Message
from sandbox.organisation import Workspace
from sandbox.views import copied
from sandbox.world import World

LONGEST = 40_000  # docs: "messages are truncated if the text contains more than 40,000 characters"
NO_FALLBACK = "This content can't be displayed."
_EVENT_OF_KIND = {"public": "message.channels", "private": "message.groups", "im": "message.im"}
_CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im"}


class Messages:
    """Posts and shows messages of one world, and tells the app of them when it listens."""

    def __init__(self, world: World, events: Events) -> None:
        self._world = world
        self._events = events

    def by_bot(self, channel: Channel, text: str, blocks: BlockList, *, unfurl: bool = True, **more: Any) -> Message:
        """Posts a message of the app; `more` are other fields of Message."""
        workspace = self._world.workspace
        message = Message(
            channel=channel.id,
            ts=self._world.next_ts(),
            user=workspace.bot_user,
            text=text[:LONGEST] or NO_FALLBACK,
            blocks=with_ids(blocks),
            bot_id=workspace.bot_id,
            **more,
        )
        return self._posted(channel, message, unfurl=unfurl)

    def by_person(self, channel: Channel, person: str, text: str, thread_ts: str | None = None) -> Message:
        """Posts what a person wrote; `text` is already in Slack's written form."""
        message = Message(channel.id, self._world.next_ts(), person, text, thread_ts=thread_ts)
        message.extra = {"client_msg_id": f"{message.ts}-{person}"}
        posted = self._posted(channel, message, unfurl=True)
        if f"<@{self._world.workspace.bot_user}" in text and channel.kind != "im":
            self._events.emit("app_mention", {**self.as_slack(posted), "type": "app_mention", "channel": channel.id})
        return posted

    def as_slack(self, message: Message) -> dict[str, Any]:
        """The message object of answers and payloads, with what is known of its thread."""
        shown: dict[str, Any] = {
            "type": "message",
            "user": message.user,
            "ts": message.ts,
            "team": self._world.workspace.team_id,
            "text": message.text,
            **message.extra,
        }
        if message.bot_id:
            shown |= self._bot(self._world.workspace, message.bot_id)
        if message.subtype:
            shown["subtype"] = message.subtype
        if message.blocks:
            shown["blocks"] = copied(message.blocks)
        if message.attachments:
            shown["attachments"] = copied(message.attachments)
        if message.metadata:
            shown["metadata"] = copied(message.metadata)
        if message.edited:
            shown["edited"] = {"user": message.user, "ts": message.edited}
        return shown | self._thread(message)

    def _posted(self, channel: Channel, message: Message, *, unfurl: bool) -> Message:
        posted = self._world.post(message, unfurl=unfurl)
        parent = self._world.message(channel.id, message.thread_ts) if message.thread_ts else None
        if parent is not None and parent.thread_ts is None:
            parent.thread_ts = parent.ts
            self._world.store.put_message(parent)
        if self._world.workspace.bot_user in channel.members:
            name = _EVENT_OF_KIND[channel.kind]
            if self._events.subscribed(name):
                kind = _CHANNEL_TYPES[channel.kind]
                self._events.emit(name, {**self.as_slack(posted), "channel": channel.id, "channel_type": kind})
        return posted

    def _bot(self, workspace: Workspace, bot_id: str) -> dict[str, Any]:
        profile = {
            "id": bot_id,
            "app_id": workspace.app_id,
            "user_id": workspace.bot_user,
            "name": self._world.people[workspace.bot_user].real_name,
            "icons": {},
            "deleted": False,
            "updated": 1700000000,
            "team_id": workspace.team_id,
        }
        return {"bot_id": bot_id, "app_id": workspace.app_id, "bot_profile": profile}

    def _thread(self, message: Message) -> dict[str, Any]:
        if message.thread_ts is None:
            return {}
        if message.is_reply:
            parent = self._world.message(message.channel, message.thread_ts)
            return {"thread_ts": message.thread_ts} | ({"parent_user_id": parent.user} if parent else {})
        replies = self._world.replies(message.channel, message.ts)
        users = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "reply_users": users[:5],
            "latest_reply": replies[-1].ts if replies else message.ts,
            "is_locked": False,
            "subscribed": False,
        }
