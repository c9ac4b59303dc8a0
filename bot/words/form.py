"""What the feedback form and the "Tell me more" form say. Titles and buttons have at most 24 characters."""

from collections.abc import Sequence

from bot.words.routing import listed

TITLE = "Give feedback"
SEND = "Send"
CANCEL = "Cancel"
CLOSE = "Done"

WORDS_LABEL = "What would you like to say?"
WORDS_PLACEHOLDER = "What happened, and what would have helped?"
WORDS_HINT = "Up to 3,000 characters. A sentence or two is often enough, and says less about who wrote it."

TEAM_LABEL = "Who should hear it?"
TEAM_PLACEHOLDER = "Type a team's name"
TEAM_HINT = "Leave it open and the right team is looked for in your words; you see which one before it is sent."

SIGNATURE_LABEL = "Your name"
ANONYMOUS = "Anonymous"
ANONYMOUS_MEANS = "Neither your name nor your id is stored or posted."
SIGNED = "Signed"
SIGNED_MEANS = "Your name stands beside your words, so people can answer you."

EXPOSURE = (
    "Anonymous means that no name, no id and nothing made from them is kept or shown. "
    "Slack itself, and this app for the moment it takes your words in, do see who sends; "
    "people who know how you write may still recognise you."
)

EMPTY = "There is nothing to read here yet. Write a few words, then press Send."
EMPTY_QUESTION = "There is no question here yet. Write a few words, then press Send."
TEAM_GONE = "This team takes no feedback any more. Choose another one, then press Send."
NOT_OURS = (
    "This form was not opened by this app, so nothing was sent. Copy your words, close this, "
    "and open a new form with /feedback."
)
QUESTION_NOT_OURS = (
    "This form was not opened by this app, so nothing was sent. Copy your question, close this, "
    "and press “Tell me more” again."
)
NO_LEADER_ANY_MORE = "Only those who lead the team can ask here, and you are not among them any more. Nothing was sent."
OUTDATED = "This form is from an older version. Copy your words, close this, and open a new form with /feedback."
NOT_KEPT = "This could not be stored just now. Your words are still here: wait a moment, then press Send again."
UNSURE = (
    "It took too long to be sure. It may already be on its way: press Send again without changing it, "
    "and it arrives once."
)
WENT_WRONG = (
    "Something here went wrong, and nothing was sent. Your words are still here: press Send again, or copy them."
)

WORDS_GONE = (
    "The words are not kept here any more. They are still in the message where you pressed the button: "
    "copy them from there."
)

LINK_LEFT_OUT = (
    "The message is not linked: few people can see it, so the link would show who wrote. "
    "Say in your words what it was about."
)

QUESTION_TITLE = "Tell me more"
QUESTION_LABEL = "What would you like to know?"
QUESTION_HINT = "It goes into the thread under your name. Ask about the matter, never about who wrote it."
OPENING_LINE = "Tell me more about what's not working."
QUESTION_ACKNOWLEDGES = "Sending this also says that it has been heard, so the reminders stop."


def too_long(count: int) -> str:
    """Say that `count` characters are more than fit."""
    return f"This has {count:,} characters, and 3,000 fit. Shorten it, or send it in parts; nothing was sent yet."


def goes_to(team: str, channel: str, because: str) -> str:
    """Say where it will go and why, before it is sent."""
    return f"Goes to {team} in #{channel}, {because}."


def no_team_yet() -> str:
    """Say that the team is looked for when the form is sent."""
    return "No team is chosen yet. When you press Send, you see where your words would go before they leave."


def look_again(team: str, channel: str, because: str) -> str:
    """Say which team was found after the first press of Send, and that a second one sends."""
    return f"Not sent yet. This would go to {team} in #{channel}, {because}. Press Send again, or choose another team."


def unknown_target(named: str) -> str:
    """Say that no team, channel or group of that name takes feedback."""
    return f"No team was found for “{named}”. Check the team below before you send."


def tie(teams: Sequence[str]) -> str:
    """Ask to choose between teams that match equally well."""
    return f"It could be for {listed(teams)}. Choose one, then press Send."


def about(link: str) -> str:
    """Name the message that the feedback refers to; in mrkdwn."""
    return f"About <{link}|this message>. Whoever reads your words sees this link."


def heard_by_another(person: str) -> str:
    """Say, above the question, who acknowledged already; `person` is a mention."""
    return f"{person} has acknowledged this already. Your question is welcome all the same."


TAKEN_TITLE = "Thank you"
TAKEN = "Your words are on their way."
TAKEN_ANONYMOUS = "Nothing about you was kept with them: no name, no id, and nothing made from either."
TAKEN_SIGNED = "Your name stands beside them."


def taken(item_id: str, team: str, channel: str) -> str:
    """Confirm: the id and where it goes."""
    return f"{item_id} goes to {team} in #{channel}."


def what_happens_next(team: str) -> str:
    """Say what the author can expect."""
    return f"Whoever leads {team} will be asked until somebody says “Tell me more” or acknowledges it."


QUESTION_SENT_TITLE = "Sent"
QUESTION_SENT = "Your question is on its way into the thread, and this counts as heard. Thank you for asking."


def question_sent_after(person: str) -> str:
    """Confirm a question where somebody else (`person` is a mention, or empty) had acknowledged."""
    who = f"{person} had acknowledged this" if person else "This had been acknowledged"
    return f"Your question is on its way into the thread. {who} before you; thank you for asking all the same."
