"""What can give an author away, and where in the words it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of what is found. The last three are advice: nothing is proposed in their place."""

    EMAIL = "email"
    PHONE = "phone"
    MENTION = "mention"
    NAME = "name"
    EMPLOYEE = "employee"
    TICKET = "ticket"
    LINK = "link"
    SECRET = "secret"  # noqa: S105 - the name of a kind
    ROLE = "role"
    WHEN = "when"
    TOLD = "told"

    @property
    def is_advice(self) -> bool:
        """Whether the author is only told about it: a claim about a role, a time, or whom they talked to."""
        return self in _ADVICE


_ADVICE = frozenset({Kind.ROLE, Kind.WHEN, Kind.TOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place: `words[start:end]` is `text`. The words are kept out of its repr, and so out of tracebacks."""

    start: int
    end: int
    kind: Kind
    text: str = field(repr=False)


Spans = Iterator[tuple[int, int, Kind]]
"""Start, end and kind of what a detector sees; they may overlap."""
