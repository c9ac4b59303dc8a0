"""The "Tell me more" form: an opening line to edit, and what sending it means."""

from bot.core.what_people_write import MOST_CHARACTERS
from bot.words import form as say
from handlers.payloads import View
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.parts import Block, context, modal, mrkdwn, plain, section


def question_form(*, item_id: str, question_token: str, signer: Signer, heard_by: str | None) -> View:
    """Return the form; `question_token` is random and fixed now, so that sending twice asks once.

    `heard_by` is the person who acknowledged before, to be named.
    """
    note = say.heard_by_another(f"<@{heard_by}>") if heard_by else say.QUESTION_ACKNOWLEDGES
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
            "initial_value": say.OPENING_LINE,
        },
    }
    return modal(
        title=say.QUESTION_TITLE,
        submit=say.SEND,
        close=say.CANCEL,
        blocks=[context(plain(item_id)), question, context(mrkdwn(note))],
        callback_id=ids.QUESTION_FORM,
        private_metadata=signer.seal({"item": item_id, "question": question_token}, purpose=ids.QUESTION_FORM),
    )


def question_sent(*, won: bool, other: str | None) -> View:
    """Confirm a question; `other` is who had acknowledged before."""
    text = say.QUESTION_SENT if won else say.question_sent_after(f"<@{other}>" if other else "")
    return modal(title=say.QUESTION_SENT_TITLE, close=say.CLOSE, blocks=[section(mrkdwn(text))], callback_id=ids.NOTICE)
