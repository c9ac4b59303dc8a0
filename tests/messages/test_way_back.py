"""Nothing that is sent tells whether an author can be answered, nor how."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.held import WayBack
from bot.core.item import Item, State
from bot.messages.answer import answer, withdrawn
from bot.messages.card import card
from bot.messages.plain import plain
from bot.messages.question import question
from bot.messages.reminders import leader_reminder, thread_reminder
from bot.messages.rendered import Rendered
from bot.messages.report import report
from tests.messages.support import ANSWER, HEARD, ITEM, NOW, ORGANISATION, PAYMENTS, QUESTION

WAYS = [(way_back, answerable) for way_back in (None, *WayBack) for answerable in (True, False)]

EVERYTHING: dict[str, Callable[[Item], Rendered]] = {
    "card": lambda item: card(item, PAYMENTS, ORGANISATION, questions=[QUESTION]),
    "thread_reminder": lambda item: thread_reminder(item, PAYMENTS, ORGANISATION, step=1, now=NOW),
    "leader_reminder": lambda item: leader_reminder(
        item, PAYMENTS, ORGANISATION, person="ULEAD", step=2, now=NOW, place="CPAY"
    ),
    "question": lambda item: question(item, QUESTION),
    "fishing": lambda item: question(item, replace(QUESTION, fishes=True)),
    "answer": lambda item: answer(item, ANSWER),
    "withdrawn": withdrawn,
    "report": lambda item: report(item, PAYMENTS, ORGANISATION, by="ULEAD", questions=[QUESTION], answers=[ANSWER]),
}

LIVES = [
    *(replace(HEARD if state is not State.WAITING else ITEM, state=state) for state in State),
    replace(HEARD, hidden_by="ULEAD"),
    replace(HEARD, erased=True),
    replace(ITEM, left_out="ULEAD"),
]


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("item", LIVES, ids=str)
def test_messages_are_the_same_byte_for_byte_whatever_the_way_back_is(item: Item, name: str) -> None:
    rendered = [EVERYTHING[name](replace(item, way_back=way, answerable=answerable)) for way, answerable in WAYS]
    assert len({repr(each) for each in rendered}) == 1
    assert len({plain(each).text for each in rendered}) == 1


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_message_carries_an_id_of_ours_or_data_of_its_own(name: str) -> None:
    blocks = EVERYTHING[name](ITEM).blocks
    assert all(block.keys() <= {"type", "text", "elements"} for block in blocks)


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_value_is_the_items_id_and_a_verb_at_most(name: str) -> None:
    elements = [
        each for block in EVERYTHING[name](ITEM).blocks if block["type"] == "actions" for each in block["elements"]
    ]
    values = [each["value"] for each in elements if "value" in each]
    values += [option["value"] for each in elements for option in each.get("options", [])]
    assert set(values) <= {ITEM.id, f"mute:{ITEM.id}", f"report:{ITEM.id}"}
