"""Ephemeral answers to the command: help, and words given back in full with a button that opens the form again."""

from dataclasses import dataclass
from typing import Any

from bot.core.what_people_write import storable
from bot.words import answers as say
from handlers.permalinks import to_show
from handlers.stash import Stash
from handlers.views import ids
from handlers.views.parts import Block, actions, button, mrkdwn, plain, section, words_in_full

_MOST_OF_A_VALUE = 1_900
"""A button's value holds 2,000 characters; what is longer goes into the stash."""

_HERE, _STASHED, _ABOUT = "words ", "token ", "about "


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What a button opens again: what was typed after the command, as Slack delivered it, or a message's permalink.

    `forgotten` is True where the words were too long for the button and are not in memory any more.
    """

    typed: str = ""
    about: str | None = None
    forgotten: bool = False


def given_back(
    text: str, *, stash: Stash, words: str = "", again: Again | None = None, offer: str = say.OPEN_AGAIN
) -> dict[str, Any]:
    """Return an ephemeral answer that says `text`, shows `words`, and offers the form, empty without `again`."""
    blocks: list[Block] = [section(plain(text))]
    # 50 blocks a message: 48 of words hold 144,000 characters, more than Slack lets anybody type.
    blocks += words_in_full(words, most_blocks=48)
    value = _value(again or Again(), stash)
    blocks.append(actions(button(offer, action_id=ids.OFFER_FORM_AGAIN, value=value, primary=True)))
    return {"response_type": "ephemeral", "text": text, "blocks": blocks}


def read_again(value: str, *, stash: Stash) -> Again:
    """Return what a button of `given_back` stands for."""
    if value.startswith(_STASHED):
        typed = stash.find(value.removeprefix(_STASHED))
        return Again(typed=typed or "", forgotten=typed is None)
    if value.startswith(_ABOUT):
        return Again(about=to_show(value.removeprefix(_ABOUT)))
    return Again(typed=value.removeprefix(_HERE))


def help_text() -> dict[str, Any]:
    """Return the ephemeral answer to `/feedback help`."""
    return {
        "response_type": "ephemeral",
        "text": say.HELP,
        "blocks": [
            section(mrkdwn(say.HELP)),
            actions(button(say.OPEN_EMPTY, action_id=ids.OFFER_FORM_AGAIN, value=_HERE)),
        ],
    }


def _value(again: Again, stash: Stash) -> str:
    if again.about is not None:
        return _ABOUT + again.about
    typed = storable(again.typed)
    if len(typed.encode("utf-16-le")) // 2 <= _MOST_OF_A_VALUE:
        return _HERE + typed
    return _STASHED + stash.keep(typed)
