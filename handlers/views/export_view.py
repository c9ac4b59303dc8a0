"""Everything that somebody wrote, and what became of it, as text to copy; shown to them alone, in parts that fit."""

from bot.words import author as say
from handlers.payloads import View
from handlers.views import ids
from handlers.views.fitting import pages
from handlers.views.parts import actions, button, context, modal, plain, words_in_full


def export_view(text: str, *, part: int = 0, private_metadata: str = "") -> View:
    """Return the modal with one part of `text`, counted from 0; the first where there is no such part."""
    parts = pages(words_in_full(text, most_blocks=100_000))
    part = part if 0 <= part < len(parts) else 0
    blocks = [context(plain(say.EXPORT_HOW)), *parts[part]]
    if not parts[part]:
        blocks = [context(plain(say.EXPORT_NOTHING))]
    if len(parts) > 1:
        blocks.append(context(plain(say.export_part(part + 1, len(parts)))))
    if part + 1 < len(parts):
        blocks.append(actions(button(say.EXPORT_NEXT, action_id=ids.EXPORT_PAGE, value=str(part + 1))))
    return modal(
        title=say.EXPORT_TITLE,
        close=say.CLOSE,
        blocks=blocks,
        callback_id=ids.EXPORT,
        private_metadata=private_metadata,
    )
