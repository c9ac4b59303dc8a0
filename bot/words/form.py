"""What the feedback form and the "Tell me more" form say. Titles and buttons have at most 24 characters."""

from collections.abc import Sequence

from bot.words.routing import listed

_MOST_OF_AN_OPTION = 75

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
WAYS = {
    "home": (
        "Anonymous, answered in my Home",
        "Only you find it there. A key ties it to you, for 30 days at most.",
    ),
    "receipt": (
        "Anonymous, with a receipt",
        "You get six words, once. They lead back to it, from any device.",
    ),
    "none": (
        "Anonymous, no answer",
        "Nothing leads back to you, and nobody can ask you anything.",
    ),
    "signed": (
        "Signed",
        "Your name stands beside your words, so people can answer you.",
    ),
}
"""By value, what can be chosen and what it means, each at most 75 characters."""

WHEN_LABEL = "When"
NOW = "Now"

LEAVE_OUT_LABEL = "Is this about somebody who leads it?"
LEAVE_OUT_HINT = "Whoever you leave out is not told, and finds no trace of it."
LEAVE_OUT_NOBODY = "Nobody is left out"

CHECK = "Check my words"
HOW_PRIVATE = "How private is this?"

WHAT_TO_SEND_LABEL = "What shall be sent?"
REWRITE = "The rewrite"
REWRITE_MEANS = "What stands in bold, in place of what is struck out."
AS_THEY_ARE = "My words as they are"
AS_THEY_ARE_MEANS = "Nothing is changed."
CHOOSE_WHAT_TO_SEND = "Choose what shall be sent, then press Send. You can also change your words."
REWRITE_TOO_LONG = "The rewrite has more than 3,000 characters. Shorten your words, or send them as they are."
THE_REWRITE = "The rewrite would be:"
LOOK_FIRST = "Not sent yet. Look at what is marked or said in this form, then press Send again."

NOBODY_LEFT = (
    "Nobody else is there to hear it: whoever could get it is the one you would leave out. Choose another team, or "
    "leave nobody out."
)
LEADS_NO_MORE = "Whom you left out does not lead this team. Choose again, then press Send."
YOU_CHOSE = "because you chose it"

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
QUESTION_TOO_LATE = "This came to its end in the meantime, so nobody would read a question. Nothing was sent."
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
QUESTION_FISHES_WHY = (
    "What was wrong, and what would help, can be asked without it. If you send it as it is, the author reads beside "
    "your question that they need not answer it."
)


def too_long(count: int) -> str:
    """Say that `count` characters are more than fit."""
    return f"This has {count:,} characters, and 3,000 fit. Shorten it, or send it in parts; nothing was sent yet."


def goes_to(team: str, channel: str, because: str) -> str:
    """Say where it will go and why, before it is sent."""
    return f"Goes to {team} in #{channel}, {because}."


def goes_directly(people: Sequence[str], name: str) -> str:
    """Say who gets it by direct message where `name` is left out."""
    return f"Goes to {together(people)} by direct message, and to no channel. {name} is not told."


def leave_out(name: str) -> str:
    """An option of the form; at most 75 characters."""
    return _short(f"Leave out {name}")


def leave_out_means(people: Sequence[str], name: str) -> str:
    """What that option means; at most 75 characters."""
    said = f"It goes to {together(people)} directly, and {name} is not told."
    return said if len(said) <= _MOST_OF_AN_OPTION else "It goes to others directly, and they are not told."


def named_leaders(names: Sequence[str]) -> str:
    """Say that the words name somebody who leads the team."""
    leads = "leads" if len(names) == 1 else "lead"
    whom = "them" if len(names) > 1 else names[0]
    return f"You name {together(names)}, who {leads} the team. If it is about {whom}, you can leave {whom} out below."


def people_in(count: int, channel: str) -> str:
    """Say how many could have written it."""
    return f"{_people_in(count, channel)}, guests and bots aside."


def _people_in(count: int, channel: str) -> str:
    return f"1 person is in #{channel}" if count == 1 else f"{count} people are in #{channel}"


def few_people(count: int, channel: str, minimum: int) -> str:
    """Say that a channel is small, and what to do."""
    return (
        f"{_people_in(count, channel)}. That is fewer than {minimum}, so whoever reads it has few to guess among. "
        "You can send it to more people instead, sign it, or go on."
    )


def send_to(team: str) -> str:
    """A button; at most 75 characters."""
    return _short(f"Send it to {team} instead")


def next_batch(first: str) -> str:
    """An option of the form; `first` is when the next batch goes out. At most 75 characters."""
    return _short(f"With the next batch, {first}")


def found(what: str, advice: str) -> str:
    """Say what sort of thing was found, and what the author may do."""
    return f" – {what}. {advice}"


def more_places(count: int) -> str:
    """Say how many places are not marked, of very many; the rewrite covers them too."""
    return f" … and {count} more"


def together(people: Sequence[str]) -> str:
    """Return such as `A, B and C`; of many only the first three."""
    shown = list(people[:3])
    if len(people) > len(shown):
        return f"{', '.join(shown)} and {len(people) - len(shown)} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_OF_AN_OPTION else f"{text[: _MOST_OF_AN_OPTION - 1]}…"


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


def question_fishes(pieces: Sequence[str]) -> str:
    """Quote what in a question may ask for its author, and say that a second press sends it."""
    quoted = ", ".join(f"“{piece}”" for piece in pieces)
    return f"Not sent yet. {quoted} can ask for who wrote it. Change it, or press Send again to send it as it is."


def heard_by_another(person: str) -> str:
    """Say, above the question, who acknowledged already; `person` is a mention."""
    return f"{person} has acknowledged this already. Your question is welcome all the same."


QUESTION_SENT_TITLE = "Sent"
QUESTION_SENT = "Your question is on its way into the thread, and this counts as heard. Thank you for asking."


def question_sent_after(person: str) -> str:
    """Confirm a question where somebody else (`person` is a mention, or empty) had acknowledged."""
    who = f"{person} had acknowledged this" if person else "This had been acknowledged"
    return f"Your question is on its way into the thread. {who} before you; thank you for asking all the same."
