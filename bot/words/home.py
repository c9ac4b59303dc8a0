"""What the app's Home says. Names are escaped, people and times ready to show: these go into mrkdwn."""

TITLE = "Tell Me More"

WHAT_THIS_IS = (
    "Say what is not working, or what is. Your words go to the team that owns the matter, and its leaders are asked "
    "until one of them says “Tell me more”."
)
FAILING = "Nobody gets everything right. What counts is that somebody listens, and makes it right."
BUTTON = "Give feedback"
HOW = "You can also type /feedback anywhere, or choose “Give feedback on this” on a message."

MINE_TITLE = "My feedback"
NOTHING_YET = (
    "What you sign, and what you send to be answered in your Home, is listed here, for your eyes alone. "
    "What you sent with a receipt opens with its six words."
)
NOT_READ = "Your feedback could not be read just now. Nothing is lost: open this Home again in a moment."
LOST = (
    "Some keys that led people back to their feedback are gone. It is still here and still read, but whoever wrote it "
    "cannot find it here any more. Thank you for your understanding."
)
"""Said to everybody alike: whose feedback it is, nobody can tell."""

OPEN = "Open"
SHOW_MORE = "Show more"
NEWEST = "Back to the newest"
EXPORT = "Export mine"

PRIVACY_TITLE = "How private this is"
PRIVACY = (
    "Anonymous feedback is posted without your name, and waits for a batch with that of others. How you can be "
    "answered is your choice, and so is what is kept for it. Slack itself, and this app for the moment it takes your "
    "words in, do see who sends. People who know how you write may still recognise you; a few words give away less "
    "than many."
)
PRIVACY_BUTTON = "How private is this?"


def entry(item_id: str, team: str) -> str:
    """Name one piece of feedback in the list."""
    return f"*{item_id}* for {team}"


def shown(first: int, last: int, count: int) -> str:
    """Say which of how many are listed."""
    return f"{first} to {last} of {count}, the newest first."


def questions(count: int) -> str:
    """Say how many questions were asked since the author last answered."""
    return "1 question waits for your answer" if count == 1 else f"{count} questions wait for your answer"


HELD = "Not delivered yet"
MADE_RIGHT = "They say that it is made right"
CONFIRMED = "Made right, and you agree"
DISPUTED = "Not right yet, as you said"
WITHDRAWN = "You withdrew it"
CLOSED = "Closed"
STATES = {
    "held": HELD,
    "made_right": MADE_RIGHT,
    "confirmed": CONFIRMED,
    "disputed": DISPUTED,
    "withdrawn": WITHDRAWN,
    "closed": CLOSED,
}


def waiting(team: str) -> str:
    """The state of an item that nobody has acknowledged."""
    return f"Waiting for somebody in {team} to hear it"


def heard(person: str) -> str:
    """The state of an item that somebody has acknowledged."""
    return f"Heard by {person}"


HEARD = "Heard"


def closed(because: str) -> str:
    """The state of a closed item, with the reason that was given."""
    return f"Closed: {because}"


def goes_out(earliest: str, latest: str) -> str:
    """Say when something that waits goes out, where the first time is still to come."""
    return f"goes out with others, at the earliest {earliest}, at the latest {latest}"


def goes_out_at(when: str) -> str:
    """Say the same where both times are one."""
    return f"goes out {when}"


def goes_out_by(latest: str) -> str:
    """Say the same where the first time has passed, and too few others have written since."""
    return f"goes out once enough others have written too, or with the first whose time is up, at the latest {latest}"


def answer_waits(when: str) -> str:
    """Say that an answer waits for its batch; `when` is one of the above."""
    return f"Your answer {when}"


def withdrawal_waits(when: str) -> str:
    """Say that a withdrawal waits for its batch; `when` is one of the above."""
    return f"Your withdrawal {when}"
