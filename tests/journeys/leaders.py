"""What leaders do under a message: ask, mute, report."""

from bot.messages import actions
from handlers.views import ids
from sandbox.model import Message
from sandbox.views import View
from tests.journeys.town import Town


async def ask(town: Town, leader: str, card: Message, words: str) -> None:
    """Ask under a card, or under a direct message."""
    await town.act.press(leader, actions.TELL_ME_MORE, channel=card.channel, ts=card.ts)
    form = await town.modal_of(leader, ids.QUESTION_FORM)
    await town.act.submit(leader, form.id, {ids.QUESTION: words})
    sent = await town.modal(leader)
    await town.act.close(leader, sent.id, all_of_them=True)


async def choose(town: Town, leader: str, card: Message, kind: str) -> View:
    """Choose `actions.MUTE` or `actions.REPORT` from a card's menu, and return what asks once more."""
    value = f"{kind}{town.item_id(card)}"
    await town.act.press(leader, actions.MORE, channel=card.channel, ts=card.ts, value=value)
    return await town.modal_of(leader, ids.MUTE_FORM if kind == actions.MUTE else ids.REPORT_FORM)


async def confirm(town: Town, leader: str, view: View) -> str:
    """Confirm it, and return what they are told, word for word."""
    await town.act.submit(leader, view.id)
    said = await town.modal(leader)
    await town.act.close(leader, said.id, all_of_them=True)
    return "\n".join(block["text"]["text"] for block in said.blocks)
