"""The form in which an author answers: the questions above, who will read it, when it goes out, what it gives away."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.core.giveaway import Finding
from bot.core.item import Item, Question
from bot.core.what_people_write import MOST_CHARACTERS
from bot.words import author as say
from bot.words.giveaway import WHAT
from handlers.payloads import View
from handlers.signer import ForgedError, Signer
from handlers.views import ids
from handlers.views.fitting import newest
from handlers.views.item_view import question_blocks
from handlers.views.parts import Block, context, modal, mrkdwn, plain, section

MOST_FOUND = 8
_MOST_OF_A_FINDING = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What the form carries, sealed. `token` is random and fixed when it opens, so that sending twice answers once.

    `shown` names the text whose giveaways its author has seen. Never anything about the author.
    """

    item: str
    token: str
    home: bool
    shown: str = ""

    def sealed(self, signer: Signer) -> str:
        """Return it as private_metadata."""
        return signer.seal(asdict(self), purpose=ids.ANSWER_FORM)

    @classmethod
    def opened(cls, sealed: str, signer: Signer) -> "Answering":
        """Read private_metadata; raise ForgedError."""
        try:
            return cls(**signer.open(sealed, purpose=ids.ANSWER_FORM))
        except TypeError:
            raise ForgedError from None


def answer_form(
    *,
    carried: Answering,
    signer: Signer,
    item: Item,
    questions: Sequence[Question],
    goes_out: str | None,
    text: str = "",
    found: Sequence[Finding] = (),
) -> View:
    """Return the form. `questions` are those that wait; `goes_out` (mrkdwn) says when, None where it is signed.

    `found` is what in `text` could tell who wrote it.
    """
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": ids.ANSWER,
        "multiline": True,
        "max_length": MOST_CHARACTERS,
        "focus_on_load": not text,
    }
    if text:
        element["initial_value"] = text
    answer: Block = {
        "type": "input",
        "block_id": ids.ANSWER,
        "label": plain(say.ANSWER_LABEL),
        "element": element,
    }
    if goes_out is not None:
        answer["hint"] = plain(say.ANSWER_HINT)
    asked, _ = newest([question_blocks(question) for question in questions], blocks=40)
    return modal(
        title=say.ANSWER_TITLE,
        submit=say.SEND,
        close=say.CANCEL,
        blocks=[*asked, answer, *_look_again(found), *_what_happens(item, goes_out)],
        callback_id=ids.ANSWER_FORM,
        private_metadata=carried.sealed(signer),
    )


def _look_again(found: Sequence[Finding]) -> list[Block]:
    if not found:
        return []
    lines = [say.found(finding.text[:_MOST_OF_A_FINDING], WHAT[finding.kind]) for finding in found[:MOST_FOUND]]
    if len(found) > MOST_FOUND:
        lines.append(say.found_more(len(found) - MOST_FOUND))
    return [section(plain(say.ANSWER_LOOK_AGAIN)), context(plain("\n".join(lines)))]


def _what_happens(item: Item, goes_out: str | None) -> list[Block]:
    if goes_out is None:
        return [context(plain(say.ANSWER_SIGNED))]
    read = say.ANSWER_READ if item.left_out is None else say.ANSWER_READ_BY_READERS
    return [context(plain(f"{read} {say.ANSWER_IS_A_CHOICE}")), context(mrkdwn(say.answer_goes_out(goes_out)))]
