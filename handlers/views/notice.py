"""A small modal that says one thing, and gives back what was written where that is needed."""

from bot.words import answers as say
from handlers.payloads import View
from handlers.views import ids
from handlers.views.parts import Part, modal, section, words_in_full


def notice(said: Part, *, words: str = "") -> View:
    """Return a modal with our own sentence and, below it, people's words in full."""
    return modal(
        title=say.NOTICE_TITLE,
        close=say.NOTICE_CLOSE,
        callback_id=ids.NOTICE,
        blocks=[section(said), *words_in_full(words, most_blocks=90)],
    )
