"""The form in which an author changes what still waits for its batch."""

from collections.abc import Sequence

from bot.core.giveaway import Finding
from bot.core.what_people_write import MOST_CHARACTERS
from bot.words import sent as say
from handlers.payloads import View
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.parts import Block, modal, plain, section
from handlers.views.preview import preview


def edit_form(
    *,
    item_id: str,
    words: str,
    signer: Signer,
    in_home: bool | None = None,
    findings: Sequence[Finding] = (),
    seen: str = "",
) -> View:
    """Return the form. `findings` in the words are shown above them, and `seen` is the mark of these words then.

    `in_home` is whether the view of the item that it lies on was opened from Home, None on a confirmation.
    """
    blocks: list[Block] = [section(plain(say.EDIT_LOOK)), *preview(words, findings)] if findings else []
    blocks.append(
        {
            "type": "input",
            "block_id": ids.WORDS,
            "label": plain(say.EDIT_LABEL),
            "element": {
                "type": "plain_text_input",
                "action_id": ids.WORDS,
                "multiline": True,
                "max_length": MOST_CHARACTERS,
                "initial_value": words,
            },
        }
    )
    return modal(
        title=say.EDIT_TITLE,
        submit=say.SAVE,
        close=say.CANCEL,
        blocks=blocks,
        callback_id=ids.EDIT_FORM,
        private_metadata=signer.seal({"item": item_id, "seen": seen, "home": in_home}, purpose=ids.EDIT_FORM),
    )


def saved() -> View:
    """Confirm; closing it leads back to where the form was opened from."""
    return modal(title=say.SAVED_TITLE, close=say.CLOSE, callback_id=ids.NOTICE, blocks=[section(plain(say.SAVED))])
