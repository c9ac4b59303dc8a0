"""conversations.*: channels and direct conversations, as far as a bot like this uses them."""

from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.model import Channel, Message
from sandbox.webapi.access import conversation, need_scope
from sandbox.webapi.args import Args
from sandbox.webapi.paging import page

MOST = 999  # "must be an integer under 1000", in the reference of conversations.list, .history and .members
_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_SCOPES = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def info(core: Core, args: Args) -> dict[str, Any]:
    """conversations.info."""
    channel = conversation(core, args.text("channel"), "read")
    shown = _shown(core, channel)
    if args.flag("include_num_members"):
        shown["num_members"] = len(_members(core, channel))
    return {"channel": shown}


def list_(core: Core, args: Args) -> dict[str, Any]:
    """conversations.list."""
    bot = core.world.workspace.bot_user
    kinds = _kinds(core, args)
    found = [
        one
        for one in core.world.channels.values()
        if one.kind in kinds and (one.kind != "private" or bot in one.members) and not _hidden(one, args)
    ]
    items, more = page(found, args, most=MOST)
    return {"channels": [_shown(core, one) | {"num_members": len(_members(core, one))} for one in items]} | more


def members(core: Core, args: Args) -> dict[str, Any]:
    """conversations.members; people who were deactivated are no longer in it."""
    channel = conversation(core, args.text("channel"), "read")
    items, more = page(_members(core, channel), args, most=MOST)
    return {"members": items} | more


def open_(core: Core, args: Args) -> dict[str, Any]:
    """conversations.open: the direct conversation with one person."""
    given = args.text("users")
    if args.text("channel"):
        channel = conversation(core, args.text("channel"), None)
    else:
        if not given:
            raise SlackError("users_list_not_supplied")
        channel = _opened(core, [one.strip() for one in given.split(",")], create=not args.flag("prevent_creation"))
    shown = _shown(core, channel) if args.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


def join(core: Core, args: Args) -> dict[str, Any]:
    """conversations.join, for public channels only."""
    channel = conversation(core, args.text("channel"), None)
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    bot = core.world.workspace.bot_user
    if bot not in channel.members:
        channel.members.append(bot)
        core.world.save(channel)
    return {"channel": _shown(core, channel)}


def history(core: Core, args: Args) -> dict[str, Any]:
    """conversations.history: messages outside threads, newest first."""
    channel = _readable(core, args)
    shown = [one for one in core.world.messages(channel.id) if not one.is_reply or one.reply_broadcast]
    found = _between(list(reversed(shown)), args)
    items, more = page(found, args, most=MOST)
    ended = not more["response_metadata"]["next_cursor"]
    return {"messages": [_message(core, one, args) for one in items], "has_more": not ended, "pin_count": 0} | more


def replies(core: Core, args: Args) -> dict[str, Any]:
    """conversations.replies: the message at `ts` and everything in its thread, oldest first."""
    channel = _readable(core, args)
    parent = core.world.message(channel.id, args.text("ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    thread = [parent] if parent.is_reply else [parent, *core.world.replies(channel.id, parent.ts)]
    items, more = page(_between(thread, args), args, default=1000)
    ended = not more["response_metadata"]["next_cursor"]
    return {"messages": [_message(core, one, args) for one in items], "has_more": not ended} | more


def of_user(core: Core, args: Args) -> dict[str, Any]:
    """users.conversations: of the bot, or those that a person and the bot can both see."""
    bot = core.world.workspace.bot_user
    user = args.text("user") or bot
    if user not in core.world.people:
        raise SlackError("user_not_found")
    kinds = _kinds(core, args)
    found = [
        one
        for one in core.world.channels.values()
        if one.kind in kinds
        and user in one.members
        and (one.kind != "private" or bot in one.members)
        and not _hidden(one, args)
    ]
    items, more = page(found, args)
    return {"channels": [_shown(core, one) for one in items]} | more


def _readable(core: Core, args: Args) -> Channel:
    channel = conversation(core, args.text("channel"), "history")
    if core.world.workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _opened(core: Core, users: list[str], *, create: bool) -> Channel:
    if len(users) > 8:
        raise SlackError("too_many_users")
    if len(users) > 1:
        need_scope(core, "mpim:write")
        raise SlackError("method_not_supported_for_channel_type")
    need_scope(core, "im:write")
    person = core.world.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if not create and f"D{person.id[1:]}" not in core.world.channels:
        raise SlackError("channel_not_found")
    return core.world.dm(person.id)


def _kinds(core: Core, args: Args) -> set[str]:
    kinds = [one.strip() for one in (args.text("types") or "public_channel").split(",")]
    if any(one not in _TYPES for one in kinds):
        raise SlackError("invalid_types")
    for one in kinds:
        need_scope(core, _SCOPES[one])
    return {_TYPES[one] for one in kinds}


def _hidden(channel: Channel, args: Args) -> bool:
    return channel.is_archived and args.flag("exclude_archived")


def _members(core: Core, channel: Channel) -> list[str]:
    return [one for one in channel.members if not core.world.people[one].deleted]


def _shown(core: Core, channel: Channel) -> dict[str, Any]:
    workspace = core.world.workspace
    return channel.as_slack(workspace.team_id, workspace.bot_user)


def _message(core: Core, message: Message, args: Args) -> dict[str, Any]:
    shown = core.messages.as_slack(message)
    if not args.flag("include_all_metadata"):
        shown.pop("metadata", None)
    return shown


def _between(messages: list[Message], args: Args) -> list[Message]:
    oldest, latest, inclusive = _moment(args, "oldest"), _moment(args, "latest"), args.flag("inclusive")

    def inside(ts: float) -> bool:
        if inclusive:
            return (oldest is None or ts >= oldest) and (latest is None or ts <= latest)
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    return [one for one in messages if inside(float(one.ts))]


def _moment(args: Args, name: str) -> float | None:
    given = args.text(name)
    if not given or given == "now":
        return None
    try:
        return float(given)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None
