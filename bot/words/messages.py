"""What is read in channels, threads and direct messages: the item's card, its reminders, and what admins are told.

Arguments are ready to show: names escaped, people and channels as mentions.
"""

TELL_ME_MORE = "Tell me more"
ACKNOWLEDGE = "Acknowledge"

ANONYMOUS = "anonymous"
THE_MESSAGE = "the message this is about"
NOBODY_LEADS = "nobody is listed as its leader yet"
PROMPT = "A good way to begin: *Tell me more about what's not working.*"
THANKS = "Thank you for listening."
NOTHING_LEFT = "Nothing is left to do here. Thank you."
NO_BUTTONS = "The buttons could not be shown here. The next message about this brings them again."
SHORTENED = "There is more than fits here. All of it is kept."
ASKS = "asks:"
QUESTIONS = "questions are in the thread"


def title(item_id: str, team: str) -> str:
    """Name an item; this is what notifications show."""
    return f"Feedback {item_id} for {team}"


def signed_by(person: str) -> str:
    """Say whose name is on it."""
    return f"signed by {person}"


def waiting(team: str) -> str:
    """The state line of an item that nobody has acknowledged."""
    return f"Waiting for somebody in {team} to hear it"


def acknowledged(person: str, when: str) -> str:
    """The state line of an item that somebody has acknowledged."""
    return f"Acknowledged by {person} · {when}"


STATES = {
    "made_right": "Made right, and waiting for its author to say so",
    "confirmed": "Made right, and its author agrees",
    "disputed": "Not right yet, says its author",
    "withdrawn": "Withdrawn by its author",
    "closed": "Closed",
    "held": "Not delivered yet",
}
"""The state line of every other state."""


def reminder_title(item_id: str, team: str) -> str:
    """Name a reminder; this is what notifications show."""
    return f"Feedback {item_id} for {team} is waiting"


def has_waited(title: str, waited: str, step: int) -> str:
    """Begin a reminder; `waited` is such as `4 hours`, `step` counts from 1."""
    return f"*{title}* has been waiting for {waited}." if step <= 1 else f"*{title}* is still waiting, {waited} now."


THREAD_ASK = "Somebody took the time to write it, and a short answer is enough."
LEADER_ASK = "You need no solution yet, only an open ear."


def for_leaders(team: str) -> str:
    """Say who a reminder in the thread is for."""
    return f"For everybody who leads {team}"


def because_you_lead(team: str) -> str:
    """Say why somebody gets a direct message."""
    return f"You get this because you lead {team}"


def because_nobody_answered(team: str) -> str:
    """Say why somebody who does not lead the team itself gets a direct message."""
    return f"You get this because nobody who leads {team} could be reached"


def because_nobody_leads(team: str) -> str:
    """Say the same where the team has no leaders."""
    return f"You get this because nobody is listed as leading {team}"


def heard(title: str, state: str) -> str:
    """What is left of a reminder once somebody has acknowledged."""
    return f"*{title}* has been heard. {state}. {THANKS}"


def settled(title: str, state: str) -> str:
    """What is left of a reminder of an item that needs no answer any more."""
    return f"*{title}*: {state[0].lower()}{state[1:]}. {NOTHING_LEFT}"


def question_title(item_id: str) -> str:
    """Name a question; this is what notifications show."""
    return f"A question about feedback {item_id}"


def came_here(what_happened: str) -> str:
    """Head a message that is not where it was meant to be; see REASONS."""
    return f"{what_happened}, so this came here."


REASONS: dict[str, tuple[str, str]] = {
    "is_archived": ("{place} is archived", "Unarchive it, or give {team} another channel."),
    "channel_not_found": (
        "{place} could not be found",
        "If it is private, invite the bot there; if it is gone, give {team} another channel.",
    ),
    "not_in_channel": ("the bot is not in {place}", "Invite it there with `/invite`."),
    "may_not_post": (
        "{place} does not let the bot post",
        "Let apps post there in the channel's settings, or give {team} another channel.",
    ),
    "thread_gone": ("the thread in {place} is gone or locked", "Unlock it, or answer where this is now."),
    "may_not_change": (
        "Slack does not let the bot change what stands in {place}",
        "What is stored is right. Let messages be edited at any time in the workspace's settings.",
    ),
    "person_gone": (
        "{place} has left, or cannot get direct messages",
        "Name somebody else as a leader of {team}.",
    ),
    "will_not_show": ("Slack would not show it in {place}", "Run `tell-me-more check`, and keep the log of this hour."),
    "other": ("Slack refused it in {place} ({code})", "Run `tell-me-more check`, and look for {code} in the log."),
}
"""What happened (the middle of a sentence), and what an admin can do. `place` is a channel or a person."""

NOW_PLAIN = "It is there without its buttons."
NOW_WITHOUT = "The others who were reminded still have theirs."
NOW_NOBODY = "Nobody else could be reminded directly."
NOW_STALE = "That message shows an earlier state of it."


def now_in(place: str) -> str:
    """Say where a message went instead."""
    return f"It is in {place} instead."


def now_with(person: str) -> str:
    """Say who got a message instead."""
    return f"It is with {person} instead."


def only_leaders_answer(team: str) -> str:
    """Say under an item why there are no buttons; `team` has leaders, or the fallback's answer for it."""
    return f"Only those who lead {team} can answer this. They get it directly, with their first reminder."


def the_same_again(period: str) -> str:
    """Say what an admin is not told for a while; `period` is such as `hour`."""
    return f"What meets the same in the next {period} goes the same way, without a message like this."


def not_delivered(title: str, place: str, what_happened: str) -> str:
    """Begin what an admin is told."""
    return f"*{title}* could not be delivered to {place}: {what_happened}."


def not_reminded(title: str, what_happened: str) -> str:
    """Begin what an admin is told about a reminder."""
    return f"A reminder of *{title}* could not be delivered: {what_happened}."


def not_updated(title: str, place: str, what_happened: str) -> str:
    """Begin what an admin is told about a message that could not be brought up to date."""
    return f"A message about *{title}* in {place} could not be brought up to date: {what_happened}."
