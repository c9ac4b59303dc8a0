"""What the form turns into once the words are stored."""

from bot.core.organisation import Team
from bot.words import form as say
from handlers.payloads import View
from handlers.views import ids
from handlers.views.parts import context, modal, plain, section


def confirmation(*, item_id: str, team: Team, anonymous: bool) -> View:
    """Return the closing view: the item's id, where it goes, what happens next, and what is not kept."""
    return modal(
        title=say.TAKEN_TITLE,
        close=say.CLOSE,
        callback_id=ids.NOTICE,
        blocks=[
            section(plain(f"{say.TAKEN} {say.taken(item_id, team.name, team.channel.name)}")),
            section(plain(say.what_happens_next(team.name))),
            context(plain(say.TAKEN_ANONYMOUS if anonymous else say.TAKEN_SIGNED)),
        ],
    )
