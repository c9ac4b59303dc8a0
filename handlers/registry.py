"""The one table of everything this app listens to."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.messages import actions
from handlers.answers import Listener
from handlers.deps import Deps
from handlers.listeners import strangers
from handlers.listeners.acknowledge_pressed import acknowledge_pressed
from handlers.listeners.agree_pressed import agree_pressed
from handlers.listeners.answer_sent import answer_sent, write_answer_pressed
from handlers.listeners.edited import edited
from handlers.listeners.export import export_item_pressed, export_page_pressed, export_pressed
from handlers.listeners.feedback_command import feedback_command, form_again
from handlers.listeners.form_changed import form_changed
from handlers.listeners.form_sent import form_sent
from handlers.listeners.held_actions import held_edit, held_send_now, held_withdraw
from handlers.listeners.home_opened import home_opened
from handlers.listeners.item_menu import menu_chosen, mute_confirmed, report_confirmed
from handlers.listeners.my_feedback import my_item_pressed, my_page_pressed
from handlers.listeners.privacy_shown import privacy_shown
from handlers.listeners.receipt_given import have_receipt_pressed, receipt_given
from handlers.listeners.shortcuts import give_feedback, give_feedback_on_this
from handlers.listeners.team_options import team_options
from handlers.listeners.tell_me_more import question_sent_off, tell_me_more_pressed
from handlers.listeners.withdraw import withdraw_pressed
from handlers.listening import listening
from handlers.refusals import Refusal, give_words_back, keep_the_form, let_it_be, offer_nothing, tell_them
from handlers.switchboard import Kind, Listen, Switchboard
from handlers.views import ids


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: of this kind, with this id (a command's name, a callback or action id, an event's type)."""

    kind: Kind
    id: str
    listener: Listener


TABLE = (
    Way(Kind.SUBMISSION, ids.FEEDBACK_FORM, form_sent),
    Way(Kind.OPTIONS, ids.TEAM, team_options),
    Way(Kind.ACTION, ids.TEAM, form_changed),
    Way(Kind.ACTION, ids.SIGNATURE, form_changed),
    Way(Kind.ACTION, ids.WHEN, form_changed),
    Way(Kind.ACTION, ids.LEAVE_OUT, form_changed),
    Way(Kind.ACTION, ids.CHECK_WORDS, form_changed),
    Way(Kind.ACTION, ids.TO_PARENT, form_changed),
    Way(Kind.ACTION, ids.TO_FALLBACK, form_changed),
    Way(Kind.ACTION, ids.HOW_PRIVATE, privacy_shown),
    Way(Kind.ACTION, ids.HELD_EDIT, held_edit),
    Way(Kind.ACTION, ids.HELD_WITHDRAW, held_withdraw),
    Way(Kind.ACTION, ids.HELD_SEND_NOW, held_send_now),
    Way(Kind.SUBMISSION, ids.EDIT_FORM, edited),
    Way(Kind.COMMAND, "/feedback", feedback_command),
    Way(Kind.ACTION, actions.ACKNOWLEDGE, acknowledge_pressed),
    Way(Kind.ACTION, actions.TELL_ME_MORE, tell_me_more_pressed),
    Way(Kind.SUBMISSION, ids.QUESTION_FORM, question_sent_off),
    Way(Kind.GLOBAL_SHORTCUT, "give_feedback", give_feedback),
    Way(Kind.MESSAGE_SHORTCUT, "give_feedback_on_this", give_feedback_on_this),
    Way(Kind.EVENT, "app_home_opened", home_opened),
    Way(Kind.ACTION, ids.OPEN_FORM, give_feedback),
    Way(Kind.ACTION, ids.OFFER_FORM_AGAIN, form_again),
    Way(Kind.ACTION, ids.MY_ITEM, my_item_pressed),
    Way(Kind.ACTION, ids.MY_PAGE, my_page_pressed),
    Way(Kind.ACTION, ids.MY_NEWEST, my_page_pressed),
    Way(Kind.ACTION, ids.HAVE_RECEIPT, have_receipt_pressed),
    Way(Kind.SUBMISSION, ids.RECEIPT_FORM, receipt_given),
    Way(Kind.ACTION, ids.WRITE_ANSWER, write_answer_pressed),
    Way(Kind.SUBMISSION, ids.ANSWER_FORM, answer_sent),
    Way(Kind.ACTION, ids.WITHDRAW, withdraw_pressed),
    Way(Kind.ACTION, ids.EXPORT, export_pressed),
    Way(Kind.ACTION, ids.EXPORT_ITEM, export_item_pressed),
    Way(Kind.ACTION, ids.EXPORT_PAGE, export_page_pressed),
    Way(Kind.ACTION, actions.MORE, menu_chosen),
    Way(Kind.SUBMISSION, ids.MUTE_FORM, mute_confirmed),
    Way(Kind.SUBMISSION, ids.REPORT_FORM, report_confirmed),
    Way(Kind.ACTION, actions.AGREE, agree_pressed),
)

STRANGERS: dict[Kind, Listener] = {
    Kind.ACTION: strangers.unknown_action,
    Kind.SUBMISSION: strangers.unknown_form,
    Kind.CLOSED: strangers.closed_view,
    Kind.GLOBAL_SHORTCUT: strangers.unknown_shortcut,
    Kind.MESSAGE_SHORTCUT: strangers.unknown_shortcut,
    Kind.COMMAND: strangers.unknown_command,
    Kind.OPTIONS: strangers.unknown_options,
    Kind.EVENT: strangers.unknown_event,
}
"""What listens to ids that are not in the table: of another version, or never ours."""

_REFUSALS: dict[Kind, Refusal] = {
    Kind.COMMAND: give_words_back,
    Kind.GLOBAL_SHORTCUT: tell_them,
    Kind.MESSAGE_SHORTCUT: tell_them,
    Kind.ACTION: tell_them,
    Kind.SUBMISSION: keep_the_form,
    Kind.CLOSED: let_it_be,
    Kind.OPTIONS: offer_nothing,
    Kind.EVENT: let_it_be,
}


def register(app: AsyncApp, deps: Deps) -> None:
    """Register every way in. Listeners share `app.client`, so that Slack is called over one pool of connections."""

    def heard(kind: Kind, listener: Listener) -> Listen:
        return listening(listener, refuse=_REFUSALS[kind], deps=deps, client=app.client)

    app.use(
        Switchboard(
            {(way.kind, way.id): heard(way.kind, way.listener) for way in TABLE},
            {kind: heard(kind, listener) for kind, listener in STRANGERS.items()},
        )
    )
