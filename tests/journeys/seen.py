"""Everything that one person can see, and find out by pressing, as text to compare between two towns."""

import json
import re
from typing import Any

from bot.messages import actions
from sandbox.model import Message
from tests.journeys.authors import close_all
from tests.journeys.town import Town

_MASKS = (
    (re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{2}\b"), "ITEM"),
    (re.compile(r"\b\d{10}\.\d{6}\b"), "TS"),
    (re.compile(r"<!date\^\d+\^"), "<!date^THEN^"),
    (re.compile(r"\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>"), "|THEN>"),
)
"""Ids are random, and two towns are never founded in the same second."""

_RANDOM = frozenset({"block_id", "id", "view_id", "hash", "private_metadata", "root_view_id", "previous_view_id"})
"""What Slack or the bot draws anew for everything shown; the length of a capability is still compared."""


def everything(town: Town, person: str) -> list[str]:
    """What is in front of them: every channel they are in, direct messages, ephemerals, their Home and modal."""
    act = town.act
    home, modal = act.home(person), act.modal(person)
    return [
        *(
            f"#{channel.name} {_masked(one)}"
            for channel in act.channels(person)
            for one in town.all_messages(channel.id)
        ),
        *(f"DM {_masked(one)}" for one in act.dms(person)),
        *(f"for them alone {_masked(one)}" for one in act.ephemerals(person)),
        f"Home {_masked(home) if home else None}",
        f"modal {_masked(modal) if modal else None}",
    ]


async def told_when_pressing(town: Town, person: str, card: Message, item_id: str) -> list[str]:
    """What they are told on pressing everything under `card`, with another item's id forged into it."""
    shown, told = card.blocks, []
    card.blocks = json.loads(json.dumps(shown).replace(town.item_id(card), item_id))
    presses = (
        (actions.ACKNOWLEDGE, None),
        (actions.TELL_ME_MORE, None),
        (actions.MORE, f"{actions.MUTE}{item_id}"),
        (actions.MORE, f"{actions.REPORT}{item_id}"),
    )
    try:
        for action, value in presses:
            answer = await town.act.press(person, action, channel=card.channel, ts=card.ts, value=value)
            await town.told(person)
            told += [f"{action} {answer.status} {answer.body}", *everything(town, person)]
            await close_all(town, person)
    finally:
        card.blocks = shown
    return told


def _masked(thing: object) -> str:
    text = json.dumps(_plain(vars(thing)), sort_keys=True, ensure_ascii=False, default=str)
    for mask, instead in _MASKS:
        text = mask.sub(instead, text)
    return text


def _plain(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {key: len(value or "") if key in _RANDOM else _plain(value) for key, value in thing.items()}
    return [_plain(one) for one in thing] if isinstance(thing, list) else thing
