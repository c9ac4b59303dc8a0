"""The app's Home: static, the same for everyone, with nothing stored about who opened it."""

import hashlib
import json

from bot.words import home as say
from handlers.payloads import View
from handlers.views import ids
from handlers.views.parts import actions, button, context, plain, section


def home() -> View:
    """Return the Home. Its private_metadata names this very content, so that the same Home is not published twice."""
    view: View = {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain(say.TITLE)},
            section(plain(say.WHAT_THIS_IS)),
            section(plain(say.FAILING)),
            actions(button(say.BUTTON, action_id=ids.OPEN_FORM, primary=True)),
            context(plain(say.HOW)),
            {"type": "divider"},
            {"type": "header", "text": plain(say.PRIVACY_TITLE)},
            section(plain(say.PRIVACY)),
        ],
    }
    content = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
    return {**view, "private_metadata": content[:16]}
