"""What an author reads about their own feedback: opened from Home or with a receipt, answered, withdrawn, exported.

Titles and buttons have at most 24 characters. Arguments are ready to show: names escaped, people and times as mentions.
"""

CLOSE = "Done"
CANCEL = "Cancel"
SEND = "Send"

TITLE = "Your feedback"
YOU_WROTE = "You wrote"
YOU_ANSWERED = "You answered"
THE_MESSAGE = "About <{link}|this message>."
ANSWER_IS_A_CHOICE = "Answering is your choice, and so is how much you say."
NEED_NOT_ANSWER = "You need not answer this: it may ask for who you are. You can say more about the matter instead."
ERASED = "The words are erased: they are kept only as long as the team keeps words."
HIDDEN = "This was reported. Its words are hidden in the team's channel, and read by those who look after safety."
EARLIER_LEFT_OUT = "There is more than fits here. “Copy of everything” has all of it."
WAY_BACK_GONE = (
    "The way back to this is gone, so it cannot be answered or withdrawn from here any more. "
    "A way back lasts 30 days, and ends when the matter is closed."
)
OVER = "This has come to its end, so there is nothing left to answer."

ANSWER = "Answer"
WITHDRAW = "Withdraw"
COPY = "Copy of everything"

WITHDRAW_TITLE = "Withdraw this?"
WITHDRAW_RELEASED = (
    "It has gone out already. The team is told, with the next batch, that its author withdraws it, and nobody is "
    "reminded of it any more. This cannot be undone."
)
WITHDRAW_SIGNED = (
    "It has gone out already. The team is told that you withdraw it, and nobody is reminded of it any more. "
    "This cannot be undone."
)
WITHDRAW_YES = "Withdraw it"
WITHDRAW_NO = "Keep it"
WITHDRAWN = "It is withdrawn, and nobody has read it. Nothing of it is kept."
WITHDRAWAL_HELD = "Your withdrawal is noted, and goes out like everything anonymous: together with others."
WITHDRAWAL_SENT = "It is withdrawn, and the team is told."

NOT_YOURS = "This is not in your list any more. Open this Home again to see what is."
GONE = "This piece of feedback is not here any more. Nothing changed."
NOT_OURS = (
    "This form was not opened by this app, so nothing was sent. Copy your words, close this, "
    "and open your feedback again from Home."
)
NOT_OURS_BUTTON = "This was opened by another version of the app. Open it again from Home, or with your receipt."

RECEIPT_OPEN = "Open"
RECEIPT_MEANS = "Only whoever has these words can open what was sent with them. What you type here is not kept."

ANSWER_TITLE = "Your answer"
ANSWER_LABEL = "What would you like to answer?"
ANSWER_HINT = "Up to 3,000 characters. A sentence or two is often enough, and says less about who wrote it."
ANSWER_EMPTY = "There is nothing to read here yet. Write a few words, then press Send."
ANSWER_READ = "It is read in the thread as the author's answer, without a name."
ANSWER_READ_BY_READERS = "It is read as the author's answer, without a name, by those who got your feedback."
ANSWER_SIGNED = "It goes into the thread at once, under your name."
ANSWER_SENT = "Your answer is on its way into the thread. Thank you for saying more."
ANSWER_LOOK_AGAIN = "Not sent yet. This could tell who you are. Change it, or press Send again to send it as it is."

EXPORT_TITLE = "A copy of everything"
EXPORT_NOTHING = "There is nothing of yours to copy here. What you sent with a receipt opens with its six words."
EXPORT_HOW = "Select the text and copy it. It is shown to you alone, and not sent anywhere."
EXPORT_NEXT = "Next part"


def heading(item_id: str, team: str) -> str:
    """Name the item at the head of its view."""
    return f"*{item_id}* for {team}"


def leaves_out(person: str) -> str:
    """Say who does not see it."""
    return f"{person} is left out, and does not see it."


def asked(person: str, when: str) -> str:
    """Stand above a question."""
    return f"{person} asked · {when}"


def answered(when: str) -> str:
    """Stand above an answer that went out."""
    return f"{YOU_ANSWERED} · {when}"


def answer_waits(when: str) -> str:
    """Stand above an answer that still waits; `when` is such as `goes out Today 14:00`."""
    return f"{YOU_ANSWERED} · {when}"


def answer_goes_out(when: str) -> str:
    """Say, in the form, when an anonymous answer goes out."""
    return f"Like your feedback it {when}."


def answer_held(when: str) -> str:
    """Confirm an anonymous answer."""
    return f"Thank you for saying more. Your answer {when}."


def found(text: str, what: str) -> str:
    """Name one piece that could tell who wrote it."""
    return f"“{text}” is {what}."


def found_more(count: int) -> str:
    """Say that there are more pieces than are listed."""
    return f"And {count} more."


def export_part(part: int, parts: int) -> str:
    """Say which part of the export this is."""
    return f"Part {part} of {parts}."
