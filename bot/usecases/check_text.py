"""What every text that people hand in has to be, and what is said where it is not."""

from bot.core.banned import banned
from bot.core.organisation import Team
from bot.core.slack_text import is_blank
from bot.core.what_people_write import is_too_long
from bot.errors import Refused
from bot.words import form as words_of_the_form
from bot.words import refusals as say


def text_problem(text: str, *, empty: str) -> str | None:
    """Return what to say about a text that is blank (`empty`) or too long, None where it is neither."""
    if is_blank(text):
        return empty
    return words_of_the_form.too_long(len(text)) if is_too_long(text) else None


def check_text(text: str, *, empty: str) -> None:
    """Raise Refused for a text that is blank or too long."""
    if problem := text_problem(text, empty=empty):
        raise Refused(problem)


def check_banned(text: str, team: Team) -> None:
    """Raise Refused for a text that holds what `team` takes no feedback with."""
    if found := banned(text, team.policy.banned_words):
        raise Refused(say.banned(found))
