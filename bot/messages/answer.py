"""What an author says in their item's thread once it has gone out: an answer, or that they take it back."""

from bot.core.item import Answer, Item
from bot.messages import parts
from bot.messages.rendered import Rendered
from bot.words import messages as words


def answer(item: Item, answered: Answer) -> Rendered:
    """Render what the author answered, never parsed; once the item's words are gone, the answer's are gone too."""
    gone = parts.gone(item) or (None if answered.text else parts.small(words.ERASED))
    return Rendered(
        text=words.answer_title(item.id),
        blocks=[parts.ours(heading(item)), *([gone] if gone else parts.theirs(answered.text))],
    )


def heading(item: Item) -> str:
    """Say who answers: an author by name only where they put it to the item."""
    return words.answers(item.id, None if item.signed_by is None else parts.person(item.signed_by))


def withdrawn(item: Item) -> Rendered:
    """Render that the author has taken an item back."""
    return Rendered(text=words.withdrawn_title(item.id), blocks=[parts.ours(words.withdrawn(item.id))])
