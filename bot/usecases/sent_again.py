"""The same form sent again with another choice: what the author was unsure of is replaced, and never stands beside it.

Slack may have given up waiting while the first press was stored, so the form is still open, and the author changes
something and presses Send again. The last press counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core.held import Held, WayBack
from bot.core.item import Item
from bot.errors import Refused
from bot.identity.identity import Identity
from bot.identity.receipts import receipt
from bot.identity.tags import mine
from bot.ports import Store, Tagged
from bot.usecases.receipt_tag import receipt_tag
from bot.words import refusals as say


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is sent now, and by whom: `secret` is the form's own, which its receipt is made from."""

    item_id: str
    words: str = field(repr=False)
    team: str
    author: str = field(repr=False)
    secret: bytes = field(repr=False)
    left_out: str | None = None
    way_back: WayBack | None = None


async def make_room(sent: Sent, *, store: Store, identity: Identity) -> bool:
    """Take out what the same form left before, where it differs from what is sent now; return whether the id is free.

    False where the id is another form's, or where the very same is there already. Raises Refused where what was sent
    before went out with other choices, and StoreFailure.
    """
    waiting = await store.held(sent.item_id)
    if waiting is None:
        item = await store.item(sent.item_id)
        if item is not None and _same_words(item, sent) and _differs(item, sent):
            raise Refused(say.OUT_OTHERWISE)
        return False
    if not (_same_words(waiting, sent) or await _of_this_form(waiting, sent, identity)):
        return False
    if _same_words(waiting, sent) and not _differs(waiting, sent):
        return False
    await store.drop_held([waiting.id])
    identity.authors.forget([waiting.id])
    # Also where the new one gets a key, which is then made anew: one that is gone cannot be asked for.
    await identity.keys.destroy([waiting.id])
    return True


def _same_words(there: Held | Item, sent: Sent) -> bool:
    return (there.words, there.team) == (sent.words, sent.team)


def _differs(there: Held | Item, sent: Sent) -> bool:
    return (there.way_back, there.left_out) != (sent.way_back, sent.left_out)


async def _of_this_form(waiting: Held, sent: Sent, identity: Identity) -> bool:
    """Return whether what waits, with other words, came from the same author's form: only its tag can tell."""
    if waiting.tag is None:
        return False
    if waiting.way_back is WayBack.HOME:
        tagged: Sequence[Tagged] = [Tagged(item=waiting.id, tag=waiting.tag)]
        return bool(mine(sent.author, tagged, await identity.keys.keys()))
    return waiting.tag == await receipt_tag(receipt(sent.secret), identity.keys)
