"""What is read in channels, threads and direct messages: the item's card, its reminders, and what admins are told.

Arguments are ready to show: names escaped, people and channels as mentions.
"""

from collections.abc import Sequence

TELL_ME_MORE = "Tell me more"
ACKNOWLEDGE = "Acknowledge"
MUTE = "Pause whoever wrote this"
REPORT = "Report"
AGREE = "Agree"

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
NEED_NOT_ANSWER = "The author need not answer this."
ERASED = "What was written here is erased by now: the team's policy says for how long it is kept."
TAKEN_BACK = "The author has taken this back."


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


WAITING_FOR_READERS = "Waiting to be heard by one of those it was sent to"
"""The same for an item that only some people have."""


STATES = {
    "made_right": "Made right, and waiting for its author to say so",
    "confirmed": "Made right, and its author agrees",
    "disputed": "Not right yet, says its author",
    "withdrawn": "Withdrawn by its author",
    "closed": "Closed",
    "held": "Not delivered yet",
}
"""The state line of every other state."""


def reported(person: str) -> str:
    """Stand in for the words of an item that somebody has reported."""
    return f"Reported by {person} and handed to those who look after safety"


def left_out(team: str, people: str) -> str:
    """Say about whom an item is, as far as it may be said, and who has it; `people` are mentions as `one_and_another`.

    The person themselves is not named: the words say enough to those who read them.
    """
    return (
        f"This is about somebody who leads {team}. They are not told of it, and cannot see it. "
        f"It was sent only to {people}: please share it with nobody else."
    )


def one_and_another(people: Sequence[str]) -> str:
    """Join mentions; `people` has at least one."""
    return people[0] if len(people) == 1 else f"{', '.join(people[:-1])} and {people[-1]}"


def others(count: int) -> str:
    """Stand for more people than are named."""
    return f"{count} others" if count > 1 else "one other"


YOU = "you"
"""Stands for `people` where the teams file names nobody any more."""


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


def because_left_out(team: str) -> str:
    """Say the same of an item about somebody who leads the team, to one of the few who have it."""
    return f"You get this because it is about somebody who leads {team}. They are not told of it"


def heard(title: str, state: str) -> str:
    """What is left of a reminder once somebody has acknowledged."""
    return f"*{title}* has been heard. {state}. {THANKS}"


def settled(title: str, state: str) -> str:
    """What is left of a reminder of an item that needs no answer any more."""
    return f"*{title}*: {state[0].lower()}{state[1:]}. {NOTHING_LEFT}"


def question_title(item_id: str) -> str:
    """Name a question; this is what notifications show."""
    return f"A question about feedback {item_id}"


def answer_title(item_id: str) -> str:
    """Name an answer; this is what notifications show."""
    return f"An answer about feedback {item_id}"


def answers(item_id: str, author: str | None) -> str:
    """Head what an author answered; `author` is a mention where they put their name to it, else None."""
    return f"The author of {item_id} answers:" if author is None else f"{author}, the author of {item_id}, answers:"


def withdrawn_title(item_id: str) -> str:
    """Name a withdrawal; this is what notifications show."""
    return f"Feedback {item_id} was taken back"


def withdrawn(item_id: str) -> str:
    """Say in the thread that an item is withdrawn."""
    return f"The author of {item_id} has taken it back. {NOTHING_LEFT}"


def report_title(item_id: str, team: str) -> str:
    """Name a report; this is what notifications show."""
    return f"Feedback {item_id} for {team} was reported"


def report(title: str, person: str) -> str:
    """Begin a report; `person` is who reported it."""
    return f"*{title}* was reported by {person}. Its words are shown here and nowhere else."


def asked_about(questions: int, answers: int) -> str:
    """Say how many questions and answers belong to a reported item."""
    return f"Questions: {questions} · Answers: {answers}"


PROPOSAL_TITLE = "A change that protects authors less"
PROPOSAL = (
    "Somebody has applied a teams file that protects authors less than the one before. It counts once two of those who "
    "were admins before agree. What would become weaker:"
)
PROPOSAL_OR_NOT = "Should you not agree, leave it: until then everything stays as it is."


def agreed_so_far(people: str) -> str:
    """Say who has agreed; `people` are mentions as `one_and_another`."""
    return f"Agreed so far: {people}"
