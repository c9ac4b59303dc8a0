"""What waits to be released: anonymous items, and what their authors say later, until their batch goes out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class WayBack(StrEnum):
    """How the author of an anonymous item can be answered; chosen by the author."""

    HOME = "home"  # in the author's Home, by a tag under a key of this item alone
    RECEIPT = "receipt"  # with six words that only the author has
    NONE = "none"  # not at all: nothing is kept


class HeldKind(StrEnum):
    """What is held."""

    ITEM = "item"
    ANSWER = "answer"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something of an anonymous author that waits for its batch. Nothing in it says who, or when it came.

    `id` is random; for an ITEM it is the item's id, which `item` is too. `batch` is the first of the fixed times at
    which it may go out, and `until` the one at which it goes however few wait: both are fixed times, so neither tells
    when it came. `left_out` is the leader it is about, who must not learn of it. `tag` is what `way_back` left (32
    bytes), None for an answer, a withdrawal, and WayBack.NONE.

    `at_least`, `release_every`, `hold_at_most` and `keep_for` are what the policy said when it was taken, and weaker
    settings do not change them. `keep_for` is how long the words of an item are kept once it is out, and how long after
    `until` an entry that could not go out.
    """

    id: str
    kind: HeldKind
    item: str
    team: str
    batch: datetime
    until: datetime
    at_least: int
    release_every: timedelta
    hold_at_most: timedelta
    keep_for: timedelta
    words: str = field(default="", repr=False)
    why: str = ""
    about: str | None = None
    left_out: str | None = None
    way_back: WayBack | None = None
    tag: bytes | None = field(default=None, repr=False)
