"""Which conversations the bot may touch, and with which scopes."""

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.model import Channel, Person

_FAMILY = {"public": "channels", "private": "groups", "im": "im"}
_EVERY_FAMILY = ("channels", "groups", "im", "mpim")


def need_scope(core: Core, *scopes: str) -> None:
    """Raises `missing_scope`, naming what is needed and what there is, unless one of `scopes` is granted."""
    granted = core.manifest.scopes
    if not any(scope in granted for scope in scopes):
        raise SlackError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted)))


def conversation(core: Core, channel_id: str, right: str | None) -> Channel:
    """The conversation with this id, for `right` `read` or `history`; `channel_not_found`, `missing_scope`.

    A private channel the bot is not in does not exist for it.
    """
    if right is not None:
        need_scope(core, *(f"{family}:{right}" for family in _EVERY_FAMILY))
    channel = core.world.channels.get(channel_id)
    if channel is None or (channel.kind == "private" and core.world.workspace.bot_user not in channel.members):
        raise SlackError("channel_not_found")
    if right is not None:
        need_scope(core, f"{_FAMILY[channel.kind]}:{right}")
    return channel


def post_target(core: Core, name: str) -> Channel:
    """Where `channel` of a post leads: an id, a channel's name, or a person's id for the conversation with them."""
    world = core.world
    if name in world.people:
        return _conversation_with(core, world.people[name])
    channel = world.channels.get(name)
    if channel is None:
        wanted = name.removeprefix("#")
        channel = next((one for one in world.channels.values() if one.kind != "im" and one.name == wanted), None)
    if channel is None or (channel.kind == "private" and world.workspace.bot_user not in channel.members):
        raise SlackError("channel_not_found")
    if channel.kind == "im":
        return _conversation_with(core, world.people[channel.user])
    return channel


def writable(core: Core, channel: Channel, *, public_scope: bool = True) -> None:
    """Raises `is_archived` or `not_in_channel` when the bot cannot write there."""
    if channel.is_archived:
        raise SlackError("is_archived")
    if core.world.workspace.bot_user in channel.members:
        return
    if not (public_scope and channel.kind == "public" and "chat:write.public" in core.manifest.scopes):
        raise SlackError("not_in_channel")


def _conversation_with(core: Core, person: Person) -> Channel:
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("channel_not_found")
    if not core.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return core.world.dm(person.id)
