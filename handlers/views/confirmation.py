"""What the form turns into once the words are stored: where they are, what is kept, and what can still be done."""

from datetime import datetime

from bot.core.conflict import readers
from bot.core.exposure import as_measured
from bot.core.held import Held, WayBack
from bot.core.organisation import Organisation, Team
from bot.core.people import People
from bot.core.working_hours import zone_of
from bot.usecases.take_feedback import Taken
from bot.words import batches as say_when
from bot.words import sent as say
from handlers.draft import Draft
from handlers.payloads import View
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.parts import Block, Part, actions, button, context, modal, mrkdwn, plain, section

RECEIPT = "receipt"
"""How the ids of the blocks begin that hold the receipt."""


def confirmation(
    taken: Taken, *, draft: Draft, organisation: Organisation, people: People, signer: Signer, now: datetime
) -> View:
    """Return the closing view. The receipt stands in it and nowhere else."""
    team = taken.team
    if draft.left_out is None:
        goes_to = say.goes_to(taken.item_id, team.name, team.channel.name)
        then = say.what_happens_next(team.name)
    else:
        directly = [people.name_of(one) for one in readers(organisation, team, draft.left_out)]
        goes_to = say.goes_directly(taken.item_id, directly, people.name_of(draft.left_out))
        then = say.WHAT_HAPPENS_NEXT_DIRECTLY
    held = taken.held
    blocks = [
        section(plain(f"{say.HELD if held else say.ON_ITS_WAY} {goes_to}")),
        *receipt_blocks(taken.receipt),
        *(_waits(held, team, now=now) if held else []),
        section(plain(then)),
        context(plain(say.MEANS[draft.way])),
    ]
    return modal(
        title=say.TITLE,
        close=say.CLOSE,
        callback_id=ids.CONFIRMATION,
        blocks=blocks,
        private_metadata=_capability(taken, draft, signer) if held else "",
    )


def _capability(taken: Taken, draft: Draft, signer: Signer) -> str:
    return signer.seal({"item": taken.item_id, "home": draft.way == WayBack.HOME}, purpose=ids.AUTHOR)


def with_state(view: View, said: str) -> View:
    """Return a confirmation as it is shown, with another word about where the item is and nothing more to press.

    The receipt that stands in it stays: nobody can make it again.
    """
    kept = [block for block in view.get("blocks", []) if _begins(block, RECEIPT)]
    return modal(title=say.TITLE, close=say.CLOSE, callback_id=ids.CONFIRMATION, blocks=[section(plain(said)), *kept])


def goes_out(held: Held, team: Team, *, now: datetime) -> str:
    """Say when it goes out, on the clock of its team."""
    zone = zone_of(team.policy)
    when = say_when.goes_out(
        held.batch.astimezone(zone),
        held.until.astimezone(zone),
        now=now.astimezone(zone),
        zone=zone.key,
        at_least=held.at_least,
    )
    return say.goes_out(when)


def receipt_blocks(receipt: tuple[str, ...] | None) -> list[Block]:
    """Return the six words, large, and what they are for; nothing where there is no receipt."""
    if receipt is None:
        return []
    return [
        {**section(mrkdwn(f"*{say.RECEIPT_TITLE}*")), "block_id": f"{RECEIPT}_title"},
        {"type": "header", "block_id": f"{RECEIPT}_words", "text": plain(" ".join(receipt))},
        context(plain(say.RECEIPT), block_id=f"{RECEIPT}_means"),
    ]


def _waits(held: Held, team: Team, *, now: datetime) -> list[Block]:
    return [
        section(plain(goes_out(held, team, now=now))),
        context(plain(say.UNTIL_THEN)),
        held_buttons(held),
    ]


def held_buttons(held: Held) -> Block:
    """Edit, withdraw, send now; each costs what its dialog says."""
    measured = as_measured(release_every=held.release_every, hold_at_most=held.hold_at_most)
    costs = say_when.chances(held.at_least, as_measured=measured)
    withdraw = _confirm(say.WITHDRAW_TITLE, say.WITHDRAW_TEXT, say.WITHDRAW_YES, say.WITHDRAW_NO)
    send_now = _confirm(say.SEND_NOW_TITLE, costs, say.SEND_NOW_YES, say.SEND_NOW_NO)
    return actions(
        button(say.EDIT, action_id=ids.HELD_EDIT),
        {**button(say.WITHDRAW, action_id=ids.HELD_WITHDRAW), "confirm": withdraw},
        {**button(say.SEND_NOW, action_id=ids.HELD_SEND_NOW), "confirm": send_now},
    )


def _confirm(title: str, text: str, yes: str, no: str) -> Part:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def _begins(block: object, name: str) -> bool:
    block_id = block.get("block_id") if isinstance(block, dict) else None
    return isinstance(block_id, str) and block_id.startswith(name)
