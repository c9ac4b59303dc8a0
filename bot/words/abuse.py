"""What leaders read when they mute the author of an item or report it: what was done, and nothing of whom it met.

Titles and buttons have at most 24 characters.
"""

from datetime import date

SIGNED = "This is signed, so you can talk to its author. Muting is for feedback without a name; nothing changed."
NOBODY_TO_TELL = (
    "Nobody else is named who could look after this, so it was not hidden. Ask an admin to name a safety channel or "
    "more admins in the teams file; nothing changed."
)
REPORTED = (
    "Its words are hidden here now, and those who look after safety have them. The reminders stop. "
    "Thank you for looking after each other."
)
REPORTED_BEFORE = (
    "This was reported before, and those who look after safety have it. Thank you for looking after it too."
)


def muted(until: date) -> str:
    """Say what was done, in the same words whether or not its author can be met."""
    return (
        f"Done. Until {until.day} {until:%B %Y} this team takes no anonymous feedback from whoever wrote this, as far "
        "as they can be recognised. A pause that was there already is not made longer. Who that is, nobody learns. "
        "They can still sign, or write to another team."
    )
