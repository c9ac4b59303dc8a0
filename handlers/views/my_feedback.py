"""What an author is told about each piece of their feedback: where it is, when it goes out, what waits for them."""

from datetime import datetime

from bot.core.held import Held, HeldKind
from bot.core.item import ENDED, State
from bot.core.organisation import Organisation
from bot.core.release import Times
from bot.core.slack_text import escape
from bot.messages.parts import moment, person
from bot.usecases.my_feedback import Entry
from bot.words import home as say
from handlers.views import ids
from handlers.views.parts import Block, button, mrkdwn, section


def entry_block(entry: Entry, *, organisation: Organisation, now: datetime) -> Block:
    """Return one line of the list, with a button that opens it."""
    text = "\n".join([say.entry(entry.id, team_name(entry, organisation)), *state_lines(entry, organisation, now)])
    return {**section(mrkdwn(text)), "accessory": button(say.OPEN, action_id=ids.MY_ITEM, value=entry.id)}


def team_name(entry: Entry, organisation: Organisation) -> str:
    """Return the name of the team it is for, escaped."""
    return escape(organisation.owner(entry.team).name)


def state_lines(entry: Entry, organisation: Organisation, now: datetime) -> list[str]:
    """Return where it is in its life, what of it still waits, and how many questions wait for an answer; in mrkdwn."""
    if entry.item is None:
        return [f"{say.HELD}: {when_out(entry.held, now)}"] if entry.held is not None else [say.HELD]
    lines = [_state(entry, organisation)]
    # Of many answers the next alone: a line for each would not fit into what Slack shows, and nothing would be shown.
    if answers := [held for held in entry.waiting if held.kind is HeldKind.ANSWER]:
        lines.append(say.answer_waits(when_out(min(answers, key=lambda held: (held.batch, held.until)), now)))
    lines += [say.withdrawal_waits(when_out(h, now)) for h in entry.waiting if h.kind is HeldKind.WITHDRAWAL]
    if open_questions := len(unanswered(entry)):
        lines.append(say.questions(open_questions))
    return lines


def when_out(waiting: Held | Times, now: datetime) -> str:
    """Say when something that waits goes out; in mrkdwn."""
    if waiting.batch == waiting.until:
        return say.goes_out_at(moment(waiting.until))
    if waiting.batch <= now:
        return say.goes_out_by(moment(waiting.until))
    return say.goes_out(moment(waiting.batch), moment(waiting.until))


def unanswered(entry: Entry) -> tuple[int, ...]:
    """Return the places of the questions that were asked since the author last answered; none while an answer waits."""
    if any(held.kind is HeldKind.ANSWER for held in entry.waiting) or not can_answer(entry):
        return ()
    last = max((answer.answered_at for answer in entry.answers), default=None)
    return tuple(place for place, question in enumerate(entry.questions) if last is None or question.asked_at > last)


def can_answer(entry: Entry) -> bool:
    """Return whether its author can still answer: it is out, has not ended, and the way back is there."""
    item = entry.item
    if item is None or item.state in ENDED or item.erased or is_withdrawing(entry):
        return False
    return item.answerable or not item.anonymous


def is_withdrawing(entry: Entry) -> bool:
    """Return whether a withdrawal waits for its batch."""
    return any(held.kind is HeldKind.WITHDRAWAL for held in entry.waiting)


def _state(entry: Entry, organisation: Organisation) -> str:
    item = entry.item
    if item is None:
        return say.HELD
    if item.state is State.WAITING:
        return say.waiting(team_name(entry, organisation))
    if item.state is State.ACKNOWLEDGED:
        return say.heard(person(item.acknowledged_by)) if item.acknowledged_by else say.HEARD
    if item.state is State.CLOSED and item.closed_because:
        return say.closed(escape(item.closed_because))
    return say.STATES[item.state]
