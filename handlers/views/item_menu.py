"""What the menu of a card opens: a modal that says what muting or reporting does before it is done."""

from datetime import date

from bot.words import menu as say
from handlers.payloads import View
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.parts import context, modal, plain, section


def mute_form(item_id: str, *, until: date, signer: Signer) -> View:
    """Ask before an author is muted until a day."""
    return modal(
        title=say.MUTE_TITLE,
        submit=say.MUTE_YES,
        close=say.CANCEL,
        blocks=[
            context(plain(item_id)),
            section(plain(say.mute_means(until))),
            section(plain(say.MUTE_NOBODY_LEARNS)),
        ],
        callback_id=ids.MUTE_FORM,
        private_metadata=signer.seal({"item": item_id}, purpose=ids.MUTE_FORM),
    )


def report_form(item_id: str, *, signer: Signer) -> View:
    """Ask before an item is reported."""
    return modal(
        title=say.REPORT_TITLE,
        submit=say.REPORT_YES,
        close=say.CANCEL,
        blocks=[
            context(plain(item_id)),
            section(plain(say.REPORT_MEANS)),
            context(plain(say.REPORT_WHO)),
        ],
        callback_id=ids.REPORT_FORM,
        private_metadata=signer.seal({"item": item_id}, purpose=ids.REPORT_FORM),
    )
