"""A small picture for everyone: initials on their colour, so that nothing has to be downloaded."""

import re
from typing import Final

from markupsafe import Markup

_HEX: Final = re.compile(r"[0-9a-fA-F]{6}")
_SQUARE: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" fill="#{}"/>'
    '<text x="18" y="23" text-anchor="middle" font-family="Lato,Helvetica,Arial,sans-serif" font-weight="700"'
    ' font-size="14" fill="#fff">{}</text></svg>'
)
_BOT: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" fill="#611f69"/>'
    '<path d="M9 9h18a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3H18l-6 5v-5H9a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z" fill="#fff"/>'
    '<g fill="#611f69"><circle cx="12" cy="16.5" r="2"/><circle cx="18" cy="16.5" r="2"/>'
    '<circle cx="24" cy="16.5" r="2"/></g></svg>'
)
_SLACKBOT: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" fill="#2e7d6b"/>'
    '<path d="M18 28s-10-6-10-13a5.5 5.5 0 0 1 10-3 5.5 5.5 0 0 1 10 3c0 7-10 13-10 13z" fill="#fff"/></svg>'
)
SLACKBOT: Final = "USLACKBOT"


def avatar(person_id: str, name: str, color: str, *, is_bot: bool) -> str:
    """Return an SVG document; `color` is six hex digits."""
    if is_bot:
        return _BOT
    if person_id == SLACKBOT:
        return _SLACKBOT
    initials = "".join(part[0] for part in name.split()[:2]).upper()
    return _SQUARE.format(color if _HEX.fullmatch(color) else "555555", initials)
