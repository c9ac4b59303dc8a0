"""The message that brings an item into its team's channel."""

from collections.abc import Sequence

from bot.core.item import Item, Question, State
from bot.core.organisation import Organisation, Team
from bot.messages import parts
from bot.messages.rendered import Rendered
from bot.ports import Blocks
from bot.words import messages as words

ANSWERABLE = frozenset({State.WAITING, State.ACKNOWLEDGED, State.DISPUTED})
"""The states in which a leader may ask to be told more."""


def card(item: Item, team: Team, organisation: Organisation, *, questions: Sequence[Question] = ()) -> Rendered:
    """Render the item as it is now. Nothing in it, apart from its words and a signature, says who wrote it."""
    heading = parts.title(item, team)
    author = words.ANONYMOUS if item.signed_by is None else words.signed_by(parts.person(item.signed_by))
    blocks: Blocks = [parts.small(f"{heading} · {author}"), *parts.theirs(item.words), *_why(item)]
    if item.state in ANSWERABLE:
        blocks.append(parts.buttons(item.id, acknowledge=item.state is State.WAITING))
    blocks.append(parts.small(_state(item, team, organisation, questions)))
    return Rendered(text=heading, blocks=blocks)


def _why(item: Item) -> Blocks:
    blocks: Blocks = []
    if item.about:
        linked = parts.link(item.about, words.THE_MESSAGE)
        blocks.append(parts.small(linked) if linked else parts.small_plain(item.about))
    if item.why:
        blocks.append(parts.small_plain(item.why))
    return blocks


def _state(item: Item, team: Team, organisation: Organisation, questions: Sequence[Question]) -> str:
    said = [parts.state_line(item, team)]
    if item.state is State.WAITING and not organisation.leaders(team):
        said.append(words.NOBODY_LEADS)
    if questions:
        said.append(words.QUESTIONS)
    return " · ".join(said)
