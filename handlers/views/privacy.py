"""How private this is, in short."""

from bot.words import privacy as say
from bot.words import sent as say_sent
from handlers.payloads import View
from handlers.views import ids
from handlers.views.parts import modal, mrkdwn, section


def privacy() -> View:
    """Return the modal."""
    return modal(
        title=say.TITLE,
        close=say_sent.CLOSE,
        callback_id=ids.NOTICE,
        blocks=[section(mrkdwn(paragraph)) for paragraph in say.PARAGRAPHS],
    )
