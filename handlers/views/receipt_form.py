"""The modal that takes the six words of a receipt."""

from bot.words import author as say
from bot.words import receipts
from handlers.payloads import View
from handlers.views import ids
from handlers.views.parts import Block, context, modal, plain

MOST_CHARACTERS = 300
"""Six words of at most 8 letters, numbered or each on a line of its own, with room to spare."""


def receipt_form() -> View:
    """Return the form, empty."""
    typed: Block = {
        "type": "input",
        "block_id": ids.RECEIPT,
        "label": plain(receipts.LABEL),
        "hint": plain(receipts.HINT),
        "element": {
            "type": "plain_text_input",
            "action_id": ids.RECEIPT,
            "multiline": True,
            "max_length": MOST_CHARACTERS,
            "focus_on_load": True,
        },
    }
    return modal(
        title=receipts.HAVE_ONE,
        submit=say.RECEIPT_OPEN,
        close=say.CANCEL,
        blocks=[typed, context(plain(say.RECEIPT_MEANS))],
        callback_id=ids.RECEIPT_FORM,
    )
