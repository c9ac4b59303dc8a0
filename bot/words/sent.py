"""What an author is told once their feedback is stored, and while it still waits for its batch."""

from collections.abc import Sequence

from bot.words.form import together

TITLE = "Thank you"
CLOSE = "Done"
CANCEL = "Cancel"

ON_ITS_WAY = "Your words are on their way."
HELD = "Your words are kept, and wait for the next batch."

MEANS = {
    "home": "You find it in this app's Home, with what is asked about it. Nobody else does.",
    "receipt": "Nothing about you was kept with it. The six words are all that leads back to it.",
    "none": "Nothing about you was kept with it, and nothing leads back to you.",
    "signed": "Your name stands beside your words.",
}
"""By what was chosen, what is kept."""

RECEIPT_TITLE = "Your receipt"
RECEIPT = (
    "These six words are shown once; write them down. With them you read what is asked, and answer, in this app's "
    "Home under “I have a receipt”. Whoever has them is taken for you."
)

UNTIL_THEN = "Until then you can change it or take it back, here."

EDIT = "Edit"
WITHDRAW = "Withdraw"
SEND_NOW = "Send it now"

EDIT_TITLE = "Edit your words"
SAVE = "Save"
EDIT_LABEL = "Your words"
EDIT_LOOK = "Not saved yet. Look at what is marked above, then press Save again; or change your words."
SAVED_TITLE = "Saved"
SAVED = "Your words are changed. They go out when the first ones would have."

WITHDRAW_TITLE = "Take it back?"
WITHDRAW_TEXT = "It is deleted before anybody has read it. This cannot be undone."
WITHDRAW_YES = "Take it back"
WITHDRAW_NO = "Leave it"
SEND_NOW_TITLE = "Send it now?"
SEND_NOW_YES = "Send it now"
SEND_NOW_NO = "Wait for the batch"

WITHDRAWN = "It is taken back and deleted. Nobody has read it."
SENT_NOW = "It is on its way now."

GONE = "It has gone out already, so it cannot be changed any more."


def goes_to(item_id: str, team: str, channel: str) -> str:
    """Say where it went."""
    return f"{item_id} goes to {team} in #{channel}."


def goes_directly(item_id: str, people: Sequence[str], name: str) -> str:
    """Say who gets it by direct message where `name` is left out."""
    return f"{item_id} goes to {together(people)} by direct message, and to no channel. {name} is not told."


def goes_out(when: str) -> str:
    """Say when it goes out: such as `14:00 (UTC), once 3 people have written or one's time is up; by Tue 12:00`."""
    return f"Next batch: {when}."


def what_happens_next(team: str) -> str:
    """Say what the author can expect."""
    return f"Whoever leads {team} will be asked until somebody says “Tell me more” or acknowledges it."


WHAT_HAPPENS_NEXT_DIRECTLY = "They will be asked until somebody says “Tell me more” or acknowledges it."
