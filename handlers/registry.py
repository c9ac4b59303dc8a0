"""The one table of everything this app listens to."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.messages import actions
from handlers.answers import Listener
from handlers.deps import Deps
from handlers.listeners import strangers
from handlers.listeners.acknowledge_pressed import acknowledge_pressed
from handlers.listeners.feedback_command import feedback_command, form_again
from handlers.listeners.form_sent import form_sent
from handlers.listeners.home_opened import home_opened
from handlers.listeners.shortcuts import give_feedback, give_feedback_on_this
from handlers.listeners.team_options import team_options
from handlers.listeners.tell_me_more import question_sent_off, tell_me_more_pressed
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
    Way(Kind.COMMAND, "/feedback", feedback_command),
    Way(Kind.ACTION, actions.ACKNOWLEDGE, acknowledge_pressed),
    Way(Kind.ACTION, actions.TELL_ME_MORE, tell_me_more_pressed),
    Way(Kind.SUBMISSION, ids.QUESTION_FORM, question_sent_off),
    Way(Kind.GLOBAL_SHORTCUT, "give_feedback", give_feedback),
    Way(Kind.MESSAGE_SHORTCUT, "give_feedback_on_this", give_feedback_on_this),
    Way(Kind.EVENT, "app_home_opened", home_opened),
    Way(Kind.ACTION, ids.OPEN_FORM, give_feedback),
    Way(Kind.ACTION, ids.OFFER_FORM_AGAIN, form_again),
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
