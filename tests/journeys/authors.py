"""What authors do, as people do it: send, find it again in their Home or with a receipt, answer, withdraw."""

from typing import Any

from handlers.views import ids
from sandbox.views import View
from tests.journeys.town import Town


async def members_are_known(town: Town) -> None:
    """Wait until the bot has read who is in the channels of the teams, after which the form says how many they are."""
    channels = {team.channel.id for team in (*town.organisation.teams, town.organisation.fallback)}

    def asked() -> set[str]:
        return {r.args["channel"] for r in town.sandbox.requests if r.method == "conversations.members"}

    await town.until(lambda: channels <= asked())
    await home(town, "U0MILO", showing="My feedback")  # there and back, so that the last answer has been read


async def send(town: Town, person: str, words: str, *, to: str = "payments", **values: Any) -> View:
    """Send feedback to a team, pressing Send again where the form asks to look once more; return the confirmation.

    `values` are choices in the form, by action id.
    """
    await town.act.command(person, "#random", f"/feedback {to}: {words}")
    form = await town.modal_of(person, ids.FEEDBACK_FORM)
    await town.act.submit(person, form.id, values)
    form = await town.modal(person)
    if form.callback_id == ids.FEEDBACK_FORM and not form.errors:
        await town.act.submit(person, form.id)
    return await town.modal(person)


def item_in(town: Town, confirmation: View) -> str:
    """The item's id, as the confirmation names it."""
    assert confirmation.callback_id == ids.CONFIRMATION, confirmation.errors
    return next(word for word in town.readable(confirmation).replace('"', " ").split() if _is_id(word))


def receipt_in(confirmation: View) -> str:
    """The six words of the receipt."""
    [words] = [block["text"]["text"] for block in confirmation.blocks if block["block_id"] == "receipt_words"]
    assert len(words.split()) == 6
    return str(words)


async def home(town: Town, person: str, *, showing: str) -> View:
    """Open their Home, and wait until it shows these words."""
    await town.act.open_home(person)
    await town.until(lambda: showing in town.readable(town.act.home(person)))
    shown = town.act.home(person)
    assert shown is not None
    return shown


async def opened_from_home(town: Town, person: str, item_id: str) -> View:
    """Open one piece of their feedback from their Home."""
    shown = await home(town, person, showing=item_id)
    [block] = [block for block in shown.blocks if (block.get("accessory") or {}).get("value") == item_id]
    await town.act.press(person, ids.MY_ITEM, view_id=shown.id, block_id=block["block_id"])
    return await town.modal_of(person, ids.ITEM_VIEW)


async def typed_receipt(town: Town, person: str, words: str) -> View:
    """Type a receipt in Home, and return what is in front of them then."""
    shown = await home(town, person, showing="I have a receipt")
    await town.act.press(person, ids.HAVE_RECEIPT, view_id=shown.id)
    form = await town.modal_of(person, ids.RECEIPT_FORM)
    await town.act.submit(person, form.id, {ids.RECEIPT: words})
    return await town.modal(person)


async def answer(town: Town, person: str, words: str) -> View:
    """Answer from the item's view that is in front of them, and return what is there then."""
    await town.act.press(person, ids.WRITE_ANSWER)
    form = await town.modal_of(person, ids.ANSWER_FORM)
    await town.act.submit(person, form.id, {ids.ANSWER: words})
    return await town.modal_of(person, ids.ITEM_VIEW)


async def close_all(town: Town, person: str) -> None:
    """Close whatever modal is in front of them."""
    if (view := town.act.modal(person)) is not None:
        await town.act.close(person, view.id, all_of_them=True)


def _is_id(word: str) -> bool:
    return len(word) == 7 and word[4] == "-" and word.replace("-", "").isalnum() and word.isupper()
