"""What the menu of a card asks before it does anything.

Titles and buttons have at most 24 characters.
"""

from datetime import date

CANCEL = "Cancel"

MUTE_TITLE = "Pause the author?"
MUTE_YES = "Pause"
MUTE_NOBODY_LEARNS = (
    "Nobody is told who it is, and this app does not know it either: it only recognises them when they write. What "
    "they sign still reaches you, and what they have sent already stays."
)

REPORT_TITLE = "Report this?"
REPORT_YES = "Report"
REPORT_MEANS = (
    "Its words are hidden in every message about it, and handed to those who look after safety. The reminders stop. "
    "This cannot be undone."
)
REPORT_WHO = "Those who look after safety see that it was you who reported it. Nobody learns who wrote it."

NOT_OURS = "This was opened by another version of the app, so nothing changed. Close it, and choose again."
NOT_ANY_MORE = "Only those who lead the team can do this, and you are not among them any more. Nothing changed."


def mute_means(until: date) -> str:
    """Say what pausing an author does, until which day."""
    return (
        "Whoever wrote this, where that can be told, cannot send this team anything anonymous until "
        f"{until.day} {until:%B %Y}; a pause that is there already is not made longer. Where it cannot be told, "
        "nothing happens, and you are not told which it was."
    )
