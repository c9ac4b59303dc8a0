"""The form: the words, where they will go and which rule says so, whose name is on it, and who could still find out."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.core.organisation import Team
from bot.core.what_people_write import MOST_CHARACTERS
from bot.words import form as say
from handlers.payloads import View
from handlers.permalinks import to_show
from handlers.signer import ForgedError, Signer
from handlers.views import ids
from handlers.views.parts import Block, Part, context, modal, mrkdwn, plain

VERSION = 2

MOST_TIES = 30
"""Of 40 characters each at most: they fit beside the rest into the 3,000 of private_metadata."""


class OutdatedError(Exception):
    """The form is sealed by us and in the shape of another version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the form carries, sealed, in its private_metadata. Never anything about its author.

    `item_id` is chosen when the form is opened, so that sending it twice stores once. `team` and `why`
    are the team that was found and the rule, in words for readers; `ties` are the keys of the teams among which only
    the author can choose; `turn` counts how often the form was shown again.
    """

    item_id: str
    about: str | None = None
    team: str | None = None
    why: str = ""
    ties: tuple[str, ...] = ()
    turn: int = 0

    def sealed(self, signer: Signer) -> str:
        """Return it as private_metadata."""
        return signer.seal({"v": VERSION, **asdict(self)}, purpose=ids.FEEDBACK_FORM)

    @classmethod
    def opened(cls, sealed: str, signer: Signer) -> "Carried":
        """Read private_metadata; raise ForgedError or OutdatedError."""
        carried = signer.open(sealed, purpose=ids.FEEDBACK_FORM)
        if carried.pop("v", None) != VERSION:
            raise OutdatedError
        try:
            carried["about"] = to_show(carried["about"])
            carried["ties"] = tuple(carried["ties"])
            return cls(**carried)
        except (KeyError, TypeError):
            raise ForgedError from None


def feedback_form(
    *, carried: Carried, signer: Signer, words: str, team: Team | None, note: str, anonymous: bool
) -> View:
    """Return the form. `team` is chosen already where one was found, and `note` says what happens with it."""
    blocks: list[Block] = []
    if carried.about is not None:
        blocks.append(context(mrkdwn(say.about(carried.about))))
    blocks += [
        _words(words),
        _team(team, carried.turn),
        context(plain(note), block_id=f"note{carried.turn}"),
        _signature(anonymous=anonymous),
        context(plain(say.EXPOSURE)),
    ]
    return modal(
        title=say.TITLE,
        submit=say.SEND,
        close=say.CANCEL,
        blocks=blocks,
        callback_id=ids.FEEDBACK_FORM,
        private_metadata=carried.sealed(signer),
    )


def goes_to(team: Team, because: str) -> str:
    """Say where it goes and by which rule."""
    return say.goes_to(team.name, team.channel.name, because)


def team_option(team: Team) -> Part:
    """Return a team as an option of the picker; text and value at most 75 characters."""
    return {"text": plain(team.name[:75]), "value": team.key}


def _words(words: str) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": ids.WORDS,
        "multiline": True,
        "max_length": MOST_CHARACTERS,
        "placeholder": plain(say.WORDS_PLACEHOLDER),
        "focus_on_load": not words,
    }
    if words:
        element["initial_value"] = words
    return {
        "type": "input",
        "block_id": ids.WORDS,
        "label": plain(say.WORDS_LABEL),
        "hint": plain(say.WORDS_HINT),
        "element": element,
    }


def _team(team: Team | None, turn: int) -> Block:
    element: dict[str, Any] = {
        "type": "external_select",
        "action_id": ids.TEAM,
        "min_query_length": 0,
        "placeholder": plain(say.TEAM_PLACEHOLDER),
    }
    if team is not None:
        element["initial_option"] = team_option(team)
    return {
        "type": "input",
        # Slack keeps what an input holds as long as its block id stays, and then ignores the initial option: a team
        # that was found while sending shows only in a block of a new name.
        "block_id": f"{ids.TEAM}{turn}",
        "optional": True,
        "label": plain(say.TEAM_LABEL),
        "hint": plain(say.TEAM_HINT),
        "element": element,
    }


def _signature(*, anonymous: bool) -> Block:
    options = {
        ids.ANONYMOUS: (say.ANONYMOUS, say.ANONYMOUS_MEANS),
        ids.SIGNED: (say.SIGNED, say.SIGNED_MEANS),
    }
    parts = {
        value: {"text": plain(text), "description": plain(meaning), "value": value}
        for value, (text, meaning) in options.items()
    }
    return {
        "type": "input",
        "block_id": ids.SIGNATURE,
        "label": plain(say.SIGNATURE_LABEL),
        "element": {
            "type": "radio_buttons",
            "action_id": ids.SIGNATURE,
            "options": list(parts.values()),
            "initial_option": parts[ids.ANONYMOUS if anonymous else ids.SIGNED],
        },
    }
