"""The "Tell me more" form: an opening line to edit, what sending it means, and what in it may ask for the author."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.core.what_people_write import MOST_CHARACTERS
from bot.words import form as say
from handlers.payloads import View
from handlers.signer import ForgedError, Signer
from handlers.views import ids
from handlers.views.parts import Block, context, modal, mrkdwn, plain, section

_MOST_FLAGGED = 6
_MOST_OF_A_PIECE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the form carries, sealed. `token` is random and fixed when it opens, so that sending twice asks once.

    `heard_by` is the person who acknowledged before, to be named. `anonymous` says whether there is an author to
    protect, and `shown` names the text whose fishing the leader has been told of.
    """

    item: str
    token: str
    anonymous: bool
    heard_by: str | None = None
    shown: str = ""

    def sealed(self, signer: Signer) -> str:
        """Return it as private_metadata."""
        return signer.seal(asdict(self), purpose=ids.QUESTION_FORM)

    @classmethod
    def opened(cls, sealed: str, signer: Signer) -> "Asking":
        """Read private_metadata; raise ForgedError."""
        try:
            return cls(**signer.open(sealed, purpose=ids.QUESTION_FORM))
        except TypeError:
            raise ForgedError from None


def question_form(
    *, carried: Asking, signer: Signer, text: str = say.OPENING_LINE, flagged: Sequence[str] = ()
) -> View:
    """Return the form with `text` in it; `flagged` are the pieces of it that may ask for who the author is."""
    note = say.heard_by_another(f"<@{carried.heard_by}>") if carried.heard_by else say.QUESTION_ACKNOWLEDGES
    question: Block = {
        "type": "input",
        "block_id": ids.QUESTION,
        "label": plain(say.QUESTION_LABEL),
        "hint": plain(say.QUESTION_HINT),
        "element": {
            "type": "plain_text_input",
            "action_id": ids.QUESTION,
            "multiline": True,
            "max_length": MOST_CHARACTERS,
            "initial_value": text,
        },
    }
    return modal(
        title=say.QUESTION_TITLE,
        submit=say.SEND,
        close=say.CANCEL,
        blocks=[context(plain(carried.item)), question, *_fishes(flagged), context(mrkdwn(note))],
        callback_id=ids.QUESTION_FORM,
        private_metadata=carried.sealed(signer),
    )


def question_sent(*, won: bool, other: str | None) -> View:
    """Confirm a question; `other` is who had acknowledged before."""
    text = say.QUESTION_SENT if won else say.question_sent_after(f"<@{other}>" if other else "")
    return modal(title=say.QUESTION_SENT_TITLE, close=say.CLOSE, blocks=[section(mrkdwn(text))], callback_id=ids.NOTICE)


def _fishes(flagged: Sequence[str]) -> list[Block]:
    if not flagged:
        return []
    pieces = list(dict.fromkeys(piece[:_MOST_OF_A_PIECE] for piece in flagged))[:_MOST_FLAGGED]
    return [section(plain(say.question_fishes(pieces))), context(plain(say.QUESTION_FISHES_WHY))]
