"""The app's Home: what can be done here, and what this person wrote. Nothing is stored about who opened it."""

import hashlib
import json
from datetime import datetime

from bot.core.organisation import Organisation
from bot.usecases.my_feedback import Mine
from bot.words import home as say
from bot.words import receipts
from handlers.payloads import View
from handlers.views import ids
from handlers.views.my_feedback import entry_block
from handlers.views.parts import Block, actions, button, context, plain, section

ON_A_PAGE = 10
"""Pieces of feedback that are listed at once: one block each, of the 100 that a Home may have."""


def home(mine: Mine | None, *, organisation: Organisation, now: datetime, first: int = 0) -> View:
    """Return the Home with the entries from the `first` (from 0) on; `mine` None says that it could not be read.

    Its private_metadata names this very content, so that the same Home is not published twice.
    """
    view: View = {
        "type": "home",
        "blocks": [
            _header(say.TITLE),
            section(plain(say.WHAT_THIS_IS)),
            section(plain(say.FAILING)),
            actions(
                button(say.BUTTON, action_id=ids.OPEN_FORM, primary=True),
                button(receipts.HAVE_ONE, action_id=ids.HAVE_RECEIPT),
            ),
            context(plain(say.HOW)),
            {"type": "divider"},
            _header(say.MINE_TITLE),
            *_mine(mine, organisation, now, first),
            {"type": "divider"},
            _header(say.PRIVACY_TITLE),
            section(plain(say.PRIVACY)),
            actions(button(say.PRIVACY_BUTTON, action_id=ids.HOW_PRIVATE)),
        ],
    }
    content = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
    return {**view, "private_metadata": content[:16]}


def _mine(mine: Mine | None, organisation: Organisation, now: datetime, first: int) -> list[Block]:
    if mine is None:
        return [section(plain(say.NOT_READ))]
    lost = [context(plain(say.LOST))] if mine.lost else []
    count = len(mine.entries)
    if not count:
        return [section(plain(say.NOTHING_YET)), *lost]
    first = first if 0 <= first < count else 0
    listed = mine.entries[first : first + ON_A_PAGE]
    blocks = [entry_block(entry, organisation=organisation, now=now) for entry in listed]
    if count > ON_A_PAGE:
        blocks.append(context(plain(say.shown(first + 1, first + len(listed), count))))
    buttons = []
    if first + ON_A_PAGE < count:
        buttons.append(button(say.SHOW_MORE, action_id=ids.MY_PAGE, value=str(first + ON_A_PAGE)))
    if first:
        buttons.append(button(say.NEWEST, action_id=ids.MY_NEWEST, value="0"))
    buttons.append(button(say.EXPORT, action_id=ids.EXPORT, value="0"))
    return [*blocks, actions(*buttons), *lost]


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}
