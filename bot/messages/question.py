"""A leader's question in the item's thread."""

from bot.core.item import Item, Question
from bot.messages import parts
from bot.messages.rendered import Rendered
from bot.words import messages as words


def question(item: Item, asked: Question) -> Rendered:
    """Render what a leader asked; the question's own words are never parsed."""
    return Rendered(
        text=words.question_title(item.id),
        blocks=[
            parts.ours(f"{parts.person(asked.asked_by)} {words.ASKS}"),
            *(parts.theirs(asked.text) if asked.text else [parts.small(words.ERASED)]),
            *([parts.small(words.NEED_NOT_ANSWER)] if asked.fishes else []),
        ],
    )


def outside_its_thread(rendered: Rendered) -> Rendered:
    """Put on top what it belongs to, for where no card stands above it."""
    return Rendered(text=rendered.text, blocks=[parts.small(rendered.text), *rendered.blocks])
