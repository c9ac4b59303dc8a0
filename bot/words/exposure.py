"""The one sentence that says, before anything is sent, who could still find out who wrote it.

It is true for exactly the choices made, and names nobody whom docs/privacy.md does not explain. Where a number stands
in it, the number was measured: see bot/words/protection.py.
"""

from collections.abc import Iterator, Sequence

from bot.core.exposure import Situation
from bot.core.giveaway.finding import Kind
from bot.core.held import WayBack
from bot.words.protection import AT_ONCE, MEASURED, WEAKER
from bot.words.routing import listed

LONGEST = 600
"""Characters of the sentence at most, so that it is read."""

_SLACK = "Slack, and whoever can compel it, always sees who sends, and so does this bot while it takes your words in"
_WAYS_BACK = {
    WayBack.HOME: ("whoever holds both database and key store can find out until it is closed or 30 days are over"),
    WayBack.RECEIPT: ("nothing stored leads to you, but whoever has your receipt of six words is taken for its author"),
    WayBack.NONE: "nothing stored leads to you",
}
_SAW = "whoever saw you open the bot"
_BATCHES = {2: WEAKER[2], **MEASURED}
_SIMULATED = "cases in our simulation of 12 people"
_STYLE = "readers may recognise how you write"
_LINK = "the link shows which message you can see"
_LEFT_OUT = "whom you leave out learns it only from a reader"
_ALONE = "hardly anybody but you could have written it"
_NOT_COUNTED = "how many could have written it is not known"

_SIGNED = (
    "Everybody who reads it sees your name, and so do Slack and whoever can compel it, this bot, and whoever can read "
    "its database"
)

_FOUND = {
    Kind.EMAIL: "an e-mail address",
    Kind.PHONE: "a phone number",
    Kind.MENTION: "a mention",
    Kind.NAME: "a name",
    Kind.EMPLOYEE: "an employee number",
    Kind.TICKET: "a ticket",
    Kind.LINK: "a link",
    Kind.SECRET: "a key or password",
    Kind.ROLE: "what few can say",
    Kind.WHEN: "an exact time",
    Kind.TOLD: "whom you have told",
}
_MOST_FOUND = 2


def statement(situation: Situation) -> str:
    """Return one sentence of at most `LONGEST` characters, in plain text."""
    parts = _signed(situation) if situation.signed else _anonymous(situation)
    return "; ".join(parts) + "."


def _signed(situation: Situation) -> Iterator[str]:
    yield _SIGNED
    if situation.left_out:
        yield _LEFT_OUT


def _anonymous(situation: Situation) -> Iterator[str]:
    yield _SLACK
    yield _WAYS_BACK[situation.way_back or WayBack.NONE]
    at_least = situation.at_least if situation.as_measured else 0
    yield _at_once(at_least) if situation.at_once else _batch(at_least, situation)
    yield _could_have_written(situation.could_have_written)
    yield _text(situation.found)
    if situation.about:
        yield _LINK
    if situation.left_out:
        yield _LEFT_OUT


def _at_once(at_least: int) -> str:
    said = f"{_SAW} names the author in {AT_ONCE} of 100 {_SIMULATED}"
    size = _measured(at_least)
    return f"{said}, against {_BATCHES[size]} in a batch of at least {size}" if size else said


def _batch(at_least: int, situation: Situation) -> str:
    size = _measured(at_least)
    if size:
        return (
            f"{_SAW} names the author in {_BATCHES[size]} of 100 {_SIMULATED} for a batch of at least {size}, and more "
            "if time is up first"
        )
    if situation.at_least > 1:
        return f"{_SAW} has few to guess among, as batches here leave sooner than those we measured, perhaps with one"
    return f"{_SAW} names the author in {AT_ONCE} of 100 {_SIMULATED} where it is alone in its batch, which may happen"


def _measured(at_least: int) -> int | None:
    """Return the largest batch that was measured and is no larger than this one."""
    return max((size for size in _BATCHES if size <= at_least), default=None)


def _could_have_written(count: int | None) -> str:
    if count is None:
        return _NOT_COUNTED
    return f"{count} people could have written it" if count > 1 else _ALONE


def _text(found: Sequence[Kind]) -> str:
    if not found:
        return _STYLE
    shown = [_FOUND[kind] for kind in found[:_MOST_FOUND]]
    more = len(found) - len(shown)
    return f"{_STYLE}, and what is in it: {listed([*shown, f'{more} more'] if more else shown)}"
