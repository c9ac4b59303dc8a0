"""What people are told at once and alone: help, words given back, and why a button did nothing."""

from collections.abc import Sequence

HELP = (
    "`/feedback` opens an empty form.\n"
    "`/feedback the export takes ten minutes` opens it with your words, and finds the team.\n"
    "`/feedback payments: …`, `/feedback #channel …` or `/feedback @group …` says whose it is.\n\n"
    "Nothing leaves before you press Send. You choose whether your name is on it. The team's leaders are asked until "
    "one of them says “Tell me more”."
)

OPEN_AGAIN = "Open the form"
OPEN_EMPTY = "Open an empty form"

FORM_NOT_OPENED = "The form could not be opened in time. Nothing was sent, and nothing is lost: here are your words."
FORM_NOT_OPENED_EMPTY = "The form could not be opened in time. Press the button to try again."
COMMAND_FAILED = "Something here went wrong, and nothing was sent. Here are your words, so that none are lost."
COMMAND_FAILED_EMPTY = "Something here went wrong. Try again in a moment."

QUESTION_NOT_OPENED = "The form could not be opened in time. Nothing changed: press “Tell me more” again."

NOTICE_TITLE = "Tell Me More"
NOTICE_CLOSE = "Close"

UNKNOWN_ITEM = "This piece of feedback is not here any more, so there is nothing left to answer. Nothing changed."
UNKNOWN_ACTION = "This button is from another version and does nothing any more. Nothing changed."
UNKNOWN_SHORTCUT = "This shortcut is from another version and does nothing any more. Use /feedback instead."
UNKNOWN_COMMAND = "This command is not one of mine. Use /feedback instead; here are your words."
UNREADABLE = "What Slack sent with this could not be read, so nothing changed. Try again in a moment."
NOT_NOW = "This could not be stored just now, so nothing changed. Try again in a moment."
UNSURE = "This took too long to be sure that it counted. Press it again: it counts once."
WENT_WRONG = "Something here went wrong. Try again in a moment."


def too_long_for_the_form(count: int) -> str:
    """Say that `count` characters do not fit into the form, and what to do with the words below."""
    return (
        f"Your words have {count:,} characters, and the form takes 3,000. Nothing was sent. Here they are in full: "
        "copy what matters most into the form, or send them in parts."
    )


def acknowledged_by(item_id: str, person: str) -> str:
    """Tell the one who came second; `person` is a mention."""
    return f"{person} has acknowledged {item_id} already. Thank you for looking after it too."


def acknowledged_already(item_id: str) -> str:
    """Tell that an item waits for nobody any more."""
    return f"{item_id} is not waiting any more. Thank you for looking after it."


def only_leaders(item_id: str, team: str, people: Sequence[str]) -> str:
    """Tell somebody kindly that others answer this; `people` are mentions."""
    whom = f" You can talk to {' or '.join(people)}." if people else ""
    return f"{item_id} belongs to {team}, and only those who lead it can answer.{whom} Nothing changed."


AGREED = "Two admins have agreed, so the change is made. Each team it concerns reads of it in its channel."


def agreed_and_missing(count: int) -> str:
    """Thank an admin who agreed, where others have to agree too."""
    whose = "one more admin has" if count == 1 else f"{count} more admins have"
    return f"Thank you, that is noted. The change is made once {whose} agreed."
