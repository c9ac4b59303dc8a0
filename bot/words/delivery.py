"""What is said about messages that are not where they were meant to be, by those who find them and to admins.

Arguments are ready to show: names escaped, people and channels as mentions.
"""

CAME_TO_YOU = "Somebody it was meant for could not be reached, so this came to you."
"""Heads an item about a leader that is with others than it was meant for; names neither."""


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
    "reader_gone": (
        "{place} has left, or cannot get direct messages",
        "Look at who stands under `escalation` of {team}, and at who leads the fallback.",
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


ONLY_READERS_ANSWER = "Only those it was sent to first can answer this. Name others, should they be gone."
"""Says the same under an item that only some people have."""

SOMEBODY = "somebody who has it"
"""Names the place of a message of which only the direct messages are known, and not whose they are."""

KEEP_IT_AMONG_YOU = "Not every admin gets this message: please speak of it only with those who did."
"""Ends what admins are told about an item that one of them may have to be left out of."""


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
