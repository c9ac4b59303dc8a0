"""What authors are told where what they ask for cannot be done: why, and what they can do instead.

Each is read in a form or a notice that only its author sees; none names an item, and what was typed stays.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.words.routing import listed

WAY_NOT_ALLOWED = "This team does not offer to be answered that way any more. Choose another one, then press Send."
OUT_OTHERWISE = (
    "This went out already, the way you sent it first, so nothing was sent again. Close this; it is in your Home if "
    "you chose that then."
)
NOBODY_ELSE = (
    "Nobody but the person it is about would read this: no level above, no fallback and no admin is named. "
    "Choose another team, or talk to somebody you trust. Nothing was sent."
)
OUT_ALREADY = (
    "This went out a moment ago, so it cannot be changed any more. You can still withdraw it, "
    "or answer when somebody asks."
)
NOT_OUT_YET = "This has not gone out yet, so there is nothing to answer. You can still change it, or send it now."
UNKNOWN = "This piece of feedback is not here any more, so nothing changed."


def banned(found: Sequence[str]) -> str:
    """Name the words that the team does not take, as they stand in the text."""
    quoted = listed([f"“{word}”" for word in found])
    return f"This team asks everybody to do without {quoted}. Say it in other words, then press Send; nothing was sent."


def muted(until: date) -> str:
    """Say until which day, and what stays open; which of the author's items led to it is for nobody to know."""
    return (
        f"This team takes no anonymous feedback from you until {until.day} {until:%B %Y}. You can sign it, or choose "
        "another team. Nothing was sent, and nobody learns that you tried."
    )


def too_many(wait: timedelta) -> str:
    """Say how long to wait, of somebody who has sent a lot; rounded up to minutes."""
    minutes = max(1, -(-wait // timedelta(minutes=1)))
    return (
        f"That is a lot at once, so this was not sent yet. Press Send again in {minutes} "
        f"minute{'' if minutes == 1 else 's'}; your words stay here."
    )
