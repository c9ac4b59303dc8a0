"""One piece of feedback as its author sees it: the words, what was asked and answered, and what can still be done."""

from datetime import datetime

from bot.core.held import Held, HeldKind
from bot.core.item import NEXT, Answer, Question, State
from bot.core.organisation import Organisation
from bot.core.slack_text import escape
from bot.messages.parts import moment, person
from bot.usecases.my_feedback import Entry
from bot.words import author as say
from handlers.payloads import View
from handlers.permalinks import to_show
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.confirmation import held_buttons
from handlers.views.fitting import newest
from handlers.views.my_feedback import can_answer, is_withdrawing, state_lines, team_name, when_out
from handlers.views.parts import Block, Part, actions, button, context, modal, mrkdwn, plain, section, words_in_full


def item_view(
    entry: Entry,
    *,
    signer: Signer,
    organisation: Organisation,
    now: datetime,
    in_home: bool,
    said: str | None = None,
) -> View:
    """Return the modal. `said` (mrkdwn) is what has just been done; `in_home` whether it is listed in their Home.

    Its private_metadata is the capability of the author, for whom alone it is opened.
    """
    conversation, whole = newest(_conversation(entry, now))
    blocks: list[Block] = [section(mrkdwn(said))] if said else []
    head = [say.heading(entry.id, team_name(entry, organisation)), *state_lines(entry, organisation, now)]
    blocks += [section(mrkdwn("\n".join(head))), *_written(entry)]
    if not whole:
        blocks.append(context(plain(say.EARLIER_LEFT_OUT)))
    blocks += conversation
    if entry.questions and can_answer(entry):
        blocks.append(context(plain(say.ANSWER_IS_A_CHOICE)))
    if note := _why_not(entry):
        blocks.append(context(plain(note)))
    blocks += _buttons(entry)
    return modal(
        title=say.TITLE,
        close=say.CLOSE,
        blocks=blocks,
        callback_id=ids.ITEM_VIEW,
        private_metadata=signer.seal({"item": entry.id, "home": in_home}, purpose=ids.AUTHOR),
    )


def question_blocks(question: Question) -> list[Block]:
    """Return a question with who asked and when, and where it fishes that it need not be answered."""
    asked = context(mrkdwn(say.asked(person(question.asked_by), moment(question.asked_at))))
    notice = [context(plain(say.NEED_NOT_ANSWER))] if question.fishes else []
    return [asked, *words_in_full(question.text or say.ERASED, most_blocks=3), *notice]


def _written(entry: Entry) -> list[Block]:
    source = entry.item or entry.held
    if source is None:
        return []
    blocks = [context(plain(say.YOU_WROTE)), *words_in_full(source.words, most_blocks=3)]
    if entry.item is not None and entry.item.erased:
        blocks = [context(plain(say.ERASED))]
    link = to_show(source.about)
    if link is not None:
        blocks.append(context(mrkdwn(say.THE_MESSAGE.format(link=escape(link)))))
    if source.left_out is not None:
        blocks.append(context(mrkdwn(say.leaves_out(person(source.left_out)))))
    if entry.item is not None and entry.item.hidden_by is not None:
        blocks.append(context(plain(say.HIDDEN)))
    return blocks


def _conversation(entry: Entry, now: datetime) -> list[list[Block]]:
    """Return questions and answers as they followed each other, then the answers that still wait."""
    spoken: list[Question | Answer] = [*entry.questions, *entry.answers]
    spoken.sort(key=lambda one: one.asked_at if isinstance(one, Question) else one.answered_at)
    groups = [question_blocks(one) if isinstance(one, Question) else _answer(one) for one in spoken]
    return [*groups, *(_waiting(held, now) for held in entry.waiting if held.kind is HeldKind.ANSWER)]


def _answer(answer: Answer) -> list[Block]:
    head = context(mrkdwn(say.answered(moment(answer.answered_at))))
    return [head, *words_in_full(answer.text or say.ERASED, most_blocks=3)]


def _waiting(held: Held, now: datetime) -> list[Block]:
    return [context(mrkdwn(say.answer_waits(when_out(held, now)))), *words_in_full(held.words, most_blocks=3)]


def _why_not(entry: Entry) -> str | None:
    """Say why nothing can be answered here any more, where that is so for good."""
    item = entry.item
    if item is None or can_answer(entry) or is_withdrawing(entry):
        return None
    return say.WAY_BACK_GONE if item.anonymous and not item.answerable and NEXT[item.state] else say.OVER


def _buttons(entry: Entry) -> list[Block]:
    item = entry.item
    copy = button(say.COPY, action_id=ids.EXPORT_ITEM)
    if item is None:
        return [*([held_buttons(entry.held)] if entry.held is not None else []), actions(copy)]
    buttons: list[Part] = []
    if can_answer(entry) and entry.questions:
        buttons.append(button(say.ANSWER, action_id=ids.WRITE_ANSWER, primary=True))
    if can_answer(entry) and State.WITHDRAWN in NEXT[item.state]:
        confirm = {
            "title": plain(say.WITHDRAW_TITLE),
            "text": plain(say.WITHDRAW_RELEASED if item.anonymous else say.WITHDRAW_SIGNED),
            "confirm": plain(say.WITHDRAW_YES),
            "deny": plain(say.WITHDRAW_NO),
        }
        buttons.append({**button(say.WITHDRAW, action_id=ids.WITHDRAW), "confirm": confirm})
    return [actions(*buttons, copy)]
