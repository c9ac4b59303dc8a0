"""The one table of everything this app listens to. What runs most stands first: Bolt asks from the top, one by one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
from handlers.views import ids


class Kind(StrEnum):
    """The ways in that Slack knows."""

    COMMAND = "command"
    SHORTCUT = "shortcut"
    GLOBAL_SHORTCUT = "global_shortcut"
    MESSAGE_SHORTCUT = "message_shortcut"
    ACTION = "action"
    SUBMISSION = "submission"
    CLOSED = "closed"
    OPTIONS = "options"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: of this kind, with this id (a command's name, a callback or action id, an event's type)."""

    kind: Kind
    id: str | re.Pattern[str]
    listener: Listener


ANY = re.compile(".*", re.DOTALL)

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
    Way(Kind.ACTION, ANY, strangers.unknown_action),
    Way(Kind.SUBMISSION, ANY, strangers.unknown_form),
    Way(Kind.CLOSED, ANY, strangers.closed_view),
    Way(Kind.SHORTCUT, ANY, strangers.unknown_shortcut),
    Way(Kind.COMMAND, ANY, strangers.unknown_command),
    Way(Kind.OPTIONS, ANY, strangers.unknown_options),
    Way(Kind.EVENT, ANY, strangers.unknown_event),
)

_REFUSALS: dict[Kind, Refusal] = {
    Kind.COMMAND: give_words_back,
    Kind.SHORTCUT: tell_them,
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
    ways: dict[Kind, Callable[..., Callable[..., Any]]] = {
        Kind.COMMAND: app.command,
        Kind.SHORTCUT: app.shortcut,
        Kind.GLOBAL_SHORTCUT: app.global_shortcut,
        Kind.MESSAGE_SHORTCUT: app.message_shortcut,
        Kind.ACTION: app.action,
        Kind.SUBMISSION: app.view_submission,
        Kind.CLOSED: app.view_closed,
        Kind.OPTIONS: app.options,
        Kind.EVENT: app.event,
    }
    for way in TABLE:
        listen = listening(way.listener, refuse=_REFUSALS[way.kind], deps=deps, client=app.client)
        ways[way.kind](way.id)(listen)
