"""One piece of feedback and its life: the states, and the only function that changes them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.held import WayBack
from bot.errors import IllegalTransition


class State(StrEnum):
    """Where an item is in its life."""

    HELD = "held"
    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    MADE_RIGHT = "made_right"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


NEXT: dict[State, frozenset[State]] = {
    State.HELD: frozenset({State.WAITING, State.WITHDRAWN}),
    State.WAITING: frozenset({State.ACKNOWLEDGED, State.MADE_RIGHT, State.WITHDRAWN, State.CLOSED}),
    State.ACKNOWLEDGED: frozenset({State.WAITING, State.MADE_RIGHT, State.WITHDRAWN, State.CLOSED}),
    State.MADE_RIGHT: frozenset({State.CONFIRMED, State.DISPUTED, State.CLOSED}),
    State.CONFIRMED: frozenset(),
    State.DISPUTED: frozenset({State.ACKNOWLEDGED, State.MADE_RIGHT, State.CLOSED}),
    State.WITHDRAWN: frozenset(),
    State.CLOSED: frozenset(),
}


ENDED = frozenset({State.CONFIRMED, State.WITHDRAWN, State.CLOSED})
"""The states in which nothing more is said about an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of feedback. Holds nobody's name or id unless the author signed it.

    `words` is what was written, at most 3,000 characters. `about` is the permalink of the message it refers to.
    `why` names the rule that chose the team, in words a person understands. `nudge_at` is when the next reminder is
    due: None before delivery and after an acknowledgement. `nudges` counts reminders already due. `version` grows by
    one with every visible change. All times are aware and in UTC.

    `way_back` is how its anonymous author can be answered, None where it is signed, and `answerable` False once that
    way is gone. `left_out` is the leader it is about: it goes to others by direct message, and that person never learns
    of it. `hidden_by` is who reported it: its words are then for the safety channel only. `erase_at` is when its words
    are erased, and `erased` True afterwards. `closed_because` is the reason of a CLOSED item.
    """

    id: str
    team: str
    words: str
    why: str
    waiting_since: datetime
    state: State = State.WAITING
    signed_by: str | None = None
    about: str | None = None
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    nudges: int = 0
    nudge_at: datetime | None = None
    version: int = 1
    way_back: WayBack | None = None
    answerable: bool = False
    left_out: str | None = None
    hidden_by: str | None = None
    erase_at: datetime | None = None
    erased: bool = False
    closed_because: str | None = None

    @property
    def anonymous(self) -> bool:
        """True unless the author put their name to it."""
        return self.signed_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a leader asked. `id` is random; `text` is 1 to 3,000 characters, empty once erased.

    `fishes` is True where it may ask for who the author is, and the leader sent it all the same.
    """

    id: str
    item: str
    asked_by: str
    text: str
    asked_at: datetime
    fishes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an author answered. `id` is random; `text` is 1 to 3,000 characters, empty once erased.

    `answered_at` is the time of its batch where the item is anonymous, and nothing finer.
    """

    id: str
    item: str
    text: str
    answered_at: datetime


def moved(item: Item, to: State) -> Item:
    """Return `item` in state `to`; raise IllegalTransition where its life does not allow that."""
    if to not in NEXT[item.state]:
        raise IllegalTransition(item.state, to)
    return replace(item, state=to, version=item.version + 1)


def acknowledged(item: Item, *, by: str, now: datetime) -> Item:
    """Return `item` acknowledged by the leader `by` at `now`, with no further reminder due.

    Raises IllegalTransition unless it was waiting.
    """
    return replace(moved(item, State.ACKNOWLEDGED), acknowledged_by=by, acknowledged_at=now, nudge_at=None)
