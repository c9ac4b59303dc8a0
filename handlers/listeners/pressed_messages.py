"""What both buttons of a message about an item need: who pressed what, and that the message is known from now on."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.conflict import may_answer
from bot.core.slack_text import escape
from bot.errors import NotALeader, Refused, UnknownItem
from bot.ports import Kind, Message
from bot.words import answers as say
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.payloads import Body, optional, part, required
from handlers.screen import tell


async def note_message(deps: Deps, body: Body, item_id: str) -> None:
    """Note the message that was pressed in, should the store not know it: it was posted just before a crash.

    From then on it shows the item like the others, so nothing is noted for anybody who may not answer it: a value that
    was made up would have another message filled with its words. Raises StoreFailure.
    """
    if part(body, "container").get("is_ephemeral"):
        return
    channel = optional(body, "container", "channel_id") or optional(body, "channel", "id")
    ts = optional(body, "container", "message_ts") or optional(body, "message", "ts")
    if channel is None or ts is None or await deps.store.message(channel, ts) is not None:
        return
    item = await deps.store.item(item_id)
    if item is None:
        return
    if not may_answer(deps.current.organisation, item, required(body, "user", "id")):
        return
    thread = optional(body, "message", "thread_ts")
    if channel.startswith("D"):
        kind = Kind.LEADER_REMINDER
    elif thread is not None and thread != ts:
        kind = Kind.THREAD_REMINDER
    else:
        kind = Kind.CARD
    await deps.store.remember(Message(channel=channel, ts=ts, item=item_id, kind=kind))
    deps.wake()


def why_refused(refused: Refused, *, no_leader: str) -> str:
    """Return what to say where a leader's form did nothing; `no_leader` where they lead the team no more."""
    if isinstance(refused, UnknownItem):
        return say.UNKNOWN_ITEM
    return no_leader if isinstance(refused, NotALeader) else str(refused)


async def tell_why_not(deps: Deps, body: Body, client: AsyncWebClient, item_id: str) -> Answer:
    """Answer a press that changed nothing: the item is gone, or somebody else answers it, of whom three are named."""
    await tell(client, body, await _why_not(deps, item_id))
    return nothing()


async def _why_not(deps: Deps, item_id: str) -> str:
    organisation = deps.current.organisation
    item = await deps.store.item(item_id)
    if item is None or item.left_out is not None:
        return say.UNKNOWN_ITEM  # of an item about a leader even its team is known to its readers alone
    team = organisation.owner(item.team)
    people = [f"<@{person}>" for person in organisation.leaders_or_fallbacks(team)[:3]]
    return say.only_leaders(item_id, escape(team.name), people)
