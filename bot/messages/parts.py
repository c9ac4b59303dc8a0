"""The blocks messages are made of, and the two ways text gets into them: ours as mrkdwn, people's as plain text."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.core import conflict
from bot.core.item import Item, State
from bot.core.organisation import Organisation, Team
from bot.core.slack_text import escape
from bot.messages import actions
from bot.ports import Blocks
from bot.words import messages as words

Block = dict[str, Any]

SECTION_TEXT = 3000
"""The most characters of a section, in Slack's Block Kit reference."""

LINK = 1000
"""The most characters of an address in a link once it is escaped; a permalink has about a hundred."""

MENTIONS = 10
"""The most people who are named one by one in a line."""

_LINK = re.compile(r"https?://[^\s<>|]+")
_BREAK = re.compile(r"\s")


def ours(text: str) -> Block:
    """A section of our own words, parsed as mrkdwn: what is put into them is escaped by the caller."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def small(*texts: str) -> Block:
    """A line of small print of our own words."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text} for text in texts]}


def small_plain(text: str) -> Block:
    """A line of small print that is never parsed, shortened to what a section would hold."""
    return {"type": "context", "elements": [_plain(next(_pieces(text), text))]}


def theirs(text: str) -> Blocks:
    """People's words, every one, in sections where nothing is parsed. Usually one section.

    Slack does not say whether it counts letters before or after escaping, nor an emoji as one or two: sections are cut
    so that either way they fit.
    """
    return [{"type": "section", "text": _plain(piece)} for piece in _pieces(text)]


def buttons(item_id: str, *, acknowledge: bool, more: Sequence[tuple[str, str]] = ()) -> Block:
    """`Tell me more`, `Acknowledge` where that is still to be done, and a menu of labels and values."""
    elements = [_button(words.TELL_ME_MORE, actions.TELL_ME_MORE, item_id) | {"style": "primary"}]
    if acknowledge:
        elements.append(_button(words.ACKNOWLEDGE, actions.ACKNOWLEDGE, item_id))
    if more:
        options = [{"text": _plain(label), "value": value} for label, value in more]
        elements.append({"type": "overflow", "action_id": actions.MORE, "options": options})
    return {"type": "actions", "elements": elements}


def agree(proposal_id: str) -> Block:
    """`Agree`."""
    return {"type": "actions", "elements": [_button(words.AGREE, actions.AGREE, proposal_id)]}


def title(item: Item, team: Team) -> str:
    """`Feedback K7QX-2M for Payments`, escaped."""
    return words.title(item.id, escape(team.name))


def person(person_id: str) -> str:
    """A mention."""
    return f"<@{person_id}>"


def people(ids: Sequence[str]) -> str:
    """Mentions in a sentence; of many the first, and how many more there are."""
    named = [person(each) for each in ids[:MENTIONS]]
    if len(ids) > MENTIONS:
        named.append(words.others(len(ids) - MENTIONS))
    return words.one_and_another(named) if named else words.YOU


def channel(channel_id: str) -> str:
    """A link to a channel."""
    return f"<#{channel_id}>"


def link(url: str, label: str) -> str | None:
    """A link, or None where `url` is not a plain web address, or too long for a line of small print."""
    address = escape(url)
    return f"<{address}|{escape(label)}>" if _LINK.fullmatch(url) and len(address) <= LINK else None


def moment(when: datetime) -> str:
    """A time that each reader sees in their own timezone; in UTC where Slack cannot show that."""
    fallback = f"{when:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def state_line(item: Item, team: Team) -> str:
    """Say where the item is in its life."""
    if item.state is State.WAITING:
        return words.WAITING_FOR_READERS if item.left_out is not None else words.waiting(escape(team.name))
    if item.state is State.ACKNOWLEDGED and item.acknowledged_by and item.acknowledged_at:
        return words.acknowledged(person(item.acknowledged_by), moment(item.acknowledged_at))
    return words.STATES.get(item.state, words.STATES["closed"])


def author(item: Item) -> str:
    """Say whose it is: nobody's, or the one's who put their name to it."""
    return words.ANONYMOUS if item.signed_by is None else words.signed_by(person(item.signed_by))


def about(item: Item) -> Blocks:
    """The message that the item is about, as a link where it is one; nothing where it is about none."""
    if not item.about:
        return []
    linked = link(item.about, words.THE_MESSAGE)
    return [small(linked) if linked else small_plain(item.about)]


def gone(item: Item) -> Block | None:
    """What stands where the author's words were shown, or None while they may be."""
    if item.hidden_by is not None:
        return small(words.reported(person(item.hidden_by)))
    if item.erased:
        return small(words.ERASED)
    return small(words.TAKEN_BACK) if item.state is State.WITHDRAWN else None


def left_out(item: Item, organisation: Organisation) -> Blocks:
    """What those who have an item about a leader are told of it: who else has it, and not who it is about."""
    if item.left_out is None:
        return []
    team = organisation.owner(item.team)
    readers = conflict.readers(organisation, team, item.left_out)
    return [small(words.left_out(escape(team.name), people(readers)))]


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _button(label: str, action_id: str, value: str) -> Block:
    return {"type": "button", "text": _plain(label), "action_id": action_id, "value": value}


def _pieces(text: str) -> Iterator[str]:
    start = size = 0
    for position, character in enumerate(text):
        width = len(escape(character)) + (character > "\uffff")
        if size + width > SECTION_TEXT:
            cut = _good_cut(text, start, position)
            yield text[start:cut]
            start, size = cut, sum(len(escape(each)) + (each > "\uffff") for each in text[cut:position])
        size += width
    if start < len(text):
        yield text[start:]


def _good_cut(text: str, start: int, end: int) -> int:
    """Return where to cut text[start:end]: after the last white space in its second half, or at its end."""
    found = [match.end() for match in _BREAK.finditer(text, start + (end - start) // 2, end)]
    return found[-1] if found else end
