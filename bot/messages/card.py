"""The message that brings an item into its team's channel."""

from collections.abc import Sequence

from bot.core.item import Item, Question, State
from bot.core.organisation import Organisation, Team
from bot.messages import actions, parts
from bot.messages.rendered import Rendered
from bot.ports import Blocks
from bot.words import messages as words

ANSWERABLE = frozenset({State.WAITING, State.ACKNOWLEDGED, State.DISPUTED})
"""The states in which a leader may ask to be told more."""


def card(item: Item, team: Team, organisation: Organisation, *, questions: Sequence[Question] = ()) -> Rendered:
    """Render the item as it is now. Nothing in it, apart from its words and a signature, says who wrote it."""
    heading = parts.title(item, team)
    blocks: Blocks = [parts.small(f"{heading} · {parts.author(item)}"), *_said(item)]
    blocks += parts.left_out(item, organisation)
    if item.state in ANSWERABLE and not item.erased:
        blocks.append(parts.buttons(item.id, acknowledge=item.state is State.WAITING, more=_more(item)))
    blocks.append(parts.small(_state(item, team, organisation, questions)))
    return Rendered(text=heading, blocks=blocks)


def _said(item: Item) -> Blocks:
    """What the author wrote, or why it is not shown any more; of a withdrawal the state says so."""
    if item.state is State.WITHDRAWN and item.hidden_by is None and not item.erased:
        return []
    if gone := parts.gone(item):
        return [gone]
    why = [parts.small_plain(item.why)] if item.why else []
    return [*parts.theirs(item.words), *parts.about(item), *why]


def _more(item: Item) -> list[tuple[str, str]]:
    """The same whatever the way back is: it must not tell whether there is one."""
    if item.hidden_by is not None:
        return []
    report = (words.REPORT, f"{actions.REPORT}{item.id}")
    return [(words.MUTE, f"{actions.MUTE}{item.id}"), report] if item.anonymous else [report]


def _state(item: Item, team: Team, organisation: Organisation, questions: Sequence[Question]) -> str:
    said = [parts.state_line(item, team)]
    if item.state is State.WAITING and item.left_out is None and not organisation.leaders(team):
        said.append(words.NOBODY_LEADS)
    if questions:
        said.append(words.QUESTIONS)
    return " · ".join(said)
