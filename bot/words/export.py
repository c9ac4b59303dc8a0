"""How an author's own feedback reads as plain text that can be copied. Times are in UTC, to the minute."""

from datetime import UTC, datetime

ERASED = "(The words are erased.)"

STATES = {
    "waiting": "waiting to be heard",
    "acknowledged": "heard",
    "made_right": "made right, they say",
    "confirmed": "made right",
    "disputed": "not right yet",
    "withdrawn": "withdrawn",
    "closed": "closed",
}
"""The state of what went out."""


def heading(item_id: str, team: str, since: datetime, *, state: str | None) -> str:
    """Head one piece; `team` is its key, and no `state` means that it waits for its batch."""
    if state is None:
        return f"{item_id} for {team}, goes out from {_when(since)}"
    return f"{item_id} for {team}, out since {_when(since)}: {STATES.get(state, state)}"


def question(when: datetime) -> str:
    """Head a question."""
    return f"Asked on {_when(when)}:"


def answer(when: datetime) -> str:
    """Head an answer."""
    return f"You answered, out since {_when(when)}:"


def answer_waits(batch: datetime) -> str:
    """Head an answer that has not gone out."""
    return f"You answered, goes out from {_when(batch)}:"


def withdrawal_waits(batch: datetime) -> str:
    """Say that a withdrawal has not gone out."""
    return f"You withdrew it; the team is told from {_when(batch)}."


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
