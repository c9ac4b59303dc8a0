"""What hands a reported item to those who look after safety: the one place that still shows its words."""

from collections.abc import Sequence

from bot.core.item import Answer, Item, Question, State
from bot.core.organisation import Organisation, Team
from bot.core.slack_text import escape
from bot.messages import parts
from bot.messages.answer import heading
from bot.messages.rendered import Rendered
from bot.ports import Blocks
from bot.words import messages as words

ROOM = 40
"""The most blocks of what people wrote: a message holds 50, in Slack's Block Kit reference."""


def report(
    item: Item,
    team: Team,
    organisation: Organisation,
    *,
    by: str,
    questions: Sequence[Question] = (),
    answers: Sequence[Answer] = (),
) -> Rendered:
    """Render the words of an item that `by` has reported, with what its author answered.

    Its author may have withdrawn it since: what was reported stays readable here, until it is erased. No buttons.
    """
    said = [parts.author(item), words.asked_about(len(questions), len(answers))]
    if item.state is State.WITHDRAWN:
        said.append(words.TAKEN_BACK)
    written = [*_words(item), *_answers(item, answers)]
    if len(written) > ROOM:
        written = [*written[:ROOM], parts.small(words.SHORTENED)]
    return Rendered(
        text=words.report_title(item.id, escape(team.name)),
        blocks=[
            parts.ours(words.report(parts.title(item, team), parts.person(by))),
            *written,
            *parts.left_out(item, organisation),
            parts.small(" · ".join(said)),
        ],
    )


def _words(item: Item) -> Blocks:
    if item.erased:
        return [parts.small(words.ERASED)]
    return [*parts.theirs(item.words), *parts.about(item)]


def _answers(item: Item, answers: Sequence[Answer]) -> Blocks:
    blocks: Blocks = []
    for each in answers:
        if each.text:
            blocks += [parts.ours(heading(item)), *parts.theirs(each.text)]
    return blocks
