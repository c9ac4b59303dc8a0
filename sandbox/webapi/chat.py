"""chat.*: posting, changing and deleting the bot's messages."""

from typing import Any

from sandbox.blockkit import check_message
from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.ids import new_id, with_ids
from sandbox.messages import LONGEST, NO_FALLBACK
from sandbox.model import BlockList, Channel, Ephemeral, Message
from sandbox.mrkdwn import resolve
from sandbox.naming import names
from sandbox.webapi.access import conversation, post_target, writable
from sandbox.webapi.args import Args

UPDATE_LONGEST = 4000  # error `msg_too_long` in the reference of chat.update


class RateLimited(SlackError):
    """429: to be tried again after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


def post_message(core: Core, args: Args) -> dict[str, Any]:
    """chat.postMessage."""
    channel = post_target(core, args.text("channel"))
    writable(core, channel)
    text, blocks, attachments = content(args)
    if args.flag("link_names") or args.text("parse") == "full":
        text = resolve(text, names(core.world, labels=False))
    thread_ts = _thread(core, channel, args)
    metadata = _metadata(args)
    wait = core.rates.refuse_post(channel.id)
    if wait:
        raise RateLimited(wait)
    unfurl = args.flag("unfurl_links", default=True) or args.flag("unfurl_media", default=True)
    message = core.messages.by_bot(
        channel,
        text,
        blocks,
        unfurl=unfurl,
        thread_ts=thread_ts,
        metadata=metadata,
        attachments=attachments,
        reply_broadcast=bool(thread_ts) and args.flag("reply_broadcast"),
    )
    return {"channel": channel.id, "ts": message.ts, "message": core.messages.as_slack(message)}


def update(core: Core, args: Args) -> dict[str, Any]:
    """chat.update: without blocks the old ones go, as in Slack; without metadata they stay."""
    channel = conversation(core, args.text("channel"), None)
    message = _own(core, channel, args.text("ts"), "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    text, blocks, attachments = content(args)
    if len(text) > UPDATE_LONGEST:
        raise SlackError("msg_too_long")
    message.text, message.blocks, message.attachments = text or NO_FALLBACK, with_ids(blocks), attachments
    message.metadata = _metadata(args) or message.metadata
    message.edited = core.world.next_ts()
    core.world.edit(message)
    shown = core.messages.as_slack(message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(core: Core, args: Args) -> dict[str, Any]:
    """chat.delete."""
    channel = conversation(core, args.text("channel"), None)
    message = _own(core, channel, args.text("ts"), "cant_delete_message")
    core.world.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(core: Core, args: Args) -> dict[str, Any]:
    """chat.postEphemeral: to somebody in the channel. As in Slack, `ok` does not mean that they saw it."""
    channel = post_target(core, args.text("channel"))
    writable(core, channel, public_scope=False)
    person = core.world.people.get(args.text("user"))
    if person is None or person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks, _ = content(args)
    ts = core.world.next_ts()
    if not person.deleted:
        thread_ts = _thread(core, channel, args)
        core.world.whisper(
            Ephemeral(new_id("E"), channel.id, person.id, ts, text[:LONGEST], with_ids(blocks), thread_ts)
        )
    return {"message_ts": ts}


def get_permalink(core: Core, args: Args) -> dict[str, Any]:
    """chat.getPermalink."""
    channel = conversation(core, args.text("channel"), None)
    message = core.world.message(channel.id, args.text("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    link = f"{core.world.workspace.url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def content(args: Args) -> tuple[str, BlockList, BlockList]:
    """Text, blocks and attachments of a message; `no_text`, `invalid_blocks_format`, `invalid_blocks`."""
    text = args.text("text")
    markdown = args.text("markdown_text")
    blocks = args.data("blocks", "invalid_blocks_format") or []
    attachments = args.data("attachments") or []
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        text = markdown
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = check_message(blocks)
    if problems:
        raise SlackError("invalid_blocks", errors=problems, messages=problems)
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    return text, blocks, attachments


def _metadata(args: Args) -> dict[str, Any] | None:
    metadata = args.data("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= metadata.keys():
        raise SlackError("invalid_metadata_format")
    return metadata


def _thread(core: Core, channel: Channel, args: Args) -> str | None:
    thread_ts = args.text("thread_ts")
    if not thread_ts:
        return None
    parent = core.world.message(channel.id, thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.is_reply:
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def _own(core: Core, channel: Channel, ts: str, error: str) -> Message:
    message = core.world.message(channel.id, ts)
    if message is None:
        raise SlackError("message_not_found")
    if message.bot_id != core.world.workspace.bot_id:
        raise SlackError(error)
    return message
