"""What is said when a message could not go where it was meant to: to those who find it elsewhere, and to admins."""

from enum import StrEnum

from bot.core.organisation import Team
from bot.core.slack_text import escape
from bot.messages import parts
from bot.messages.rendered import Rendered
from bot.words import delivery as words
from bot.words.messages import title


class What(StrEnum):
    """What could not be delivered."""

    ITEM = "item"
    REMINDER = "reminder"
    UPDATE = "update"


def diverted(rendered: Rendered, *, team: Team, place: str, reason: str) -> Rendered:
    """Put on top why the message came here.

    `place` is where it was meant to go, such as `#payments`; `reason` is a key of REASONS or a Slack error code.
    """
    happened = _said(0, reason, team=team.name, place=place)
    note = parts.small_plain(words.came_here(happened[:1].upper() + happened[1:]))
    return Rendered(text=rendered.text, blocks=[note, *rendered.blocks])


def came_to_you(rendered: Rendered) -> Rendered:
    """Put on top of what is about a leader why it came here, and nothing of where it was meant to go."""
    return Rendered(text=rendered.text, blocks=[parts.small(words.CAME_TO_YOU), *rendered.blocks])


def for_reading(rendered: Rendered, *, team: Team, waiting: bool, left_out: bool = False) -> Rendered:
    """Return what can be answered for somebody who may not: instead of the buttons it says who can, while it waits.

    `left_out` is True for an item about somebody who leads the team.
    """
    who_can = words.ONLY_READERS_ANSWER if left_out else words.only_leaders_answer(escape(team.name))
    instead = [parts.small(who_can)] if waiting else []
    blocks = [[block] if block["type"] != "actions" else instead for block in rendered.blocks]
    return Rendered(text=rendered.text, blocks=[block for each in blocks for block in each])


def delivery_alert(
    *,
    what: What,
    item: str,
    team: Team,
    place: str,
    reason: str,
    instead: str,
    period: str,
    left_out: bool = False,
) -> str:
    """Return what admins are told, as mrkdwn: which item, where it was meant to go, why not, where it is, what to do.

    Never holds anything of the feedback itself. `place` is escaped: a channel's name or a person's mention; `reason` a
    key of REASONS or a Slack error code; `instead` one of the words NOW_… or `now_in(…)`; `period` is how long the same
    is not told again, such as `hour`. `left_out` is True where somebody must not learn of the item.
    """
    team_name = escape(team.name)
    name = title(item, team_name)
    happened = _said(0, reason, team=team_name, place=place)
    begin = {
        What.ITEM: words.not_delivered(name, place, happened),
        What.REMINDER: words.not_reminded(name, happened),
        What.UPDATE: words.not_updated(name, place, happened),
    }[what]
    said = [begin, instead, words.the_same_again(period), _said(1, reason, team=team_name, place=place)]
    return " ".join([*said, words.KEEP_IT_AMONG_YOU] if left_out else said)


def _said(which: int, reason: str, *, team: str, place: str) -> str:
    template = words.REASONS.get(reason, words.REASONS["other"])[which]
    return template.format(place=place, team=team, code=reason)
